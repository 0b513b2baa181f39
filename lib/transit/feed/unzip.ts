import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';

import { CityhallError, ValidationError } from '../../errors';
import { yauzl, type Entry, type ZipFile } from '../../vendor/yauzl';
import type { ReceivedFile } from './delivery';
import { feedCancelled, gigabytes, onRawFolder } from './failures';
import { Measure } from './measure';
import type { Room } from './room';
import { zipEntryName } from './zip-names';
import { ZipReader } from './zip-reader';

export interface UnzipOptions {
	/** Which entries are wanted; the others are named, not unpacked. */
	wanted: (name: string) => boolean;
	/** Unpacked size over the archive's own. */
	maxRatio: number;
	/** Of all wanted entries together. */
	maxTotalBytes: number;
	maxEntries: number;
	room: Room;
	signal?: AbortSignal;
}

export interface Unzipped {
	files: ReceivedFile[];
	skipped: string[];
}

interface Wanted {
	entry: Entry;
	name: string;
}

/**
 * Unpacks the wanted files of a zip archive (zip64 too) flat into a folder, hashed and checked against their CRC-32.
 * Sizes and ratio are looked at before anything is written and hold while writing.
 * @throws ValidationError `badZip`, `zipEncrypted`, `zipBomb`, `zipTraversal`, `zipTwice`, `zipInZip`, `zipSplit`, `diskRoom`
 */
export async function unzip(archive: string, folder: string, options: UnzipOptions): Promise<Unzipped> {
	const label = basename(archive);
	const zip = await opened(archive, label);
	const written: string[] = [];
	try {
		const { wanted, skipped } = await plan(zip, label, options);
		const total = wanted.reduce((sum, { entry }) => sum + entry.uncompressedSize, 0);
		guard(label, total, (await stat(archive)).size, options);
		await options.room.need(total);
		const files: ReceivedFile[] = [];
		for (const one of wanted) {
			const path = join(folder, one.name);
			written.push(path);
			files.push({ path, name: one.name, ...(await unpack(zip, one, path, label, options)) });
		}
		return { files, skipped };
	} catch (error) {
		for (const path of written) await rm(path, { force: true });
		throw options.signal?.aborted ? feedCancelled() : error;
	} finally {
		zip.close();
	}
}

async function opened(archive: string, label: string): Promise<ZipFile> {
	const reader = await onRawFolder('압축 파일을 열지', async () => await ZipReader.of(archive));
	try {
		return await yauzl.fromRandomAccessReaderPromise(reader, reader.size, { autoClose: false, decodeStrings: false });
	} catch (error) {
		reader.close(() => undefined);
		throw error instanceof Error && /multi-disk/i.test(error.message) ? splitZip(label) : badZip(label);
	}
}

async function plan(zip: ZipFile, label: string, options: UnzipOptions): Promise<{ wanted: Wanted[]; skipped: string[] }> {
	const wanted = new Map<string, Wanted>();
	const skipped: string[] = [];
	if (zip.entryCount > options.maxEntries) throw bomb(label, `파일 ${zip.entryCount.toLocaleString('ko-KR')}개`);
	try {
		for await (const entry of zip.eachEntry()) {
			if (options.signal?.aborted) throw feedCancelled();
			const name = zipEntryName(entry.fileNameRaw, entry.generalPurposeBitFlag);
			if (name === null) continue;
			if (!options.wanted(name)) {
				skipped.push(name);
				continue;
			}
			if (/\.(zip|7z|gz|tgz|rar)$/i.test(name)) throw zipInZip(label, name);
			if (entry.isEncrypted()) throw encrypted(label);
			const key = name.toLowerCase();
			if (wanted.has(key)) throw twice(label, name);
			wanted.set(key, { entry, name });
		}
	} catch (error) {
		if (error instanceof CityhallError) throw error;
		throw error instanceof Error && /encrypt/i.test(error.message) ? encrypted(label) : badZip(label);
	}
	return { wanted: [...wanted.values()], skipped: skipped.sort() };
}

async function unpack(zip: ZipFile, { entry, name }: Wanted, path: string, label: string, options: UnzipOptions): Promise<Omit<ReceivedFile, 'path' | 'name'>> {
	const measure = new Measure();
	let crc = 0;
	const watched = async function* (pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
		for await (const piece of pieces) {
			measure.add(piece);
			if (measure.bytes > entry.uncompressedSize) throw badZip(label);
			crc = crc32(piece, crc);
			await options.room.wrote(piece.length);
			yield piece;
		}
	};
	const part = `${path}.part`;
	try {
		const stream = await zip.openReadStreamPromise(entry);
		await onRawFolder('압축을 푼 파일을 저장하지', async () => await pipeline(stream, watched, createWriteStream(part, { mode: 0o600 }), { signal: options.signal }));
		if (crc !== entry.crc32 || measure.bytes !== entry.uncompressedSize) throw badZip(label);
		await onRawFolder('압축을 푼 파일을 저장하지', async () => await rename(part, path));
	} catch (error) {
		await rm(part, { force: true });
		if (error instanceof CityhallError || options.signal?.aborted) throw error;
		throw badZip(label);
	}
	return measure.result(name);
}

/** Deflate packs text 3 to 20 times; 1,032 times is its limit, which only a prepared file comes near. */
function guard(label: string, total: number, archiveBytes: number, { maxRatio, maxTotalBytes }: UnzipOptions): void {
	if (total > maxTotalBytes) throw bomb(label, `압축을 풀면 ${gigabytes(total)}`);
	if (total > 10_000_000 && total > archiveBytes * maxRatio) throw bomb(label, `압축률 ${Math.round(total / Math.max(archiveBytes, 1))}배`);
}

const badZip = (label: string) =>
	new ValidationError('badZip', `압축 파일이 깨졌거나 전송 중에 잘렸습니다: ${label}`, '자료 제공 기관에서 파일을 다시 받고, 되풀이되면 다시 보내 달라고 요청하시기 바랍니다.');
const splitZip = (label: string) =>
	new ValidationError('zipSplit', `여러 조각으로 나눈 압축 파일(.z01 등)은 풀 수 없습니다: ${label}`, '조각마다 따로 풀 수 있는 압축 파일(이름_01.zip, 이름_02.zip)로 보내 달라고 요청하시기 바랍니다.');
const encrypted = (label: string) =>
	new ValidationError('zipEncrypted', `암호가 걸린 압축 파일이라 풀 수 없습니다: ${label}`, '암호를 걸지 않은 압축 파일을 암호화된 통로(SFTP, HTTPS)로 보내 달라고 요청하시기 바랍니다.');
const zipInZip = (label: string, name: string) =>
	new ValidationError('zipInZip', `압축 파일 안에 또 압축 파일이 있습니다: ${label} 안의 ${name}`, "한 번만 압축한 파일을 요청하거나, '압축 안 파일 이름'에서 그 파일을 빼시기 바랍니다.");
const twice = (label: string, name: string) =>
	new ValidationError('zipTwice', `같은 이름의 파일이 두 번 들어 있습니다: ${name}(${label})`, '자료 제공 기관에 어느 파일이 맞는지 확인하시기 바랍니다.');
const bomb = (label: string, what: string) =>
	new ValidationError('zipBomb', `압축 파일이 정한 한도를 넘어 풀지 않았습니다(${what}): ${label}`, "정상적인 자료인지 자료 제공 기관에 확인하고, 맞으면 노드의 압축 한도(크기, 압축률)를 늘리시기 바랍니다.");
