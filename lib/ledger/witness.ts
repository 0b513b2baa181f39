import { randomUUID } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

import { ValidationError } from '../errors';
import type { ChainHead } from './chain';

/**
 * Remembers outside the ledger (대장 표식) how far its chain had come, so that a ledger put back from a backup is noticed
 * where the gateway cannot be searched for what it has forgotten.
 */
export interface Witness {
	/** Null where nothing was ever remembered. @throws ValidationError `witnessUnreadable` */
	read(): Promise<ChainHead | null>;
	/** Remembers a head unless a later one is remembered already; on disk when it returns. @throws ValidationError `witnessUnwritable` */
	write(head: ChainHead): Promise<void>;
	/** Remembers this head whatever was remembered: a person has looked into it. */
	reset(head: ChainHead): Promise<void>;
}

/** The witness in one small file. */
export class FileWitness implements Witness {
	private last: Promise<void> = Promise.resolve();

	/** @param path absolute; its folder must exist, best on another disk than the ledger's */
	constructor(private readonly path: string) {}

	async read(): Promise<ChainHead | null> {
		let text: string;
		try {
			text = await readFile(this.path, 'utf8');
		} catch (error) {
			if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return null;
			throw unreadable(error);
		}
		const [, seq, mac] = /^(\d+):([A-Za-z0-9_-]*)\n?$/.exec(text) ?? [];
		if (seq === undefined || mac === undefined) throw unreadable(undefined);
		return { seq: Number(seq), mac };
	}

	async write(head: ChainHead): Promise<void> {
		const turn = this.last.then(async () => await this.advance(head));
		this.last = turn.catch(() => undefined);
		await turn;
	}

	async reset(head: ChainHead): Promise<void> {
		await this.put(head);
	}

	private async advance(head: ChainHead): Promise<void> {
		const known = await this.read();
		if (known === null || known.seq < head.seq) await this.put(head);
	}

	private async put({ seq, mac }: ChainHead): Promise<void> {
		const draft = `${this.path}.${randomUUID()}`;
		try {
			const file = await open(draft, 'wx', 0o600);
			try {
				await file.writeFile(`${seq}:${mac}\n`);
				await file.sync();
			} finally {
				await file.close();
			}
			await rename(draft, this.path);
			const folder = await open(dirname(this.path));
			await folder.sync().finally(async () => await folder.close());
		} catch (error) {
			throw new ValidationError(
				'witnessUnwritable',
				"대장 표식 파일을 쓸 수 없어 보내지 않았습니다.",
				"'발송 대장' 자격 증명의 대장 표식 파일 경로와 폴더 쓰기 권한, 디스크 여유 공간을 확인하시기 바랍니다.",
				{ cause: error },
			);
		}
	}
}

const unreadable = (cause: unknown) =>
	new ValidationError(
		'witnessUnreadable',
		'대장 표식 파일을 읽을 수 없거나 내용이 올바르지 않아, 대장이 예전 백업으로 되돌려졌는지 확인할 수 없습니다.',
		"'발송 대장' 자격 증명의 대장 표식 파일을 확인하시기 바랍니다. 대장이 최신인지 확인한 뒤 '복원 확인'을 실행하면 표식을 새로 씁니다.",
		{ cause },
	);
