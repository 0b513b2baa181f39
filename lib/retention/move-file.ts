import { constants, copyFile, link, lstat, open, rename, unlink } from 'node:fs/promises';

import { diskCode } from './disk';
import { hashFile } from './hash-file';

/** Another file system, or one that knows no second name for a file. */
const TO_COPY: ReadonlySet<string> = new Set(['EXDEV', 'EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK']);

/**
 * Moves a file of known content; can be repeated after a crash at any point: the target then holds the same content, and
 * only the source is left to be removed. Never replaces another file. Returns false where the target holds other content
 * or the source has changed; then nothing was removed.
 */
export async function moveFile(source: string, target: string, sha256: string): Promise<boolean> {
	const placed = !(await exists(target));
	if (placed) await place(source, target);
	if ((await hashFile(target)) === sha256 && (await hashFile(source)) === sha256) {
		await unlink(source);
		return true;
	}
	if (placed) await unlink(target);
	return false;
}

/** The whole file or none under the target's name, also on another disk. */
async function place(source: string, target: string): Promise<void> {
	try {
		await link(source, target);
		return;
	} catch (error) {
		if (!TO_COPY.has(diskCode(error) ?? '')) throw error;
	}
	const part = `${target}.part`;
	await unlink(part).catch(() => undefined);
	await copyFile(source, part, constants.COPYFILE_EXCL);
	const copy = await open(part, 'r+');
	try {
		await copy.sync();
	} finally {
		await copy.close();
	}
	await rename(part, target);
}

async function exists(path: string): Promise<boolean> {
	try {
		await lstat(path);
		return true;
	} catch (error) {
		if (diskCode(error) === 'ENOENT') return false;
		throw error;
	}
}
