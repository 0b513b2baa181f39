/** What a client can ask of NHN Cloud; fault plans name these. */
export type Step = 'submit' | 'find' | 'cancel' | 'account';

export interface SmsTemplate {
	templateId: string;
	/** 0 short, 1 long. */
	sendType: '0' | '1';
	body: string;
	title?: string;
}

export interface AlimTalkTemplate {
	templateCode: string;
	content: string;
	/** Shown after the body (부가 정보). */
	extra?: string;
	/** TSC01 asked, TSC02 in review, TSC03 approved (default), TSC04 refused. */
	status?: 'TSC01' | 'TSC02' | 'TSC03' | 'TSC04';
	blocked?: boolean;
}

export interface AlimTalkAccount {
	appKey: string;
	secretKey: string;
	senderKey: string;
	/** Body with `#{variable}`. */
	templates: AlimTalkTemplate[];
	/** The console's fallback to text (대체 발송 설정); default on. */
	fallback?: boolean;
}

export interface NhnAccount {
	appKey: string;
	secretKey: string;
	/** Registered sender numbers; digits or with hyphens. */
	senders: string[];
	/** Texts left this month; default 1,000,000. */
	quota?: number;
	templates?: SmsTemplate[];
	/** The console's duplicate block (중복 발송 설정), minutes; default 0 (off). */
	duplicateBlockMinutes?: number;
	/** The console's substitution (대체 문자 설정): `?` for what cannot be sent; default off. */
	substitute?: boolean;
	/** A bad number fails its own item (default) or the whole request. */
	badNumber?: 'item' | 'request';
	alimTalk?: AlimTalkAccount;
}

export interface Account extends NhnAccount {
	/** Texts left this month. */
	left: number;
}

/** A value with its past, so that a lagging read can be answered with what was true then. */
export interface Past<T> {
	at: number;
	value: T;
}

/** One message as NHN Cloud keeps it: of its SMS service, or of KakaoTalk Bizmessage. */
export interface Stored {
	service: 'sms' | 'alimTalk';
	appKey: string;
	requestId: string;
	recipientSeq: number;
	type: 'SMS' | 'LMS' | 'ATA';
	to: string;
	from: string;
	title: string | null;
	body: string;
	/** As the request put it, where it named a template. */
	template: { id: string; name: string; parameters: Record<string, string> } | null;
	senderGroupingKey: string | null;
	recipientGroupingKey: string | null;
	createdAt: number;
	/** When it is to go out. */
	dueAt: number;
	reserved: boolean;
	states: Array<Past<State>>;
	/** AlimTalk only: its text in case of failure. */
	fallback: { type: 'SMS' | 'LMS'; title: string | null; body: string; from: string } | null;
}

export interface State {
	/**
	 * SMS: 0 failed, 1 requested, 2 processing, 3 succeeded, 4 cancelled, 5 duplicate; AlimTalk: READY, SENDING, COMPLETED,
	 * FAILED, CANCEL. `RESERVED` before a reservation is due.
	 */
	status: string;
	resultCode: string | null;
	/** AlimTalk: RSC01 … RSC05. */
	resend: string;
	at: number;
}

/** Later than any change: a view of the present. */
export const PRESENT = Number.MAX_SAFE_INTEGER;

/** The state at a moment; undefined before the message existed. */
export function stateAt(message: Stored, asOf: number): State | undefined {
	return message.states.findLast(({ at }) => at <= asOf)?.value;
}

export const stateOf = (message: Stored): State => stateAt(message, PRESENT) ?? { status: '1', resultCode: null, resend: 'RSC01', at: 0 };

/** An answer other than success: HTTP 200 with the vendor's code in the header of the body. */
export class ApiFailure extends Error {
	readonly code: number;
	constructor(code: number, message: string) {
		super(message);
		this.code = code;
	}
}

export const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
