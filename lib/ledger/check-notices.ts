import type { AuditRow } from './audit-tables';
import { noticeKey } from './identity';
import type { EventReplay, KnownNotice } from './replay';
import { attemptFits, hasAttempt, isPurged, leftAttemptFits, noticeProblem, type RowProblem } from './row-check';
import { CONTACTS, SEALED } from './row-seal';
import type { LedgerContext } from './runs';
import { all, type Row, type Steps, text } from './steps';

/** What a look at some notices and their attempts found. */
export interface NoticePage {
	/** Notices met. */
	count: number;
	attempts: number;
	/** Of them, those whose events do not vouch for all their columns: written by an earlier version. */
	notComparable: number;
	/** The last key looked at; null at the end. */
	last: string | null;
	problems: RowProblem[];
}

const PAGE = 2_000;
const RESULTS = ['state', 'reason_code', 'reason', 'attempt', 'batch_id', 'message_id', 'status_code', 'message_type', 'bytes', 'text_hash', 'submitted_at', 'settled_at'];
const NOTICES = `SELECT ${[...SEALED.notice, ...CONTACTS.notice, ...RESULTS].join(', ')} FROM notice`;
const ATTEMPTS = 'SELECT notice_key, attempt, batch_id, state, message_id, status_code, template_version, rule_version, phone_fingerprint, text_hash, at FROM attempt';

/** Compares the notices after `after` in the order of their keys, and their attempts; marks those it met as seen. */
export function* noticePage(context: LedgerContext, replay: EventReplay, after: string): Steps<NoticePage> {
	const notices = yield* all(`${NOTICES} WHERE notice_key > ? ORDER BY notice_key LIMIT ${PAGE}`, after);
	const end = notices.length < PAGE ? undefined : notices.at(-1);
	const last = end === undefined ? null : text(end, 'notice_key');
	const attempts = yield* last === null ? all(`${ATTEMPTS} WHERE notice_key > ?`, after) : all(`${ATTEMPTS} WHERE notice_key > ? AND notice_key <= ?`, after, last);
	return { ...compare(context, replay, notices, attempts), last };
}

/** Compares the notice of one key once more; a row that is not there is missing, unless retention may have removed it. */
export function* oneNotice(context: LedgerContext, replay: EventReplay, key: string): Steps<RowProblem[]> {
	const notices = yield* all(`${NOTICES} WHERE notice_key = ?`, key);
	const { problems } = compare(context, replay, notices, yield* all(`${ATTEMPTS} WHERE notice_key = ?`, key));
	const known = replay.notices.get(key);
	return notices.length === 0 && known ? [{ table: 'notice', key, runId: known.runId, problem: 'missing' }] : problems;
}

function compare(context: LedgerContext, replay: EventReplay, notices: readonly Row[], attempts: readonly Row[]): Omit<NoticePage, 'last'> {
	const byNotice = new Map<string, Row[]>();
	for (const row of attempts) {
		const key = text(row, 'notice_key');
		const known = byNotice.get(key);
		if (known) known.push(row);
		else byNotice.set(key, [row]);
	}
	const problems: RowProblem[] = [];
	let notComparable = 0;
	for (const row of notices) {
		const key = text(row, 'notice_key');
		const known = replay.notices.get(key);
		if (known) known.seen = true;
		if (!known || (known.facts !== null && known.facts.rowHash === null)) notComparable += 1;
		const found = problemOf(context, replay, row, known, byNotice.get(key) ?? []);
		byNotice.delete(key);
		if (found) problems.push({ ...found, key, runId: typeof row.run_id === 'string' ? row.run_id : null });
	}
	for (const key of byNotice.keys()) if (!replay.notices.has(key)) problems.push({ table: 'attempt', key, runId: null, problem: 'unrecorded' });
	return { count: notices.length, attempts: attempts.length, notComparable, problems };
}

function problemOf({ keys }: LedgerContext, replay: EventReplay, row: Row, known: KnownNotice | undefined, attempts: readonly Row[]): Pick<RowProblem, 'table' | 'problem'> | null {
	const notice = noticeOf(row);
	const identity = { campaign: String(row.campaign), duty: String(row.duty), receiptKey: String(row.receipt_key), recipientOrdinal: Number(row.recipient_ordinal) };
	const own = isPurged(notice) || notice.noticeKey === noticeKey(keys, row.retry_of === null ? identity : { ...identity, retry: true });
	const problem = own ? noticeProblem(replay, notice, row) : 'identity';
	if (problem !== null) return { table: 'notice', problem };
	const inAttempt = attemptProblem(notice, row, known, attempts);
	return inAttempt === null ? null : { table: 'attempt', problem: inAttempt };
}

function attemptProblem(notice: AuditRow, row: Row, known: KnownNotice | undefined, rows: readonly Row[]): RowProblem['problem'] | null {
	const attempts = rows.map(attemptOf);
	if (isPurged(notice)) return attempts.length === 0 ? null : 'unrecorded';
	const present = hasAttempt(notice) ? attempts.find(({ attempt }) => attempt === notice.attempt) : undefined;
	if (hasAttempt(notice) && !present) return 'missing';
	if (present && !attemptFits(notice, row, present, known?.attemptAt)) return 'result';
	if (known?.attempt === undefined) return null;
	const others = attempts.filter((one) => one !== present);
	for (const other of others) {
		const left = known.left?.find(({ attempt }) => attempt === other.attempt);
		if (!left) return 'unrecorded';
		if (!leftAttemptFits(row, other, left)) return 'result';
	}
	return others.length === (known.left?.length ?? 0) ? null : 'missing';
}

const numberOrNull = (value: unknown) => (value === null || value === undefined ? null : Number(value));

const noticeOf = (row: Row): AuditRow => ({
	noticeKey: row.notice_key,
	duty: row.duty,
	receiptKey: row.receipt_key,
	recipientOrdinal: Number(row.recipient_ordinal),
	runId: row.run_id,
	channel: row.channel,
	state: row.state,
	reasonCode: row.reason_code,
	reason: row.reason,
	attempt: Number(row.attempt),
	batchId: row.batch_id,
	messageId: row.message_id,
	statusCode: row.status_code,
	messageType: row.message_type,
	bytes: numberOrNull(row.bytes),
	ruleId: row.rule_id,
	ruleVersion: row.rule_version,
	templateVersion: row.template_version,
	textHash: row.text_hash,
	submittedAt: row.submitted_at,
	settledAt: row.settled_at,
});

const attemptOf = (row: Row): AuditRow => ({
	attempt: Number(row.attempt),
	batchId: row.batch_id,
	state: row.state,
	messageId: row.message_id,
	statusCode: row.status_code,
	templateVersion: row.template_version,
	ruleVersion: row.rule_version,
	phoneFingerprint: row.phone_fingerprint,
	textHash: row.text_hash,
	at: row.at,
});
