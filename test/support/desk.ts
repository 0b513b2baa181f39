import { decidedRow, receiptKeyOf, type RowWish } from '../../bench/drill/rows.mts';
import type { DecidedRow } from '../../lib/exemption/decision';
import { deriveKeys } from '../../lib/ledger/identity';
import type { LedgerContext } from '../../lib/ledger/runs';
import type { Steps } from '../../lib/ledger/steps';
import { sqlOn, storeAt } from './ledger-home';
import { LEDGER_KEY, ORIGIN, phoneOf, RUN, seals, TestClock } from './notice-run';

/** A Friday after the run of the tests. */
export const TODAY = '2026-11-27';
export const BY = { by: '박주무관', origin: ORIGIN };
export const deskClock = () => new TestClock(`${TODAY}T10:00:00.000+09:00`);
export const keyOf = receiptKeyOf;

/** A decided row of receipt `number` with an address. */
export function deskRow(number: number, wish: Partial<RowWish> = {}, changes: Partial<DecidedRow> = {}): DecidedRow {
	const row = decidedRow(seals, { number, phone: phoneOf(number), ...wish });
	const address = seals.field(`경기도 의정부시 시민로 ${number}`, { field: 'address', receiptKey: row.receiptKey, recipientOrdinal: row.recipientOrdinal });
	return { ...row, address, ...changes };
}

/** Runs steps on the ledger's file as the ledger would. */
export async function runSteps<T>(file: string, steps: (context: LedgerContext) => Steps<T>, at = `${TODAY}T10:00:00.000+09:00`): Promise<T> {
	const store = storeAt(file);
	try {
		return await store.transact(() => steps({ keys: deriveKeys(LEDGER_KEY), at, nowMs: Date.now() }));
	} finally {
		await store.close();
	}
}

/** Sets a scene that only sending would make. */
export function sql(file: string, statement: string, ...values: (string | number | null)[]): void {
	sqlOn(file, statement, ...values);
}

/** What became of a receipt's text. */
export function settle(file: string, number: number, state: string, settledAt = '2026-11-23T09:30:00.000+09:00', ordinal = 1): void {
	sql(
		file,
		`UPDATE notice SET state = ?, settled_at = ?, submitted_at = '2026-11-23T09:10:00.000+09:00', message_type = 'SMS', attempt = 1
		 WHERE receipt_key = ? AND recipient_ordinal = ?`,
		state,
		settledAt,
		keyOf(number),
		ordinal,
	);
}

/** As if the run had been sent and closed. */
export function closeRun(file: string, closedAt = '2026-11-24T09:00:00.000+09:00', runId = RUN): void {
	sql(file, `UPDATE run SET stage = 'closed', opened_at = '2026-11-23T08:00:00.000+09:00', closed_at = ? WHERE id = ?`, closedAt, runId);
}
