/** A value with its past, so that a lagging read can be answered with what was true then. */
export interface Past<T> {
	at: number;
	value: T;
}

export interface Account {
	accessKey: string;
	secretKey: string;
	serviceId: string;
	senders: string[];
	/** Messages the account may still send. */
	quota: number;
}

export interface Progress {
	status: 'READY' | 'PROCESSING' | 'COMPLETED';
	/** `0` delivered, anything else failed; null until COMPLETED. */
	statusCode: string | null;
}

export interface StoredMessage {
	messageId: string;
	requestId: string;
	serviceId: string;
	to: string;
	from: string;
	/** As it was asked for, however much of it was sent. */
	content: string;
	subject: string | null;
	type: 'SMS' | 'LMS';
	contentType: string;
	/** When the vendor took the request. */
	requestedAt: number;
	/** When it was handed to the carriers and is listed from; null while it waits for its reservation. */
	sentAt: number | null;
	completedAt: number | null;
	progress: Array<Past<Progress>>;
}

export type ReserveStatus = 'READY' | 'PROCESSING' | 'CANCELED' | 'FAIL' | 'DONE' | 'STALE' | 'SKIP';

export interface Request {
	requestId: string;
	serviceId: string;
	messages: StoredMessage[];
	reservation: { at: number; time: string; zone: string; status: ReserveStatus } | null;
}

export function progressAt(message: StoredMessage, at: number): Progress {
	return message.progress.findLast((past) => past.at <= at)?.value ?? { status: 'READY', statusCode: null };
}

/** Carriers' results as this vendor words them; the real table could not be had, so codes and words are made up. */
export const RESULTS: Readonly<Record<string, { code: string; message: string }>> = {
	'4000': { code: '0', message: '성공' },
	'3010': { code: '3003', message: '수신번호 형식 오류' },
	'3032': { code: '3001', message: '결번' },
	'3040': { code: '2000', message: '전송 시간 초과' },
	'3042': { code: '2002', message: '음영 지역' },
	'3043': { code: '2003', message: '단말기 전원 꺼짐' },
	'3050': { code: '3010', message: '문자 수신 불가 단말' },
	'3054': { code: '3012', message: '스팸 차단' },
};

export const UNENCODABLE = '3099';

const WORDS: Readonly<Record<string, string>> = {
	...Object.fromEntries(Object.values(RESULTS).map(({ code, message }) => [code, message])),
	[UNENCODABLE]: '지원하지 않는 문자 포함',
};

export const wordsOf = (code: string) => WORDS[code] ?? '전송 실패';

/** Korean clock time, `2026-11-23 09:30:00`. */
export const koreanStamp = (at: number) => new Date(at + 9 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');

/** Epoch ms of a Korean clock time with or without seconds, or NaN. */
export const fromKoreanStamp = (text: string) => (/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}+09:00`) : Number.NaN);

/** An answer other than 2xx. */
export class Refusal extends Error {
	readonly status: number;
	/** Of the API gateway in front, whose error body looks different. */
	readonly gatewayCode: string | null;
	constructor(status: number, message: string, gatewayCode: string | null = null) {
		super(message);
		this.status = status;
		this.gatewayCode = gatewayCode;
	}
}
