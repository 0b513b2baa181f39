import type { MessageType } from '../sms/types';
import { appendEvents, type LedgerEvent } from './chain';
import { sealed } from './row-seal';
import { type LedgerContext, requireFence } from './runs';
import { recordAttempts } from './settle';
import type { Steps } from './steps';
import { all, change, first, text, textOrNull } from './steps';
import type { RunLease } from './types';

/** How ids of batches begin that stand for messages found at the gateway. */
export const ADOPTED = 'adopted/';

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
	let adopted = 0;
	for (const message of messages) {
		const batchId = `${ADOPTED}${message.groupId}`;
		const before = yield* first(
			`SELECT batch_id FROM notice WHERE notice_key = ? AND run_id = ? AND ${BELIEVED_UNSENT}`,
			message.noticeKey,
			lease.runId,
		);
		if (!before) continue;
		const added = yield* change(
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
		if (added > 0) events.push({ kind: 'batch.adopted', runId: lease.runId, subject: batchId, payload: { groupId: message.groupId, ...(yield* sealed('batch', { id: batchId })) } });
		const wasIn = textOrNull(before, 'batch_id');
		const undone = yield* change(`UPDATE batch SET step = 'adding' WHERE id = ? AND step = 'verified'`, wasIn);
		if (undone > 0) events.push({ kind: 'batch.adding', runId: lease.runId, subject: wasIn, payload: { ...(yield* sealed('batch', { id: wasIn })) } });
		yield* recordAttempts(context, [message.noticeKey]);
		adopted += 1;
		events.push({
			kind: 'notice.adopted',
			runId: lease.runId,
			subject: message.noticeKey,
			payload: { groupId: message.groupId, messageId: message.messageId, statusCode: message.statusCode, attempt: message.attempt, messageType: message.type },
		});
	}
	yield* appendEvents(context.keys.chain, context.at, events);
	return adopted;
}

/** Time of the last event before the run was opened; null if none. */
export function* lastEventBefore(runId: string): Steps<string | null> {
	const row = yield* first(
		`SELECT at FROM event WHERE seq < (SELECT MIN(seq) FROM event WHERE run_id = ? AND kind = 'run.opened') ORDER BY seq DESC LIMIT 1`,
		runId,
	);
	return row ? text(row, 'at') : null;
}

/** Puts on record that the gateway was searched for forgotten messages before the run went on sending. */
export function* markReconciled(context: LedgerContext, lease: RunLease, found: number): Steps<void> {
	yield* requireFence(lease);
	yield* appendEvents(context.keys.chain, context.at, [
		{ kind: 'run.reconciled', runId: lease.runId, payload: { adopted: found } },
	]);
}
