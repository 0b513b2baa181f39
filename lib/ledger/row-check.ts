import type { AuditRow } from './audit-tables';
import type { EventReplay, KnownNotice, KnownRun } from './replay';

/** A row that contradicts the events, and how. */
export interface RowProblem {
	table: 'run' | 'decision' | 'notice' | 'attempt' | 'template';
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
		/** Message id, status code or times. */
		| 'result'
		/** The hash of the text that was sent. */
		| 'text'
		| 'approval'
		| 'closing'
		/** Counts of the decisions are not those the run was closed with. */
		| 'account';
}

const SETTLED: ReadonlySet<string> = new Set(['delivered', 'failed', 'rejected']);
/** States whose present attempt has a row of its own. */
const ATTEMPTED: ReadonlySet<string> = new Set(['accepted', 'delivered', 'failed', 'rejected', 'unknown']);

/** Letters taken over have no event of their own; their run's event counts them. */
export const isTakenOver = (row: AuditRow) => row.duty === 'mailedBefore';

/** Retention has left the identity only. */
export const isPurged = (row: AuditRow) => row.receiptKey === '';

/** How a row of `notice` contradicts its events; `factsHash` is that of its columns, null where they are not at hand. */
export function noticeProblem(replay: Pick<EventReplay, 'notices' | 'runs'>, row: AuditRow, factsHash: string | null): RowProblem['problem'] | null {
	if (isTakenOver(row)) return row.state === 'notSent' ? null : 'state';
	const known = replay.notices.get(String(row.noticeKey));
	if (!known) return 'unrecorded';
	if (!mayBe(known, String(row.state), replay.runs.get(String(row.runId)))) return 'state';
	if (known.runId !== null && known.runId !== row.runId) return 'facts';
	if (isPurged(row)) return known.facts === null ? null : 'facts';
	if (known.facts !== null && !sameFacts(known.facts, row, factsHash)) return 'facts';
	if (known.textHash !== undefined && known.textHash !== row.textHash) return 'text';
	return sameResult(known, row) ? null : 'result';
}

function mayBe({ states }: KnownNotice, state: string, run: KnownRun | undefined): boolean {
	return states.includes(state) || (state === 'notSent' && states.includes('reserved') && run?.stopUnknown === true);
}

function sameFacts(facts: NonNullable<KnownNotice['facts']>, row: AuditRow, factsHash: string | null): boolean {
	if (facts.receiptKey !== row.receiptKey || facts.recipientOrdinal !== row.recipientOrdinal) return false;
	if (facts.factsHash !== null && factsHash !== null && facts.factsHash !== factsHash) return false;
	return (['channel', 'ruleId', 'ruleVersion', 'templateVersion'] as const).every((name) => facts[name] === null || facts[name] === row[name]);
}

function sameResult(known: KnownNotice, row: AuditRow): boolean {
	if (known.messageId !== undefined && known.messageId !== row.messageId) return false;
	if (known.statusCode !== undefined && known.statusCode !== row.statusCode) return false;
	if (known.submittedAt !== undefined && known.submittedAt !== row.submittedAt) return false;
	return !SETTLED.has(String(row.state)) || row.settledAt === null || row.settledAt === known.at;
}

/** Whether a notice's present attempt says the same as its row; `attempt` is undefined where there is none. */
export function attemptFits(notice: AuditRow, attempt: AuditRow | undefined): boolean {
	if (isPurged(notice) || !ATTEMPTED.has(String(notice.state))) return true;
	if (!attempt) return false;
	return attempt.state === notice.state && attempt.messageId === notice.messageId && attempt.statusCode === notice.statusCode && attempt.textHash === (notice.textHash ?? '');
}

/** How a row of `run` contradicts its events; `account` is the column's text. */
export function runProblem(known: KnownRun | undefined, row: AuditRow, account: string | null): RowProblem['problem'] | null {
	if (!known?.opened) return 'unrecorded';
	const { approved, closed } = known;
	if ((approved?.at ?? null) !== row.approvedAt) return 'approval';
	if (approved !== null && approved.by !== null && approved.by !== row.approvedBy) return 'approval';
	if ((closed !== null) !== (row.stage === 'closed') || (closed?.at ?? null) !== row.closedAt) return 'closing';
	return closed !== null && closed.account !== null && closed.account !== account ? 'closing' : null;
}
