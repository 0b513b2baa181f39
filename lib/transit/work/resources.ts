import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { ConflictError } from '../../errors';
import { openEngine, type Engine } from '../engine';
import { openLake, type Lake } from '../lake/lake';
import { makeWorkFolder, removeLeftBehind } from './work-folder';

/** What every piece of work on the lake is given. */
export interface WorkResources {
	/** Absolute. */
	lakeFolder: string;
	/** Limit of the analytical engine in MiB; the process itself needs some 300 MiB more. */
	memoryMb: number;
	threads: number;
}

/** How long work waits for another execution's lock before it says so. */
const LOCK_WAIT_MS = 120_000;
const LOCK_PAUSE_MS = 1_000;

export interface OpenWork {
	lake: Lake;
	engine: Engine;
	/** Deleted when the work is over. */
	tempFolder: string;
}

/** Opens the lake and an engine whose overflow goes to a folder beside it, and closes both. */
export async function withLake<T>(resources: WorkResources, work: (open: OpenWork) => Promise<T>): Promise<T> {
	const lake = await openLake(resources.lakeFolder);
	const temp = lake.path('temp');
	await removeLeftBehind(temp);
	const tempFolder = await makeWorkFolder(temp);
	try {
		const engine = await openEngine({ memoryMb: resources.memoryMb, threads: resources.threads, tempFolder });
		try {
			return await work({ lake, engine, tempFolder });
		} finally {
			await engine.close();
		}
	} finally {
		await rm(tempFolder, { recursive: true, force: true });
	}
}

/** Opens an engine for work without the lake; its overflow goes to a folder of the system's, and both are gone afterwards. */
export async function withEngine<T>(limits: Omit<WorkResources, 'lakeFolder'>, work: (open: Omit<OpenWork, 'lake'>) => Promise<T>): Promise<T> {
	const base = join(tmpdir(), 'cityhall-transit');
	await mkdir(base, { recursive: true });
	const tempFolder = await mkdtemp(join(base, 'work-'));
	try {
		const engine = await openEngine({ ...limits, tempFolder });
		try {
			return await work({ engine, tempFolder });
		} finally {
			await engine.close();
		}
	} finally {
		await rm(tempFolder, { recursive: true, force: true });
	}
}

/** Runs work under the lake's lock, waiting up to two minutes for another execution. @throws ConflictError `lakeLocked` */
export async function whenFree<T>(lake: Lake, work: () => Promise<T>): Promise<T> {
	for (let waited = 0; ; waited += LOCK_PAUSE_MS) {
		try {
			return await lake.withLock(work);
		} catch (error) {
			if (!(error instanceof ConflictError) || error.code !== 'lakeLocked' || waited >= LOCK_WAIT_MS) throw error;
			await wait(LOCK_PAUSE_MS);
		}
	}
}
