import type { NoticeRef } from '../gateway';
import { isObject, str } from './api';

/** Our key of one attempt, as `recipientGroupingKey` (at most 100 characters); `senderGroupingKey` is the batch. */
export const groupingKey = ({ noticeKey, attempt }: NoticeRef) => `${noticeKey}#${attempt}`;

/** Which attempt of which notice an item of a list or an answer is; null for one that is not ours. */
export function noticeOf(item: unknown): NoticeRef | null {
	if (!isObject(item)) return null;
	// Some of the vendor's own samples spell the field in this second way.
	const match = /^(.+)#(\d{1,4})$/.exec(str(item.recipientGroupingKey) || str(item.recipientGropuingKey));
	return match?.[1] === undefined ? null : { noticeKey: match[1], attempt: Number(match[2]) };
}

/** NHN Cloud names a message by its request and its place in it. */
export const messageIdOf = (requestId: string, recipientSeq: string) => `${requestId}.${recipientSeq}`;
