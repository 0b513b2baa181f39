import { koreanTime } from '../calendar/day';
import { CONFIRMED_NOT_SENT, DELIVERED_AFTER_ALL, tellDeliveredAfterAll } from './after-all';
import { type BatchView, getBatch } from './batches';
import { appendEvents, type LedgerEvent } from './chain';
import { reasonHash } from './row-seal';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { all, change, first, int, text } from './steps';

/** What the gateway says of one message of ours. */
export interface DeliveryReport {
	noticeKey: string;
	/** Attempt number as we gave it to the gateway. */
	attempt: number;
	messageId: string;
	state: 'accepted' | 'delivered' | 'failed';
	statusCode: string;
	/** Korean; only for `failed`. */
	reason: string | null;
	/** Kakao delivered it as AlimTalk, so that its text did not go out. */
	kakao?: boolean;
}

/** Type of a notice that Kakao delivered; before its report it has the type of the text that would stand in for it. */
export const ALIMTALK = 'ATA';

/** A group at the gateway whose messages still wait for their final report. */
export interface PendingGroup {
	batchId: string;
	groupId: string;
	gateway: string;
	account: string;
	pending: number;
	batch: BatchView;
}

/** What a notice becomes of which no report came in time. */
const NO_REPORT = {
	reasonCode: 'noReport',
	reason: '전송 결과를 기한 안에 확인하지 못하여 수신 여부를 알 수 없습니다. 중계사에 문의하거나 우편으로 안내하시기 바랍니다.',
} as const;

/** Reasons for which a notice is left to a person: nobody waits for its report, though a late one still settles it. */
export const LEFT_TO_PERSON = [NO_REPORT.reasonCode, 'notListed', 'group_missing', 'group_failed', 'gatewayGone'] as const;
/** Those and what a person has settled as never sent: nobody waits for it, but is told if it arrived after all. */
const NOT_AWAITED = [...LEFT_TO_PERSON, CONFIRMED_NOT_SENT].map((code) => `'${code}'`).join(', ');

/** Completed by a point in time. */
const SENT = `FROM notice n JOIN batch b ON b.id = n.batch_id
	WHERE n.run_id IN (SELECT id FROM run WHERE campaign = ?) AND n.state = 'accepted' AND b.step = 'sent' AND COALESCE(b.scheduled_at, b.updated_at) <`;

/** Before when a text must have been sent to be given up: carriers try a short one (단문) less long than a long one (장문). */
export interface ReportCutoffs {
	short: string;
	long: string;
}

/** Carriers report within three days; a group that long past its time is not asked about any more. */
const ASK_DAYS = 30;

/**
 * Groups of the campaign's runs with messages without a final report, closed runs included. Messages given up
 * (left to a person) do not count as pending, but their group is listed for some time: a late report still settles them,
 * or tells of one that a person settled as never sent.
 */
export function* pendingGroups(context: LedgerContext, campaign: string): Steps<PendingGroup[]> {
	const rows = yield* all(
		`SELECT b.id, SUM(CASE WHEN n.reason_code IN (${NOT_AWAITED}) THEN 0 ELSE 1 END) AS pending
		 FROM notice n JOIN batch b ON b.id = n.batch_id
		 WHERE n.run_id IN (SELECT id FROM run WHERE campaign = ?) AND (n.state IN ('accepted', 'unknown') OR (n.state = 'rejected' AND n.reason_code = '${CONFIRMED_NOT_SENT}'
				AND NOT EXISTS (SELECT 1 FROM task t WHERE t.notice_key = n.notice_key AND t.reason_code = '${DELIVERED_AFTER_ALL}')))
			AND b.step = 'sent' AND b.group_id IS NOT NULL AND (n.reason_code IS NULL OR n.reason_code NOT IN (${NOT_AWAITED}) OR COALESCE(b.scheduled_at, b.updated_at) > ?)
		 GROUP BY b.id ORDER BY b.id`,
		campaign,
		koreanTime(context.at).minus({ days: ASK_DAYS }).toISO() ?? '',
	);
	const groups: PendingGroup[] = [];
	for (const row of rows) {
		const batch = yield* getBatch(text(row, 'id'));
		const { id, groupId, gateway, account } = batch;
		groups.push({ batchId: id, groupId: groupId ?? '', gateway, account, pending: int(row, 'pending'), batch });
	}
	return groups;
}

/**
 * Takes in reports: a final state never changes again, so late, repeated and reordered reports are harmless. Of a text that
 * a person settled as never sent and that arrived after all a person is told. Returns how many notices changed.
 */
export function* applyReports(context: LedgerContext, reports: readonly DeliveryReport[]): Steps<number> {
	const events: LedgerEvent[] = [];
	for (const report of reports) {
		const reasonCode = report.state === 'failed' ? 'deliveryFailed' : null;
		const changed = yield* change(
			`UPDATE notice SET state = ?, message_id = ?, status_code = ?, reason_code = ?, reason = ?, settled_at = ?
			 WHERE notice_key = ? AND attempt = ? AND state IN ('accepted', 'unknown') AND state <> ?
				AND (? <> 'accepted' OR reason_code IS NULL OR reason_code <> ?)`,
			report.state,
			report.messageId,
			report.statusCode,
			reasonCode,
			report.reason,
			report.state === 'accepted' ? null : context.at,
			report.noticeKey,
			report.attempt,
			report.state,
			report.state,
			NO_REPORT.reasonCode,
		);
		if (changed === 0) {
			if (report.state === 'delivered') yield* tellDeliveredAfterAll(context, report);
			continue;
		}
		if (report.kakao) yield* all('UPDATE notice SET message_type = ? WHERE notice_key = ?', ALIMTALK, report.noticeKey);
		yield* all(
			`UPDATE attempt SET state = ?, message_id = ?, status_code = ? WHERE notice_key = ? AND attempt = ?`,
			report.state,
			report.messageId,
			report.statusCode,
			report.noticeKey,
			report.attempt,
		);
		events.push({
			kind: `notice.${report.state}`,
			subject: report.noticeKey,
			payload: { messageId: report.messageId, statusCode: report.statusCode, ...(report.kakao ? { messageType: ALIMTALK } : {}), reasonHash: reasonHash(reasonCode, report.reason) },
		});
	}
	yield* appendEvents(context.keys.chain, context.at, events);
	return events.length;
}

/**
 * Gives up waiting for reports of texts sent before the cutoff of their kind (ISO text in Korean time; a kind that is not
 * known counts as long): at most `limit` of them become `unknown` with reason `noReport`. That is no proof of anything, so nobody is told again. Returns how many.
 */
export function* expirePending(context: LedgerContext, campaign: string, cutoffs: ReportCutoffs, limit: number): Steps<number> {
	const rows = yield* all(
		`SELECT n.notice_key, n.attempt, n.run_id ${SENT} CASE WHEN n.message_type = 'SMS' THEN ? ELSE ? END ORDER BY n.notice_key LIMIT ?`,
		campaign,
		cutoffs.short,
		cutoffs.long,
		limit,
	);
	const events: LedgerEvent[] = [];
	for (const row of rows) {
		const subject = text(row, 'notice_key');
		const { reasonCode, reason } = NO_REPORT;
		yield* all(`UPDATE notice SET state = 'unknown', reason_code = ?, reason = ? WHERE notice_key = ?`, reasonCode, reason, subject);
		yield* all(`UPDATE attempt SET state = 'unknown' WHERE notice_key = ? AND attempt = ?`, subject, int(row, 'attempt'));
		events.push({ kind: 'notice.unknown', runId: text(row, 'run_id'), subject, payload: { reasonCode, reasonHash: reasonHash(reasonCode, reason) } });
	}
	yield* appendEvents(context.keys.chain, context.at, events);
	return events.length;
}

/** Texts sent before `cutoff` that are still without a report. */
export function* overdueReports(campaign: string, cutoff: string): Steps<number> {
	const row = yield* first(`SELECT COUNT(*) AS n ${SENT} ?`, campaign, cutoff);
	return int(row ?? {}, 'n');
}
