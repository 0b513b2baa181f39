import { randomUUID } from 'node:crypto';
import { open, readFile, stat, unlink, utimes } from 'node:fs/promises';

import { ConflictError } from '../../errors';
import { diskCode } from '../../retention/disk';
import type { Sleep } from './arrival';

export interface LockOptions {
	/** A lock not touched for so long belongs to nobody any more. */
	staleMs: number;
	/** How long to wait for another holder. */
	waitMs: number;
	/** Milliseconds since the epoch. */
	nowMs: () => number;
	sleep: Sleep;
	/** Korean: what the other execution is doing. */
	busy: string;
}

const LOOK_EVERY_MS = 100;

/**
 * Runs work while no other execution or process holds the lock file. The holder touches the file while it works, so
 * that the lock of a killed process can be told from a long download.
 * @throws ConflictError `feedBusy`
 */
export async function withFileLock<T>(path: string, options: LockOptions, work: () => Promise<T>): Promise<T> {
	const mark = randomUUID();
	const end = options.nowMs() + options.waitMs;
	while (!(await take(path, mark))) {
		if (await removeStale(path, options)) continue;
		if (options.nowMs() >= end) throw new ConflictError('feedBusy', options.busy, '먼저 시작한 실행이 끝난 뒤 다시 실행하시기 바랍니다.');
		await options.sleep(LOOK_EVERY_MS);
	}
	const touch = setInterval(() => {
		const seconds = options.nowMs() / 1000;
		utimes(path, seconds, seconds).catch(() => undefined);
	}, options.staleMs / 4);
	touch.unref();
	try {
		return await work();
	} finally {
		clearInterval(touch);
		if ((await readFile(path, 'utf8').catch(() => '')) === mark) await unlink(path).catch(() => undefined);
	}
}

async function take(path: string, mark: string): Promise<boolean> {
	try {
		const file = await open(path, 'wx', 0o600);
		try {
			await file.writeFile(mark);
		} finally {
			await file.close();
		}
		return true;
	} catch (error) {
		if (diskCode(error) === 'EEXIST') return false;
		throw error;
	}
}

/** Whether the lock's holder was dead, so that it is free now. */
async function removeStale(path: string, { staleMs, nowMs }: LockOptions): Promise<boolean> {
	const before = await readFile(path, 'utf8').catch(() => null);
	const age = nowMs() - (await stat(path).then(({ mtimeMs }) => mtimeMs, nowMs));
	if (before === null || age < staleMs) return false;
	if ((await readFile(path, 'utf8').catch(() => null)) !== before) return false;
	return await unlink(path).then(
		() => true,
		() => false,
	);
}
