import { CityhallError, RemoteError } from '../../errors';
import type { BatchView } from '../../ledger/batches';
import type { NoticeOutcome } from '../../ledger/settle';
import { type BatchEnd, type GroupPorts, NOT_COMPOSED, again, backToReserved, groupOf, provenNotSent, type Told, toldOf } from '../batch-ports';
import { aheadOf } from '../schedule';
import { type FilledGroup, addInDoubt, addTexts, readBack, settleByContent } from './fill';

/** Rebuilding a group is harmless (the old one is deleted first); more often than this something is wrong. */
const MAX_REBUILDS = 6;
/** A group at `sending` that the gateway has not known for so long goes to a person. */
const MISSING_PATIENCE_MS = 24 * 3_600_000;

/**
 * Brings one batch of a group gateway to its end from whatever step the ledger holds. Each step is committed, as a compare-and-set on the
 * batch's fence, before the call it names; so a worker that was overtaken stops before its next call.
 *
 * Why no text can go out twice: a group whose content is in doubt is deleted at the gateway before another is built;
 * a group that has reached `sending` is only ever sent again as the same group, which the gateway answers with
 * "already sent", and is given up only when the gateway itself says that it was deleted.
 */
export async function driveGroup(given: GroupPorts, opened: BatchView, resumed: boolean): Promise<BatchEnd> {
	const ports: Driving = { ...given, told: new Map() };
	let batch = opened;
	if (resumed && batch.account !== ports.gateway.account) batch = await leaveOtherAccount(ports, batch);
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
			case 'verified': {
				if (await ports.ledger.isStopped(batch.runId)) {
					batch = await withdraw(ports, batch);
					break;
				}
				if (!ports.maySend()) return 'waiting';
				const sending = await ports.ledger.startSending(batch, ports.scheduledAt);
				if (sending) batch = await send(ports, sending);
				break;
			}
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

interface Driving extends GroupPorts {
	/** Of the texts in the group that this worker filled, by notice key; empty where another filled it. */
	told: Map<string, Told>;
}

/** What another account was never told to send goes into a batch of this one. */
async function leaveOtherAccount(ports: Driving, batch: BatchView): Promise<BatchView> {
	if (batch.step === 'creating') return await putBack(ports, batch);
	return batch.step === 'sending' ? batch : await withdraw(ports, batch);
}

/** Adds the texts, reads the group back and compares; in doubt the group is deleted and built anew. */
async function fill(ports: Driving, created: BatchView): Promise<BatchView> {
	ports.told.clear();
	const notices = await ports.ledger.noticesOf(created.id);
	const texts = await ports.compose(notices);
	const composed = new Map(notices.map(({ noticeKey }) => [noticeKey, texts.get(noticeKey) ?? NOT_COMPOSED]));
	const batch = await ports.ledger.step(created, 'adding');
	let filled: FilledGroup;
	try {
		filled = await addTexts(ports, batch, composed);
	} catch (error) {
		if (addInDoubt(error)) return await discard(ports, batch, 'addInDoubt');
		if (provenNotSent(error)) return await stopBatch(ports, batch, error);
		throw error;
	}
	const found = await readBack(ports, batch, filled.expected);
	if (found === null) return await discard(ports, batch, 'readBackDiffers');
	for (const outcome of found.refused) filled.outcomes.set(outcome.noticeKey, outcome);
	const outcomes = [...filled.outcomes.values()].filter(({ state }) => state !== 'submitting');
	for (const [noticeKey, one] of composed) {
		if (one.ok) ports.told.set(noticeKey, { ...toldOf(one), messageId: found.messageIds.get(noticeKey) ?? null });
	}
	const messages = filled.expected.length - found.refused.length;
	if (messages > 0) return await ports.ledger.settleAndStep(batch, outcomes, 'verified', { note: { messages } });
	if ((await deleteGroup(ports, batch)) !== 'deleted') return await settleByContent(ports, batch);
	return await ports.ledger.settleAndStep(batch, outcomes, 'void', given(batch));
}

async function send(ports: Driving, batch: BatchView): Promise<BatchView> {
	try {
		await again(ports, () => handOver(ports, batch));
	} catch (error) {
		if (provenNotSent(error)) return await stopBatch(ports, batch, error);
		await markUnknown(ports, batch);
		throw error;
	}
	return await settleSent(ports, batch);
}

/** At the batch's time, or at once where it has none (any more). */
async function handOver({ gateway, ledger, signal }: Driving, batch: BatchView): Promise<'sent' | 'alreadySent'> {
	const at = aheadOf(batch.scheduledAt, ledger.now());
	return at !== null ? await gateway.scheduleGroup(groupOf(batch), at, signal) : await gateway.sendGroup(groupOf(batch), signal);
}

/**
 * Takes in what became of a batch found at `sending`, and sends nothing: for comparing ledger and gateway. What is not
 * sent yet stays as it is.
 */
export async function lookUpGroup(given: GroupPorts, batch: BatchView): Promise<void> {
	const ports: Driving = { ...given, told: new Map(), maySend: () => false };
	try {
		if (batch.step === 'sending') await resolveSending(ports, batch);
	} catch (error) {
		if (!(error instanceof RemoteError && error.code === GROUP_MISSING)) throw error;
	}
}

/** A batch found at `sending`: the gateway knows whether it went out; if not, the same group is sent. */
async function resolveSending(ports: Driving, batch: BatchView): Promise<BatchView> {
	const state = await again(ports, () => ports.gateway.groupState(groupOf(batch), ports.signal));
	switch (state) {
		case 'sent':
			return await settleSent(ports, batch);
		case 'pending':
			// A time that has passed meanwhile was checked against the hours, this moment was not.
			if (hasPassed(ports, batch.scheduledAt) || (await ports.ledger.isStopped(batch.runId))) return await withdraw(ports, batch);
			return ports.maySend() ? await send(ports, batch) : batch;
		case 'gone':
			return await putBack(ports, batch);
		case 'failed':
			return await leaveToPerson(ports, batch, state);
		case 'missing': {
			const since = Date.parse(ports.ledger.now()) - Date.parse(batch.updatedAt);
			if (since > MISSING_PATIENCE_MS) return await leaveToPerson(ports, batch, state);
			await markUnknown(ports, batch);
			throw groupMissing();
		}
	}
}

const hasPassed = ({ ledger }: Pick<Driving, 'ledger'>, at: string | null) => at !== null && aheadOf(at, ledger.now()) === null;

/** All of a verified group went out. */
async function settleSent(ports: Driving, batch: BatchView): Promise<BatchView> {
	const keys = await ports.ledger.keysOf(batch.id);
	const told = ports.told.size > 0 ? ports.told : await composeAgain(ports, batch);
	const outcomes = keys.map((noticeKey): NoticeOutcome => ({ noticeKey, state: 'accepted', statusCode: '2000', ...told.get(noticeKey) }));
	return await ports.ledger.settleAndStep(batch, outcomes, 'sent');
}

/** For a group that an earlier worker filled: the same texts, to keep their hashes. That they are out does not hang on it. */
async function composeAgain(ports: Driving, batch: BatchView): Promise<Map<string, Told>> {
	try {
		const composed = await ports.compose(await ports.ledger.noticesOf(batch.id));
		return new Map([...composed].flatMap(([noticeKey, one]) => (one.ok ? [[noticeKey, toldOf(one)]] : [])));
	} catch (error) {
		if (error instanceof CityhallError) return new Map();
		throw error;
	}
}

async function markUnknown(ports: Driving, batch: BatchView): Promise<void> {
	const keys = await ports.ledger.keysOf(batch.id);
	const reason = '발송 요청의 결과를 아직 확인하지 못하였습니다. 중계사에 확인한 뒤 이어서 처리합니다.';
	await ports.ledger.settle(
		batch,
		keys.map((noticeKey) => ({ noticeKey, state: 'unknown', reasonCode: 'sendInDoubt', reason, ...ports.told.get(noticeKey) })),
	);
}

async function leaveToPerson(ports: Driving, batch: BatchView, state: 'missing' | 'failed'): Promise<BatchView> {
	const keys = await ports.ledger.keysOf(batch.id);
	const reason =
		state === 'missing'
			? '중계사에 발송 묶음이 없어 발송 여부를 확인할 수 없습니다. 중계사에 묶음 번호로 문의하시기 바랍니다.'
			: '중계사가 발송 묶음을 실패로 처리하였습니다. 중계사에 묶음 번호로 문의하시기 바랍니다.';
	return await ports.ledger.settleAndStep(
		batch,
		keys.map((noticeKey) => ({ noticeKey, state: 'unknown', reasonCode: `group_${state}`, reason, ...ports.told.get(noticeKey) })),
		'sent',
		{ note: { groupState: state } },
	);
}

/**
 * Deletes the group, or finds that it is sent (or given up by the gateway). That the gateway does not know it is proof
 * enough before `sending`, because nobody was told to send it, but not from then on.
 */
async function deleteGroup(ports: GroupPorts, batch: BatchView): Promise<'deleted' | 'sent' | 'failed'> {
	const answer = await again(ports, () => ports.gateway.deleteGroup(groupOf(batch), ports.signal));
	if (answer === 'deleted') return 'deleted';
	const state =
		answer === 'missing' ? answer : await again(ports, () => ports.gateway.groupState(groupOf(batch), ports.signal));
	if (state === 'sent' || state === 'failed') return state;
	if (state === 'gone') return 'deleted';
	if (state === 'missing') {
		if (batch.step !== 'sending') return 'deleted';
		throw groupMissing();
	}
	throw new RemoteError(
		'groupNotDeleted',
		'중계사에 만든 발송 묶음을 삭제하지 못하여 발송을 멈췄습니다.',
		'잠시 뒤 다시 실행하시기 바랍니다. 삭제가 확인되기 전에는 새 묶음을 만들지 않습니다.',
		{ outcome: 'unknown', retryable: true },
	);
}

/** Gives up a group in doubt and goes back to `creating`; a group that was sent after all is settled by its content. */
async function discard(ports: Driving, batch: BatchView, why: string): Promise<BatchView> {
	const end = await deleteGroup(ports, batch);
	if (end !== 'deleted') return await settleUndeleted(ports, batch, end);
	return await ports.ledger.step(batch, 'creating', { groupId: null, ...given(batch), note: { why } });
}

/** The gateway refuses on principle (key, balance, sender): nothing was sent, everything goes back, the run stops. */
async function stopBatch(ports: Driving, batch: BatchView, cause: unknown): Promise<BatchView> {
	const end = await deleteGroup(ports, batch);
	if (end !== 'deleted') return await settleUndeleted(ports, batch, end);
	await putBack(ports, batch);
	throw cause;
}

/** The officer stopped the rest, or the group's time is over: it is deleted unsent (or, too late, found sent). */
async function withdraw(ports: Driving, batch: BatchView): Promise<BatchView> {
	const end = await deleteGroup(ports, batch);
	return end === 'deleted' ? await putBack(ports, batch) : await settleUndeleted(ports, batch, end);
}

async function settleUndeleted(ports: Driving, batch: BatchView, end: 'sent' | 'failed'): Promise<BatchView> {
	if (end === 'failed') return await leaveToPerson(ports, batch, end);
	const verified = batch.step === 'verified' || batch.step === 'sending';
	return verified ? await settleSent(ports, batch) : await settleByContent(ports, batch);
}

/** The group is proven unsent for good: its notices may go into another batch. */
async function putBack(ports: GroupPorts, batch: BatchView): Promise<BatchView> {
	const keys = await ports.ledger.keysOf(batch.id);
	return await ports.ledger.settleAndStep(batch, keys.map(backToReserved), 'void', given(batch));
}

const given = (batch: BatchView) => ({
	discarded: batch.groupId === null ? batch.discarded : [...batch.discarded, batch.groupId],
});

async function giveUp(ports: GroupPorts, batch: BatchView): Promise<BatchEnd> {
	await putBack(ports, batch);
	throw new RemoteError(
		'gatewayUnsteady',
		`중계사에 문자를 담는 데 ${MAX_REBUILDS}번 실패하여 발송을 멈췄습니다. 이 묶음에서 보낸 문자는 없습니다.`,
		'중계사의 장애 공지를 확인하고 잠시 뒤 다시 실행하시기 바랍니다.',
		{ outcome: 'notSent', retryable: true },
	);
}

const GROUP_MISSING = 'groupMissing';

const groupMissing = () =>
	new RemoteError(
		GROUP_MISSING,
		'발송을 요청한 묶음을 중계사에서 찾을 수 없어 발송 여부를 확인하지 못하였습니다.',
		'자격 증명의 계정이 바뀌지 않았는지 확인하시기 바랍니다. 확인될 때까지 같은 문자를 다시 보내지 않습니다.',
		{ outcome: 'unknown', retryable: true },
	);
