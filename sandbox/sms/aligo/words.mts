import { bytesOf, firstUnencodable } from '../shared/text.mts';

/** An answer with a negative `result_code`; the HTTP status is 200 all the same. */
export class Refused extends Error {
	readonly code: number;
	constructor(code: number, message: string) {
		super(message);
		this.code = code;
	}
}

/**
 * The codes of which the vendor's users tell: -101, -201, -804. The vendor publishes no list: the others are the simulator's
 * own, and a client must not hang on them.
 */
export const refusals = {
	key: () => new Refused(-101, '인증오류입니다.'),
	sender: () => new Refused(-102, '등록/인증되지 않은 발신번호입니다.'),
	receiver: () => new Refused(-103, '수신번호가 올바르지 않습니다.'),
	text: () => new Refused(-104, '메시지 내용의 길이가 올바르지 않습니다.'),
	schedule: () => new Refused(-105, '예약시간은 현재시간 기준 10분 이후로 설정하셔야 합니다.'),
	count: () => new Refused(-106, '전송건수(cnt)가 올바르지 않습니다.'),
	type: () => new Refused(-107, '문자타입(msg_type)이 올바르지 않습니다.'),
	credit: () => new Refused(-201, '전송가능한 잔여건수가 부족합니다.'),
	unknownMid: () => new Refused(-803, '조회할 수 없는 고유번호입니다.'),
	tooLate: () => new Refused(-804, '예약취소는 발송 5분전까지만 가능합니다.'),
} as const;

/** The vendor's word for what the carrier reported (codes of `shared/carrier.mts`). */
export const wordOf = (code: string) => WORDS[code] ?? '전송실패';

const WORDS: Readonly<Record<string, string>> = {
	'4000': '발송완료',
	'3010': '결번',
	'3032': '가입자없음',
	'3040': '전송시간초과',
	'3042': '음영지역',
	'3043': '전원꺼짐',
	'3050': '착신불가',
	'3054': '스팸차단',
};

/** What a phone shows: characters outside EUC-KR become `?`, what is over the limit is cut. */
export function asDelivered(text: string, limit: number): string {
	let shown = '';
	for (const character of text) {
		const next = firstUnencodable(character) === null ? character : '?';
		if (bytesOf(shown + next) > limit) break;
		shown += next;
	}
	return shown;
}
