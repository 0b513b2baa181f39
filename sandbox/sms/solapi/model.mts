import type { Fault } from '../shared/faults.mts';

/** AlimTalk of a message as requested. */
export interface KakaoOptions {
	pfId: string;
	templateId: string;
	variables: Record<string, string>;
	/** Whether the vendor sends no text where Kakao does not deliver. */
	disableSms: boolean;
}

/** A Kakao channel with its registered templates, text by id. */
export interface KakaoChannel {
	pfId: string;
	templates: Record<string, string>;
}

export interface Account {
	accountId: string;
	apiKey: string;
	/** Won. */
	balance: number;
	senders: string[];
	channels: KakaoChannel[];
}

export type GroupStatus = 'PENDING' | 'SCHEDULED' | 'SENDING' | 'COMPLETE' | 'FAILED' | 'DELETED';

/** A value with its past, so that a lagging read can be answered with what was true then. */
export interface Past<T> {
	at: number;
	value: T;
}

export interface StoredMessage {
	messageId: string;
	groupId: string;
	accountId: string;
	to: string;
	from: string;
	text: string;
	subject: string | null;
	/** `ATA` until the text takes its place. */
	type: 'SMS' | 'LMS' | 'MMS' | 'ATA';
	country: string;
	imageId: string | null;
	autoTypeDetect: boolean;
	customFields: Record<string, string>;
	kakaoOptions: KakaoOptions | null;
	/** The text was sent because Kakao did not deliver. */
	replaced: boolean;
	createdAt: number;
	updatedAt: number;
	/** Status codes in order of time; the last is the present one. */
	codes: Array<Past<string>>;
	removedAt: number | null;
	networkName: string | null;
}

export interface Group {
	groupId: string;
	accountId: string;
	allowDuplicates: boolean;
	sdkVersion: string | null;
	osPlatform: string | null;
	appId: string | null;
	customFields: Record<string, string>;
	createdAt: number;
	statuses: Array<Past<GroupStatus>>;
	scheduledAt: number | null;
	sentAt: number | null;
	completedAt: number | null;
	/** Won taken at sending. */
	charged: number;
	messages: StoredMessage[];
	numbers: Set<string>;
	log: Array<{ createAt: string; message: string }>;
}

/** Later than any change: a view of the present. */
export const PRESENT = Number.MAX_SAFE_INTEGER;

export const PRICES = { SMS: 20, LMS: 50, MMS: 200, ATA: 19 } as const;

export function valueAt<T>(past: ReadonlyArray<Past<T>>, at: number): T | undefined {
	for (let index = past.length - 1; index >= 0; index--) {
		const entry = past[index];
		if (entry && entry.at <= at) return entry.value;
	}
	return undefined;
}

export function statusOf(group: Group): GroupStatus {
	return group.statuses.at(-1)?.value ?? 'PENDING';
}

export function codeOf(message: StoredMessage): string {
	return message.codes.at(-1)?.value ?? '2000';
}

/** What an endpoint gets to work with. */
export interface Call {
	account: Account;
	/** Group id of the path, or an empty string. */
	groupId: string;
	query: URLSearchParams;
	body: Record<string, unknown>;
	fault: Fault | null;
	/** The moment whose state a reading endpoint shows: now, or earlier when it lags. */
	asOf: number;
}
