import { RemoteError } from '../../errors';
import { withRetry } from '../../http/with-retry';
import type { BatchView } from '../../ledger/batches';
import type { NoticeOutcome } from '../../ledger/settle';
import { type Composed, type GroupPorts, again, groupOf } from '../batch-ports';
import { accountRefused } from '../direct/submit';
import { isUnknownGroup, type ListedMessage, type MessageRefusal, type OutgoingMessage } from '../gateway';

const MAX_READ_BACKS = 5;

/** What a group was given: per notice what is known now, and the keys that must be in it. */
export interface FilledGroup {
	outcomes: Map<string, NoticeOutcome>;
	expected: string[];
}

class AddInDoubt extends Error {}

/** Whether nobody knows if the texts were added. */
export const addInDoubt = (error: unknown) => error instanceof AddInDoubt;

const rejected = (noticeKey: string, { statusCode, reason }: Pick<MessageRefusal, 'statusCode' | 'reason'>): NoticeOutcome => ({
	noticeKey,
	state: 'rejected',
	reasonCode: 'gatewayRefused',
	statusCode,
	reason,
});

/**
 * Adds the composed texts to the batch's group; what could not be composed or is refused is `rejected` with its reason.
 * A refusal that is about the account throws, as does a call that failed; see `addInDoubt`.
 */
export async function addTexts(
	ports: GroupPorts,
	batch: BatchView,
	composed: ReadonlyMap<string, Composed>,
): Promise<FilledGroup> {
	const messages: OutgoingMessage[] = [];
	const outcomes = new Map<string, NoticeOutcome>();
	for (const [noticeKey, one] of composed) {
		if (one.ok) {
			messages.push(one.message);
			const { bytes, textHash } = one;
			outcomes.set(noticeKey, { noticeKey, state: 'submitting', messageType: one.message.type, bytes, textHash });
		} else {
			const { reasonCode, reason } = one;
			outcomes.set(noticeKey, { noticeKey, state: 'rejected', reasonCode, reason });
		}
	}
	if (messages.length === 0) return { outcomes, expected: [] };
	const added = await withRetry(() => addOnce(ports, batch, messages), ports.retry, ports.retryPorts, ports.signal);
	for (const { noticeKey, refusal } of added) {
		if (refusal?.blocksAccount) throw accountRefused(refusal);
		if (refusal) outcomes.set(noticeKey, rejected(noticeKey, refusal));
	}
	const expected = [...outcomes.values()].filter((one) => one.state === 'submitting').map((one) => one.noticeKey);
	return { outcomes, expected };
}

/** One call; a repeat is allowed only with proof that nothing was added. */
async function addOnce(ports: GroupPorts, batch: BatchView, messages: readonly OutgoingMessage[]) {
	try {
		return await ports.gateway.addMessages(groupOf(batch), messages, ports.signal);
	} catch (error) {
		if (error instanceof RemoteError && error.failure.outcome === 'unknown') throw new AddInDoubt();
		throw error;
	}
}

/** The group's texts; none where a list that lags behind does not know the group yet. */
async function listGroup(ports: GroupPorts, batch: BatchView): Promise<ListedMessage[]> {
	try {
		return await again(ports, () => ports.gateway.groupMessages(groupOf(batch), ports.signal));
	} catch (error) {
		if (isUnknownGroup(error)) return [];
		throw error;
	}
}

/** What a group read back holds: the gateway's ids of its messages by notice key, and what it refused after all. */
export interface ReadBack {
	messageIds: Map<string, string>;
	refused: NoticeOutcome[];
}

/**
 * Whether the group holds each expected text exactly once and nothing else of ours: by our key, never by phone (two
 * cars, one phone is normal). Null if the group differs.
 */
export async function readBack(
	ports: GroupPorts,
	batch: BatchView,
	expected: readonly string[],
): Promise<ReadBack | null> {
	if (expected.length === 0) return { messageIds: new Map(), refused: [] };
	for (let attempt = 1; attempt <= MAX_READ_BACKS; attempt += 1) {
		const listed = await listGroup(ports, batch);
		const waiting = new Set(expected);
		const surplus = listed.filter((message) => !message.refused && !waiting.delete(message.noticeKey));
		if (surplus.length > 0) return null;
		const refused = new Map(listed.filter((one) => one.refused).map((one) => [one.noticeKey, one]));
		if ([...waiting].every((noticeKey) => refused.has(noticeKey))) {
			return {
				messageIds: new Map(listed.map(({ noticeKey, messageId }) => [noticeKey, messageId])),
				refused: [...refused.values()].filter((one) => waiting.has(one.noticeKey)).map(refusedWhenListed),
			};
		}
		await ports.retryPorts.sleep(ports.retry.baseDelayMs * attempt, ports.signal);
	}
	return null;
}

const refusedWhenListed = ({ noticeKey, statusCode, reason }: ListedMessage) =>
	rejected(noticeKey, { statusCode, reason: reason ?? '' });

/**
 * A group that is sent though the ledger never got to verify it (it was put back from a backup): what is in it is out.
 * What ought to be in it but is not listed is `unknown`, never sent again.
 */
export async function settleByContent(ports: GroupPorts, batch: BatchView): Promise<BatchView> {
	const notices = await ports.ledger.noticesOf(batch.id);
	const found = new Map<string, ListedMessage>();
	for (let attempt = 1; attempt <= MAX_READ_BACKS; attempt += 1) {
		const listed = await listGroup(ports, batch);
		for (const message of listed) if (found.get(message.noticeKey)?.refused !== false) found.set(message.noticeKey, message);
		if (notices.every(({ noticeKey }) => found.has(noticeKey))) break;
		await ports.retryPorts.sleep(ports.retry.baseDelayMs * attempt, ports.signal);
	}
	const composed = await ports.compose(notices.filter(({ noticeKey }) => !found.has(noticeKey)));
	const outcomes = notices.map(({ noticeKey }) => outcomeByContent(noticeKey, found.get(noticeKey), composed.get(noticeKey)));
	return await ports.ledger.settleAndStep(batch, outcomes, 'sent');
}

function outcomeByContent(noticeKey: string, message: ListedMessage | undefined, composed: Composed | undefined): NoticeOutcome {
	if (message?.refused) return refusedWhenListed(message);
	if (message) return { noticeKey, state: 'accepted', messageId: message.messageId, statusCode: message.statusCode };
	if (composed && !composed.ok) {
		return { noticeKey, state: 'rejected', reasonCode: composed.reasonCode, reason: composed.reason };
	}
	return {
		noticeKey,
		state: 'unknown',
		reasonCode: 'notListed',
		reason: '발송된 묶음의 목록에 없어 발송 여부를 확인하지 못하였습니다. 중계사에 묶음 번호로 문의하시기 바랍니다.',
	};
}
