import { CityhallError, RemoteError } from '../../errors';
import type { Delivery } from './delivery';
import { dueDays, type WatchTimes } from './due-days';
import { feedFolder, lockOf, receiveDay, type FeedPorts, type ReceiveRequest } from './receive-day';
import { changeReceived, dayOf, readReceived } from './received';
import type { FeedSource } from './source';

export type FeedEvent = { kind: 'arrived'; delivery: Delivery } | { kind: 'late'; delivery: Delivery };

export interface WatchRequest {
	request: Omit<ReceiveRequest, 'feedDay' | 'takePartial'>;
	times: WatchTimes;
	/** Which trigger asks: each flow is told of each day once. */
	trigger: string;
	/** Starts the flow; the day is recorded after it returns, so that a crash in between starts it again, never loses it. */
	emit: (event: FeedEvent) => void;
	/** A day that could not be looked at; the others go on. */
	failed: (feedDay: string, error: unknown) => void;
}

/**
 * One look: every due day that is whole and whose content this trigger has not yet told is fetched and told, oldest first;
 * a changed delivery of a told day is told as 정정 자료; a late day once. The record in the raw folder is the only memory, so
 * a restart and a long downtime end in the same place.
 * @throws ValidationError where nothing can be looked at (raw folder, record)
 */
export async function watchOnce(watch: WatchRequest, source: FeedSource, ports: FeedPorts): Promise<void> {
	const folder = feedFolder(watch.request.rawFolder, watch.request.feed);
	const { trigger } = watch;
	const { days, late } = dueDays(ports.now(), watch.times);
	let unreachable: RemoteError | null = null;
	for (const feedDay of days) {
		let delivery: Delivery;
		try {
			// Where the other side cannot be reached, asking for each day would only take long.
			if (unreachable) throw unreachable;
			delivery = await receiveDay({ ...watch.request, feedDay, takePartial: false }, source, ports);
		} catch (error) {
			if (ports.signal?.aborted) return;
			if (error !== unreachable) watch.failed(feedDay, error);
			if (error instanceof RemoteError) unreachable = error;
			if (feedDay !== late || !(error instanceof CityhallError)) continue;
			delivery = nothing(feedDay, watch.request.feed, source.shown, error.message);
		}
		const told = (await readReceived(folder)).days[feedDay];
		// Between this and the record nothing may be skipped: what is not told now is told at the next look.
		if (ports.signal?.aborted) return;
		if (delivery.complete && delivery.deliveryHash !== null) {
			const hash = delivery.deliveryHash;
			if (told?.fired[trigger] === hash) continue;
			watch.emit({ kind: 'arrived', delivery });
			await changeReceived(folder, lockOf(ports), (state) => void (dayOf(state, feedDay).fired[trigger] = hash));
		} else if (feedDay === late && told?.fired[trigger] === undefined && told?.toldLate[trigger] === undefined) {
			watch.emit({ kind: 'late', delivery });
			await changeReceived(folder, lockOf(ports), (state) => void (dayOf(state, feedDay).toldLate[trigger] = ports.now()));
		}
	}
}

/** A day that could not even be looked at. */
const nothing = (feedDay: string, feed: string, source: string, message: string): Delivery => ({
	feedDay,
	feed,
	source,
	files: [],
	complete: false,
	missing: [{ what: 'file', name: feedDay, message }],
	number: null,
	correction: false,
	seenBefore: false,
	deliveryHash: null,
	receivedAt: null,
	skipped: [],
});
