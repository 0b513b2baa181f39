import { randomUUID } from 'node:crypto';
import { lstat, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { ConflictError, ValidationError } from '../../errors';
import { isStoredDocument } from './check-document';
import type { StoredDocument } from './document';

const DOCUMENT = 'document.json';
const ID = /^D-\d{8}-[0-9a-f]{8}$/;
const LOCK = '.lock';
const LOCK_TRIES = 100;
const LOCK_PAUSE_MS = 50;
/** A step takes milliseconds: a lock this old was left by a process that ended. */
const LEFT_AFTER_MS = 60_000;
/** Far above what the longest facts make; more is no document of ours. */
const MOST_BYTES = 8 * 1024 * 1024;

/** A new number of a document: the day and eight hex digits. */
export const newDraftId = (today: string, random: () => string = randomUUID): string => `D-${today.replaceAll('-', '')}-${random().replaceAll('-', '').slice(0, 8)}`;

/**
 * The folder of documents in the works, outside n8n's storage; each has a folder of its own that only n8n's account can read.
 */
export class DraftStore {
	constructor(private readonly folder: string) {}

	/** The document's own folder. @throws ValidationError `draftId` */
	folderOf(draftId: string): string {
		if (ID.test(draftId)) return join(this.folder, draftId);
		throw new ValidationError('draftId', '초안 번호의 형식이 올바르지 않습니다.', "초안을 만들 때 나온 번호(예: D-20261123-4f7a21c0)를 그대로 넣으시기 바랍니다.");
	}

	/** Writes the document, whole or not at all. @throws ValidationError `draftFolder` */
	async write(document: StoredDocument): Promise<void> {
		const folder = this.folderOf(document.draftId);
		const scratch = join(folder, `.${randomUUID()}.tmp`);
		await onDisk(async () => {
			await mkdir(folder, { recursive: true, mode: 0o700 });
			const file = await open(scratch, 'wx', 0o600);
			try {
				await file.writeFile(JSON.stringify(document));
				await file.sync();
			} finally {
				await file.close();
			}
			await rename(scratch, join(folder, DOCUMENT));
		}).finally(() => rm(scratch, { force: true }));
	}

	/** @throws ValidationError `draftId`, `draftMissing`, `draftBroken` */
	async read(draftId: string): Promise<StoredDocument> {
		const folder = this.folderOf(draftId);
		const path = join(folder, DOCUMENT);
		let text: string;
		try {
			if ((await lstat(folder)).isSymbolicLink()) throw new Error('a link, not a folder of ours');
			text = await readFile(path, 'utf8');
		} catch (cause) {
			throw new ValidationError('draftMissing', `초안(${draftId})을 초안 폴더에서 찾을 수 없습니다.`, '초안 번호와 초안 폴더를 확인하시기 바랍니다. 보존기간이 지나 파기되었으면 다시 작성해야 합니다.', { cause });
		}
		const document: unknown = text.length > MOST_BYTES ? null : parsed(text);
		if (isStoredDocument(document) && document.draftId === draftId) return document;
		throw new ValidationError('draftBroken', `초안 ${draftId}의 작업 자료가 손상되었습니다.`, '백업에서 초안 폴더를 되돌리거나 입력 내용으로 다시 작성하시기 바랍니다.');
	}

	/**
	 * Does a step on a document (read, record, write) while no other run or process does one.
	 * @throws ConflictError `draftBusy`
	 */
	async alone<T>(draftId: string, step: () => Promise<T>): Promise<T> {
		const lock = join(this.folderOf(draftId), LOCK);
		// Where the folder is gone the step itself says so.
		if (!(await taken(lock, draftId))) return await step();
		try {
			return await step();
		} finally {
			await rm(lock, { force: true });
		}
	}

	/** Numbers of the documents in the folder, oldest first. */
	async ids(): Promise<string[]> {
		const names = await readdir(this.folder).catch(() => []);
		return names.filter((name) => ID.test(name)).sort();
	}

	/** Deletes a document with all its files. */
	async destroy(draftId: string): Promise<void> {
		await onDisk(() => rm(this.folderOf(draftId), { recursive: true, force: true }));
	}
}

/** Takes a lock, waiting for the one who has it; false where its folder is not there. */
async function taken(lock: string, draftId: string): Promise<boolean> {
	for (let tries = 0; tries < LOCK_TRIES; tries++) {
		const outcome = await made(lock);
		if (outcome !== 'EEXIST') return outcome === '';
		if (await isLeft(lock)) await rm(lock, { force: true });
		else await wait(LOCK_PAUSE_MS);
	}
	throw new ConflictError('draftBusy', `초안(${draftId})을 다른 곳에서 저장하고 있습니다.`, '잠시 뒤에 다시 실행하시기 바랍니다.');
}

/** Makes a file that is not there; else why not: `EEXIST` or `ENOENT`. */
async function made(path: string): Promise<'' | 'EEXIST' | 'ENOENT'> {
	return await onDisk(async () => {
		try {
			await writeFile(path, '', { flag: 'wx', mode: 0o600 });
			return '';
		} catch (error) {
			const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
			if (code === 'EEXIST' || code === 'ENOENT') return code;
			throw error;
		}
	});
}

/** Told by the clock of the file system, on which a file made now is compared with the lock. */
async function isLeft(lock: string): Promise<boolean> {
	const probe = `${lock}.${randomUUID()}`;
	if ((await made(probe)) !== '') return false;
	try {
		const [now, then] = await Promise.all([stat(probe), stat(lock).catch(() => null)]);
		return then !== null && now.mtimeMs - then.mtimeMs > LEFT_AFTER_MS;
	} finally {
		await rm(probe, { force: true });
	}
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (cause) {
		if (typeof cause !== 'object' || cause === null || !('syscall' in cause)) throw cause;
		throw new ValidationError('draftFolder', `초안 폴더에 저장하지 못하였습니다(${'code' in cause ? String(cause.code) : ''}).`, '초안 폴더의 경로와 쓰기 권한, 디스크 여유 공간을 확인한 뒤 다시 실행하시기 바랍니다.', { cause });
	}
}
