import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { ValidationError } from '../../errors';
import type { ChatState } from '../chat/state';
import { DraftStore } from './draft-store';

/** A conversation between two messages. */
export interface Conversation {
	state: ChatState;
	/** Number of the draft it has led to; empty for none. */
	draftId: string;
}

const FOLDER = 'conversations';
const CLAIM = '.conversation';
const MESSAGE_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
/** One that nobody goes on with is forgotten after this. */
const KEPT_MS = 24 * 3_600_000;

/**
 * What was said in a conversation, kept beside the drafts instead of in n8n; the file's name tells nothing of it. Conversations
 * that rest for a day are deleted.
 */
export class Conversations {
	private readonly folder: string;

	constructor(private readonly draftFolder: string, private readonly nowMs: () => number) {
		this.folder = join(draftFolder, FOLDER);
	}

	/** The conversation of a session; null where it is new or was not understood. */
	async read(sessionId: string): Promise<Conversation | null> {
		const text = await readFile(this.fileOf(sessionId), 'utf8').catch(() => '');
		if (text === '') return null;
		try {
			const value: unknown = JSON.parse(text);
			return isConversation(value) ? value : null;
		} catch {
			return null;
		}
	}

	/** @throws ValidationError `draftFolder` */
	async write(sessionId: string, conversation: Conversation): Promise<void> {
		await this.place(this.fileOf(sessionId), JSON.stringify(conversation));
		await this.sweep();
	}

	/** Writes a file whole or not at all. */
	private async place(file: string, text: string): Promise<void> {
		const scratch = join(dirname(file), `.${randomUUID()}.tmp`);
		try {
			await mkdir(dirname(file), { recursive: true, mode: 0o700 });
			await writeFile(scratch, text, { mode: 0o600 });
			await rename(scratch, file);
		} catch (cause) {
			await rm(scratch, { force: true });
			throw new ValidationError('draftFolder', '대화를 초안 폴더에 저장하지 못하였습니다.', '초안 폴더의 경로와 쓰기 권한, 디스크 여유 공간을 확인한 뒤 다시 실행하시기 바랍니다.', { cause });
		}
	}

	/**
	 * Keeps a message until the flow takes it, so that n8n only sees its number.
	 * @returns the message's number
	 * @throws ValidationError `draftFolder`
	 */
	async put(sessionId: string, message: string): Promise<string> {
		const messageId = randomUUID();
		await this.place(this.messageFile(sessionId, messageId), message);
		await this.sweep();
		return messageId;
	}

	/** Gives the message out once and deletes it. @throws ValidationError `messageMissing` */
	async take(sessionId: string, messageId: string): Promise<string> {
		if (MESSAGE_ID.test(messageId)) {
			const path = this.messageFile(sessionId, messageId);
			const message = await readFile(path, 'utf8').catch(() => null);
			await rm(path, { force: true });
			if (message !== null) return message;
		}
		throw new ValidationError('messageMissing', '받은 말을 초안 폴더에서 찾을 수 없습니다.', "'행정문서 초안 대화'와 '행정문서 초안' 노드의 초안 폴더가 같은지 확인하고 대화창에서 다시 보내시기 바랍니다.");
	}

	/** Notes in a document's folder which conversation it came of. @throws ValidationError `draftId`, `draftFolder` */
	async claim(sessionId: string, draftId: string): Promise<void> {
		await this.place(this.claimFile(draftId), sessionId);
	}

	/** The conversation that a document came of; empty where it came of none. @throws ValidationError `draftId` */
	async sessionOf(draftId: string): Promise<string> {
		return await readFile(this.claimFile(draftId), 'utf8').catch(() => '');
	}

	async forget(sessionId: string): Promise<void> {
		await rm(this.fileOf(sessionId), { force: true });
	}

	/** Deletes what rests for a day. */
	async sweep(): Promise<void> {
		for (const name of await readdir(this.folder).catch(() => [])) {
			const path = join(this.folder, name);
			const found = await stat(path).catch(() => null);
			if (found && this.nowMs() - found.mtimeMs > KEPT_MS) await rm(path, { force: true });
		}
	}

	private fileOf(sessionId: string): string {
		return join(this.folder, `${nameOf(sessionId)}.json`);
	}

	private messageFile(sessionId: string, messageId: string): string {
		return join(this.folder, `${nameOf(sessionId)}.${messageId}.txt`);
	}

	private claimFile(draftId: string): string {
		return join(new DraftStore(this.draftFolder).folderOf(draftId), CLAIM);
	}
}

const nameOf = (sessionId: string): string => createHash('sha256').update(sessionId).digest('hex').slice(0, 32);

function isConversation(value: unknown): value is Conversation {
	if (typeof value !== 'object' || value === null || !('state' in value) || !('draftId' in value)) return false;
	const { state, draftId } = value;
	if (typeof state !== 'object' || state === null || typeof draftId !== 'string') return false;
	return 'phase' in state && 'profileId' in state && 'values' in state && 'asked' in state && 'skipped' in state && Array.isArray(state.skipped) && typeof state.values === 'object' && state.values !== null;
}
