import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { ValidationError } from '../../errors';
import { checkArrival, type ArrivalRequest, type Sleep } from './arrival';
import type { Delivery } from './delivery';
import { onRawFolder } from './failures';
import { fetchFiles, type Fetched } from './fetch-files';
import { withFileLock, type LockOptions } from './file-lock';
import { changeReceived, dayOf, readReceived, type DeliveryRecord } from './received';
import type { FeedSource, RemoteFile } from './source';

export interface FeedLimits {
	/** Room that stays free on the disk. */
	keepFreeBytes: number;
	/** Of one file as delivered, and of all that one day's archives unpack to. */
	maxFileBytes: number;
	maxUnpackedBytes: number;
	maxRatio: number;
}

export interface ReceiveRequest extends ArrivalRequest {
	/** Folder outside n8n's storage. */
	rawFolder: string;
	/** `taps`, `masters` …: one folder each below the raw folder. */
	feed: string;
	/** Files wanted out of archives; patterns as for the files themselves. */
	entryPatterns: readonly string[];
	/** Fetch what is there although the day is not whole (`intraday`). */
	takePartial: boolean;
	/** Keep archives beside what was unpacked. */
	keepArchives: boolean;
	limits: FeedLimits;
}

export interface FeedPorts {
	/** ISO time with offset. */
	now: () => string;
	/** Milliseconds since the epoch, by the clock of the file system. */
	nowMs: () => number;
	sleep: Sleep;
	/** In [0, 1). */
	random: () => number;
	freeBytes: (folder: string) => Promise<number>;
	signal?: AbortSignal;
}

const INCOMING = '.incoming';
const LOCK_STALE_MS = 60_000;

/** Folder of one feed below the raw folder. @throws ValidationError `badFeedName` */
export function feedFolder(rawFolder: string, feed: string): string {
	if (/^[A-Za-z0-9가-힣][A-Za-z0-9가-힣_-]{0,39}$/.test(feed)) return join(rawFolder, feed);
	throw new ValidationError('badFeedName', "'자료 구분' 이름이 올바르지 않습니다.", '한글, 영문자, 숫자, 밑줄(_), 붙임표(-)로 40자까지 입력하시기 바랍니다. 예: taps');
}

/** Locks of one process and machine. */
export const lockOf = (ports: Pick<FeedPorts, 'nowMs' | 'sleep'>): Omit<LockOptions, 'busy'> => ({ nowMs: ports.nowMs, sleep: ports.sleep, staleMs: LOCK_STALE_MS, waitMs: 30_000 });

/**
 * Fetches a day's files into `<raw>/<feed>/<day>/delivery-NNN`, whole or not at all, and records them in `received.json`.
 * A day that is not whole is data (`complete: false`, `missing`), not an error. The same delivery again is recognised: by
 * the listing before fetching, else by content, and then nothing changes.
 * @throws RemoteError, ConflictError `feedBusy` `feedCancelled`, ValidationError (disk, archive, pattern, record)
 */
export async function receiveDay(request: ReceiveRequest, source: FeedSource, ports: FeedPorts): Promise<Delivery> {
	const folder = feedFolder(request.rawFolder, request.feed);
	const arrival = await checkArrival(request, source, ports.sleep, ports.signal);
	const base = { feedDay: request.feedDay, feed: request.feed, source: source.shown };
	if (arrival.files.length === 0 || (arrival.missing.length > 0 && !request.takePartial)) {
		return { ...base, files: [], complete: false, missing: arrival.missing, number: null, correction: false, seenBefore: false, deliveryHash: null, receivedAt: null, skipped: [] };
	}
	const dayFolder = join(folder, request.feedDay);
	await onRawFolder('원본 폴더를 만들지', async () => await mkdir(dayFolder, { recursive: true, mode: 0o700 }));
	const busy = `다른 실행이 ${request.feedDay} 자료를 수집하고 있습니다.`;
	return await withFileLock(join(dayFolder, '.lock'), { ...lockOf(ports), waitMs: 0, busy }, async () => {
		const listing = arrival.missing.length === 0 ? listingOf(arrival.files, request) : null;
		const before = (await readReceived(folder)).days[request.feedDay]?.deliveries ?? [];
		const known = before.at(-1);
		if (listing !== null && known?.listing === listing && known.complete && (await allThere(folder, known))) {
			return { ...base, ...shown(folder, known, before), seenBefore: true };
		}
		const incoming = join(dayFolder, INCOMING);
		await onRawFolder('원본 폴더를 만들지', async () => await mkdir(incoming, { recursive: true, mode: 0o700 }));
		const got = await fetchFiles(request, arrival.files, arrival.manifest, incoming, source, ports);
		const lacking = [...arrival.missing, ...got.missing];
		if (got.files.length === 0 || (lacking.length > 0 && !request.takePartial)) {
			return { ...base, files: [], complete: false, missing: lacking, number: null, correction: false, seenBefore: false, deliveryHash: null, receivedAt: null, skipped: got.skipped };
		}
		// Only the newest: content that comes back after another one is a correction of that.
		const same = known?.deliveryHash === got.deliveryHash && known.complete === (lacking.length === 0) ? known : null;
		if (same && (await allThere(folder, same))) {
			await rm(incoming, { recursive: true, force: true });
			await changeReceived(folder, lockOf(ports), (state) => {
				for (const record of dayOf(state, request.feedDay).deliveries) if (record.number === same.number) record.listing = listing;
			});
			return { ...base, ...shown(folder, same, before), missing: lacking, seenBefore: true };
		}
		const record = await place(request, got, { folder, dayFolder, incoming, listing, complete: lacking.length === 0, source: source.shown }, ports);
		return { ...base, ...shown(folder, record, before), missing: lacking, seenBefore: false };
	});
}

interface Place {
	folder: string;
	dayFolder: string;
	incoming: string;
	listing: string | null;
	complete: boolean;
	source: string;
}

/** One rename puts the whole delivery in its place; the record follows. What a crash left between both is swept here. */
async function place(request: ReceiveRequest, got: Fetched, where: Place, ports: FeedPorts): Promise<DeliveryRecord> {
	const { folder, dayFolder, incoming } = where;
	const recorded = dayOf(await readReceived(folder), request.feedDay).deliveries;
	const used = new Set(recorded.map(({ folder: one }) => join(folder, one)));
	for (const name of await readdir(dayFolder)) {
		const path = join(dayFolder, name);
		if (/^delivery-\d+$/.test(name) && !used.has(path)) await rm(path, { recursive: true, force: true });
	}
	const number = Math.max(0, ...recorded.map((record) => record.number)) + 1;
	const target = join(dayFolder, `delivery-${String(number).padStart(3, '0')}`);
	await onRawFolder('받은 자료를 제자리로 옮기지', async () => await rename(incoming, target));
	const record: DeliveryRecord = {
		number,
		deliveryHash: got.deliveryHash,
		listing: where.listing,
		folder: relative(folder, target),
		source: where.source,
		receivedAt: ports.now(),
		complete: where.complete,
		files: got.files.map((file) => ({ ...file, path: relative(folder, join(target, relative(incoming, file.path))) })),
		skipped: got.skipped,
		destroyedAt: null,
	};
	await changeReceived(folder, lockOf(ports), (state) => void dayOf(state, request.feedDay).deliveries.push(record));
	return record;
}

/** A recorded delivery as it goes out; earlier complete ones of other content make it a correction. */
function shown(folder: string, record: DeliveryRecord, others: readonly DeliveryRecord[]): Omit<Delivery, 'feedDay' | 'feed' | 'source' | 'seenBefore'> {
	return {
		files: record.files.map((file) => ({ ...file, path: join(folder, file.path) })),
		complete: record.complete,
		missing: [],
		number: record.number,
		correction: record.complete && others.some((one) => one.complete && one.number < record.number && one.deliveryHash !== record.deliveryHash),
		deliveryHash: record.deliveryHash,
		receivedAt: record.receivedAt,
		skipped: record.skipped,
	};
}

async function allThere(folder: string, record: DeliveryRecord): Promise<boolean> {
	if (record.destroyedAt !== null) return false;
	for (const { path, bytes } of record.files) {
		const found = await stat(join(folder, path)).catch(() => null);
		if (found?.size !== bytes) return false;
	}
	return true;
}

/** What the listing and the settings that decide about the content were; null where a listing proves nothing. */
function listingOf(files: readonly RemoteFile[], request: ReceiveRequest): string | null {
	if (files.some(({ bytes, version }) => bytes === null || version === null)) return null;
	const facts = files.map(({ name, bytes, version }) => [name, bytes, version]);
	return createHash('sha256').update(JSON.stringify([facts, request.entryPatterns])).digest('hex');
}
