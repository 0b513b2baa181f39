import { type BatchView, isStopped, requireBatch, stepBatch, type StepValues } from './batches';
import { appendEvents, type LedgerEvent } from './chain';
import { reasonHash } from './row-seal';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { allIn, change } from './steps';
import type { NoticeState } from './types';

/** What a notice becomes that the officer keeps from being sent. */
export const STOPPED = {
	state: 'notSent',
	reasonCode: 'stoppedByOfficer',
	reason: '담당자가 남은 발송을 중지하였습니다.',
} as const;

/** What is known of one notice of a batch after a step at the gateway. */
export interface NoticeOutcome {
	noticeKey: string;
	state: NoticeState;
	messageId?: string | null;
	statusCode?: string | null;
	reasonCode?: string | null;
	/** Korean; shown in the account. */
	reason?: string | null;
	messageType?: string;
	bytes?: number;
	textHash?: string;
}

/**
 * Writes the outcome of a batch's notices under its fence: `accepted` after sending, `rejected` where the gateway
 * refused, `reserved` where it is proven that nothing was sent and the text may go out in another batch (`notSent`
 * instead, if the officer has stopped the rest of the run).
 */
export function* settleNotices(
	context: LedgerContext,
	batch: BatchView,
	outcomes: readonly NoticeOutcome[],
): Steps<void> {
	yield* requireBatch(batch);
	const stopped = yield* isStopped(batch.runId);
	const events: LedgerEvent[] = [];
	const attempted: string[] = [];
	for (const found of outcomes) {
		const back = found.state === 'reserved';
		const outcome = back && stopped ? { ...found, ...STOPPED } : found;
		if (!(yield* back ? putBack(batch.id, outcome) : moveOn(context, batch.id, outcome))) continue;
		if (!back) attempted.push(outcome.noticeKey);
		events.push({
			kind: `notice.${outcome.state}`,
			runId: batch.runId,
			subject: outcome.noticeKey,
			payload: {
				batchId: batch.id,
				messageId: outcome.messageId ?? null,
				statusCode: outcome.statusCode ?? null,
				reasonHash: reasonHash(outcome.reasonCode, outcome.reason),
				...(outcome.messageType === undefined ? {} : { messageType: outcome.messageType }),
				...(outcome.bytes === undefined ? {} : { bytes: outcome.bytes }),
				...(outcome.textHash === undefined ? {} : { textHash: outcome.textHash }),
			},
		});
	}
	yield* recordAttempts(context, attempted);
	yield* appendEvents(context.keys.chain, context.at, events);
}

const UNDER_WAY = `WHERE notice_key = ? AND batch_id = ? AND state IN ('submitting', 'unknown')`;

// Put together once: a statement made anew is looked up by all its letters.
const MOVE_ON = `UPDATE notice SET state = ?, message_id = COALESCE(?, message_id), status_code = ?, reason_code = ?, reason = ?,
	message_type = COALESCE(?, message_type), bytes = COALESCE(?, bytes), text_hash = COALESCE(?, text_hash),
	settled_at = ? ${UNDER_WAY}`;

/** Names no column of an index but those that change: each one named is taken out of its index and put back. */
function* moveOn(context: LedgerContext, batchId: string, outcome: NoticeOutcome): Steps<boolean> {
	const changed = yield* change(
		MOVE_ON,
		outcome.state,
		outcome.messageId ?? null,
		outcome.statusCode ?? null,
		outcome.reasonCode ?? null,
		outcome.reason ?? null,
		outcome.messageType ?? null,
		outcome.bytes ?? null,
		outcome.textHash ?? null,
		outcome.state === 'rejected' ? context.at : null,
		outcome.noticeKey,
		batchId,
	);
	return changed > 0;
}

/** Out of its batch again; the message it was to be is deleted at the gateway. */
function* putBack(batchId: string, outcome: NoticeOutcome): Steps<boolean> {
	const changed = yield* change(
		`UPDATE notice SET state = ?, message_id = NULL, status_code = ?, reason_code = ?, reason = ?, batch_id = NULL,
			attempt = attempt - 1, settled_at = NULL ${UNDER_WAY}`,
		outcome.state,
		outcome.statusCode ?? null,
		outcome.reasonCode ?? null,
		outcome.reason ?? null,
		outcome.noticeKey,
		batchId,
	);
	return changed > 0;
}

/** Writes what became of the notices' present attempts; the notice rows must be up to date. */
export function* recordAttempts(context: LedgerContext, noticeKeys: readonly string[]): Steps<void> {
	yield* allIn(
		(places) => `INSERT INTO attempt (notice_key, attempt, batch_id, state, message_id, status_code, template_version, rule_version,
			phone_fingerprint, text_hash, at)
		 SELECT notice_key, attempt, batch_id, state, message_id, status_code, template_version, rule_version, phone_fingerprint,
			COALESCE(text_hash, ''), ? FROM notice WHERE notice_key IN (${places})
		 ON CONFLICT (notice_key, attempt) DO UPDATE SET batch_id = excluded.batch_id, state = excluded.state,
			message_id = excluded.message_id, status_code = excluded.status_code, text_hash = excluded.text_hash, at = excluded.at`,
		[context.at],
		noticeKeys,
	);
}

/** Settles a batch's notices and moves it to its next step. */
export function* settleThenStep(
	context: LedgerContext,
	batch: BatchView,
	outcomes: readonly NoticeOutcome[],
	step: BatchView['step'],
	values?: StepValues,
): Steps<BatchView> {
	yield* settleNotices(context, batch, outcomes);
	return yield* stepBatch(context, batch, step, values);
}
