import { appendEvents, type LedgerEvent } from './chain';
import { contactHash, reasonHash, rowHash, SEALED } from './row-seal';
import type { LedgerContext } from './runs';
import { allIn, change, type Row, type SqlValue, type Steps, text } from './steps';

const FIRST_WORDS = ['state', 'reason_code', 'reason', 'attempt', 'phone_masked', 'sealed', 'settled_at'] as const;
const NOTICE_COLUMNS = [...SEALED.notice, ...FIRST_WORDS];

type SealedColumn<T extends keyof typeof SEALED> = (typeof SEALED)[T][number];
/** A notice as it is first written. */
export type NewNotice = Record<(typeof FIRST_WORDS)[number], SqlValue> & Record<string, SqlValue>;
/** A decision as it is written, for good. */
export type NewDecision = Record<SealedColumn<'decision'>, SqlValue>;

const insert = (table: string, columns: readonly string[], key: string) =>
	`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT (${key}) DO NOTHING`;
// Put together once: a statement made anew is looked up by all its letters.
const INSERT_NOTICE = insert('notice', NOTICE_COLUMNS, 'notice_key');
const INSERT_DECISION = insert('decision', SEALED.decision, 'run_id, receipt_key, recipient_ordinal');

const valuesOf = (columns: readonly string[], row: Readonly<Record<string, SqlValue>>) => columns.map((column) => row[column] ?? null);

/**
 * Writes a notice unless there is one of its key. Returns its event, with the hashes that vouch for the row and `facts` besides;
 * null where nothing was written.
 */
export function* insertNotice(row: NewNotice, kind: 'notice.reserved' | 'notice.mailed', facts: Record<string, unknown> = {}): Steps<LedgerEvent | null> {
	if ((yield* change(INSERT_NOTICE, ...valuesOf(NOTICE_COLUMNS, row))) === 0) return null;
	const payload = {
		receiptKey: row.receipt_key,
		recipientOrdinal: row.recipient_ordinal,
		ruleId: row.rule_id,
		ruleVersion: row.rule_version,
		templateVersion: row.template_version,
		channel: row.channel,
		attempt: row.attempt,
		...(row.settled_at === null ? {} : { settledAt: row.settled_at }),
		rowHash: rowHash('notice', row),
		contactHash: contactHash('notice', row),
		reasonHash: reasonHash(row.reason_code, row.reason),
		...facts,
	};
	return { kind, runId: String(row.run_id), subject: String(row.notice_key), payload };
}

/** What an event says of a decision: receipt, recipient, hash of the row. */
export type DecisionWord = readonly [receiptKey: string, recipientOrdinal: number, rowHash: string];

/** Writes a decision unless the run has one of its recipient; null where nothing was written. */
export function* insertDecision(row: NewDecision): Steps<DecisionWord | null> {
	if ((yield* change(INSERT_DECISION, ...valuesOf(SEALED.decision, row))) === 0) return null;
	return [String(row.receipt_key), Number(row.recipient_ordinal), rowHash('decision', row)];
}

/** What an event says of a form: receipt, hashes of row and contact, and the run it belongs to where that is another one. */
export type FormWord = readonly [receiptKey: string, rowHash: string, contactHash: string, runId?: string];

/** Puts a part of a run's decisions on record, with the forms of their receipts as they stand and those that are no more. */
export function* recordDecided(context: LedgerContext, runId: string, decisions: readonly DecisionWord[], receiptKeys: readonly string[], dropped: readonly string[]): Steps<void> {
	const forms = (yield* formRows(receiptKeys)).map((row): FormWord => {
		const of = text(row, 'run_id');
		const word = [text(row, 'receipt_key'), rowHash('form', row), contactHash('form', row)] as const;
		return of === runId ? word : [...word, of];
	});
	if (decisions.length + forms.length + dropped.length === 0) return;
	yield* appendEvents(context.keys.chain, context.at, [{ kind: 'run.decided', runId, payload: { decisions, forms, dropped } }]);
}

/** Forms of the receipts; a contact that retention has removed is null. */
function* formRows(receiptKeys: readonly string[]): Steps<Row[]> {
	return yield* allIn((places) => `SELECT ${SEALED.form.join(', ')}, sealed FROM form WHERE receipt_key IN (${places})`, [], receiptKeys);
}
