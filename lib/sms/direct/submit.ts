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
	const submission: Submission = { requestIds: [], messages: [], error: null };
	const waiting = plan.split(messages);
	for (let part = waiting.shift(); part; part = waiting.shift()) {
		if (submission.error) {
			submission.messages.push(...part.map(notSent));
			continue;
		}
		try {
			const calling = part;
			const answer = await handOver.repeat(async () => {
				handOver.mayCall();
				return await plan.call(calling, handOver);
			});
			if (answer.requestId !== '') submission.requestIds.push(answer.requestId);
			submission.messages.push(...part.map((message) => answered(message, answer)));
			submission.error = accountRefusal(part, answer);
		} catch (error) {
			if (!(error instanceof RemoteError)) throw error;
			if (error.failure.outcome === 'unknown') {
				submission.messages.push(...part.map(({ noticeKey }) => ({ noticeKey, outcome: 'unknown' as const })));
				submission.error = error;
			} else if (!plan.blamesMessage(error)) {
				submission.messages.push(...part.map(notSent));
				submission.error = error;
			} else if (part.length === 1) {
				submission.messages.push(...part.map(({ noticeKey }) => ({ noticeKey, outcome: 'refused' as const, refusal: plan.refusalOf(error) })));
			} else {
				const middle = Math.ceil(part.length / 2);
				waiting.unshift(part.slice(0, middle), part.slice(middle));
			}
		}
	}
	return submission;
}

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
