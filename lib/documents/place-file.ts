import { createHash } from 'node:crypto';
import { chmod, constants, copyFile, link, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join, parse } from 'node:path';

import { ValidationError } from '../errors';

/** A finished file, as the ledger registers it. */
export interface PlacedFile {
	path: string;
	sha256: string;
	bytes: number;
}

const SCRATCH = '.document-';
/** Scratch folders of a process that died hold readable data; one this old is no longer written. */
const ABANDONED_MS = 3_600_000;
const MOST_NUMBERS = 999;
/** Where a file system knows no second name for a file (some network drives). */
const NO_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV']);

/**
 * Lets `write` make a file in a closed scratch folder beside its place and puts it there finished, mode 0600. Never
 * replaces a file: where the name is taken, the next free `이름 (2)` is used. Throws `documentFolder`, and what `write`
 * throws; then nothing is left.
 */
export async function placeFile(folder: string, fileName: string, write: (target: string) => Promise<void>): Promise<PlacedFile> {
	const scratch = await onDisk(async () => {
		await mkdir(folder, { recursive: true, mode: 0o700 });
		const made = await mkdtemp(join(folder, SCRATCH));
		await sweep(folder, (await stat(made)).mtimeMs);
		return made;
	});
	try {
		const made = join(scratch, 'document');
		await write(made);
		return await onDisk(async () => {
			await chmod(made, 0o600);
			const content = await readFile(made);
			const path = await putUnderFreeName(made, folder, fileName);
			return { path, sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length };
		});
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
}

async function putUnderFreeName(made: string, folder: string, fileName: string): Promise<string> {
	const { name, ext } = parse(fileName);
	for (let number = 1; number <= MOST_NUMBERS; number += 1) {
		const path = join(folder, number === 1 ? fileName : `${name} (${number})${ext}`);
		try {
			await putAt(made, path);
			return path;
		} catch (error) {
			if (codeOf(error) !== 'EEXIST') throw error;
		}
	}
	throw Object.assign(new Error('No free name.'), { code: 'EEXIST' });
}

async function putAt(made: string, path: string): Promise<void> {
	try {
		await link(made, path);
	} catch (error) {
		if (!NO_LINKS.has(codeOf(error) ?? '')) throw error;
		await copyFile(made, path, constants.COPYFILE_EXCL);
	}
}

/** `now` by the clock of the file system itself. */
async function sweep(folder: string, now: number): Promise<void> {
	for (const name of await readdir(folder)) {
		if (!name.startsWith(SCRATCH)) continue;
		const path = join(folder, name);
		const found = await stat(path).catch(() => null);
		if (found && now - found.mtimeMs > ABANDONED_MS) await rm(path, { recursive: true, force: true });
	}
}

const codeOf = (error: unknown): string | undefined =>
	typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const code = codeOf(error);
		if (code === undefined) throw error;
		throw new ValidationError(
			'documentFolder',
			`문서를 폴더에 저장하지 못하였습니다(${code}).`,
			'문서 폴더의 경로와 쓰기 권한, 디스크 여유 공간을 확인한 뒤 다시 실행하시기 바랍니다.',
			{ cause: error },
		);
	}
}
