import { createReadStream } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';

import { ValidationError } from '../../errors';
import { transferLost } from './failures';
import type { FeedSource, OpenedFile, RemoteFile } from './source';

/**
 * Files of one folder of this machine or of a network drive, not below it. Hidden files, folders and links that lead out
 * are not listed.
 */
export function folderSource(folder: string): FeedSource {
	async function root(): Promise<string> {
		try {
			const path = await realpath(folder);
			if ((await stat(path)).isDirectory()) return path;
		} catch {
			// told below, with what to do
		}
		throw new ValidationError('feedFolderMissing', '자료가 도착하는 폴더를 열 수 없습니다.', '폴더가 있는지, 네트워크 드라이브가 연결되어 있는지, n8n을 실행하는 계정이 읽을 수 있는지 확인하시기 바랍니다.');
	}

	async function file(name: string): Promise<{ path: string; listed: RemoteFile } | null> {
		const base = await root();
		const path = await realpath(join(base, name)).catch(() => null);
		if (path === null || !path.startsWith(base.endsWith(sep) ? base : base + sep)) return null;
		const facts = await stat(path).catch(() => null);
		if (!facts?.isFile()) return null;
		return { path, listed: { name: name.normalize('NFC'), bytes: facts.size, version: `${facts.size}-${facts.mtimeMs}` } };
	}

	return {
		shown: folder,
		async list(wanted) {
			const files: RemoteFile[] = [];
			for (const name of await readdir(await root())) {
				if (name.startsWith('.') || name.startsWith('~$') || !wanted.fits(name.normalize('NFC'))) continue;
				const found = await file(name);
				if (found) files.push(found.listed);
			}
			return files;
		},
		async open(name, resume): Promise<OpenedFile> {
			const found = (await file(name)) ?? (await file(name.normalize('NFD')));
			if (!found) throw new ValidationError('feedFileGone', `목록에 있던 파일이 없어졌습니다: ${name}`, '자료 폴더를 확인한 뒤 다시 실행하시기 바랍니다.');
			const { bytes, version } = found.listed;
			const from = resume && resume.version === version && resume.from <= (bytes ?? 0) ? resume.from : 0;
			return { stream: Readable.from(pieces(found.path, from), { objectMode: false }), from, bytes, version };
		},
		close: () => Promise.resolve(),
	};
}

/** A network drive that goes away in the middle is gone on with later. */
async function* pieces(path: string, from: number): AsyncGenerator<Buffer> {
	try {
		for await (const piece of createReadStream(path, { start: from, highWaterMark: 1_048_576 }) as AsyncIterable<Buffer>) yield piece;
	} catch {
		throw transferLost({ label: '자료 폴더', host: 'n8n 서버' });
	}
}
