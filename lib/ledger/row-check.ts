import type { AuditRow } from './audit-tables';
import { factsHash } from './evidence';
import type { EventReplay, KnownNotice, KnownResult, KnownRun, LeftAttempt } from './replay';
import { contactHash, reasonHash, rowHash } from './row-seal';
import type { Row } from './steps';

/** A row that contradicts the events, and how. */
export interface RowProblem {
	table: 'run' | 'decision' | 'notice' | 'attempt' | 'template' | 'campaign' | 'batch' | 'form' | 'mail' | 'task' | 'file' | 'draft' | 'source_seen' | 'event';
	key: string;
	/** The run that the row says it belongs to. */
	runId: string | null;
	problem:
		/** The events know it, the table does not. */
		| 'missing'
		/** The table has it, the events do not. */
		| 'unrecorded'
		| 'state'
		/** Campaign, duty, receipt or recipient do not make the key. */
		| 'identity'
		/** Rule, text version, values, name or number. */
		| 'facts'
		/** Sealed contacts or masked number. */
		| 'contact'
		/** Why, in code or words. */
		| 'reason'
		/** Message id, status code, batch, kind, size or times. */
		| 'result'
		/** The hash of the text that was sent. */
		| 'text'
		| 'approval'
		| 'closing'
		/** Anything else of a row that its event vouches for as a whole. */
		| 'content'
		/** The content of an event is gone before retention came so far; nothing vouches any more for what it was about. */
		| 'emptied'
		/** Counts of the rows are not those that the events say. */
		| 'account';
}

type Problem = RowProblem['problem'];

/** States whose present attempt has a row of its own. */
const ATTEMPTED: ReadonlySet<string> = new Set(['accepted', 'delivered', 'failed', 'rejected', 'unknown']);

/** Letters taken over by an earlier version have no event of their own; their run's event counts them. */
const isTakenOver = (row: AuditRow) => row.duty === 'mailedBefore';

/** Retention has left the identity only. */
export const isPurged = (row: AuditRow) => row.receiptKey === '';

type Known = Pick<EventReplay, 'notices' | 'runs' | 'isPurgeable' | 'mayLackContacts'>;

/** How a row of `notice` contradicts its events; `columns` are all of the table's, null where they are not at hand. */
export function noticeProblem(replay: Known, row: AuditRow, columns: Row | null): Problem | null {
	const known = replay.notices.get(String(row.noticeKey));
	const run = replay.runs.get(String(row.runId));
	if (!known) return isTakenOver(row) && run?.listed !== true ? (row.state === 'notSent' ? null : 'state') : 'unrecorded';
	if (!mayBe(known, String(row.state), run)) return 'state';
	if (known.runId !== null && known.runId !== row.runId) return 'facts';
	if (isPurged(row)) return known.facts === null || replay.isPurgeable(known.runId) ? null : 'facts';
	if (known.facts !== null && !sameFacts(known.facts, row, columns)) return 'facts';
	if (known.textHash !== undefined && known.textHash !== row.textHash) return 'text';
	if (!sameResult(known, row)) return 'result';
	if (known.reasonHash !== undefined && known.reasonHash !== reasonHash(row.reasonCode, row.reason)) return 'reason';
	return columns === null || sameContact(replay, known, row, columns) ? null : 'contact';
}

function mayBe({ states }: KnownNotice, state: string, run: KnownRun | undefined): boolean {
	return states.includes(state) || (state === 'notSent' && states.includes('reserved') && run?.stopUnknown === true);
}

function sameFacts(facts: NonNullable<KnownNotice['facts']>, row: AuditRow, columns: Row | null): boolean {
	if (columns !== null && facts.rowHash !== null) return facts.rowHash === rowHash('notice', columns);
	if (facts.receiptKey !== row.receiptKey || facts.recipientOrdinal !== row.recipientOrdinal) return false;
	if (columns !== null && facts.factsHash !== null && facts.factsHash !== factsHash(String(columns.details), textOf(columns.phone_fingerprint), textOf(columns.name_masked))) return false;
	return (['channel', 'ruleId', 'ruleVersion', 'templateVersion'] as const).every((name) => facts[name] === null || facts[name] === row[name]);
}

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

const RESULTS = ['messageId', 'statusCode', 'submittedAt', 'settledAt', 'messageType', 'bytes', 'attempt', 'batchId'] as const satisfies ReadonlyArray<keyof KnownResult>;

const sameResult = (known: KnownNotice, row: AuditRow): boolean => RESULTS.every((name) => known[name] === undefined || known[name] === row[name]);

function sameContact(replay: Known, { facts, runId }: KnownNotice, row: AuditRow, columns: Row): boolean {
	if (facts === null || facts.contactHash === null || facts.contactHash === contactHash('notice', columns)) return true;
	return columns.sealed === null && columns.phone_masked === null && replay.mayLackContacts(runId, row.settledAt);
}

/** Whether the present attempt of a notice must have a row. */
export const hasAttempt = (notice: AuditRow) => ATTEMPTED.has(String(notice.state)) || (notice.state === 'notSent' && notice.batchId !== null);

/** Whether a notice's present attempt says the same as its row. */
export function attemptFits(notice: AuditRow, columns: Row, attempt: AuditRow, attemptAt: KnownResult['attemptAt']): boolean {
	if (!(['state', 'messageId', 'statusCode', 'batchId'] as const).every((name) => attempt[name] === notice[name])) return false;
	return attempt.textHash === (notice.textHash ?? '') && sameDecision(columns, attempt) && (typeof attemptAt !== 'string' || attempt.at === attemptAt);
}

/** Whether an attempt that was left behind still says what was written. */
export function leftAttemptFits(columns: Row, attempt: AuditRow, left: LeftAttempt): boolean {
	if (attempt.at !== left.at || attempt.state !== left.state || !sameDecision(columns, attempt)) return false;
	if (left.textHash !== undefined && attempt.textHash !== (left.textHash ?? '')) return false;
	return (['messageId', 'statusCode', 'batchId'] as const).every((name) => left[name] === undefined || left[name] === attempt[name]);
}

const sameDecision = (notice: Row, attempt: AuditRow) =>
	attempt.templateVersion === notice.template_version && attempt.ruleVersion === notice.rule_version && attempt.phoneFingerprint === notice.phone_fingerprint;

/** How a row of `run` contradicts its events. */
export function runProblem(known: KnownRun | undefined, row: Row): Problem | null {
	if (!known?.opened) return 'unrecorded';
	const { approved, closed } = known;
	if ((approved?.at ?? null) !== row.approved_at) return 'approval';
	if (approved !== null && approved.by !== null && approved.by !== row.approved_by) return 'approval';
	if ((closed !== null) !== (row.stage === 'closed') || (closed?.at ?? null) !== row.closed_at) return 'closing';
	if (closed !== null && closed.account !== null && closed.account !== row.account) return 'closing';
	return known.rowHash !== null && known.rowHash !== undefined && known.rowHash !== rowHash('run', row) ? 'content' : null;
}
