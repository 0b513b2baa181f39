import { valueAt, type Call, type Group, type StoredMessage } from './model.mts';
import type { Platform } from './platform.mts';
import { groupView, isRemoved, messageView } from './views.mts';

const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 500;

/** A page of a group's messages, oldest first. */
export function groupMessages(group: Group, call: Call): Record<string, unknown> {
	const visible = group.messages.filter((message) => isVisible(message, call.asOf));
	return messagePage(visible, call);
}

/** A page of the account's messages, newest first, by the vendor's filters. There is none for customFields. */
export function messageList(platform: Platform, call: Call): Record<string, unknown> {
	const groupId = call.query.get('groupId');
	const pool = groupId === null ? platform.messages : (platform.groups.get(groupId)?.messages ?? []);
	const visible = pool.filter(
		(message) => message.accountId === call.account.accountId && isVisible(message, call.asOf) && matches(message, call),
	);
	return messagePage(visible.reverse(), call);
}

/** A page of the account's groups, newest first. */
export function groupList(platform: Platform, call: Call): Record<string, unknown> {
	const wanted = groupCriteria(call.query);
	const visible = [...platform.groups.values()]
		.filter((group) => group.accountId === call.account.accountId && group.createdAt <= call.asOf)
		.filter((group) => wanted.groupId === undefined || wanted.groupId === group.groupId)
		.filter((group) => wanted.status === undefined || wanted.status === valueAt(group.statuses, call.asOf))
		.filter((group) => inPeriod(group.createdAt, call.query))
		.reverse();
	const page = cut(visible, (group) => group.groupId, call.query);
	return {
		startKey: page.startKey,
		limit: page.limit,
		nextKey: page.nextKey,
		groupList: Object.fromEntries(page.items.map((group) => [group.groupId, groupView(group, call.asOf)])),
	};
}

function messagePage(messages: StoredMessage[], call: Call): Record<string, unknown> {
	const page = cut(messages, (message) => message.messageId, call.query);
	return {
		startKey: page.startKey,
		nextKey: call.fault?.fault === 'endlessPages' ? `${page.startKey ?? 'M'}0` : page.nextKey,
		limit: page.limit,
		messageList: Object.fromEntries(page.items.map((message) => [message.messageId, messageView(message, call.asOf)])),
	};
}

/** `startKey` is the first key of the page, `nextKey` the first key of the next one. */
function cut<T>(items: T[], keyOf: (item: T) => string, query: URLSearchParams) {
	const asked = Number(query.get('limit') ?? DEFAULT_LIMIT);
	const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, MAX_LIMIT) : DEFAULT_LIMIT;
	const startKey = query.get('startKey');
	const from = startKey === null ? 0 : items.findIndex((item) => keyOf(item) === startKey);
	const start = from < 0 ? items.length : from;
	const next = items[start + limit];
	return { limit, startKey, nextKey: next === undefined ? null : keyOf(next), items: items.slice(start, start + limit) };
}

function isVisible(message: StoredMessage, asOf: number): boolean {
	return message.createdAt <= asOf && !isRemoved(message, asOf);
}

function matches(message: StoredMessage, call: Call): boolean {
	const { query, asOf } = call;
	const equals: Array<[string, string | undefined]> = [
		['messageId', message.messageId],
		['to', message.to],
		['from', message.from],
		['type', message.type],
		['statusCode', valueAt(message.codes, asOf)],
	];
	if (equals.some(([name, value]) => query.has(name) && query.get(name) !== value)) return false;
	const ids = [...query.getAll('messageIds'), ...query.getAll('messageIds[]')].flatMap((value) => value.split(','));
	if (ids.length > 0 && !ids.includes(message.messageId)) return false;
	const updatedAt = message.codes.findLast(({ at }) => at <= asOf)?.at ?? message.createdAt;
	return inPeriod(query.get('dateType') === 'UPDATED' ? updatedAt : message.createdAt, query);
}

function inPeriod(at: number, query: URLSearchParams): boolean {
	const from = Date.parse(query.get('startDate') ?? '');
	const to = Date.parse(query.get('endDate') ?? '');
	// the vendor's dates have whole seconds: an end date includes its second
	return (Number.isNaN(from) || at >= from) && (Number.isNaN(to) || at < to + 1000);
}

/** The older `criteria/cond/value` form, for equality; the SDK sends it for `groupId`. */
function groupCriteria(query: URLSearchParams): { groupId?: string; status?: string } {
	const names = (query.get('criteria') ?? '').split(',');
	const values = (query.get('value') ?? '').split(',');
	const named = Object.fromEntries(names.map((name, index) => [name, values[index]]));
	return { groupId: named.groupId, status: named.status };
}
