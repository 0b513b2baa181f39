import { hash } from 'node:crypto';

import { all, type Row, type SqlValue, type Steps } from './steps';

/**
 * Columns that an event vouches for with one hash: it is written with the row, and a row edited later contradicts it. Of a
 * notice those that never change after it was reserved; the rest is told by its events one by one.
 */
export const SEALED = {
	run: [
		...['id', 'campaign', 'period', 'period_from', 'period_to', 'stage', 'holds', 'approval_reasons', 'approved_by', 'approved_at', 'summary', 'stopped_by'],
		...['opened_at', 'closed_at', 'account', 'accepted_holds', 'rule_version', 'mapping_version', 'template_versions'],
	],
	decision: [
		...['run_id', 'receipt_key', 'recipient_ordinal', 'decision', 'reason_code', 'reason', 'rule_id', 'rule_version', 'category', 'legal_basis', 'received_on'],
		...['name_masked', 'source_name', 'source_row', 'warnings', 'phone_fingerprint', 'plate_fingerprint', 'category_name'],
	],
	notice: [
		...['notice_key', 'campaign', 'duty', 'receipt_key', 'recipient_ordinal', 'run_id', 'channel', 'rule_id', 'rule_version', 'template_id', 'template_version'],
		...['phone_fingerprint', 'name_masked', 'details', 'plate_fingerprint', 'retry_of'],
	],
	batch: [
		...['id', 'run_id', 'gateway', 'account', 'group_id', 'step', 'size', 'discarded', 'created_at', 'updated_at', 'requests', 'sending_ms', 'lookups', 'scheduled_at'],
	],
	source_seen: ['campaign', 'hash', 'run_id', 'name', 'at'],
	form: [
		...['receipt_key', 'campaign', 'run_id', 'category', 'received_on', 'name_masked', 'requested_method', 'requested_on', 'status', 'done_on', 'basis', 'recorded_by'],
		'details',
	],
	mail: ['receipt_key', 'recipient_ordinal', 'number', 'registered_no', 'sent_on', 'outcome', 'outcome_on', 'returned_reason', 'recorded_by'],
	task: [
		...['id', 'kind', 'campaign', 'run_id', 'receipt_key', 'recipient_ordinal', 'notice_key', 'reason_code', 'reason', 'opened_at', 'state', 'done_on', 'done_by', 'note'],
	],
	file: ['id', 'kind', 'path', 'sha256', 'run_id', 'created_at', 'destroy_on', 'destroyed_at'],
	draft: [
		...['draft_id', 'type', 'edition', 'state', 'profile_version', 'prompt_version', 'model', 'model_mode', 'input_hash', 'output_hash', 'exemplar_ids', 'findings'],
		...['untraced', 'rounds', 'calls', 'prompt_tokens', 'completion_tokens', 'started_at', 'drafted_ms', 'model_ms', 'approved_at', 'approved_by', 'person_seconds'],
		...['workflow_id', 'execution_id', 'destroyed_at'],
	],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SealedTable = keyof typeof SEALED;

/** Columns with contacts, which retention empties earlier than the rest: they have a hash of their own. */
export const CONTACTS = { notice: ['phone_masked', 'sealed'], form: ['sealed'] } as const satisfies Partial<Record<SealedTable, readonly string[]>>;

/**
 * Hash of some values (base64url, 22 characters) as a store gives them back: numbers by their digits, half a character as the
 * sign that UTF-8 puts in its place. Lengths keep the values apart.
 */
const sealOf = (values: readonly unknown[]): string => hash('sha256', values.map(marked).join(''), 'base64url').slice(0, 22);

function marked(value: unknown): string {
	if (value === null || value === undefined) return '-';
	const text = String(value);
	return `${text.length}:${text}`;
}

/** Hash of what an event vouches for of a row. */
export const rowHash = (table: SealedTable, row: Row): string => sealOf(SEALED[table].map((column) => row[column]));

/** Hash of a row's contacts. */
export const contactHash = (table: keyof typeof CONTACTS, row: Row): string => sealOf(CONTACTS[table].map((column) => row[column]));

/** Hash of the reason that stands at a notice; null where none does. */
export const reasonHash = (code: unknown, reason: unknown): string | null => ((code ?? null) === null && (reason ?? null) === null ? null : sealOf([code, reason]));

/** The row of one key as its event vouches for it, to be put into the event's payload. */
export function* sealed(table: SealedTable, keys: Readonly<Record<string, SqlValue>>): Steps<{ rowHash: string | null }> {
	const where = Object.keys(keys).map((name) => `${name} = ?`);
	const [row] = yield* all(`SELECT ${SEALED[table].join(', ')} FROM ${table} WHERE ${where.join(' AND ')}`, ...Object.values(keys));
	return { rowHash: row ? rowHash(table, row) : null };
}
