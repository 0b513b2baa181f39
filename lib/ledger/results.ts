import { appendEvents, type LedgerEvent } from './chain';
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

/** One of our messages found at the gateway that the ledger does not know to be sent (a restored backup). */
export interface ForeignMessage {
	noticeKey: string;
	attempt: number;
	messageId: string;
	groupId: string;
	statusCode: string;
}

/** Notices among the keys that the ledger still believes unsent. */
export function* unsentAmong(keys: readonly string[]): Steps<Set<string>> {
	const found = new Set<string>();
	for (const key of keys) {
		const row = yield* first(
			`SELECT notice_key FROM notice WHERE notice_key = ? AND channel = 'text' AND state IN ('reserved', 'notSent', 'rejected')`,
			key,
		);
		if (row) found.add(text(row, 'notice_key'));
	}
	return found;
}

/** Adopts messages that a sent group at the gateway proves to be out, so that they are never sent again. */
export function* adoptSent(
	context: LedgerContext,
	gateway: string,
	account: string,
	messages: readonly ForeignMessage[],
): Steps<number> {
	const events: LedgerEvent[] = [];
	for (const message of messages) {
		const batchId = `adopted/${message.groupId}`;
		const changed = yield* change(
			`UPDATE notice SET state = 'accepted', batch_id = ?, attempt = ?, message_id = ?, status_code = ?, submitted_at = ?
			 WHERE notice_key = ? AND channel = 'text' AND state IN ('reserved', 'notSent', 'rejected')`,
			batchId,
			message.attempt,
			message.messageId,
			message.statusCode,
			context.at,
			message.noticeKey,
		);
		if (changed === 0) continue;
		const owner = yield* first('SELECT run_id FROM notice WHERE notice_key = ?', message.noticeKey);
		yield* all(
			`INSERT INTO batch (id, run_id, gateway, account, group_id, step, size, discarded, owner, lease_until, fence, created_at, updated_at)
			 VALUES (?, ?, ?, ?, ?, 'sent', 0, '[]', 'adopted', 0, 0, ?, ?) ON CONFLICT (id) DO NOTHING`,
			batchId,
			text(owner ?? {}, 'run_id'),
			gateway,
			account,
			message.groupId,
			context.at,
			context.at,
		);
		events.push({
			kind: 'notice.adopted',
			subject: message.noticeKey,
			payload: { groupId: message.groupId, messageId: message.messageId },
		});
	}
	yield* appendEvents(context.keys.chain, context.at, events);
	return events.length;
}
