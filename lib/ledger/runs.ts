import { ConflictError, ValidationError } from '../errors';
import type { ChainHead, LedgerEvent } from './chain';
import { appendEvents } from './chain';
import { type LedgerKeys, runIdOf } from './identity';
import { sealed } from './row-seal';
import type { Row, Steps } from './steps';
import { all, change, first, int, text, textOrNull } from './steps';
import type { Hold, Origin, RunLease, RunStage, RunView } from './types';

/** What every ledger write needs from outside. */
export interface LedgerContext {
	keys: LedgerKeys;
	/** Business time as ISO text in Korean time: events, reports. */
	at: string;
	/** Real time in epoch milliseconds: leases. */
	nowMs: number;
}

const STAGES: readonly RunStage[] = ['opened', 'preparing', 'prepared', 'approved', 'sending', 'results', 'closed'];

/** Whether `stage` is at or after `mark` in a run's life. */
export const reached = (stage: RunStage, mark: RunStage) => STAGES.indexOf(stage) >= STAGES.indexOf(mark);

export function toRunView(row: Row): RunView {
	const stage = text(row, 'stage');
	const known = STAGES.find((one) => one === stage);
	if (!known) throw new ValidationError('ledgerDamaged', '발송 대장의 회차 단계 값이 올바르지 않습니다.', '대장 검증을 실행하시기 바랍니다.');
	return {
		runId: text(row, 'id'),
		campaign: text(row, 'campaign'),
		period: text(row, 'period'),
		periodFrom: text(row, 'period_from'),
		periodTo: text(row, 'period_to'),
		stage: known,
		holds: JSON.parse(text(row, 'holds')) as Hold[],
		acceptedHolds: JSON.parse(text(row, 'accepted_holds')) as Hold['code'][],
		ruleVersion: textOrNull(row, 'rule_version'),
		approvalReasons: JSON.parse(text(row, 'approval_reasons')) as string[],
		approvedBy: textOrNull(row, 'approved_by'),
		approvedAt: textOrNull(row, 'approved_at'),
		stoppedBy: textOrNull(row, 'stopped_by'),
		openedAt: text(row, 'opened_at'),
		closedAt: textOrNull(row, 'closed_at'),
		fence: int(row, 'fence'),
	};
}

export function* findRun(runId: string): Steps<RunView | null> {
	const row = yield* first('SELECT * FROM run WHERE id = ?', runId);
	return row ? toRunView(row) : null;
}

/** The run; throws `runMissing` when the id is wrong. */
export function* getRun(runId: string): Steps<RunView> {
	const run = yield* findRun(runId);
	if (run) return run;
	throw new ValidationError(
		'runMissing',
		`발송 대장에 회차 '${runId}'이(가) 없습니다.`,
		"'발송 준비'를 먼저 실행했는지, 회차 번호(runId)를 그대로 넘겼는지 확인하시기 바랍니다.",
	);
}

/** Creates the run of a period if there is none; a period has exactly one. */
export function* openRun(
	context: LedgerContext,
	period: { campaign: string; period: string; from: string; to: string },
	origin: Origin,
): Steps<RunView> {
	const id = runIdOf(period.campaign, period.period);
	const created = yield* change(
		`INSERT INTO run (id, campaign, period, period_from, period_to, stage, holds, approval_reasons, lease_until, fence, opened_at)
		 VALUES (?, ?, ?, ?, ?, 'opened', '[]', '[]', 0, 0, ?) ON CONFLICT (id) DO NOTHING`,
		id,
		period.campaign,
		period.period,
		period.from,
		period.to,
		context.at,
	);
	if (created > 0) {
		yield* appendRunEvent(context, { kind: 'run.opened', runId: id, payload: { from: period.from, to: period.to, origin } });
	}
	return yield* getRun(id);
}

/**
 * Owners with this prefix only reserve a run for the execution they start, which takes it over at once; another trigger
 * does not.
 */
export const TRIGGER_OWNER = 'trigger:';
/** Owner of a run that nobody works on, and the trigger leaves alone for a while. */
export const PARKED = `${TRIGGER_OWNER}parked`;

/**
 * Takes or renews the lease on a run. The same owner keeps its fence; a new owner gets a higher one, which shuts out
 * every earlier holder, also one that wakes up late. Returns null while another owner's lease is alive.
 */
export function* acquireLease(
	context: LedgerContext,
	runId: string,
	owner: string,
	leaseMs: number,
): Steps<RunLease | null> {
	const row = yield* first('SELECT lease_owner, lease_until, fence FROM run WHERE id = ?', runId);
	if (!row) return null;
	const holder = textOrNull(row, 'lease_owner');
	const fence = int(row, 'fence');
	const alive = int(row, 'lease_until') > context.nowMs;
	const reserved = holder !== null && holder.startsWith(TRIGGER_OWNER) && !owner.startsWith(TRIGGER_OWNER);
	if (alive && holder !== owner && !reserved) return null;
	const next = holder === owner && alive ? fence : fence + 1;
	yield* all(
		'UPDATE run SET lease_owner = ?, lease_until = ?, fence = ? WHERE id = ?',
		owner,
		context.nowMs + leaseMs,
		next,
		runId,
	);
	if (next !== fence) {
		yield* appendEvents(context.keys.chain, context.at, [
			{ kind: 'run.leased', runId, payload: { owner, fence: next } },
		]);
	}
	return { runId, owner, fence: next };
}

/** Prolongs the lease; throws `fenceLost` when another execution has taken over. */
export function* renewLease(context: LedgerContext, lease: RunLease, leaseMs: number): Steps<void> {
	yield* requireFence(lease);
	yield* all('UPDATE run SET lease_until = ? WHERE id = ?', context.nowMs + leaseMs, lease.runId);
	yield* all(
		`UPDATE batch SET lease_until = ? WHERE run_id = ? AND fence = ? AND step NOT IN ('sent', 'void')`,
		context.nowMs + leaseMs,
		lease.runId,
		lease.fence,
	);
}

/**
 * Leaves the run alone for a while: the trigger does not take it up before, an execution that a person starts does at
 * once.
 */
export function* parkRun(context: LedgerContext, lease: RunLease, ms: number): Steps<void> {
	yield* renewLease(context, lease, ms);
	yield* all('UPDATE run SET lease_owner = ? WHERE id = ?', PARKED, lease.runId);
}

/** Gives the run free at once, for the next node or execution. */
export function* releaseLease(lease: RunLease): Steps<void> {
	yield* all('UPDATE run SET lease_until = 0 WHERE id = ? AND fence = ?', lease.runId, lease.fence);
}

/** Throws `fenceLost` unless the lease's fence is still the run's. */
export function* requireFence(lease: RunLease): Steps<void> {
	const row = yield* first('SELECT fence FROM run WHERE id = ?', lease.runId);
	if (row && int(row, 'fence') === lease.fence) return;
	throw new ConflictError(
		'fenceLost',
		`회차 '${lease.runId}'을(를) 다른 실행이 이어받아 처리하고 있어, 이 실행은 더 진행하지 않았습니다.`,
		'조치할 것이 없습니다. 이어받은 실행의 결과를 확인하시기 바랍니다.',
	);
}

/** Moves a run to a later stage under its fence and writes the event. */
export function* setStage(
	context: LedgerContext,
	lease: RunLease,
	stage: RunStage,
	event: Omit<LedgerEvent, 'runId'>,
): Steps<ChainHead> {
	yield* requireFence(lease);
	yield* all('UPDATE run SET stage = ? WHERE id = ?', stage, lease.runId);
	return yield* appendRunEvent(context, { ...event, runId: lease.runId });
}

/** Appends the event of a change to a run, with the hash of the run's row as the change leaves it. */
export function* appendRunEvent(context: LedgerContext, event: LedgerEvent & { runId: string }): Steps<ChainHead> {
	return yield* appendEvents(context.keys.chain, context.at, [{ ...event, payload: { ...event.payload, ...(yield* sealed('run', { id: event.runId })) } }]);
}
