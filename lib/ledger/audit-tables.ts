import type { Row, SqlValue, Steps } from './steps';
import { all, first, int, intOrNull, text, textOrNull } from './steps';

/** Tables whose rows an auditor sees; sealed contacts and keyed hashes of persons are no part of them. */
export type AuditTable = 'run' | 'decision' | 'template' | 'notice' | 'attempt' | 'batch';

/** A row with its columns in camel case; JSON columns as what they hold. */
export type AuditRow = Record<string, unknown>;

interface Plan {
	/** Columns that tell the place of a row; a text, then maybe a number. */
	key: readonly [string] | readonly [string, string];
	texts: readonly string[];
	numbers: readonly string[];
	/** Columns with JSON text. */
	json: readonly string[];
	/** Rows of one run; its one place is the run's id. */
	ofRun: string;
}

const OF_RUN = 'run_id = ?';

const PLANS: Readonly<Record<AuditTable, Plan>> = {
	run: {
		key: ['id'],
		texts: ['id', 'campaign', 'period', 'period_from', 'period_to', 'stage', 'approved_by', 'approved_at', 'stopped_by', 'opened_at', 'closed_at', 'rule_version', 'mapping_version'],
		numbers: [],
		json: ['holds', 'accepted_holds', 'approval_reasons', 'template_versions', 'summary', 'account'],
		ofRun: 'id = ?',
	},
	decision: {
		key: ['receipt_key', 'recipient_ordinal'],
		texts: ['run_id', 'receipt_key', 'decision', 'reason_code', 'reason', 'rule_id', 'rule_version', 'category', 'category_name', 'legal_basis', 'received_on', 'name_masked', 'source_name'],
		numbers: ['recipient_ordinal', 'source_row'],
		json: ['warnings'],
		ofRun: OF_RUN,
	},
	template: {
		key: ['version'],
		texts: ['version', 'id', 'body'],
		numbers: [],
		json: [],
		ofRun: 'version IN (SELECT template_version FROM notice WHERE run_id = ?)',
	},
	notice: {
		key: ['notice_key'],
		texts: [
			...['notice_key', 'campaign', 'duty', 'receipt_key', 'run_id', 'channel', 'state', 'reason_code', 'reason', 'batch_id', 'message_id', 'status_code'],
			...['rule_id', 'rule_version', 'template_id', 'template_version', 'phone_masked', 'name_masked', 'message_type', 'text_hash', 'submitted_at', 'settled_at', 'retry_of'],
		],
		numbers: ['recipient_ordinal', 'attempt', 'bytes'],
		json: ['details'],
		ofRun: OF_RUN,
	},
	attempt: {
		key: ['notice_key', 'attempt'],
		texts: ['notice_key', 'batch_id', 'state', 'message_id', 'status_code', 'template_version', 'rule_version', 'text_hash', 'at'],
		numbers: ['attempt'],
		json: [],
		ofRun: 'notice_key IN (SELECT notice_key FROM notice WHERE run_id = ?)',
	},
	batch: {
		key: ['id'],
		texts: ['id', 'run_id', 'gateway', 'account', 'group_id', 'step', 'created_at', 'updated_at', 'scheduled_at'],
		numbers: ['size'],
		json: [],
		ofRun: OF_RUN,
	},
};

const camel = (column: string) => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** How many rows of the table belong to the run. */
export function* countRows(table: AuditTable, runId: string): Steps<number> {
	const row = yield* first(`SELECT COUNT(*) AS n FROM ${table} WHERE ${PLANS[table].ofRun}`, runId);
	return int(row ?? {}, 'n');
}

/** Rows of the table that belong to the run, in the order of their key after the row `after`; at most `limit`. */
export function* pageOfRows(table: AuditTable, runId: string, limit: number, after: AuditRow | undefined): Steps<AuditRow[]> {
	const plan = PLANS[table];
	const [outer, inner] = plan.key;
	const place = placeOf(plan, after);
	const beyond = place.length === 0 ? '' : inner === undefined ? ` AND ${outer} > ?` : ` AND (${outer} > ? OR (${outer} = ? AND ${inner} > ?))`;
	const columns = [...plan.texts, ...plan.numbers, ...plan.json].join(', ');
	const rows = yield* all(`SELECT ${columns} FROM ${table} WHERE ${plan.ofRun}${beyond} ORDER BY ${plan.key.join(', ')} LIMIT ?`, runId, ...place, limit);
	return rows.map((row) => toRecord(plan, row));
}

function placeOf({ key: [outer, inner] }: Plan, after: AuditRow | undefined): SqlValue[] {
	if (after === undefined) return [];
	const outermost = String(after[camel(outer)]);
	return inner === undefined ? [outermost] : [outermost, outermost, Number(after[camel(inner)])];
}

function toRecord({ texts, numbers, json }: Plan, row: Row): AuditRow {
	const record: AuditRow = {};
	for (const column of texts) record[camel(column)] = textOrNull(row, column);
	for (const column of numbers) record[camel(column)] = intOrNull(row, column);
	for (const column of json) {
		const stored = textOrNull(row, column);
		record[camel(column)] = stored === null ? null : parsed(stored);
	}
	return record;
}

/** What a column holds; a text that somebody has broken stays as it is, so that it can be seen. */
function parsed(stored: string): unknown {
	try {
		return JSON.parse(stored);
	} catch {
		return stored;
	}
}

/** Ids of the runs that any event between the two links is about, whole notices included; in order. */
export function* runsBetween(first: number, last: number): Steps<string[]> {
	const rows = yield* all(
		`SELECT id FROM run WHERE id IN (SELECT run_id FROM event WHERE seq BETWEEN ? AND ?)
			OR id IN (SELECT run_id FROM notice WHERE notice_key IN (SELECT subject FROM event WHERE seq BETWEEN ? AND ? AND run_id IS NULL))
		 ORDER BY id`,
		first,
		last,
		first,
		last,
	);
	return rows.map((row) => text(row, 'id'));
}
