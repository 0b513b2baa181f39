import { idOf, isObject, type NamedMessages, wrongShape } from './call';

/** Reports of single messages and of whole groups. */
const EVENTS: ReadonlySet<string> = new Set(['SINGLE-REPORT', 'GROUP-REPORT']);

/**
 * Reads a call of SOLAPI's webhook: a JSON array whose entries carry `messageId` and `groupId` (`SINGLE-REPORT`) or
 * `groupId` (`GROUP-REPORT`). Null for an event of another kind, which is nothing to us.
 * Source: SOLAPI API v4, "웹훅", and the vendor's n8n node.
 * @throws WebhookRefusal 400
 */
export function readSolapiCall(event: string, body: unknown): NamedMessages | null {
	if (!EVENTS.has(event)) return null;
	if (!Array.isArray(body)) throw wrongShape('목록이 아님');
	const requests = new Set<string>();
	const messages = new Set<string>();
	for (const entry of body as unknown[]) {
		const [groupId, messageId] = isObject(entry) ? [idOf(entry.groupId), idOf(entry.messageId)] : [null, null];
		if (groupId !== null) requests.add(groupId);
		else if (messageId !== null) messages.add(messageId);
		else throw wrongShape('groupId와 messageId가 없음');
	}
	return { event, reports: body.length, requests: [...requests], messages: [...messages] };
}
