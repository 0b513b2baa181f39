import { RemoteError } from '../../errors';
import type { HandOver, MessageRefusal, OutgoingMessage, Submission, SubmittedMessage } from '../gateway';

/** One call of a gateway, answered. Messages it leaves out count as accepted without an id. */
export interface AnsweredCall {
	requestId: string;
	/** What the gateway says to all it took. */
	statusCode: string;
	refusals?: ReadonlyMap<string, MessageRefusal>;
	messageIds?: ReadonlyMap<string, string>;
}

/** How a vendor hands messages over; the rest is the same for all. */
export interface CallPlan {
	/** Splits a batch into the messages of one call each: by the vendor's limit, by message type, by text. */
	split: (messages: readonly OutgoingMessage[]) => OutgoingMessage[][];
	/** One call. @throws RemoteError */
	call: (messages: readonly OutgoingMessage[], handOver: HandOver) => Promise<AnsweredCall>;
	/**
	 * Whether a refused call may lie with one of its messages (a bad number, a bad character), so that halves of it are
	 * tried; otherwise the refusal is about the account or the service, and the rest waits.
	 */
	blamesMessage: (error: RemoteError) => boolean;
	/** What a call refused for its only message says of it. */
	refusalOf: (error: RemoteError) => MessageRefusal;
}

/**
 * Hands a batch over call by call. A call is repeated only in halves and only where it was provably refused for one of
 * its messages; the first call that fails otherwise ends the hand-over: what was in it is `unknown` or `notSent`, what
 * comes after it is `notSent`.
 */
export async function submitCalls(plan: CallPlan, messages: readonly OutgoingMessage[], handOver: HandOver): Promise<Submission> {
	const requestIds: string[] = [];
	const told = new Map<string, SubmittedMessage>();
	const tell = (part: readonly OutgoingMessage[], outcome: (message: OutgoingMessage) => SubmittedMessage) => {
		for (const message of part) told.set(message.noticeKey, outcome(message));
	};
	let error: RemoteError | null = null;
	const waiting = plan.split(messages);
	for (let part = waiting.shift(); part; part = waiting.shift()) {
		if (error) {
			tell(part, notSent);
			continue;
		}
		const calling = part;
		try {
			const answer = await handOver.repeat(async () => {
				handOver.mayCall();
				return await plan.call(calling, handOver);
			});
			if (answer.requestId !== '') requestIds.push(answer.requestId);
			tell(part, (message) => answered(message, answer));
			error = accountRefusal(part, answer);
		} catch (thrown) {
			if (!(thrown instanceof RemoteError)) throw thrown;
			if (thrown.failure.outcome === 'unknown' || !plan.blamesMessage(thrown)) {
				tell(part, thrown.failure.outcome === 'unknown' ? inDoubt : notSent);
				error = thrown;
			} else if (part.length === 1) {
				tell(part, ({ noticeKey }) => ({ noticeKey, outcome: 'refused', refusal: plan.refusalOf(thrown) }));
			} else {
				const middle = Math.ceil(part.length / 2);
				waiting.unshift(part.slice(0, middle), part.slice(middle));
			}
		}
	}
	return { requestIds, messages: [...told.values()], error };
}

const inDoubt = ({ noticeKey }: OutgoingMessage): SubmittedMessage => ({ noticeKey, outcome: 'unknown' });

const notSent = ({ noticeKey }: OutgoingMessage): SubmittedMessage => ({ noticeKey, outcome: 'notSent' });

/** A message refused for the account's sake (balance, sender number) is as good as not handed over. */
function answered({ noticeKey }: OutgoingMessage, answer: AnsweredCall): SubmittedMessage {
	const refusal = answer.refusals?.get(noticeKey);
	if (!refusal) return { noticeKey, outcome: 'accepted', messageId: answer.messageIds?.get(noticeKey) ?? null, statusCode: answer.statusCode };
	return refusal.blocksAccount ? { noticeKey, outcome: 'notSent' } : { noticeKey, outcome: 'refused', refusal };
}

function accountRefusal(part: readonly OutgoingMessage[], answer: AnsweredCall): RemoteError | null {
	for (const { noticeKey } of part) {
		const refusal = answer.refusals?.get(noticeKey);
		if (refusal?.blocksAccount) return accountRefused(refusal);
	}
	return null;
}

/** The gateway takes no text of this account now (balance, quota, sender number). */
export const accountRefused = ({ statusCode, reason }: Pick<MessageRefusal, 'statusCode' | 'reason'>) =>
	new RemoteError(
		'accountRefused',
		`중계사가 이 계정의 문자를 받지 않아 발송을 멈췄습니다(${statusCode}: ${reason}).`,
		'중계사에서 잔액(한도)과 발신번호 등록을 확인한 뒤 다시 실행하시기 바랍니다. 남은 문자만 이어서 보냅니다.',
		{ outcome: 'notSent', vendorCode: statusCode, retryable: false },
	);
