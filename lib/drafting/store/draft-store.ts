import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { isStoredDocument } from './check-document';
import type { StoredDocument } from './document';

const DOCUMENT = 'document.json';
const ID = /^D-\d{8}-[0-9a-f]{8}$/;
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
		const path = join(this.folderOf(draftId), DOCUMENT);
		let text: string;
		try {
			text = await readFile(path, 'utf8');
		} catch (cause) {
			throw new ValidationError('draftMissing', `초안 ${draftId}을(를) 초안 폴더에서 찾을 수 없습니다.`, '초안 번호와 초안 폴더를 확인하시기 바랍니다. 보존기간이 지나 파기되었으면 다시 작성해야 합니다.', { cause });
		}
		const document: unknown = text.length > MOST_BYTES ? null : parsed(text);
		if (isStoredDocument(document) && document.draftId === draftId) return document;
		throw new ValidationError('draftBroken', `초안 ${draftId}의 작업 자료가 손상되었습니다.`, '백업에서 초안 폴더를 되돌리거나 입력 내용으로 다시 작성하시기 바랍니다.');
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
