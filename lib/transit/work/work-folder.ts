import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

import { beganAt } from '../lake/lock';

/** A work folder of another machine this old belongs to a process that was ended. */
const LEFT_BEHIND_MS = 12 * 3_600_000;
const NAME = /^work-(.*)-(\d+)-[^-]+$/;

/** Makes a folder below `temp` for the work of this process; its name says whose it is. */
export async function makeWorkFolder(temp: string): Promise<string> {
	await mkdir(temp, { recursive: true });
	return await mkdtemp(join(temp, `work-${hostname()}-${process.pid}-`));
}

/** Deletes the work folders of processes that have ended: a copy of a delivery, card numbers and all, may lie in them. */
export async function removeLeftBehind(temp: string): Promise<void> {
	const names = await readdir(temp).catch(() => []);
	if (names.length === 0) return;
	const { mtimeMs: now } = await stat(temp);
	for (const name of names) {
		const folder = join(temp, name);
		const [, host, pid] = NAME.exec(name) ?? [];
		const age = now - (await stat(folder).catch(() => ({ mtimeMs: now }))).mtimeMs;
		const isOver = host === hostname() ? beganAt(Number(pid)) === null : age > LEFT_BEHIND_MS;
		if (isOver) await rm(folder, { recursive: true, force: true });
	}
}
