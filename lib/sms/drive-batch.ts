import { RemoteError } from '../errors';
import type { RetryPolicy, RetryPorts } from '../http/retry-policy';
import { withRetry } from '../http/with-retry';
import type { BatchView, NoticeOutcome } from '../ledger/batches';
import type { Ledger } from '../ledger/ledger';
import type { NoticeToSend } from '../ledger/types';
import type { GroupGateway, ListedMessage, OutgoingMessage } from './gateway';

/** A notice's text as composed for sending, or why it cannot be. */
export type Composed =
	| { ok: true; message: OutgoingMessage; bytes: number; textHash: string }
	| { ok: false; reasonCode: string; reason: string };

export interface BatchPorts {
	ledger: Ledger;
	gateway: GroupGateway;
	/** Opens the sealed values of the notices and fills their texts; the opening is on record before it returns. */
	compose: (notices: readonly NoticeToSend[]) => Promise<Map<string, Composed>>;
	/** Whether texts may go out at this moment. */
	maySend: () => boolean;
	retry: RetryPolicy;
	retryPorts: RetryPorts;
	signal?: AbortSignal;
}

/** `waiting`: complete at the gateway, to be sent when the hours allow it. */
export type BatchEnd = 'sent' | 'void' | 'waiting';

/** Rebuilding a group is harmless (the old one is deleted first); more often than this something is wrong. */
const MAX_REBUILDS = 6;
const MAX_READ_BACKS = 5;

/**
 * Brings one batch to its end from whatever step the ledger holds. Each step is committed, as a compare-and-set on the
 * batch's fence, before the call it names; so a worker that was overtaken stops before its next call.
 *
 * Why no text can go out twice: a group whose content is in doubt is deleted at the gateway before another is built;
 * a group that has reached `sending` is only ever sent again as the same group, which the gateway answers with
 * "already sent".
 */
export async function driveBatch(ports: BatchPorts, opened: BatchView, resumed: boolean): Promise<BatchEnd> {
	let batch = opened;
	if (resumed && batch.step === 'adding') batch = await discard(ports, batch, 'takenOver');
	for (let rebuilds = 0; ; ) {
		switch (batch.step) {
			case 'creating': {
				const groupId = await again(ports, () => ports.gateway.createGroup(batch.id, ports.signal));
				batch = await ports.ledger.step(batch, 'created', { groupId });
				break;
			}
			case 'created':
				batch = await fill(ports, batch);
				if (batch.step === 'creating' && ++rebuilds > MAX_REBUILDS) return await giveUp(ports, batch);
				break;
			case 'verified':
				if (!ports.maySend()) return 'waiting';
				batch = await ports.ledger.step(batch, 'sending');
				batch = await send(ports, batch);
				break;
			case 'sending':
				batch = await resolveSending(ports, batch);
				if (batch.step === 'sending') return 'waiting';
				break;
			case 'adding':
				batch = await discard(ports, batch, 'interrupted');
				break;
			case 'sent':
			case 'void':
				return batch.step;
		}
	}
}

const groupOf = (batch: BatchView) => batch.groupId ?? '';

async function again<T>(ports: BatchPorts, call: () => Promise<T>): Promise<T> {
	return await withRetry(call, ports.retry, ports.retryPorts, ports.signal);
}

const provenNotSent = (error: unknown) => error instanceof RemoteError && error.failure.outcome === 'notSent';

/** Adds the texts, reads the group back and compares; in doubt the group is deleted and built anew. */
async function fill(ports: BatchPorts, created: BatchView): Promise<BatchView> {
	const notices = await ports.ledger.noticesOf(created.id);
	const composed = await ports.compose(notices);
	const messages: OutgoingMessage[] = [];
	const outcomes = new Map<string, NoticeOutcome>();
	for (const { noticeKey } of notices) {
		const one = composed.get(noticeKey);
		if (one?.ok) {
			messages.push(one.message);
			outcomes.set(noticeKey, {
				noticeKey,
				state: 'submitting',
				messageType: one.message.type,
				bytes: one.bytes,
				textHash: one.textHash,
			});
		} else {
			const { reasonCode, reason } = one ?? { reasonCode: 'notComposed', reason: '문안을 만들지 못하였습니다.' };
			outcomes.set(noticeKey, { noticeKey, state: 'rejected', reasonCode, reason });
		}
	}
	const batch = await ports.ledger.step(created, 'adding');
	if (messages.length === 0) {
		await deleteOrSent(ports, batch);
		return await ports.ledger.settleAndStep(batch, [...outcomes.values()], 'void');
	}
	try {
		const added = await withRetry(
			() => addOnce(ports, batch, messages),
			ports.retry,
			ports.retryPorts,
			ports.signal,
		);
		for (const { noticeKey, refusal } of added) {
			if (!refusal) continue;
			outcomes.set(noticeKey, { noticeKey, state: 'rejected', reasonCode: 'gatewayRefused', ...refusal });
		}
	} catch (error) {
		if (error instanceof AddInDoubt) return await discard(ports, batch, 'addInDoubt');
		if (provenNotSent(error)) return await stopBatch(ports, batch, error);
		throw error;
	}
	const expected = [...outcomes.values()].filter((one) => one.state === 'submitting').map((one) => one.noticeKey);
	if (!(await readBack(ports, batch, expected))) return await discard(ports, batch, 'readBackDiffers');
	return await ports.ledger.settleAndStep(batch, [...outcomes.values()], 'verified', {
		note: { messages: expected.length },
	});
}

class AddInDoubt extends Error {}

/** One call; a repeat is allowed only with proof that nothing was added. */
async function addOnce(ports: BatchPorts, batch: BatchView, messages: readonly OutgoingMessage[]) {
	try {
		return await ports.gateway.addMessages(groupOf(batch), messages, ports.signal);
	} catch (error) {
		if (error instanceof RemoteError && error.failure.outcome === 'unknown') throw new AddInDoubt();
		throw error;
	}
}

/** Whether the group holds each expected text exactly once and nothing else of ours. */
async function readBack(ports: BatchPorts, batch: BatchView, expected: readonly string[]): Promise<boolean> {
	for (let attempt = 1; attempt <= MAX_READ_BACKS; attempt += 1) {
		const listed = await again(ports, () => ports.gateway.groupMessages(groupOf(batch), ports.signal));
		const waiting = new Set(expected);
		const standing = listed.filter((message) => !message.refused);
		const surplus = standing.filter((message) => !waiting.delete(message.noticeKey));
		if (surplus.length > 0) return false;
		if (waiting.size === 0) return true;
		await ports.retryPorts.sleep(ports.retry.baseDelayMs * attempt, ports.signal);
	}
	return false;
}

async function send(ports: BatchPorts, batch: BatchView): Promise<BatchView> {
	try {
		await again(ports, () => ports.gateway.sendGroup(groupOf(batch), ports.signal));
	} catch (error) {
		if (provenNotSent(error)) return await stopBatch(ports, batch, error);
		await markUnknown(ports, batch);
		throw error;
	}
	return await settleSent(ports, batch);
}

/** A batch found at `sending`: the gateway knows whether it went out; if not, the same group is sent. */
async function resolveSending(ports: BatchPorts, batch: BatchView): Promise<BatchView> {
	const state = await again(ports, () => ports.gateway.groupState(groupOf(batch), ports.signal));
	switch (state) {
		case 'sent':
			return await settleSent(ports, batch);
		case 'pending':
			return ports.maySend() ? await send(ports, batch) : batch;
		case 'gone': {
			const notices = await ports.ledger.noticesOf(batch.id);
			return await ports.ledger.settleAndStep(batch, notices.map(backToReserved), 'void');
		}
		case 'missing':
		case 'failed':
			return await leaveToPerson(ports, batch, state);
	}
}

async function settleSent(ports: BatchPorts, batch: BatchView): Promise<BatchView> {
	const notices = await ports.ledger.noticesOf(batch.id);
	const ids = await listedIds(ports, batch);
	const outcomes = notices.map(({ noticeKey }): NoticeOutcome => {
		return { noticeKey, state: 'accepted', messageId: ids.get(noticeKey)?.messageId ?? null, statusCode: '2000' };
	});
	return await ports.ledger.settleAndStep(batch, outcomes, 'sent');
}

/** Message ids are a convenience here: reports carry them too. */
async function listedIds(ports: BatchPorts, batch: BatchView): Promise<Map<string, ListedMessage>> {
	try {
		const listed = await ports.gateway.groupMessages(groupOf(batch), ports.signal);
		return new Map(listed.map((message) => [message.noticeKey, message]));
	} catch (error) {
		if (error instanceof RemoteError) return new Map();
		throw error;
	}
}

const backToReserved = ({ noticeKey }: NoticeToSend): NoticeOutcome => ({ noticeKey, state: 'reserved' });

async function markUnknown(ports: BatchPorts, batch: BatchView): Promise<void> {
	const notices = await ports.ledger.noticesOf(batch.id);
	await ports.ledger.settle(
		batch,
		notices.map(({ noticeKey }) => ({
			noticeKey,
			state: 'unknown',
			reasonCode: 'sendInDoubt',
			reason: '발송 요청의 결과를 아직 확인하지 못하였습니다. 중계사에 확인한 뒤 이어서 처리합니다.',
		})),
	);
}

async function leaveToPerson(ports: BatchPorts, batch: BatchView, state: 'missing' | 'failed'): Promise<BatchView> {
	const notices = await ports.ledger.noticesOf(batch.id);
	const reason =
		state === 'missing'
			? '중계사에 발송 묶음이 없어 발송 여부를 확인할 수 없습니다. 중계사에 묶음 번호로 문의하시기 바랍니다.'
			: '중계사가 발송 묶음을 실패로 처리하였습니다. 중계사에 묶음 번호로 문의하시기 바랍니다.';
	return await ports.ledger.settleAndStep(
		batch,
		notices.map(({ noticeKey }) => ({ noticeKey, state: 'unknown', reasonCode: `group_${state}`, reason })),
		'sent',
		{ note: { groupState: state } },
	);
}

/** Deletes the group; if it turns out to be sent, reports so. */
async function deleteOrSent(ports: BatchPorts, batch: BatchView): Promise<'deleted' | 'sent'> {
	const answer = await again(ports, () => ports.gateway.deleteGroup(groupOf(batch), ports.signal));
	if (answer === 'deleted') return 'deleted';
	const state = await again(ports, () => ports.gateway.groupState(groupOf(batch), ports.signal));
	if (state === 'gone' || state === 'missing') return 'deleted';
	if (state === 'sent' || state === 'failed') return 'sent';
	throw new RemoteError(
		'groupNotDeleted',
		'중계사에 만든 발송 묶음을 삭제하지 못하여 발송을 멈췄습니다.',
		'잠시 뒤 다시 실행하시기 바랍니다. 삭제가 확인되기 전에는 새 묶음을 만들지 않습니다.',
		{ outcome: 'unknown', retryable: true },
	);
}

/** Gives up a group in doubt and goes back to `creating`; a group that was sent after all is settled by its content. */
async function discard(ports: BatchPorts, batch: BatchView, why: string): Promise<BatchView> {
	if ((await deleteOrSent(ports, batch)) === 'sent') return await settleByContent(ports, batch);
	return await ports.ledger.step(batch, 'creating', {
		groupId: null,
		discarded: [...batch.discarded, groupOf(batch)],
		note: { why },
	});
}

/** A group sent by an overtaken worker: what is in it is out, the rest goes into another batch. */
async function settleByContent(ports: BatchPorts, batch: BatchView): Promise<BatchView> {
	const listed = await again(ports, () => ports.gateway.groupMessages(groupOf(batch), ports.signal));
	const sent = new Map(listed.filter((one) => !one.refused).map((one) => [one.noticeKey, one]));
	const notices = await ports.ledger.noticesOf(batch.id);
	const outcomes = notices.map((notice): NoticeOutcome => {
		const message = sent.get(notice.noticeKey);
		if (!message) return backToReserved(notice);
		return { noticeKey: notice.noticeKey, state: 'accepted', messageId: message.messageId, statusCode: message.statusCode };
	});
	return await ports.ledger.settleAndStep(batch, outcomes, 'sent');
}

/** The gateway refuses on principle (key, balance, sender): nothing was sent, everything goes back, the run stops. */
async function stopBatch(ports: BatchPorts, batch: BatchView, cause: unknown): Promise<BatchView> {
	if ((await deleteOrSent(ports, batch)) === 'sent') return await settleByContent(ports, batch);
	const notices = await ports.ledger.noticesOf(batch.id);
	await ports.ledger.settleAndStep(batch, notices.map(backToReserved), 'void', {
		discarded: [...batch.discarded, groupOf(batch)],
	});
	throw cause;
}

async function giveUp(ports: BatchPorts, batch: BatchView): Promise<BatchEnd> {
	const notices = await ports.ledger.noticesOf(batch.id);
	await ports.ledger.settleAndStep(batch, notices.map(backToReserved), 'void', { note: { why: 'tooManyRebuilds' } });
	throw new RemoteError(
		'gatewayUnsteady',
		`중계사에 문자를 담는 데 ${MAX_REBUILDS}번 실패하여 발송을 멈췄습니다. 보낸 문자는 없습니다.`,
		'중계사의 장애 공지를 확인하고 잠시 뒤 다시 실행하시기 바랍니다.',
		{ outcome: 'notSent', retryable: true },
	);
}
