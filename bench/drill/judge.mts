import { DatabaseSync } from 'node:sqlite';

import type { Delivery } from '../../sandbox/sms/solapi.mts';
import { drillWishes, receiptKeyOf } from './rows.mts';

/** What a settled trial amounts to; every number but `due` must be zero. */
export interface Verdict {
	due: number;
	duplicates: number;
	lost: number;
	unknown: number;
	/** Anything else that contradicts: wrong phone, run not closed, chain broken … in words. */
	violations: string[];
}

/**
 * Holds the ledger file, read without the code under test, against what the phones received. Every person due by text
 * must have one text or a recorded reason why not.
 */
export function judge(ledgerFile: string, seed: string, deliveries: readonly Delivery[]): Verdict {
	const verdict: Verdict = { due: 0, duplicates: 0, lost: 0, unknown: 0, violations: [] };
	const database = new DatabaseSync(ledgerFile, { readOnly: true });
	try {
		const rows = database.prepare(`SELECT notice_key, receipt_key, state, reason FROM notice WHERE channel = 'text'`).all();
		const stage = database.prepare('SELECT stage FROM run').get()?.stage;
		if (stage !== 'closed') verdict.violations.push(`run is ${String(stage)}`);
		const open = database.prepare(`SELECT COUNT(*) AS n FROM batch WHERE step NOT IN ('sent', 'void')`).get()?.n;
		if (open !== 0) verdict.violations.push(`${String(open)} batches unfinished`);
		const received = Map.groupBy(deliveries, (delivery) => delivery.key ?? 'no key');
		const byReceipt = new Map(rows.map((row) => [String(row.receipt_key), row]));
		const keys = new Set(rows.map((row) => String(row.notice_key)));
		for (const key of received.keys()) if (!keys.has(key)) verdict.violations.push(`a text with a key the ledger lacks: ${key}`);
		for (const wish of drillWishes(seed)) {
			if ((wish.decision ?? 'notify') !== 'notify' || wish.channel === 'post') continue;
			verdict.due += 1;
			const row = byReceipt.get(receiptKeyOf(wish.number));
			const texts = row ? (received.get(String(row.notice_key)) ?? []) : [];
			weigh(verdict, wish.number, row?.state ?? 'absent', row?.reason ?? null, texts.length);
			if (texts.some((text) => text.phone !== wish.phone)) verdict.violations.push(`receipt ${wish.number}: text on a wrong phone`);
		}
		return verdict;
	} finally {
		database.close();
	}
}

function weigh(verdict: Verdict, receipt: number, state: unknown, reason: unknown, texts: number): void {
	if (texts > 1) verdict.duplicates += texts - 1;
	switch (state) {
		case 'delivered':
			if (texts === 0) verdict.lost += 1;
			return;
		case 'failed':
		case 'rejected':
			if (reason === null) verdict.lost += 1;
			if (texts > 0) verdict.violations.push(`receipt ${receipt}: ${state}, yet the phone has it`);
			return;
		case 'unknown':
			verdict.unknown += 1;
			return;
		default:
			verdict.lost += 1;
			verdict.violations.push(`receipt ${receipt}: ${String(state)} after settling, ${texts} texts on the phone`);
	}
}
