import type { MessageType } from '../sms/types';
import { recordAttempt } from './settle';
import { appendEvents, type LedgerEvent } from './chain';
import { type LedgerContext, requireFence } from './runs';
import type { Steps } from './steps';
import { all, change, first, int, text, textOrNull } from './steps';
import type { RunLease } from './types';

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
	type: MessageType | null;
	statusCode: string;
}

/** Believed unsent: not in a batch, or in one that has not come to `sending`. */
const BELIEVED_UNSENT = `channel = 'text' AND (state IN ('reserved', 'notSent', 'rejected') OR (state = 'submitting' AND
	batch_id IN (SELECT id FROM batch WHERE step IN ('creating', 'created', 'adding', 'verified'))))`;

/** Notices of the run among the keys that the ledger still believes unsent. */
export function* unsentAmong(runId: string, keys: readonly string[]): Steps<Set<string>> {
	const found = new Set<string>();
	for (const key of keys) {
		const row = yield* first(
			`SELECT notice_key FROM notice WHERE notice_key = ? AND run_id = ? AND ${BELIEVED_UNSENT}`,
			key,
			runId,
		);
		if (row) found.add(text(row, 'notice_key'));
	}
	return found;
}

/** Groups at the gateway that the run's batches know of; recovery of a batch deals with its own group. */
export function* knownGroups(runId: string): Steps<Set<string>> {
	const rows = yield* all(
		`SELECT group_id FROM batch WHERE run_id = ? AND group_id IS NOT NULL AND step <> 'void'`,
		runId,
	);
	return new Set(rows.map((row) => text(row, 'group_id')));
}

/**
 * Adopts messages that a sent group at the gateway proves to be out, so that they are never sent again. A batch that
 * loses a notice so and was complete at the gateway goes back to `adding`, to be built anew without it.
 */
export function* adoptSent(
	context: LedgerContext,
	lease: RunLease,
	gateway: string,
	account: string,
	messages: readonly ForeignMessage[],
): Steps<number> {
	yield* requireFence(lease);
	const events: LedgerEvent[] = [];
	for (const message of messages) {
		const batchId = `adopted/${message.groupId}`;
		const before = yield* first(
			`SELECT batch_id FROM notice WHERE notice_key = ? AND run_id = ? AND ${BELIEVED_UNSENT}`,
			message.noticeKey,
			lease.runId,
		);
		if (!before) continue;
		yield* all(
			`INSERT INTO batch (id, run_id, gateway, account, group_id, step, size, discarded, owner, lease_until, fence, created_at, updated_at)
			 VALUES (?, ?, ?, ?, ?, 'sent', 0, '[]', 'adopted', 0, 0, ?, ?) ON CONFLICT (id) DO NOTHING`,
			batchId,
			lease.runId,
			gateway,
			account,
			message.groupId,
			context.at,
			context.at,
		);
		yield* all(
			`UPDATE notice SET state = 'accepted', batch_id = ?, attempt = ?, message_id = ?, status_code = ?, submitted_at = ?,
				reason_code = NULL, reason = NULL, settled_at = NULL, message_type = COALESCE(?, message_type) WHERE notice_key = ?`,
			batchId,
			message.attempt,
			message.messageId,
			message.statusCode,
			context.at,
			message.type,
			message.noticeKey,
		);
		yield* all(`UPDATE batch SET step = 'adding' WHERE id = ? AND step = 'verified'`, textOrNull(before, 'batch_id'));
		yield* recordAttempt(context, batchId, { noticeKey: message.noticeKey, state: 'accepted' });
		events.push({
			kind: 'notice.adopted',
			runId: lease.runId,
			subject: message.noticeKey,
			payload: { groupId: message.groupId, messageId: message.messageId },
		});
	}
	yield* appendEvents(context.keys.chain, context.at, events);
	return events.length;
}
