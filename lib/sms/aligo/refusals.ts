import { RemoteError } from '../../errors';
import { endlessList, unreadableAnswer } from '../answer-errors';

/** Whom a refusal concerns: this message, the whole account, this call for a reason not known; or nobody knows what was done. */
type Cause = 'message' | 'account' | 'call' | 'service';

interface Refusal {
	cause: Cause;
	/** Korean, without a full stop. */
	reason: string;
	remedy: string;
}

const CREDENTIAL = "'문자중계사업자(알리고)' 자격 증명";

const KEY: Refusal = {
	cause: 'account',
	reason: 'API Key 또는 사용자 ID가 올바르지 않습니다',
	remedy: `알리고 사이트의 문자 API 메뉴에서 발급한 API Key와 사용자 ID로 ${CREDENTIAL}을 고치시기 바랍니다.`,
};
const SENDER: Refusal = {
	cause: 'account',
	reason: '발신번호가 등록되어 있지 않습니다',
	remedy: `알리고 사이트에 발신번호를 사전 등록하거나 ${CREDENTIAL}의 발신번호를 등록한 번호로 고치시기 바랍니다.`,
};
const CREDIT: Refusal = {
	cause: 'account',
	reason: '보낼 수 있는 잔여 건수가 부족합니다',
	remedy: '알리고 사이트에서 충전한 뒤 다시 실행하시기 바랍니다. 남은 문자만 이어서 보냅니다.',
};
const ADDRESS: Refusal = {
	cause: 'account',
	reason: '이 서버의 IP 주소가 허용되어 있지 않습니다',
	remedy: '알리고 사이트의 문자 API 메뉴에서 n8n 서버의 IP 주소(외부로 나가는 주소)를 발송 서버로 등록하시기 바랍니다.',
};
const SCHEDULE: Refusal = {
	cause: 'account',
	reason: '예약 시각이 맞지 않습니다',
	remedy: '예약 시각을 지금부터 10분 뒤보다 늦게 정하시기 바랍니다.',
};
const MESSAGE: Refusal = {
	cause: 'message',
	reason: '수신번호 또는 문안이 접수 규격에 맞지 않습니다',
	remedy: '수신번호와 문안을 확인하시기 바랍니다.',
};
const TOO_LATE: Refusal = {
	cause: 'call',
	reason: '예약을 취소할 수 있는 시간이 지났습니다',
	remedy: '예약 시각에 임박한 문자는 취소할 수 없습니다. 전송 결과를 확인하시기 바랍니다.',
};
const SERVICE: Refusal = {
	cause: 'service',
	reason: '알리고에서 오류가 났습니다. 처리 여부를 알 수 없습니다',
	remedy: '알리고의 서비스 상태를 확인한 뒤 다시 실행하시기 바랍니다.',
};
const OTHER: Refusal = {
	cause: 'call',
	reason: '알리고가 요청을 받지 않았습니다',
	remedy: '알리고에 응답 코드로 원인을 문의한 뒤 다시 실행하시기 바랍니다. 남은 문자만 이어서 보냅니다.',
};

/** The codes on which sources agree; the vendor publishes no list, so all of them are unverified. */
const BY_CODE: Readonly<Record<string, Refusal>> = { '-101': KEY, '-201': CREDIT, '-804': TOO_LATE };

/** For all other codes: what the vendor's own sentence is about. The first that fits wins. */
const BY_WORDS: ReadonlyArray<readonly [RegExp, Refusal]> = [
	[/발신/, SENDER],
	[/잔여|잔액|부족|충전|포인트/, CREDIT],
	[/\bIP\b|아이피/i, ADDRESS],
	[/인증|아이디|api\s*key/i, KEY],
	[/예약/, SCHEDULE],
	[/시스템|서버|일시적|내부 ?오류|점검/, SERVICE],
	[/수신|메시지|메세지|본문|문자 ?내용|제목/, MESSAGE],
];

const refusalFor = (code: string, words: string): Refusal =>
	(Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined) ?? BY_WORDS.find(([pattern]) => pattern.test(words))?.[1] ?? OTHER;

const ERROR_CODES = { message: 'messageRefused', account: 'accountRefused', call: 'refused', service: 'serverError' } as const;

/**
 * The error of an answer whose `result_code` is negative (the HTTP status is 200 all the same). Such an answer proves that
 * nothing was done, unless it speaks of trouble at the vendor. The vendor's own sentence is not repeated: it may name a number.
 * Source: Aligo "API SPEC"; codes of third parties.
 */
export function refused(operation: string, code: string, words: string): RemoteError {
	const { cause, reason, remedy } = refusalFor(code, words);
	return new RemoteError(ERROR_CODES[cause], `문자중계사업자 알리고 ${operation}: ${reason}(응답 코드 ${code}).`, remedy, {
		outcome: cause === 'service' ? 'unknown' : 'notSent',
		vendorCode: code,
		retryable: false,
	});
}

/** Whether a refusal lies with the one message of the call. */
export const blamesMessage = ({ code }: RemoteError) => code === 'messageRefused';

/** Whether a refusal is about who asks, or none of the vendor's own. */
export const blamesAccount = ({ code, failure }: RemoteError) => code === 'accountRefused' || failure.vendorCode === undefined;

/** What a message that was refused alone is told of. */
export const MESSAGE_REASON = `${MESSAGE.reason}.`;

/** An answer that is none of the vendor's. */
export const unreadable = (operation: string) => unreadableAnswer('알리고', operation);

/** A list whose pages bring nothing new and do not end. */
export const endless = (operation: string) => endlessList('알리고', operation);
