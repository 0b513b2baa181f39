import type { VendorCall } from '../shared/vendor-server.mts';
import { messageOf } from './codes.mts';
import { type Account, ApiFailure, isObject, type Stored, text } from './model.mts';
import type { Cancellation, Platform } from './platform.mts';
import { clock, parseTime } from './times.mts';

const CANCELLED = { sms: '4', alimTalk: 'CANCEL' } as const;

/** `PUT /reservations/search-cancels`: taken at once, told as READY, and done by the time somebody asks. */
export function startCancellation(platform: Platform, account: Account, body: Record<string, unknown>) {
	const search = isObject(body.searchParameter) ? body.searchParameter : {};
	const [from, to] = [text(search.startCreateDate) || text(search.startRequestDate), text(search.endCreateDate) || text(search.endRequestDate)];
	if (!['0', '1', '2'].includes(text(search.sendType)) || from === '' || to === '' || text(body.updateUser) === '') throw new ApiFailure(4, messageOf(4));
	const byCreation = text(search.startCreateDate) !== '';
	const [start, end] = [parseTime(from), parseTime(to)];
	const found = reservations(platform, account).filter((message) => {
		const at = byCreation ? message.createdAt : message.dueAt;
		if (at < start || at >= end + 60_000 || (message.type === 'SMS' ? '0' : '1') !== search.sendType) return false;
		return (['senderGroupingKey', 'recipientGroupingKey', 'requestId'] as const).every((name) => text(search[name]) === '' || message[name] === search[name]);
	});
	const cancellation: Cancellation = { id: platform.newId(), requestedAt: platform.now(), total: found.length, success: platform.cancel(found), seen: false };
	platform.cancellations.set(cancellation.id, cancellation);
	return { reservationCancelId: cancellation.id, requestedDateTime: clock(cancellation.requestedAt), reservationCancelStatus: 'READY' };
}

/** `GET /reservations/search-cancels`. */
export function cancellationList(platform: Platform, { url }: VendorCall) {
	const wanted = url.searchParams.get('reservationCancelId');
	const found = [...platform.cancellations.values()].filter(({ id }) => wanted === null || id === wanted);
	return found.map((cancellation) => {
		const first = !cancellation.seen;
		cancellation.seen = true;
		return {
			reservationCancelId: cancellation.id,
			searchParameter: {},
			requestedDateTime: clock(cancellation.requestedAt),
			completedDateTime: first ? null : clock(cancellation.requestedAt),
			reservationCancelStatus: first ? 'PROCESSING' : 'COMPLETED',
			totalCount: first ? null : cancellation.total,
			successCount: first ? null : cancellation.success,
			createUser: '',
			createdDateTime: clock(cancellation.requestedAt),
			updatedDateTime: null,
		};
	});
}

/** `DELETE /alimtalk/v2.3/appkeys/:appkey/messages/:requestId`. */
export function cancelAlimTalk(platform: Platform, account: Account, requestId: string): void {
	const found = platform.messages.filter((message) => message.service === 'alimTalk' && message.appKey === account.alimTalk?.appKey && message.requestId === requestId);
	if (found.length === 0) throw new ApiFailure(-2028, 'The `requestId` is invalid');
	if (platform.cancel(found) === 0) throw new ApiFailure(-2029, 'All of your messages can not be canceled.');
}

/** What was reserved and is not cancelled, whether it is out or not: a cancellation counts what it came too late for. */
const reservations = (platform: Platform, account: Account): Stored[] =>
	platform.messages.filter((message) => message.service === 'sms' && message.appKey === account.appKey && message.reserved && message.states.at(-1)?.value.status !== CANCELLED.sms);
