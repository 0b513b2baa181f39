import { RemoteError } from '../../errors';
import { withRetry } from '../../http/with-retry';
import type { BatchView } from '../../ledger/batches';
import type { NoticeOutcome } from '../../ledger/settle';
import { backToReserved, type BatchEnd, type Composed, type DirectPorts, NOT_COMPOSED, toldOf, type Told } from '../batch-ports';
import type { HandOver, OutgoingMessage, Submission } from '../gateway';
import { aheadOf } from '../schedule';
import { IN_DOUBT, resolveHandOver } from './resolve';

/**
 * Brings one batch of a direct gateway to its end from whatever step the ledger holds. That it is about to be handed over
 * is committed before the first call, with a mark of each text; calls begin only within `handOverMs` after that, so that a
 * worker which wakes up late makes none. What became of a call whose answer was lost is asked of the gateway, never
 * guessed; see `resolveHandOver`.
 */
export async function driveDirect(ports: DirectPorts, batch: BatchView): Promise<BatchEnd> {
	switch (batch.step) {
		case 'sent':
		case 'void':
			return batch.step;
		case 'sending':
			return await resolveHandOver(ports, batch);
		default:
			return await handOver(ports, batch);
	}
}

async function handOver(ports: DirectPorts, opened: BatchView): Promise<BatchEnd> {
	const { ledger } = ports;
	if (!ports.maySend()) return await giveBack(ports, opened, 'waiting');
	// Opened for another account: its reports would be asked for there.
	if (opened.account !== ports.gateway.account) return await giveBack(ports, opened, 'void');
	const notices = await ledger.noticesOf(opened.id);
	const texts = await ports.compose(notices);
	const messages: OutgoingMessage[] = [];
	const told = new Map<string, Told>();
	const refused: NoticeOutcome[] = [];
	for (const { noticeKey } of notices) {
		const one: Composed = texts.get(noticeKey) ?? NOT_COMPOSED;
		if (one.ok) {
			messages.push(one.message);
			told.set(noticeKey, toldOf(one));
		} else refused.push({ noticeKey, state: 'rejected', reasonCode: one.reasonCode, reason: one.reason });
	}
	if (messages.length === 0) {
		await ledger.settleAndStep(opened, refused, 'void');
		return 'void';
	}
	if (refused.length > 0) await ledger.settle(opened, refused);
	const batch = await ledger.startHandOver(opened, messages, aheadOf(ports.scheduledAt, ledger.now()));
	if (!batch) return await giveBack(ports, opened, 'void');
	await remember(ports, batch);
	const submission = await ports.gateway.submit(messages, calls(ports, batch));
	return await settleSubmission(ports, batch, submission, told);
}

/** No call without a witness: where it cannot be written, the texts are provably unsent. */
async function remember(ports: DirectPorts, batch: BatchView): Promise<void> {
	try {
		await ports.witness?.write(await ports.ledger.head());
	} catch (error) {
		await giveBack(ports, batch, 'void');
		throw error;
	}
}

/** Nothing was handed over: the notices may go into another batch (or count as stopped). */
async function giveBack(ports: DirectPorts, batch: BatchView, end: BatchEnd): Promise<BatchEnd> {
	const keys = await ports.ledger.keysOf(batch.id);
	await ports.ledger.settleAndStep(batch, keys.map(backToReserved), 'void');
	return end;
}

function calls(ports: DirectPorts, batch: BatchView): HandOver {
	const { ledger, retry, retryPorts, signal, handOverMs } = ports;
	return {
		batchId: batch.id,
		scheduledAt: batch.scheduledAt,
		mayCall: () => {
			if (ledger.nowMs() >= (batch.sendingMs ?? 0) + handOverMs) throw windowClosed();
		},
		repeat: async (call) => await withRetry(async () => await call().catch(neverRepeatDoubt), retry, retryPorts, signal).catch(asItWas),
		signal,
	};
}

/** A call in doubt must not be repeated, however passing its cause. */
function neverRepeatDoubt(error: unknown): never {
	throw error instanceof RemoteError && error.failure.outcome === 'unknown' ? new Doubt(error) : error;
}

class Doubt extends Error {
	constructor(readonly of: RemoteError) {
		super(of.message);
	}
}

function asItWas(error: unknown): never {
	throw error instanceof Doubt ? error.of : error;
}

async function settleSubmission(
	ports: DirectPorts,
	batch: BatchView,
	{ requestIds, messages, error }: Submission,
	told: ReadonlyMap<string, Told>,
): Promise<BatchEnd> {
	const outcomes = messages.map((message): NoticeOutcome => {
		const { noticeKey } = message;
		switch (message.outcome) {
			case 'accepted':
				return { noticeKey, state: 'accepted', statusCode: message.statusCode, ...told.get(noticeKey), messageId: message.messageId };
			case 'refused':
				return { noticeKey, state: 'rejected', reasonCode: 'gatewayRefused', statusCode: message.refusal.statusCode, reason: message.refusal.reason };
			case 'unknown':
				return { noticeKey, ...IN_DOUBT, ...told.get(noticeKey) };
			case 'notSent':
				return backToReserved(noticeKey);
		}
	});
	const doubt = messages.some(({ outcome }) => outcome === 'unknown');
	const handed = messages.some(({ outcome }) => outcome === 'accepted' || outcome === 'refused');
	const step = doubt ? 'sending' : handed ? 'sent' : 'void';
	await ports.ledger.settleAndStep(batch, outcomes, step, { requests: requestIds, note: { requestIds, ...countsOf(outcomes) } });
	if (error) throw error;
	return step === 'sending' ? 'settling' : step;
}

function countsOf(outcomes: readonly NoticeOutcome[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const { state } of outcomes) counts[state] = (counts[state] ?? 0) + 1;
	return counts;
}

const windowClosed = () =>
	new RemoteError(
		'handOverLate',
		'이 실행이 오래 멈춰 있어 발송 요청을 시작할 수 있는 시간이 지났습니다. 아직 보내지 않은 문자는 보내지 않았습니다.',
		'조치할 것이 없습니다. 다음 실행에서 이어서 보냅니다.',
		{ outcome: 'notSent', retryable: true },
	);
