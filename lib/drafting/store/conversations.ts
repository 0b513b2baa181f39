import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import type { ChatState } from '../chat/state';

/** A conversation between two messages. */
export interface Conversation {
	state: ChatState;
	/** Number of the draft it has led to; empty for none. */
	draftId: string;
}

const FOLDER = 'conversations';
/** One that nobody goes on with is forgotten after this. */
const KEPT_MS = 24 * 3_600_000;

/**
 * What was said in a conversation, kept beside the drafts instead of in n8n; the file's name tells nothing of it. Conversations
 * that rest for a day are deleted.
 */
export class Conversations {
	private readonly folder: string;

	constructor(draftFolder: string, private readonly nowMs: () => number) {
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
		const file = this.fileOf(sessionId);
		const scratch = `${file}.${randomUUID()}.tmp`;
		try {
			await mkdir(this.folder, { recursive: true, mode: 0o700 });
			await writeFile(scratch, JSON.stringify(conversation), { mode: 0o600 });
			await rename(scratch, file);
		} catch (cause) {
			await rm(scratch, { force: true });
			throw new ValidationError('draftFolder', '대화를 초안 폴더에 저장하지 못하였습니다.', '초안 폴더의 경로와 쓰기 권한, 디스크 여유 공간을 확인한 뒤 다시 실행하시기 바랍니다.', { cause });
		}
		await this.sweep();
	}

	async forget(sessionId: string): Promise<void> {
		await rm(this.fileOf(sessionId), { force: true });
	}

	private async sweep(): Promise<void> {
		for (const name of await readdir(this.folder).catch(() => [])) {
			const path = join(this.folder, name);
			const found = await stat(path).catch(() => null);
			if (found && this.nowMs() - found.mtimeMs > KEPT_MS) await rm(path, { force: true });
		}
	}

	private fileOf(sessionId: string): string {
		return join(this.folder, `${createHash('sha256').update(sessionId).digest('hex').slice(0, 32)}.json`);
	}
}

function isConversation(value: unknown): value is Conversation {
	if (typeof value !== 'object' || value === null || !('state' in value) || !('draftId' in value)) return false;
	const { state, draftId } = value;
	if (typeof state !== 'object' || state === null || typeof draftId !== 'string') return false;
	return 'phase' in state && 'profileId' in state && 'values' in state && 'asked' in state && 'skipped' in state && Array.isArray(state.skipped) && typeof state.values === 'object' && state.values !== null;
}
