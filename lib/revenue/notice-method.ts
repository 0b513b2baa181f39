import type { RawText } from './raw';
import type { NoticeMethod } from './receipt';

const WORDS: Readonly<Record<NoticeMethod, readonly string[]>> = {
	direct: ['직접교부', '직접', '직접수령', '직접전달', '교부', '창구교부', '방문교부', '방문수령', '방문', '현장교부', '대면교부', 'DIRECT'],
	post: ['등기우편', '등기', '우편', '등기송달', '우편송달', '우편발송', '우편교부', '일반우편', 'POST'],
	email: ['전자우편', '이메일', 'E-MAIL', 'EMAIL', '메일', '전자메일'],
	text: ['문자', '문자메시지', '문자메세지', '문자전송', '문자발송', '문자안내', '문자수신', '휴대전화문자', '휴대폰문자', 'SMS', 'LMS', 'TEXT'],
};

const BY_WORD: ReadonlyMap<string, NoticeMethod> = new Map(
	(['direct', 'post', 'email', 'text'] as const).flatMap((method) => WORDS[method].map((word) => [word, method] as const)),
);

const NOT_SAID = /^(?:-|없음|미기재|미선택|해당없음)$/;

/**
 * The way the applicant chose on the form (감면 안내 방법). `null`: not said; `undefined`: said in words that are not
 * known, or several ways at once. Neither is guessed. `1. 직접교부` and `등기우편(배우자 수령)` are understood.
 */
export function noticeMethodOf(text: RawText): NoticeMethod | null | undefined {
	if (text === null) return null;
	const word = text
		.normalize('NFKC')
		.replace(/[\s·]/g, '')
		.replace(/^(?:[☑■√✓✔]|\d[.)]?)(?=\D)/u, '')
		.replace(/\([^()]*\)$/, '')
		.toUpperCase();
	return NOT_SAID.test(word) ? null : BY_WORD.get(word);
}
