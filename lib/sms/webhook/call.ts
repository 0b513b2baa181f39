import { CityhallError } from '../../errors';

/** What a call of a vendor's webhook names. Nothing else of it is believed: what became of a message is looked up. */
export interface NamedMessages {
	/** The vendor's word for what happened; one of its documented ones. */
	event: string;
	/** How many messages or groups the call tells of. */
	reports: number;
	/** The vendor's ids of the groups or requests that the messages came with, each once. */
	requests: string[];
	/** Ids of messages that come without such an id. */
	messages: string[];
}

/** Why a call is not taken in, as the vendor is answered. */
export class WebhookRefusal extends CityhallError {
	constructor(
		readonly status: 400 | 401 | 413 | 415,
		code: string,
		message: string,
		remedy: string,
	) {
		super(code, message, remedy);
	}
}

/** The call is not what this vendor sends. */
export const wrongShape = (what: string) =>
	new WebhookRefusal(
		400,
		'wrongShape',
		`전송 결과 통지의 형식이 올바르지 않습니다(${what}).`,
		"'문자 결과 수신' 노드의 '문자중계사업자'와 통지를 보낸 업체가 같은지 확인하시기 바랍니다.",
	);

/** Beyond the node's limits. */
export const tooLarge = (what: string) =>
	new WebhookRefusal(
		413,
		'tooLarge',
		`전송 결과 통지가 너무 커서 받지 않았습니다(${what}).`,
		"정상적인 통지라면 '문자 결과 수신' 노드의 '추가 설정'에서 한도를 늘리시기 바랍니다. 받지 못한 결과는 '전송 결과 조회'가 가져옵니다.",
	);

const ID = /^[\w.-]{1,64}$/;

/** An id as vendors write them; null for anything else. */
export const idOf = (value: unknown): string | null => (typeof value === 'string' && ID.test(value) ? value : null);

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
