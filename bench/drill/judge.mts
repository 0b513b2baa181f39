import { DatabaseSync } from 'node:sqlite';

import type { Delivery } from '../../sandbox/sms/shared/oracle.mts';
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

/** A ledger as it lies in its database, read without the code under test. */
export interface LedgerFacts {
	notices: Array<{ noticeKey: string; receiptKey: string; state: string; reason: string | null }>;
	stage: string;
	openBatches: number;
}

const NOTICES = `SELECT notice_key, receipt_key, state, reason FROM notice WHERE channel = 'text'`;
const OPEN = `SELECT COUNT(*) AS n FROM batch WHERE step NOT IN ('sent', 'void')`;

/** Where a trial keeps its ledger. */
export type LedgerPlace = { kind: 'sqlite'; file: string } | { kind: 'postgres'; host: string; port: number; user: string; password: string; database: string };

export async function readLedger(place: LedgerPlace): Promise<LedgerFacts> {
	if (place.kind === 'sqlite') {
		const database = new DatabaseSync(place.file, { readOnly: true });
		try {
			return factsOf(database.prepare(NOTICES).all(), database.prepare('SELECT stage FROM run').get(), database.prepare(OPEN).get());
		} finally {
			database.close();
		}
	}
	const { Client } = await import('pg');
	const { kind: _kind, ...address } = place;
	const client = new Client({ ...address, options: '-c search_path=ledger' });
	await client.connect();
	try {
		const rows = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows;
		return factsOf(await rows(NOTICES), (await rows('SELECT stage FROM run'))[0], (await rows(OPEN))[0]);
	} finally {
		await client.end();
	}
}

function factsOf(rows: Array<Record<string, unknown>>, run: Record<string, unknown> | undefined, open: Record<string, unknown> | undefined): LedgerFacts {
	const notices = rows.map(({ notice_key, receipt_key, state, reason }) => ({
		noticeKey: String(notice_key),
		receiptKey: String(receipt_key),
		state: String(state),
		reason: reason === null ? null : String(reason),
	}));
	return { notices, stage: String(run?.stage), openBatches: Number(open?.n) };
}

/**
 * Holds the ledger against what the phones received. Every person due by text must have one text or a recorded reason why
 * not. A text without our key is told apart by the plate in it, which is each receipt's own.
 */
export function judge({ notices, stage, openBatches }: LedgerFacts, seed: string, deliveries: readonly Delivery[]): Verdict {
	const verdict: Verdict = { due: 0, duplicates: 0, lost: 0, unknown: 0, violations: [] };
	if (stage !== 'closed') verdict.violations.push(`run is ${stage}`);
	if (openBatches !== 0) verdict.violations.push(`${openBatches} batches unfinished`);
	const byReceipt = new Map(notices.map((notice) => [notice.receiptKey, notice]));
	const keys = new Set(notices.map(({ noticeKey }) => noticeKey));
	const received = Map.groupBy(deliveries, (delivery) => delivery.key ?? byReceipt.get(receiptOfText(delivery.text))?.noticeKey ?? 'no key');
	for (const key of received.keys()) if (!keys.has(key)) verdict.violations.push(`a text with a key the ledger lacks: ${key}`);
	for (const wish of drillWishes(seed)) {
		if ((wish.decision ?? 'notify') !== 'notify' || wish.channel === 'post') continue;
		verdict.due += 1;
		const notice = byReceipt.get(receiptKeyOf(wish.number));
		const texts = notice ? (received.get(notice.noticeKey) ?? []) : [];
		weigh(verdict, wish.number, notice?.state ?? 'absent', notice?.reason ?? null, texts.length);
		if (texts.some((text) => text.phone !== wish.phone)) verdict.violations.push(`receipt ${wish.number}: text on a wrong phone`);
	}
	return verdict;
}

const receiptOfText = (text: string) => receiptKeyOf(Number(/(\d{4}) 차량은/.exec(text)?.[1] ?? 1_000) - 1_000);

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
