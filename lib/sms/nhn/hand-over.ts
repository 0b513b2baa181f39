import { RemoteError } from '../../errors';
import type { AnsweredCall } from '../direct/submit';
import type { MessageRefusal, OutgoingMessage } from '../gateway';
import { measureText, SMS_LIMIT_BYTES } from '../text/measure';
import { isObject, type Json, type NhnAnswer, type NhnApi, str, unreadable } from './api';
import { meaningOf, refusalOf } from './codes';
import { messageIdOf, noticeOf } from './keys';

/** Recipients of one call at most. */
export const CALL_SIZE = 1_000;

/** What every service of NHN Cloud sends texts with. */
export interface HandOverSettings {
	/** Registered sender number, digits only. */
	sender: string;
	/** Title of long texts; NHN Cloud requires one. */
	subject: string;
}

/** Splits messages into calls: those that `groupOf` gives the same name may go together, at most 1,000 of them. */
export function splitCalls(messages: readonly OutgoingMessage[], groupOf: (message: OutgoingMessage) => string): OutgoingMessage[][] {
	const calls: OutgoingMessage[][] = [];
	for (const group of Map.groupBy(messages, groupOf).values()) {
		for (let start = 0; start < group.length; start += CALL_SIZE) calls.push(group.slice(start, start + CALL_SIZE));
	}
	return calls;
}

/**
 * Why a text must not be handed over, because NHN Cloud would alter it: a short text is cut to 90 bytes, a long one to
 * 2,000, and what EUC-KR lacks becomes `?` where the console's switch is on. Null for one that arrives as it is.
 */
export function alteration({ text, type }: OutgoingMessage): MessageRefusal | null {
	const { bytes, tooLong, unencodable } = measureText(text);
	if (tooLong || (type === 'SMS' && bytes > SMS_LIMIT_BYTES)) return refusal('tooLong', `문자 길이가 ${bytes}바이트로 한도를 넘어 보내지 않았습니다.`);
	return unencodable.length > 0 ? refusal('unencodable', '문자로 보낼 수 없는 글자가 있어 보내지 않았습니다.') : null;
}

const refusal = (statusCode: string, reason: string): MessageRefusal => ({ statusCode, reason, blocksAccount: false });

/** @throws RemoteError `subjectMissing` (not sent) */
export function requireSubject(subject: string): void {
	if (subject !== '') return;
	throw new RemoteError(
		'subjectMissing',
		'NHN Cloud의 장문에는 제목이 있어야 하는데 비어 있어 보내지 않았습니다.',
		"발송 노드의 '장문 제목'을 입력하시기 바랍니다.",
		{ outcome: 'notSent', retryable: false },
	);
}

/** Codes of single items that prove nothing: the vendor's own trouble. */
const ITEM_TROUBLE: ReadonlySet<string> = new Set(['-9999', '-2021']);

/** Where a service's answer keeps the request and its items. */
export interface HandOverAnswer {
	operation: string;
	answer: NhnAnswer;
	/** Holds `requestId` and `items`; absent where the call failed as a whole. */
	data: unknown;
	items: (data: Json) => unknown;
	/** Item codes besides 0 of messages that the vendor has nevertheless taken. */
	taken?: ReadonlySet<string>;
}

/**
 * Reads the answer to a hand-over of `part`: taken is what has an item with code 0, refused what has another. An answer
 * that does not speak of every message leaves all of them in doubt. A call that failed as a whole refuses all its messages
 * where they share the cause: one wording, or one recipient.
 * @throws RemoteError
 */
export function readHandOver(api: NhnApi, part: readonly OutgoingMessage[], { operation, answer, data, items, taken }: HandOverAnswer): AnsweredCall {
	const { ok, code } = answer;
	const list = isObject(data) ? items(data) : null;
	const results = Array.isArray(list) ? (list as unknown[]) : [];
	const accepted = results.some((item) => isObject(item) && str(item.resultCode) === '0');
	if (!ok && !accepted) {
		const { kind } = meaningOf(api.codes, code);
		const shared = (kind === 'text' && sameWording(part)) || (kind === 'message' && part.length === 1);
		if (shared) return refuseAll(part, refusalOf(api.codes, code));
		throw api.failure(operation, code);
	}
	const requestId = isObject(data) ? str(data.requestId) : '';
	if (requestId === '') throw unreadable(operation);
	const refusals = new Map<string, MessageRefusal>();
	const messageIds = new Map<string, string>();
	for (const item of results) {
		const notice = noticeOf(item);
		if (!notice || !isObject(item)) throw unreadable(operation);
		const itemCode = str(item.resultCode);
		if (itemCode === '' || ITEM_TROUBLE.has(itemCode)) throw unreadable(operation);
		messageIds.set(notice.noticeKey, messageIdOf(requestId, str(item.recipientSeq)));
		if (itemCode !== '0' && !taken?.has(itemCode)) refusals.set(notice.noticeKey, refusalOf(api.codes, itemCode));
	}
	if (part.some(({ noticeKey }) => !messageIds.has(noticeKey))) throw unreadable(operation);
	return { requestId, statusCode: TAKEN, refusals, messageIds };
}

/** `msgStatus` of what was just taken. */
const TAKEN = '1';

const wording = ({ text, kakao }: OutgoingMessage) => JSON.stringify([text, kakao?.variables]);

const sameWording = (part: readonly OutgoingMessage[]) => new Set(part.map(wording)).size === 1;

function refuseAll(part: readonly OutgoingMessage[], one: MessageRefusal): AnsweredCall {
	return { requestId: '', statusCode: one.statusCode, refusals: new Map(part.map(({ noticeKey }) => [noticeKey, one])) };
}
