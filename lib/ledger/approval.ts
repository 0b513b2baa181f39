import { ConflictError } from '../errors';
import { appendRunEvent, type LedgerContext, getRun, reached } from './runs';
import type { Steps } from './steps';
import { all, first, int } from './steps';
import type { Hold, Origin, RunView } from './types';

/** Who approves: a person with a name, or the flow's own setting "without approval". */
export interface Approver {
	kind: 'person' | 'policy';
	name: string;
}

/**
 * Records the approval of a prepared run. Repeating it changes nothing. A run with a hold, or one that a person must
 * approve, is refused with `approvalRefused`.
 */
export function* approveRun(
	context: LedgerContext,
	runId: string,
	approver: Approver,
	origin: Origin,
): Steps<RunView> {
	const run = yield* getRun(runId);
	if (reached(run.stage, 'approved')) return run;
	const refusal = refusalOf(run, approver);
	if (refusal) throw new ConflictError('approvalRefused', refusal, '회차를 확인한 뒤 담당자 승인을 거쳐 진행하시기 바랍니다.');
	yield* all(
		`UPDATE run SET stage = 'approved', approved_by = ?, approved_at = ?, lease_until = 0 WHERE id = ?`,
		approver.name,
		context.at,
		runId,
	);
	yield* appendRunEvent(context, { kind: 'run.approved', runId, payload: { approver, origin } });
	return yield* getRun(runId);
}

function refusalOf(run: RunView, approver: Approver): string | null {
	if (run.holds.length > 0) return `회차 '${run.runId}'은(는) 보류 중이어서 승인할 수 없습니다: ${run.holds[0]?.message ?? ''}`;
	if (run.stage !== 'prepared') return `회차 '${run.runId}'은(는) 아직 발송 준비가 끝나지 않아 승인할 수 없습니다.`;
	if (approver.name.trim() === '') return '승인자 이름이 비어 있어 승인할 수 없습니다.';
	if (approver.kind === 'policy' && run.approvalReasons.length > 0) return run.approvalReasons.join(' ');
	return null;
}

/** A person refuses the run: nothing is sent and it is not taken up again until `releaseHold`. */
export function* rejectRun(context: LedgerContext, runId: string, by: string, note: string, origin: Origin): Steps<RunView> {
	const run = yield* getRun(runId);
	if (reached(run.stage, 'approved')) {
		throw new ConflictError(
			'tooLate',
			`회차 '${runId}'은(는) 이미 승인되어 반려할 수 없습니다.`,
			"남은 발송을 멈추려면 '남은 발송 중지'를 실행하시기 바랍니다.",
		);
	}
	if (by.trim() === '') {
		throw new ConflictError(
			'approvalRefused',
			'반려한 담당자의 이름이 비어 있어 기록하지 않았습니다.',
			'담당자의 이름을 적고 다시 반려하시기 바랍니다.',
		);
	}
	const hold = { code: 'approvalRejected', message: `담당자(${by})가 발송을 반려하였습니다. ${note}`.trim() };
	yield* all(
		'UPDATE run SET holds = ?, hold_until = NULL, lease_until = 0 WHERE id = ?',
		JSON.stringify([hold]),
		runId,
	);
	yield* appendRunEvent(context, { kind: 'run.rejected', runId, payload: { by, origin } });
	return yield* getRun(runId);
}

/** Holds that may turn out right: what the source gave stands, and nobody is told twice by it. */
const ACCEPTABLE: readonly Hold['code'][] = ['fileSeen', 'contentSeen', 'fileOutdated'];

/** Whether a person may vouch for the present file against such a hold. */
export const isAcceptable = (code: Hold['code']) => ACCEPTABLE.includes(code);

/**
 * Lifts the holds of a run, or takes back one that waits for approval, so that the next execution reads and prepares it anew
 * (with a text mended meanwhile). With `accept` the person vouches for the present file: its holds do not come up again in
 * this run. Throws `holdNotAcceptable` where only the cause can be mended (control total, rows lost).
 */
export function* releaseHold(
	context: LedgerContext,
	runId: string,
	{ by, accept, origin }: { by: string; accept: boolean; origin: Origin },
): Steps<RunView> {
	const run = yield* getRun(runId);
	const codes = run.holds.map((hold) => hold.code);
	const refused = accept ? run.holds.find((hold) => !isAcceptable(hold.code)) : undefined;
	if (refused) {
		throw new ConflictError(
			'holdNotAcceptable',
			`이 보류는 그대로 진행할 수 없습니다: ${refused.message}`,
			"원인을 바로잡은 뒤 '그대로 진행'을 끄고 보류를 해제하시기 바랍니다.",
		);
	}
	const accepted = accept ? [...new Set([...run.acceptedHolds, ...codes])] : run.acceptedHolds;
	yield* all(
		`UPDATE run SET holds = '[]', hold_until = NULL, accepted_holds = ?,
			lease_until = CASE WHEN stage = 'prepared' THEN 0 ELSE lease_until END,
			stage = CASE WHEN stage = 'prepared' THEN 'opened' ELSE stage END
		 WHERE id = ?`,
		JSON.stringify(accepted),
		runId,
	);
	yield* appendRunEvent(context, { kind: 'run.holdReleased', runId, payload: { by, accepted: accept ? codes : [], origin } });
	return yield* getRun(runId);
}

/**
 * Keeps other executions off a run that waits for a person, until the given time; afterwards the trigger takes it up
 * again and asks anew. An approval is accepted at any time.
 */
export function* waitForApproval(context: LedgerContext, runId: string, untilMs: number, origin: Origin): Steps<RunView> {
	const run = yield* getRun(runId);
	if (run.stage !== 'prepared') return run;
	const row = yield* first('SELECT fence FROM run WHERE id = ?', runId);
	yield* all(
		'UPDATE run SET lease_owner = ?, lease_until = ?, fence = ? WHERE id = ?',
		`approval:${origin.executionId ?? ''}`,
		untilMs,
		int(row ?? {}, 'fence') + 1,
		runId,
	);
	yield* appendRunEvent(context, { kind: 'run.approvalAsked', runId, payload: { origin } });
	return yield* getRun(runId);
}
