import { createHash } from 'node:crypto';
import type { NoticeRef } from '../gateway';

/** Room for `#` and the number of the attempt. */
const ATTEMPT_ROOM = 4;

/**
 * The part of a row's key that names the notice: the notice key itself, or its SHA-256 (base64url) cut to the width of
 * the caller's column (characters; null without limit) where the key is too long for it, as for EMMA's 20.
 */
export function keyHead(noticeKey: string, width: number | null): string {
	if (width === null || noticeKey.length + ATTEMPT_ROOM <= width) return noticeKey;
	return createHash('sha256').update(noticeKey).digest('base64url').slice(0, width - ATTEMPT_ROOM);
}

/** Notice and attempt as written to the caller's column. */
export const rowKey = ({ noticeKey, attempt }: NoticeRef, width: number | null) => `${keyHead(noticeKey, width)}#${attempt}`;

/** The two parts of a row's key; null for a row that is not ours. */
export function splitRowKey(key: string): { head: string; attempt: number } | null {
	const [, head, attempt] = /^(.+)#(\d{1,3})$/.exec(key.trim()) ?? [];
	return head === undefined || attempt === undefined ? null : { head, attempt: Number(attempt) };
}
