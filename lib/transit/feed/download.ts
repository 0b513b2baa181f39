import { createWriteStream } from 'node:fs';
import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

import { RemoteError, ValidationError } from '../../errors';
import { backoffMs, type RetryPolicy } from '../../http/retry-policy';
import type { Sleep } from './arrival';
import type { ReceivedFile } from './delivery';
import { feedCancelled, onRawFolder } from './failures';
import { Measure } from './measure';
import type { Room } from './room';
import type { FeedSource, RemoteFile } from './source';

export interface DownloadPorts {
	sleep: Sleep;
	/** In [0, 1). */
	random: () => number;
	room: Room;
	/** Upper limit of one file. */
	maxBytes: number;
	signal?: AbortSignal;
}

/** `attempts` in a row that bring nothing new end it; a transfer that gains ground is never given up. */
const PATIENCE: RetryPolicy = { attempts: 6, baseDelayMs: 500, maxDelayMs: 30_000, totalMs: Infinity };

interface PartFacts {
	version: string;
}

/** Where a file is written until it is whole, and what is known of its content beside it. */
export const partOf = (target: string): string => `${target}.part`;
export const factsOf = (target: string): string => `${target}.part.json`;

/**
 * Fetches a file to `target`: written beside it as `.part`, gone on with after a cut (also one of an earlier
 * execution), hashed, synced, renamed. Nothing ever stands half under the final name. A whole file of the listed
 * version is not fetched again; its facts stay beside it for that until the caller removes them.
 * @throws RemoteError, ConflictError `feedCancelled`, ValidationError `diskRoom`, `feedFileTooLarge`, `feedDisk`
 */
export async function downloadFile(source: FeedSource, file: RemoteFile, target: string, ports: DownloadPorts): Promise<ReceivedFile> {
	const whole = await measureWhole(file, target);
	if (whole) return { path: target, name: file.name, ...whole.result(file.name) };
	let best = 0;
	for (let fruitless = 0; ; ) {
		if (ports.signal?.aborted) throw feedCancelled();
		const before = best;
		try {
			const measure = await fetchRest(source, file, target, ports);
			await onRawFolder('받은 파일을 저장하지', async () => await finish(target));
			return { path: target, name: file.name, ...measure.result(file.name) };
		} catch (error) {
			if (ports.signal?.aborted) throw feedCancelled();
			if (!(error instanceof RemoteError)) {
				if (error instanceof ValidationError) await discard(target);
				throw error;
			}
			best = Math.max(best, await sizeOf(partOf(target)));
			fruitless = best > before ? 1 : fruitless + 1;
			if (!error.failure.retryable || fruitless >= PATIENCE.attempts) throw error;
			await ports.sleep(error.failure.retryAfterMs ?? backoffMs(fruitless, PATIENCE, ports.random()), ports.signal);
		}
	}
}

/** One attempt: what the part holds stays where the file is still the same. */
async function fetchRest(source: FeedSource, file: RemoteFile, target: string, ports: DownloadPorts): Promise<Measure> {
	const part = partOf(target);
	const have = await sizeOf(part);
	const facts = have > 0 ? await readFacts(target) : null;
	const opened = await source.open(file.name, facts ? { from: have, version: facts.version } : null, ports.signal);
	try {
		if (opened.bytes !== null) {
			if (opened.bytes > ports.maxBytes) throw tooLarge(file.name, ports.maxBytes);
			await ports.room.need(opened.bytes - opened.from);
		}
		if (opened.from === 0) await onRawFolder('원본 폴더에 쓰지', async () => await startPart(target, opened.version));
		const measure = new Measure();
		await measure.addFile(part, opened.from);
		const { room, maxBytes } = ports;
		const watched = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
			for await (const piece of pieces) {
				measure.add(piece);
				if (measure.bytes > maxBytes) throw tooLarge(file.name, maxBytes);
				await room.wrote(piece.length);
				yield piece;
			}
		};
		await onRawFolder('원본 폴더에 쓰지', async () => await pipeline(opened.stream, watched, createWriteStream(part, { flags: 'r+', start: opened.from }), { signal: ports.signal }));
		if (opened.bytes !== null && measure.bytes !== opened.bytes) throw cutShort();
		return measure;
	} finally {
		opened.stream.destroy();
	}
}

/** An empty part; what it will be gone on with is beside it before its first byte. */
async function startPart(target: string, version: string | null): Promise<void> {
	await rm(factsOf(target), { force: true });
	await writeFile(partOf(target), '', { mode: 0o600 });
	if (version !== null) await writeFile(factsOf(target), JSON.stringify({ version } satisfies PartFacts), { mode: 0o600 });
}

async function readFacts(target: string): Promise<PartFacts | null> {
	try {
		const facts: unknown = JSON.parse(await readFile(factsOf(target), 'utf8'));
		if (typeof facts === 'object' && facts !== null && 'version' in facts && typeof facts.version === 'string') return { version: facts.version };
	} catch {
		// not there or half written: the file is fetched from its start
	}
	return null;
}

async function measureWhole(file: RemoteFile, target: string): Promise<Measure | null> {
	const found = await stat(target).catch(() => null);
	if (!found?.isFile() || file.version === null || found.size !== file.bytes || (await readFacts(target))?.version !== file.version) return null;
	const measure = new Measure();
	await measure.addFile(target, found.size);
	return measure;
}

async function finish(target: string): Promise<void> {
	const written = await open(partOf(target), 'r+');
	try {
		await written.sync();
	} finally {
		await written.close();
	}
	await rename(partOf(target), target);
}

async function discard(target: string): Promise<void> {
	await rm(partOf(target), { force: true });
	await rm(factsOf(target), { force: true });
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => ({ size: 0 }))).size;

const cutShort = () =>
	new RemoteError('transferShort', '상대 시스템이 알린 크기만큼 자료가 오지 않았습니다.', '다시 실행하시기 바랍니다. 되풀이되면 자료 제공 기관에 확인을 요청하시기 바랍니다.', { outcome: 'unknown', retryable: true });

const tooLarge = (name: string, limit: number) =>
	new ValidationError('feedFileTooLarge', `파일이 노드에 정한 최대 크기(${Math.round(limit / 1_000_000_000)} GB)보다 커서 받지 않았습니다: ${name}`, '파일 이름 조건이 맞는지 확인하고, 맞으면 노드의 최대 크기를 늘리시기 바랍니다.');
