import { appendEvents } from './chain';
import type { DeliveryReport } from './results';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { first, int, text } from './steps';
import { openTask } from './tasks';
import { dayOf } from './words';

/** Reason of a notice that a person settled as never sent. */
export const CONFIRMED_NOT_SENT = 'confirmedNotSent';
/** Reason of the task, and name of the event, where such a text arrived after all. */
export const DELIVERED_AFTER_ALL = 'deliveredAfterAll';

/**
 * A text that a person settled as never sent is reported delivered: its state stays as it was settled, and a person is
 * told, who may have had the recipient told again by a letter. Once a notice, however often it is reported.
 */
export function* tellDeliveredAfterAll(context: LedgerContext, report: DeliveryReport): Steps<void> {
	const { noticeKey, attempt, messageId, statusCode } = report;
	const row = yield* first(
		`SELECT campaign, run_id, receipt_key, recipient_ordinal FROM notice WHERE notice_key = ? AND attempt = ? AND state = 'rejected' AND reason_code = ?`,
		noticeKey,
		attempt,
		CONFIRMED_NOT_SENT,
	);
	if (!row) return;
	const runId = text(row, 'run_id');
	const opened = yield* openTask(context, {
		kind: 'review',
		campaign: text(row, 'campaign'),
		runId,
		receiptKey: text(row, 'receipt_key'),
		recipientOrdinal: int(row, 'recipient_ordinal'),
		noticeKey,
		reasonCode: DELIVERED_AFTER_ALL,
		reason: `담당자가 보내지 않은 것으로 처리한 문자가 실제로는 전송된 것을 ${dayOf(context.at)} 확인하였습니다. 우편 등으로 다시 안내하였으면 두 번 안내된 것이므로 확인하시기 바랍니다.`,
		suffix: noticeKey,
	});
	if (!opened) return;
	yield* appendEvents(context.keys.chain, context.at, [{ kind: `notice.${DELIVERED_AFTER_ALL}`, runId, subject: noticeKey, payload: { messageId, statusCode, attempt } }]);
}
