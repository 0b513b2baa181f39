import { createHash } from 'node:crypto';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { missing, type Missing, type ReceivedFile } from './delivery';
import { downloadFile, factsOf, partOf } from './download';
import { onRawFolder } from './failures';
import type { ManifestEntry } from './hash-manifest';
import { namePattern } from './name-pattern';
import { missingParts } from './parts';
import type { FeedPorts, ReceiveRequest } from './receive-day';
import { Room } from './room';
import type { FeedSource, RemoteFile } from './source';
import { unzip } from './unzip';

/** What of a day lies in the folder of incoming files. */
export interface Fetched {
	files: ReceivedFile[];
	skipped: string[];
	missing: Missing[];
	deliveryHash: string;
}

/**
 * Fetches a day's files into a folder, unpacks archives and holds all against numbering, patterns and the list of hashes.
 * @throws RemoteError, ConflictError `feedCancelled`, ValidationError (disk, archive)
 */
export async function fetchFiles(request: ReceiveRequest, wanted: readonly RemoteFile[], manifest: readonly ManifestEntry[] | null, incoming: string, source: FeedSource, ports: FeedPorts): Promise<Fetched> {
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

const hashOf = (files: readonly ReceivedFile[]): string =>
	createHash('sha256').update(JSON.stringify(files.map(({ name, sha256 }) => [name, sha256]).sort())).digest('hex');

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
