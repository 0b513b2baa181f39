import { lstat, open, readdir, realpath, unlink } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';

import type { Desk } from '../ledger/desk';
import type { FileView } from '../ledger/files';
import type { Origin } from '../ledger/types';
import { diskCode, onDisk } from './disk';
import { hashFile } from './hash-file';

const PAGE = 100;
const END_OF_TIME = '9999-12-31';
const BLOCK = 1024 * 1024;

export interface DestroyOptions {
	/** Real paths of the folders in which files may be deleted. */
	folders: readonly string[];
	/** Today, `YYYY-MM-DD`. */
	today: string;
	/** A person who confirms that files which are gone were destroyed; null where nobody does. */
	confirmedGoneBy: string | null;
	origin: Origin;
}

/** A registered file that was not destroyed, and why. */
export interface NotDestroyed {
	fileId: string;
	kind: FileView['kind'];
	path: string;
	destroyOn: string;
	problem: 'missing' | 'changed' | 'outside' | 'failed';
	/** In Korean, with what to do. */
	message: string;
}

export interface Destroyed {
	destroyed: number;
	/** Files that were gone and that a person confirmed. */
	confirmedGone: number;
	problems: NotDestroyed[];
	/** Files in the folders that nothing on record will ever destroy, e.g. copies that somebody made. */
	unregistered: string[];
}

const MESSAGES = {
	missing: "파일이 제자리에 없습니다. 다른 곳으로 옮겼는지 확인하고, 직접 파기하였다면 '없어진 파일을 파기한 것으로 기록'을 켜고 다시 실행하시기 바랍니다.",
	changed: '등록한 뒤 내용이 바뀌어 지우지 않았습니다. 내용을 확인하고 직접 파기하시기 바랍니다.',
	outside: "'파기할 폴더'에 들어 있지 않아 지우지 않았습니다. 폴더를 추가하거나 직접 파기하시기 바랍니다.",
	failed: '지우지 못하였습니다. 폴더의 쓰기 권한을 확인하고, 파일이 열려 있으면 닫은 뒤 다시 실행하시기 바랍니다.',
} as const;

/**
 * Destroys registered files whose day has come: overwritten, deleted, recorded. Only files in the given folders and with
 * the content that was registered; every other one is reported and stays due.
 */
export async function destroyDue(desk: Pick<Desk, 'filesDue' | 'markDestroyed'>, options: DestroyOptions): Promise<Destroyed> {
	const { today, confirmedGoneBy, origin } = options;
	const done: Destroyed = { destroyed: 0, confirmedGone: 0, problems: [], unregistered: [] };
	for await (const file of registeredFiles(desk, today)) {
		const outcome = await destroy(file, options.folders);
		if (outcome === 'deleted') {
			await desk.markDestroyed(file.id, { how: 'deleted', origin });
			done.destroyed += 1;
		} else if (outcome === 'missing' && confirmedGoneBy !== null) {
			await desk.markDestroyed(file.id, { how: 'foundGone', by: confirmedGoneBy, origin });
			done.confirmedGone += 1;
		} else {
			done.problems.push({ fileId: file.id, kind: file.kind, path: file.path, destroyOn: file.destroyOn, problem: outcome, message: MESSAGES[outcome] });
		}
	}
	done.unregistered = await unregisteredFiles(desk, options.folders);
	return done;
}

async function* registeredFiles(desk: Pick<Desk, 'filesDue'>, until: string): AsyncGenerator<FileView> {
	for (let after = ''; ; ) {
		const page = await desk.filesDue(until, PAGE, after);
		const last = page.at(-1);
		if (!last) return;
		after = last.id;
		yield* page;
	}
}

async function unregisteredFiles(desk: Pick<Desk, 'filesDue'>, folders: readonly string[]): Promise<string[]> {
	const known = new Set<string>();
	for await (const { path } of registeredFiles(desk, END_OF_TIME)) known.add(join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path)));
	const found: string[] = [];
	for (const folder of folders) {
		const entries = await onDisk('폴더를 읽지', async () => await readdir(folder, { withFileTypes: true }));
		for (const entry of entries) if (entry.isFile() && !known.has(join(folder, entry.name))) found.push(join(folder, entry.name));
	}
	return found;
}

async function destroy(file: FileView, folders: readonly string[]): Promise<'deleted' | NotDestroyed['problem']> {
	try {
		const path = join(await realpath(dirname(file.path)), basename(file.path));
		if (!folders.some((folder) => isInside(path, folder))) return 'outside';
		const found = await lstat(path);
		if (!found.isFile() || (await hashFile(path)) !== file.sha256) return 'changed';
		if (found.nlink === 1) await overwrite(path, found.size);
		await unlink(path);
		return 'deleted';
	} catch (error) {
		if (diskCode(error) === 'ENOENT' || diskCode(error) === 'ENOTDIR') return folders.some((folder) => isInside(file.path, folder)) ? 'missing' : 'outside';
		if (diskCode(error) === undefined) throw error;
		return 'failed';
	}
}

function isInside(path: string, folder: string): boolean {
	const way = relative(folder, path);
	return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep);
}

async function overwrite(path: string, size: number): Promise<void> {
	const zeros = Buffer.alloc(Math.min(size, BLOCK));
	const file = await open(path, 'r+');
	try {
		for (let at = 0; at < size; at += zeros.length) await file.write(zeros, 0, Math.min(zeros.length, size - at), at);
		await file.sync();
	} finally {
		await file.close();
	}
}

/** The real path of a folder in which files may be deleted. @throws ValidationError `retentionFolder` */
export async function realFolder(folder: string): Promise<string> {
	return await onDisk('폴더를 열지', async () => await realpath(folder));
}
