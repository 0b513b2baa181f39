import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { diskCode } from '../../retention/disk';
import type { Manifest } from './manifest';
import { isManifest, manifestFault } from './manifest-check';

export const MANIFEST = 'manifest.json';
/** What a lake that was only being made may hold: a crash before its first manifest leaves no more than this. */
const BEGINNINGS = new Set(['lock', 'staging', 'lost+found', '.DS_Store']);

export const emptyManifest = (): Manifest => ({ format: 1, generation: 0, sources: {}, days: {}, masters: [] });

/**
 * The manifest of a lake, or null where the folder is empty and may become one.
 * @throws ValidationError `lakeForeignFolder`, `lakeManifestLost`, `lakeManifestBroken`
 */
export async function readManifest(folder: string): Promise<Manifest | null> {
	let text: string;
	try {
		text = await readFile(join(folder, MANIFEST), 'utf8');
	} catch (error) {
		if (diskCode(error) !== 'ENOENT') throw error;
		// Another execution may be making it just now.
		return (await holdsManifest(folder)) ? await readManifest(folder) : null;
	}
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw broken(`${text.length.toLocaleString('ko-KR')}자, JSON이 아님`);
	}
	if (!isManifest(value)) {
		const fault = manifestFault(value) ?? '';
		throw fault === 'format' ? foreign('manifest.json이 이 프로그램의 형식이 아닙니다') : broken(fault);
	}
	return value;
}

/** Puts a manifest in place by one rename: written whole to the disk before, and the rename itself after. */
export async function writeManifest(folder: string, manifest: Manifest, token: string): Promise<void> {
	const temporary = join(folder, `${MANIFEST}.${token}`);
	try {
		const file = await open(temporary, 'w');
		try {
			await file.writeFile(`${JSON.stringify(manifest, null, '\t')}\n`);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, join(folder, MANIFEST));
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await syncFolder(folder);
}

/** Makes names made or changed in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
	const handle = await open(folder, 'r');
	try {
		await handle.sync();
	} finally {
		await handle.close();
	}
}

/** Looks through a folder in which no manifest was found. @throws ValidationError where it is not empty */
async function holdsManifest(folder: string): Promise<boolean> {
	const names = (await readdir(folder)).filter((name) => !BEGINNINGS.has(name) && !name.startsWith(`${MANIFEST}.`) && !name.startsWith('lock.'));
	if (names.length === 0 || names.includes(MANIFEST)) return names.length > 0;
	if (names.includes('taps')) {
		throw new ValidationError(
			'lakeManifestLost',
			'교통카드 자료 저장소에 자료는 있으나 목록 파일(manifest.json)이 없습니다.',
			'백업에서 manifest.json을 되돌려 놓으시기 바랍니다. 없으면 빈 폴더를 새로 지정하여 원본 파일을 다시 수집하시기 바랍니다.',
		);
	}
	throw foreign(`다른 파일이나 폴더가 ${names.length.toLocaleString('ko-KR')}개 있습니다`);
}

function foreign(why: string): ValidationError {
	return new ValidationError(
		'lakeForeignFolder',
		`지정한 폴더는 교통카드 자료 저장소가 아닙니다(${why}).`,
		'비어 있는 폴더나 이미 쓰고 있는 저장소 폴더를 지정하시기 바랍니다.',
	);
}

function broken(where: string): ValidationError {
	return new ValidationError(
		'lakeManifestBroken',
		`교통카드 자료 저장소의 목록 파일(manifest.json)이 손상되었습니다(${where}).`,
		'백업에서 manifest.json을 되돌려 놓으시기 바랍니다. 손으로 고치지 마시기 바랍니다.',
	);
}
