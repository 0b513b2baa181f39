import { RemoteError } from '../../errors';
import { isObject, type NhnApi, str, unreadable } from './api';
import type { Interval } from './sms';
import { nhnMinute, nhnMinuteFrom } from './times';

/** How far a cancellation came: how many reservations it was for, and how many it stopped. */
export interface Cancelled {
	total: number;
	success: number;
}

/** Short texts and long ones are cancelled apart. */
const SEND_TYPES = ['0', '1'] as const;
const POLLS = 20;
const POLL_MS = 500;
const WHO = 'n8n-nodes-cityhall';
const OPERATION = '예약 취소';

/**
 * Cancels the waiting reservations of a batch that were registered in that interval, by the batch's grouping key: so also
 * those of a call whose answer was lost. NHN Cloud works a cancellation off by and by, so it is asked until it is done.
 * Source: NHN Cloud Notification SMS, "예약 발송 취소 - 다중 필터".
 * @throws RemoteError
 */
export async function cancelReservations(api: NhnApi, within: Interval, batchId: string, sleep: (ms: number) => Promise<void>, signal?: AbortSignal): Promise<Cancelled> {
	const done: Cancelled = { total: 0, success: 0 };
	for (const sendType of SEND_TYPES) {
		const { body } = await api.call(OPERATION, {
			method: 'PUT',
			path: '/reservations/search-cancels',
			json: {
				searchParameter: { sendType, startCreateDate: nhnMinute(within.fromMs), endCreateDate: nhnMinuteFrom(within.untilMs), senderGroupingKey: batchId },
				updateUser: WHO,
			},
			signal,
		});
		const data = isObject(body) ? body.data : null;
		const id = isObject(data) ? str(data.reservationCancelId) : '';
		if (id === '') throw unreadable(OPERATION);
		const one = await outcome(api, id, sleep, signal);
		done.total += one.total;
		done.success += one.success;
	}
	return done;
}

async function outcome(api: NhnApi, id: string, sleep: (ms: number) => Promise<void>, signal?: AbortSignal): Promise<Cancelled> {
	for (let poll = 1; poll <= POLLS; poll += 1) {
		const { body } = await api.call(OPERATION, { method: 'GET', path: '/reservations/search-cancels', query: { reservationCancelId: id }, signal });
		const list = isObject(body) && Array.isArray(body.data) ? (body.data as unknown[]) : [];
		const entry = list.find((one) => isObject(one) && str(one.reservationCancelId) === id);
		const status = isObject(entry) ? str(entry.reservationCancelStatus) : '';
		if (isObject(entry) && (status === 'COMPLETED' || status === 'FAILED')) {
			return { total: Number(str(entry.totalCount)) || 0, success: Number(str(entry.successCount)) || 0 };
		}
		await sleep(POLL_MS);
	}
	throw new RemoteError(
		'cancelPending',
		'NHN Cloud가 예약 취소를 아직 처리하고 있어 결과를 확인하지 못하였습니다.',
		'잠시 뒤 다시 실행하여 취소되었는지 확인하시기 바랍니다.',
		{ outcome: 'unknown', retryable: true },
	);
}
