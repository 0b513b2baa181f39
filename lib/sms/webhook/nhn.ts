import { idOf, isObject, type NamedMessages, wrongShape } from './call';

const EVENT = 'MESSAGE_RESULT_UPDATE';

/**
 * Reads a call of NHN Cloud's webhook: `{event, hooks: […]}` whose hooks carry `requestId`. The documents spell some
 * other fields in two ways (`recipientGropuingKey`, `_link`); none of those is read. Null for an event of another kind.
 * Source: NHN Cloud Notification SMS, "웹훅".
 * @throws WebhookRefusal 400
 */
export function readNhnCall(body: unknown): NamedMessages | null {
	if (!isObject(body) || typeof body.event !== 'string') throw wrongShape('event가 없음');
	if (body.event !== EVENT) return null;
	if (!Array.isArray(body.hooks)) throw wrongShape('hooks가 목록이 아님');
	const requests = new Set<string>();
	for (const hook of body.hooks as unknown[]) {
		const requestId = isObject(hook) ? idOf(hook.requestId) : null;
		if (requestId === null) throw wrongShape('requestId가 없음');
		requests.add(requestId);
	}
	return { event: EVENT, reports: body.hooks.length, requests: [...requests], messages: [] };
}
