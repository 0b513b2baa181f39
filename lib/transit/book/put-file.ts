import { randomUUID } from 'node:crypto';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { ValidationError } from '../../errors';
import { hashFile } from '../../retention/hash-file';

/** A finished file: where it is, its size and its hash (lower-case hex). */
export interface BookFile {
	path: string;
	bytes: number;
	sha256: string;
}

/**
 * Lets `write` make a file beside its place and renames it there when it is whole, so that a reader never meets half a
 * file; an earlier file of that name is replaced. Throws `bookFolder` where the folder cannot be written, and what
 * `write` throws; then nothing is left.
 */
export async function putFile(path: string, write: (scratch: string) => Promise<void>): Promise<BookFile> {
	const folder = dirname(path);
	const scratch = join(folder, `.${basename(path).slice(0, 40)}.${randomUUID()}.tmp`);
	try {
		await onDisk(() => mkdir(folder, { recursive: true }));
		await onDisk(() => write(scratch));
		return await onDisk(async () => {
			const [sha256, { size }] = [await hashFile(scratch), await stat(scratch)];
			await rename(scratch, path);
			return { path, bytes: size, sha256 };
		});
	} finally {
		await rm(scratch, { force: true }).catch(() => undefined);
	}
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (typeof error !== 'object' || error === null || !('code' in error) || !('syscall' in error)) throw error;
		throw new ValidationError(
			'bookFolder',
			`보고서 파일을 폴더에 저장하지 못하였습니다(${String(error.code)}).`,
			'보고서 폴더의 경로와 쓰기 권한, 디스크 여유 공간을 확인하고, 같은 이름의 파일이 열려 있으면 닫은 뒤 다시 실행하시기 바랍니다.',
			{ cause: error },
		);
	}
}
