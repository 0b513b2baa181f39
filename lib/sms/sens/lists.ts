import type { UnkeyedMessage } from '../gateway';
import type { SensClient } from './client';
import { endless, unreadable } from './failures';
import { isObject, readSensMessage, str } from './status';

const PAGE = 100;
const MAX_PAGES = 2_000;

/** Adds to `found`, by message id, what the list holds; a message listed without its text is looked up by itself. */
export async function readList(client: SensClient, query: Record<string, string>, found: Map<string, UnkeyedMessage>, signal?: AbortSignal): Promise<void> {
	const operation = '발송 목록 조회';
	const seen = new Set<string>();
	let nextToken = '';
	for (let page = 1; page <= MAX_PAGES; page += 1) {
		const body = await client.lookUp(operation, '/messages', { ...query, pageSize: PAGE, ...(nextToken === '' ? {} : { nextToken }) }, signal);
		if (body === null) return;
		if (!Array.isArray(body.messages)) throw unreadable(operation);
		const known = seen.size;
		for (const item of body.messages as unknown[]) {
			const message = readSensMessage(item);
			if (!message || seen.has(message.messageId)) continue;
			seen.add(message.messageId);
			if (found.has(message.messageId)) continue;
			const { complete, ...listed } = message;
			const whole = complete ? listed : await readSingle(client, listed, signal);
			if (whole) found.set(message.messageId, { ...whole, groupId: whole.groupId || (query.requestId ?? '') });
		}
		nextToken = body.hasMore === false ? '' : str(body.nextToken);
		if (nextToken === '' || body.messages.length === 0) return;
		// A page that brings nothing new would be followed by others for ever.
		if (seen.size === known) break;
	}
	throw endless(operation);
}

async function readSingle(client: SensClient, listed: UnkeyedMessage, signal?: AbortSignal): Promise<UnkeyedMessage | null> {
	const operation = '발송 결과 조회';
	const body = await client.lookUp(operation, `/messages/${encodeURIComponent(listed.messageId)}`, {}, signal);
	if (body === null) return null;
	const items: unknown[] = Array.isArray(body.messages) ? body.messages : [];
	for (const item of items) {
		const message = readSensMessage(isObject(item) ? { messageId: listed.messageId, to: listed.to, ...item } : item);
		if (message?.messageId !== listed.messageId || message.text === '') continue;
		const { complete: _, ...whole } = message;
		return { ...whole, type: whole.type ?? listed.type, groupId: whole.groupId || listed.groupId };
	}
	throw unreadable(operation);
}
