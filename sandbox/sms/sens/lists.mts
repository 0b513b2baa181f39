import type { Fault } from '../shared/faults.mts';
import { fromKoreanStamp, koreanStamp, progressAt, Refusal, wordsOf, type Account, type StoredMessage } from './model.mts';
import type { Platform } from './platform.mts';

const DEFAULT_PAGE = 20;
const MAX_PAGE = 100;
const DAY_MS = 86_400_000;

/** `full`: a listed message holds text and state; `bare`: neither, they come only with the single message. */
export type ListDetail = 'full' | 'bare';

export interface Lookup {
	account: Account;
	query: URLSearchParams;
	/** The moment whose state is shown: now, or earlier when the list lags. */
	asOf: number;
	fault: Fault | null;
	detail: ListDetail;
}

/** A page of the service's messages, oldest first. An empty result is answered with 404. */
export function messageList(platform: Platform, { account, query, asOf, fault, detail }: Lookup) {
	const chosen = criterion(query);
	const visible = platform.messages.filter((message) => message.serviceId === account.serviceId && isListed(message, asOf) && chosen(message, asOf));
	if (visible.length === 0) throw new Refusal(404, 'Not Found');
	const asked = Number(query.get('pageSize') ?? DEFAULT_PAGE);
	if (!Number.isInteger(asked) || asked < 1 || asked > MAX_PAGE) throw new Refusal(400, 'Invalid parameter: pageSize');
	const endless = fault?.fault === 'endlessPages';
	const from = Number(query.get('nextToken') ?? 0) || 0;
	const start = endless ? from % visible.length : from;
	const page = visible.slice(start, start + asked);
	const more = endless || from + asked < visible.length;
	return {
		...(query.has('requestId') ? { requestId: query.get('requestId') } : {}),
		statusCode: '200',
		statusName: 'success',
		messages: page.map((message) => (detail === 'full' ? messageView(message, asOf) : bareView(message))),
		itemCount: page.length,
		pageSize: asked,
		hasMore: more,
		...(more ? { nextToken: String(from + asked) } : {}),
	};
}

export function singleMessage(platform: Platform, messageId: string, { account, asOf }: Lookup) {
	const message = platform.messages.find((one) => one.messageId === messageId && one.serviceId === account.serviceId && isListed(one, asOf));
	if (!message) throw new Refusal(404, 'Not Found');
	return { statusCode: '200', statusName: 'success', messages: [messageView(message, asOf)] };
}

/** Reserved messages are not listed before their time. */
const isListed = ({ sentAt }: StoredMessage, asOf: number) => sentAt !== null && sentAt <= asOf;

function criterion(query: URLSearchParams): (message: StoredMessage, asOf: number) => boolean {
	const requestId = query.get('requestId');
	if (requestId !== null) return (message) => message.requestId === requestId;
	const requested = period(query, 'request', 30 * DAY_MS);
	if (requested) return ({ requestedAt }) => requested.from <= requestedAt && requestedAt < requested.to + 1_000;
	const completed = period(query, 'complete', DAY_MS);
	if (completed) return ({ completedAt }, asOf) => completedAt !== null && completedAt <= asOf && completed.from <= completedAt && completedAt < completed.to + 1_000;
	throw new Refusal(400, 'Invalid parameter: requestId');
}

function period(query: URLSearchParams, of: 'request' | 'complete', limitMs: number): { from: number; to: number } | null {
	const [start, end] = [query.get(`${of}StartTime`), query.get(`${of}EndTime`)];
	if (start === null || end === null) return null;
	const [from, to] = [fromKoreanStamp(start), fromKoreanStamp(end)];
	if (Number.isNaN(from) || Number.isNaN(to) || to < from || to - from > limitMs) throw new Refusal(400, `Invalid parameter: ${of}StartTime`);
	return { from, to };
}

const bareView = ({ messageId, requestId, to, from, contentType, requestedAt }: StoredMessage) => ({
	messageId,
	requestId,
	requestTime: koreanStamp(requestedAt),
	contentType,
	countryCode: '82',
	from,
	to,
});

function messageView(message: StoredMessage, asOf: number) {
	const { status, statusCode } = progressAt(message, asOf);
	return {
		...bareView(message),
		type: message.type,
		...(message.subject === null ? {} : { subject: message.subject }),
		content: message.content,
		status,
		...(statusCode === null
			? {}
			: {
					statusCode,
					statusName: statusCode === '0' ? 'success' : 'fail',
					statusMessage: wordsOf(statusCode),
					completeTime: message.completedAt === null ? null : koreanStamp(message.completedAt),
					telcoCode: ['SKT', 'KTF', 'LGT'][Number(message.to.at(-1)) % 3],
				}),
	};
}
