import type { VendorCall } from '../shared/vendor-server.mts';
import { networkName } from '../shared/carrier.mts';
import { messageOf, STATUS_NAMES } from './codes.mts';
import { type Account, ApiFailure, type Stored, stateAt } from './model.mts';
import type { Platform } from './platform.mts';
import { listTime, parseTime } from './times.mts';

const MONTH_MS = 31 * 86_400_000;
const PAGE_LIMIT = 1_000;

/** `GET /sender/sms` and `/sender/mms`. A reservation is not in it before it is due or cancelled. */
export function smsList(platform: Platform, account: Account, type: 'SMS' | 'LMS', call: VendorCall) {
	const { searchParams: query } = call.url;
	const found = select(platform, account.appKey, 'sms', call)
		.filter((message) => message.type === type && stateAt(message, call.asOf)?.status !== 'RESERVED')
		.filter((message) => !query.has('msgStatus') || stateAt(message, call.asOf)?.status === query.get('msgStatus'));
	return page(found, call, (message) => smsView(message, call.asOf));
}

/** `GET /reservations`: knows neither grouping key. */
export function reservationList(platform: Platform, account: Account, call: VendorCall) {
	const wanted = call.url.searchParams.get('messageStatus');
	const found = select(platform, account.appKey, 'sms', call, false).filter(
		(message) => message.reserved && (wanted === null || reservationStatus(message, call.asOf) === wanted),
	);
	return page(found, call, (message) => ({
		requestId: message.requestId,
		recipientSeq: message.recipientSeq,
		requestDate: listTime(message.dueAt),
		sendNo: message.from,
		recipientNo: message.to,
		countryCode: '82',
		sendType: message.type === 'SMS' ? '0' : '1',
		messageType: message.type,
		adYn: 'N',
		templateId: message.template?.id ?? null,
		templateParameter: message.template ? JSON.stringify(message.template.parameters) : null,
		templateName: message.template?.name ?? null,
		title: message.title,
		body: message.body,
		messageStatus: reservationStatus(message, call.asOf),
		createUser: null,
		createDate: listTime(message.createdAt),
		updateDate: null,
	}));
}

/** `GET /alimtalk/v2.3/appkeys/:appkey/messages`. */
export function alimTalkList(platform: Platform, account: Account, call: VendorCall) {
	const found = select(platform, account.alimTalk?.appKey ?? '', 'alimTalk', call);
	const { data, totalCount } = page(found, call, (message) => alimTalkView(message, call.asOf));
	return { messages: data, totalCount };
}

function select(platform: Platform, appKey: string, service: Stored['service'], { url, asOf }: VendorCall, demand = true): Stored[] {
	const { searchParams: query } = url;
	const created = interval(query, 'Create');
	const requested = interval(query, 'Request');
	if (demand && !query.has('requestId') && !created && !requested) {
		throw new ApiFailure(-2011, 'RequestId or start/endRequestDate or start/endCreateDate is required.');
	}
	const equals = ['requestId', 'sendNo', 'recipientNo', 'senderGroupingKey', 'recipientGroupingKey'].filter((name) => query.has(name));
	return platform.messages
		.filter((message) => message.service === service && message.appKey === appKey && message.createdAt <= asOf)
		.filter((message) => {
			const values: Record<string, string | null> = {
				requestId: message.requestId,
				sendNo: message.from,
				recipientNo: message.to,
				senderGroupingKey: message.senderGroupingKey,
				recipientGroupingKey: message.recipientGroupingKey,
			};
			if (equals.some((name) => values[name] !== query.get(name))) return false;
			// Where both are asked for, the day of sending is ignored.
			if (created) return inside(message.createdAt, created);
			return requested ? inside(message.dueAt, requested) : true;
		})
		.reverse();
}

/** Dates have whole seconds (or minutes): an end includes its second. */
const inside = (at: number, [from, to]: readonly [number, number]) => at >= from && at < to + 1_000;

function interval(query: URLSearchParams, kind: 'Create' | 'Request'): [number, number] | null {
	const from = query.get(`start${kind}Date`);
	const to = query.get(`end${kind}Date`);
	if (from === null || to === null) return null;
	const times: [number, number] = [parseTime(from), parseTime(to)];
	if (times[1] - times[0] > MONTH_MS) throw new ApiFailure(-4000, 'Search is possible within one month.');
	return times;
}

function page(found: Stored[], { url, fault }: VendorCall, view: (message: Stored) => Record<string, unknown>) {
	const pageNum = number(url.searchParams.get('pageNum'), 1);
	const pageSize = number(url.searchParams.get('pageSize'), 15);
	if (pageSize > PAGE_LIMIT) throw new ApiFailure(4, messageOf(4));
	const endless = fault?.fault === 'endlessPages';
	// Endless: the last page comes again and again, and there is always one more to come.
	const start = endless ? Math.min((pageNum - 1) * pageSize, Math.max(0, Math.floor((found.length - 1) / pageSize) * pageSize)) : (pageNum - 1) * pageSize;
	const data = found.slice(start, start + pageSize).map(view);
	return { pageNum, pageSize, totalCount: endless ? found.length + 1 : found.length, data };
}

function number(value: string | null, otherwise: number): number {
	const read = Number(value ?? otherwise);
	if (!Number.isInteger(read) || read < 1) throw new ApiFailure(4, messageOf(4));
	return read;
}

const RESERVATION_STATUS: Readonly<Record<string, string>> = { '0': 'FAILED', '1': 'SENDING', '2': 'SENDING', '3': 'COMPLETED', '4': 'CANCEL', '5': 'DUPLICATED' };

function reservationStatus(message: Stored, asOf: number): string {
	const status = stateAt(message, asOf)?.status ?? 'RESERVED';
	return RESERVATION_STATUS[status] ?? status;
}

function smsView(message: Stored, asOf: number): Record<string, unknown> {
	const state = stateAt(message, asOf);
	const status = state?.status ?? '1';
	const reported = state?.resultCode != null;
	return {
		requestId: message.requestId,
		requestDate: listTime(message.dueAt),
		resultDate: reported ? listTime(state.at) : null,
		templateId: message.template?.id ?? null,
		templateName: message.template?.name ?? null,
		categoryId: null,
		categoryName: null,
		...(message.type === 'LMS' ? { title: message.title } : {}),
		body: message.body,
		sendNo: message.from,
		countryCode: '82',
		recipientNo: message.to,
		msgStatus: status,
		msgStatusName: STATUS_NAMES[status] ?? '',
		resultCode: state?.resultCode ?? null,
		resultCodeName: reported ? '' : null,
		telecomCode: reported ? 10_001 : null,
		telecomCodeName: reported ? networkName(message.to) : null,
		recipientSeq: message.recipientSeq,
		sendType: message.type === 'SMS' ? '0' : '1',
		messageType: message.type,
		messageCount: 1,
		userId: null,
		adYn: 'N',
		resultMessage: '',
		senderGroupingKey: message.senderGroupingKey,
		recipientGroupingKey: message.recipientGroupingKey,
	};
}

function alimTalkView(message: Stored, asOf: number): Record<string, unknown> {
	const state = stateAt(message, asOf);
	return {
		requestId: message.requestId,
		recipientSeq: message.recipientSeq,
		plusFriendId: '@cityhall',
		senderKey: message.from,
		templateCode: message.template?.id ?? '',
		recipientNo: message.to,
		content: message.body,
		requestDate: listTime(message.dueAt),
		createDate: listTime(message.createdAt),
		receiveDate: state?.resultCode == null ? null : listTime(state.at),
		resendStatus: state?.resend ?? 'RSC01',
		resendStatusName: '',
		messageStatus: state?.status ?? 'READY',
		resultCode: state?.resultCode ?? null,
		resultCodeName: null,
		createUser: null,
		senderGroupingKey: message.senderGroupingKey,
		recipientGroupingKey: message.recipientGroupingKey,
	};
}
