import { ConflictError } from '../errors';
import { reasonHash } from './row-seal';
import { appendRunEvent, type LedgerContext, getRun, reached } from './runs';
import { STOPPED } from './settle';
import type { Steps } from './steps';
import { all, text } from './steps';
import type { Origin } from './types';

/**
 * Stops what the gateway has not been told to send. Returns how many notices are stopped at once; those of a group
 * already built follow when the next execution deletes it.
 */
export function* stopRest(context: LedgerContext, runId: string, by: string, origin: Origin): Steps<number> {
	const run = yield* getRun(runId);
	if (run.stage === 'closed') {
		throw new ConflictError('runClosed', `회차 '${runId}'은(는) 이미 마감되었습니다.`, '조치할 것이 없습니다.');
	}
	if (!reached(run.stage, 'prepared')) {
		throw new ConflictError(
			'notPrepared',
			`회차 '${runId}'은(는) 아직 발송 준비가 끝나지 않아 중지할 발송이 없습니다.`,
			"발송하지 않으려면 승인 단계에서 '반려'를 선택하시기 바랍니다.",
		);
	}
	const stopped = yield* all(
		`UPDATE notice SET state = ?, reason_code = ?, reason = ? WHERE run_id = ? AND state = 'reserved' RETURNING notice_key`,
		STOPPED.state,
		STOPPED.reasonCode,
		STOPPED.reason,
		runId,
	);
	yield* all('UPDATE run SET stopped_by = COALESCE(stopped_by, ?) WHERE id = ?', by, runId);
	yield* appendRunEvent(context, {
		kind: 'run.restStopped',
		runId,
		payload: { by, notices: stopped.map((row) => text(row, 'notice_key')), reasonHash: reasonHash(STOPPED.reasonCode, STOPPED.reason), origin },
	});
	return stopped.length;
}
