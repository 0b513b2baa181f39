import type { RemoteError } from '../../errors';
import type { MessageRefusal, SubmittedMessage, Submission } from '../gateway';
import { accountRefused } from '../direct/submit';

/** Refusals of a whole call that may lie with one of its messages; SENS does not say with which, nor why. */
const MAY_BE_A_MESSAGE: ReadonlySet<number> = new Set([400, 422]);

/** So many messages refused one by one, and none taken: it is not the messages. */
const ENOUGH = 3;

/**
 * Tells a refused message from a refused account. SENS answers a bad number and an unregistered sender number alike
 * (400, unverified), so a refusal is put down to the message only where SENS takes other messages of the same batch, or
 * where there is no other.
 */
export class Blame {
	private taken = 0;
	private readonly refusedAlone: RemoteError[] = [];

	accepted(): void {
		this.taken += 1;
	}

	refused(error: RemoteError, messages: number): void {
		if (messages === 1 && this.mayBeAMessage(error)) this.refusedAlone.push(error);
	}

	/** Whether halves of a refused call are worth trying. */
	searchesOn(error: RemoteError): boolean {
		return this.mayBeAMessage(error) && (this.taken > 0 || this.refusedAlone.length < ENOUGH);
	}

	refusalOf(error: RemoteError): MessageRefusal {
		return {
			statusCode: codeOf(error),
			reason: '중계사가 이 문자를 받지 않았습니다. 수신번호가 올바른지 확인하시기 바랍니다.',
			blocksAccount: false,
		};
	}

	/** The hand-over as it is to be read now that it has ended. */
	judge(submission: Submission): Submission {
		const [first] = this.refusedAlone;
		if (first === undefined || this.taken > 0 || this.refusedAlone.length < 2) return submission;
		const messages = submission.messages.map(
			(message): SubmittedMessage => (message.outcome === 'refused' ? { noticeKey: message.noticeKey, outcome: 'notSent' } : message),
		);
		const doubt = submission.error?.failure.outcome === 'unknown' ? submission.error : null;
		const reason = '발신번호 미등록, 발송 한도 또는 서비스 상태로 추정됩니다';
		return { ...submission, messages, error: doubt ?? accountRefused({ statusCode: codeOf(first), reason }) };
	}

	private mayBeAMessage({ failure: { status = 0, outcome } }: RemoteError): boolean {
		return outcome === 'notSent' && MAY_BE_A_MESSAGE.has(status);
	}
}

/** SENS names few codes: where it names none, the HTTP status stands for it. */
export const codeOf = ({ failure: { status, vendorCode } }: RemoteError) => vendorCode ?? String(status ?? '');
