import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

import { ValidationError } from '../../errors';
import { checkArrival, type ArrivalRequest, type Sleep } from './arrival';
import { missing, type Delivery, type Missing, type ReceivedFile } from './delivery';
import { downloadFile, factsOf, partOf } from './download';
import { onRawFolder } from './failures';
import { withFileLock, type LockOptions } from './file-lock';
import type { ManifestEntry } from './hash-manifest';
import { namePattern } from './name-pattern';
import { missingParts } from './parts';
import { changeReceived, dayOf, readReceived, type DeliveryRecord } from './received';
import { Room } from './room';
import type { FeedSource, RemoteFile } from './source';
import { unzip } from './unzip';

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
		const got = await fetchAll(request, arrival.files, arrival.manifest, incoming, source, ports);
		const lacking = [...arrival.missing, ...got.missing];
		if (got.files.length === 0 || (lacking.length > 0 && !request.takePartial)) {
			return { ...base, files: [], complete: false, missing: lacking, number: null, correction: false, seenBefore: false, deliveryHash: null, receivedAt: null, skipped: got.skipped };
		}
		const same = before.find((record) => record.deliveryHash === got.deliveryHash && record.complete === (lacking.length === 0));
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

interface Fetched {
	files: ReceivedFile[];
	skipped: string[];
	missing: Missing[];
	deliveryHash: string;
}

async function fetchAll(request: ReceiveRequest, wanted: readonly RemoteFile[], manifest: readonly ManifestEntry[] | null, incoming: string, source: FeedSource, ports: FeedPorts): Promise<Fetched> {
	const { limits } = request;
	const room = new Room(incoming, ports.freeBytes, limits.keepFreeBytes);
	await sweepStrangers(incoming, wanted);
	const known = wanted.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
	await room.need(Math.max(0, known - (await bytesIn(incoming))));
	const originals: ReceivedFile[] = [];
	for (const file of wanted) {
		originals.push(await downloadFile(source, file, join(incoming, safeName(file.name)), { sleep: ports.sleep, random: ports.random, room, maxBytes: limits.maxFileBytes, signal: ports.signal }));
	}
	const unpacked = await unpackAll(request, originals.filter(isArchive), incoming, room, ports);
	const files = [...originals.filter((file) => !isArchive(file)), ...unpacked.files];
	const lacking = [...unpacked.missing, ...hashFaults(manifest ?? [], [...files, ...originals])];
	if (lacking.some(({ what }) => what === 'hash')) {
		// fetched anew next time: it may be the transfer that spoilt them
		await sweepStrangers(incoming, []);
	} else if (lacking.length === 0 || request.takePartial) {
		for (const file of originals) {
			await rm(factsOf(file.path), { force: true });
			if (isArchive(file) && !request.keepArchives) await rm(file.path, { force: true });
		}
	}
	return { files, skipped: unpacked.skipped, missing: lacking, deliveryHash: hashOf(originals) };
}

const isArchive = ({ name }: { name: string }): boolean => /\.zip$/i.test(name);

/** Each archive into a folder of its own; what several archives hold alike (masters) is taken once. */
async function unpackAll(request: ReceiveRequest, archives: readonly ReceivedFile[], incoming: string, room: Room, ports: FeedPorts): Promise<Omit<Fetched, 'deliveryHash'>> {
	const entries = request.entryPatterns.map((pattern) => namePattern(pattern, request.feedDay));
	const files = new Map<string, ReceivedFile>();
	const skipped = new Set<string>();
	const lacking: Missing[] = [];
	let left = request.limits.maxUnpackedBytes;
	for (const archive of archives) {
		const folder = `${archive.path}.unpacked`;
		await onRawFolder('압축을 풀 폴더를 만들지', async () => await mkdir(folder, { recursive: true, mode: 0o700 }));
		const unpacked = await unzip(archive.path, folder, {
			wanted: (name) => entries.length === 0 || entries.some((entry) => entry.fits(name)),
			maxRatio: request.limits.maxRatio,
			maxTotalBytes: left,
			maxEntries: 10_000,
			room,
			signal: ports.signal,
		});
		if (unpacked.files.length === 0 && entries.length === 0) lacking.push(missing('empty', archive.name));
		for (const file of unpacked.files) {
			const twin = files.get(file.name.toLowerCase());
			if (twin && twin.sha256 !== file.sha256) throw sameName(file.name);
			left -= file.bytes;
			if (twin) await rm(file.path, { force: true });
			else files.set(file.name.toLowerCase(), file);
		}
		for (const name of unpacked.skipped) skipped.add(name);
	}
	if (archives.length > 0) {
		const names = [...files.values()].map(({ name }) => name);
		for (const entry of entries) if (!names.some((name) => entry.fits(name))) lacking.push(missing('file', entry.shown));
		for (const name of missingParts(names, request.expectedParts)) lacking.push(missing('part', name));
	}
	return { files: [...files.values()], skipped: [...skipped].sort(), missing: lacking };
}

/** Received files against the sender's list of hashes. */
function hashFaults(manifest: readonly ManifestEntry[], files: readonly ReceivedFile[]): Missing[] {
	const received = new Map(files.map((file) => [file.name.toLowerCase(), file.sha256]));
	return manifest.flatMap(({ name, sha256 }) => {
		const found = received.get(name.toLowerCase());
		return found === sha256 ? [] : [missing(found === undefined ? 'file' : 'hash', name)];
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

const hashOf = (files: readonly ReceivedFile[]): string =>
	createHash('sha256').update(JSON.stringify(files.map(({ name, sha256 }) => [name, sha256]).sort())).digest('hex');

/** What the listing and the settings that decide about the content were; null where a listing proves nothing. */
function listingOf(files: readonly RemoteFile[], request: ReceiveRequest): string | null {
	if (files.some(({ bytes, version }) => bytes === null || version === null)) return null;
	const facts = files.map(({ name, bytes, version }) => [name, bytes, version]);
	return createHash('sha256').update(JSON.stringify([facts, request.entryPatterns])).digest('hex');
}

/** Files of an earlier attempt that the day no longer has; those it has are gone on with. */
async function sweepStrangers(incoming: string, wanted: readonly RemoteFile[]): Promise<void> {
	const stays = new Set(wanted.flatMap(({ name }) => [safeName(name), partOf(safeName(name)), factsOf(safeName(name))]));
	for (const name of await readdir(incoming)) if (!stays.has(name)) await rm(join(incoming, name), { recursive: true, force: true });
}

async function bytesIn(folder: string): Promise<number> {
	let sum = 0;
	for (const name of await readdir(folder)) sum += (await stat(join(folder, name))).size;
	return sum;
}

function safeName(name: string): string {
	if (name !== '' && !name.startsWith('.') && !/[\\/]|\p{Cc}/u.test(name) && Buffer.byteLength(name) <= 200) return name;
	throw new ValidationError('badRemoteName', '저장할 수 없는 파일 이름이 있습니다.', '자료 제공 기관에 파일 이름을 확인하시기 바랍니다.');
}

const sameName = (name: string) =>
	new ValidationError('zipTwice', `같은 이름의 파일이 여러 압축 파일에 들어 있습니다: ${name}`, '자료 제공 기관에 어느 파일이 맞는지 확인하시기 바랍니다.');
