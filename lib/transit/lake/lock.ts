import { readFileSync } from 'node:fs';
import { link, open, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

import { ConflictError } from '../../errors';
import { diskCode } from '../../retention/disk';

const LOCK = 'lock';
const HEARTBEAT_MS = 10_000;
/** A holder on another machine, or in another container, cannot be asked; it is taken for dead after this silence. */
const SILENCE_MS = 180_000;
/** A lock file without content is one being written just now, unless it stays so. */
const WRITING_MS = 5_000;

interface Holder {
	pid: number;
	host: string;
	/** When the process began, in ticks since boot: tells it from a later one with the same number. '' where unknown. */
	began: string;
	token: string;
}

export interface HeldLock {
	readonly token: string;
	/** @throws ConflictError `lakeLockLost` when another process has taken the lock over */
	check(): Promise<void>;
	release(): Promise<void>;
}

/**
 * Takes the lake's write lock: a file made with O_EXCL that names its holder. A lock is stale when its process on this
 * machine is gone, or a holder elsewhere has not touched it for three minutes; a stale one is taken over.
 * @throws ConflictError `lakeLocked`
 */
export async function acquireLock(folder: string): Promise<HeldLock> {
	const file = join(folder, LOCK);
	const own: Holder = { pid: process.pid, host: hostname(), began: beganAt(process.pid) ?? '', token: randomUUID() };
	for (let attempt = 0; attempt < 5; attempt++) {
		if (await create(file, own)) return hold(folder, file, own.token);
		const found = await readHolder(file);
		if (found === 'gone') continue;
		if (!(await isStale(folder, file, found))) throw locked();
		await takeAway(file, found?.token ?? null);
	}
	throw locked();
}

async function create(file: string, own: Holder): Promise<boolean> {
	// Written elsewhere and linked into place: nobody ever sees a lock without its holder.
	const written = `${file}.${own.token}`;
	const handle = await open(written, 'wx');
	try {
		await handle.writeFile(JSON.stringify(own));
	} finally {
		await handle.close();
	}
	try {
		await link(written, file);
		return true;
	} catch (error) {
		if (diskCode(error) === 'EEXIST') return false;
		throw error;
	} finally {
		await rm(written, { force: true });
	}
}

function hold(folder: string, file: string, token: string): HeldLock {
	const isOwn = async () => {
		const holder = await readHolder(file);
		return holder !== 'gone' && holder?.token === token;
	};
	const heartbeat = setInterval(() => {
		void touch(folder, file).catch(() => undefined);
	}, HEARTBEAT_MS);
	heartbeat.unref();
	return {
		token,
		check: async () => {
			if (!(await isOwn())) throw lost();
		},
		release: async () => {
			clearInterval(heartbeat);
			if (await isOwn()) await rm(file, { force: true });
		},
	};
}

async function readHolder(file: string): Promise<Holder | null | 'gone'> {
	let text: string;
	try {
		text = await readFile(file, 'utf8');
	} catch (error) {
		if (diskCode(error) === 'ENOENT') return 'gone';
		throw error;
	}
	try {
		const value: unknown = JSON.parse(text);
		return isHolder(value) ? value : null;
	} catch {
		return null;
	}
}

function isHolder(value: unknown): value is Holder {
	if (typeof value !== 'object' || value === null) return false;
	const { pid, host, began, token } = value as Partial<Record<keyof Holder, unknown>>;
	return typeof pid === 'number' && typeof host === 'string' && typeof began === 'string' && typeof token === 'string';
}

async function isStale(folder: string, file: string, holder: Holder | null): Promise<boolean> {
	if (holder?.host === hostname()) {
		const began = beganAt(holder.pid);
		return began === null || (holder.began !== '' && began !== '' && began !== holder.began);
	}
	const silence = (await folderTime(folder)) - (await modifiedAt(file));
	return silence > (holder === null ? WRITING_MS : SILENCE_MS);
}

/** When a process of this machine began ('' where it cannot be told), or null where there is none. */
export function beganAt(pid: number): string | null {
	try {
		const line = readFileSync(`/proc/${pid}/stat`, 'latin1');
		const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
		return fields[0] === 'Z' || fields[0] === 'X' ? null : (fields[19] ?? '');
	} catch {
		try {
			process.kill(pid, 0);
			return '';
		} catch (error) {
			return diskCode(error) === 'EPERM' ? '' : null;
		}
	}
}

/** Removes a lock that was found stale; one that somebody else put there meanwhile is put back. */
async function takeAway(file: string, staleToken: string | null): Promise<void> {
	const aside = `${file}.${randomUUID()}`;
	try {
		await rename(file, aside);
	} catch (error) {
		if (diskCode(error) === 'ENOENT') return;
		throw error;
	}
	const holder = await readHolder(aside);
	if (holder !== 'gone' && (holder?.token ?? null) !== staleToken) await link(aside, file).catch(() => undefined);
	await rm(aside, { force: true });
}

/** By the disk's clock: machines that share the folder may disagree on the time. */
async function touch(folder: string, file: string): Promise<void> {
	const now = (await folderTime(folder)) / 1000;
	await utimes(file, now, now);
}

/** The time by the clock of the disk the folder is on. */
export async function folderTime(folder: string): Promise<number> {
	const probe = join(folder, `${LOCK}.${randomUUID()}`);
	await (await open(probe, 'wx')).close();
	try {
		return await modifiedAt(probe);
	} finally {
		await rm(probe, { force: true });
	}
}

async function modifiedAt(file: string): Promise<number> {
	try {
		return (await stat(file)).mtimeMs;
	} catch (error) {
		if (diskCode(error) === 'ENOENT') return Number.POSITIVE_INFINITY;
		throw error;
	}
}

function locked(): ConflictError {
	return new ConflictError(
		'lakeLocked',
		'다른 실행이 교통카드 자료 저장소에 쓰고 있습니다.',
		'그 실행이 끝난 뒤 다시 실행하시기 바랍니다. 실행 중인 것이 없는데도 되풀이되면 전산 담당자가 저장소 폴더의 lock 파일을 지우시기 바랍니다.',
	);
}

function lost(): ConflictError {
	return new ConflictError(
		'lakeLockLost',
		'이 실행이 멈춘 것으로 보여 다른 실행이 교통카드 자료 저장소를 넘겨받았습니다. 이 실행의 결과는 저장하지 않았습니다.',
		'저장소의 최근 자료를 확인하고 필요하면 다시 실행하시기 바랍니다.',
	);
}
