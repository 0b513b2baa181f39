import { appendEvents, type LedgerEvent } from './chain';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { all, change, int, text } from './steps';

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
}

/** A group at the gateway whose messages still wait for their final report. */
export interface PendingGroup {
	batchId: string;
	groupId: string;
	gateway: string;
	account: string;
	pending: number;
}

/** Groups of the campaign's runs with messages without a final report, closed runs included. */
export function* pendingGroups(campaign: string): Steps<PendingGroup[]> {
	const rows = yield* all(
		`SELECT b.id, b.group_id, b.gateway, b.account, COUNT(*) AS pending FROM notice n JOIN batch b ON b.id = n.batch_id
		 WHERE n.campaign = ? AND n.state IN ('accepted', 'unknown') AND b.step = 'sent' AND b.group_id IS NOT NULL
		 GROUP BY b.id, b.group_id, b.gateway, b.account ORDER BY b.id`,
		campaign,
	);
	return rows.map((row) => ({
		batchId: text(row, 'id'),
		groupId: text(row, 'group_id'),
		gateway: text(row, 'gateway'),
		account: text(row, 'account'),
		pending: int(row, 'pending'),
	}));
}

/**
 * Takes in reports: a final state never changes again, so late, repeated and reordered reports are harmless.
 * Returns how many notices changed.
 */
export function* applyReports(context: LedgerContext, reports: readonly DeliveryReport[]): Steps<number> {
	const events: LedgerEvent[] = [];
	for (const report of reports) {
		const changed = yield* change(
			`UPDATE notice SET state = ?, message_id = ?, status_code = ?, reason_code = ?, reason = ?, settled_at = ?
			 WHERE notice_key = ? AND attempt = ? AND state IN ('accepted', 'unknown') AND state <> ?`,
			report.state,
			report.messageId,
			report.statusCode,
			report.state === 'failed' ? 'deliveryFailed' : null,
			report.reason,
			report.state === 'accepted' ? null : context.at,
			report.noticeKey,
			report.attempt,
			report.state,
		);
		if (changed === 0) continue;
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
			payload: { messageId: report.messageId, statusCode: report.statusCode },
		});
	}
	yield* appendEvents(context.keys.chain, context.at, events);
	return events.length;
}
