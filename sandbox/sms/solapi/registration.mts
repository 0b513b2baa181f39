import { ApiError, isRefused } from './codes.mts';
import { readKakaoOptions } from './kakao.mts';
import type { Account, Group, KakaoOptions, StoredMessage } from './model.mts';
import { bytesOf, firstUnencodable, hasUnprintable } from '../shared/text.mts';

export const RECIPIENTS_PER_REQUEST = 10_000;

/** A message as requested, one recipient each. */
export interface Requested {
	to: string;
	from: string;
	text: string;
	subject: string | null;
	type: string | null;
	imageId: string | null;
	country: string;
	autoTypeDetect: boolean;
	customFields: unknown;
	kakaoOptions: KakaoOptions | null;
}

/** Reads `messages[]` and spreads lists of recipients. Throws what the vendor refuses as a whole. */
export function readMessages(messages: unknown): Requested[] {
	if (!Array.isArray(messages) || messages.length === 0) {
		throw new ApiError(400, 'ValidationError', 'messages는 1건 이상이어야 합니다.');
	}
	const requested = messages.flatMap(readMessage);
	if (requested.length > RECIPIENTS_PER_REQUEST) {
		throw new ApiError(413, 'RecipientsTooMany', '한 번에 10,000건까지 요청할 수 있습니다.');
	}
	return requested;
}

export function readMessage(raw: unknown): Requested[] {
	if (!isRecord(raw)) throw new ApiError(400, 'ValidationError', '메시지 형식이 올바르지 않습니다.');
	const recipients = Array.isArray(raw.to) ? raw.to : [raw.to];
	const text = raw.text;
	if (typeof text !== 'string' || text === '') throw new ApiError(400, 'ValidationError', 'text는 필수 값입니다.');
	return recipients.map((to: unknown) => {
		if (typeof to !== 'string' || to === '') throw new ApiError(400, 'ValidationError', 'to는 필수 값입니다.');
		return {
			to: to.replaceAll('-', ''),
			from: textOr(raw.from, '').replaceAll('-', ''),
			text,
			subject: textOr(raw.subject, null),
			type: textOr(raw.type, null),
			imageId: textOr(raw.imageId, null),
			country: textOr(raw.country, '82'),
			autoTypeDetect: raw.autoTypeDetect !== false,
			customFields: raw.customFields,
			kakaoOptions: readKakaoOptions(raw.kakaoOptions),
		};
	});
}

/** AlimTalk with Kakao options; SMS up to 90 bytes without a subject, LMS above, MMS with a picture. A given type stands. */
export function typeOf(message: Requested): StoredMessage['type'] {
	if (message.kakaoOptions !== null && (message.type === 'ATA' || message.type === null)) return 'ATA';
	if (message.type === 'SMS' || message.type === 'LMS' || message.type === 'MMS') return message.type;
	if (message.imageId !== null) return 'MMS';
	if (!message.autoTypeDetect) return 'SMS';
	return message.subject !== null ? 'LMS' : textTypeOf(message.text);
}

export const textTypeOf = (text: string) => (bytesOf(text) > 90 ? 'LMS' : 'SMS');

/**
 * The status code a message gets on entering a group: `2000`, or the 1xxx reason why it is kept but never sent.
 * `010-0000-1xxx` is refused with the code 1xxx, so that a test can ask for any reason by number.
 */
export function registrationCode(account: Account, group: Group, message: Requested): string {
	const magic = /^01000001(\d{3})$/.exec(message.to);
	if (magic) return `1${magic[1]}`;
	if (!account.senders.includes(message.from)) return '1062';
	if (!areCustomFields(message.customFields)) return '1032';
	if (message.subject !== null && bytesOf(message.subject) > 40) return '1014';
	const wording = message.subject === null ? message.text : `${message.subject}${message.text}`;
	if (hasUnprintable(wording)) return '1028';
	if (firstUnencodable(wording) !== null) return '1029';
	if (bytesOf(message.text) > (typeOf(message) === 'SMS' ? 90 : 2000)) return '1031';
	if (account.balance <= 0) return '1030';
	if (!group.allowDuplicates && group.numbers.has(message.to)) return '1026';
	return '2000';
}

/** Puts one message into the group with its code. */
export function register(account: Account, group: Group, message: Requested, code: string, messageId: string, now: number): StoredMessage {
	const stored: StoredMessage = {
		messageId,
		groupId: group.groupId,
		accountId: account.accountId,
		to: message.to,
		from: message.from,
		text: message.text,
		subject: message.subject,
		type: typeOf(message),
		country: message.country,
		imageId: message.imageId,
		autoTypeDetect: message.autoTypeDetect,
		customFields: areCustomFields(message.customFields) ? (message.customFields ?? {}) : {},
		kakaoOptions: message.kakaoOptions,
		replaced: false,
		createdAt: now,
		updatedAt: now,
		codes: [{ at: now, value: code }],
		removedAt: null,
		networkName: null,
	};
	group.messages.push(stored);
	if (!isRefused(code)) group.numbers.add(message.to);
	return stored;
}

function areCustomFields(value: unknown): value is Record<string, string> | undefined {
	if (value === undefined || value === null) return true;
	return (
		isRecord(value) &&
		Object.entries(value).every(([key, field]) => key.length <= 30 && typeof field === 'string' && field.length <= 100)
	);
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOr<T>(value: unknown, otherwise: T): string | T {
	return typeof value === 'string' && value !== '' ? value : otherwise;
}
