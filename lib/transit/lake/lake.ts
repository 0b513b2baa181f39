import { AsyncLocalStorage } from 'node:async_hooks';
import { mkdir } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { ConflictError, ValidationError } from '../../errors';
import { diskCode } from '../../retention/disk';
import { acquireLock, folderTime, type HeldLock } from './lock';
import type { Manifest, MasterKind } from './manifest';
import { manifestFault } from './manifest-check';
import { emptyManifest, readManifest, writeManifest } from './manifest-file';
import { sweepOrphans } from './sweep';

/** How often, and how far apart, a commit asks for a lock that another execution holds. */
const COMMIT_ATTEMPTS = 120;
const COMMIT_PAUSE_MS = 250;
const MASTER_KINDS: readonly MasterKind[] = ['route', 'stop', 'route_stop', 'run_log', 'area'];

/** 교통카드 자료 저장소: a folder of Parquet files, of which the manifest says what counts. */
export interface Lake {
	/** Absolute. */
	readonly folder: string;
	/** As read at open, on taking the lock, or at the last commit. Not to be changed but by `commit`. */
	readonly manifest: Manifest;
	/** Absolute path of what the manifest names. @throws ValidationError `lakePath` where it would lie outside */
	path(relative: string): string;
	/** Absolute paths of a day's taps, by source. Read them with `hive_partitioning = false`: the columns are all inside. */
	tapFiles(serviceDate: string): string[];
	/**
	 * Absolute path of the master to use for a day: the newest that holds from that day or before, else the earliest. A run
	 * log only of that very day. Null where there is none.
	 */
	masterFile(kind: MasterKind, serviceDate: string): string | null;
	/** Tells the masters to use for a day from others; '' where there are none. */
	mastersPrint(serviceDate: string): string;
	/** Whether a day's summary is missing, of older taps, or (where a version is given) of another version of the metrics or other masters. */
	isStale(serviceDate: string, metricsVersion?: string): boolean;
	/**
	 * Under the lock, reads the manifest again, applies the change, counts the generation up and puts it in place by one
	 * rename. Waits up to half a minute for another execution's lock.
	 * @throws ConflictError `lakeLocked`, `lakeLockLost`
	 */
	commit(change: (draft: Manifest) => void): Promise<void>;
	/**
	 * Runs work under the write lock, which `commit` and `sweep` inside it share. Whatever writes to taps, rejects or staging
	 * runs in it.
	 * @throws ConflictError `lakeLocked`
	 */
	withLock<T>(work: () => Promise<T>): Promise<T>;
	/** Deletes what no manifest names; how many files. */
	sweep(): Promise<number>;
}

/**
 * Opens the lake in a folder; a folder that is missing or empty becomes a new one.
 * @throws ValidationError `lakeFolder`, `lakeForeignFolder`, `lakeManifestLost`, `lakeManifestBroken`
 */
export async function openLake(folder: string): Promise<Lake> {
	const absolute = resolve(folder);
	return await onLakeFolder(async () => {
		await mkdir(absolute, { recursive: true });
		const found = await readManifest(absolute);
		const lake = new FolderLake(absolute, found ?? emptyManifest());
		if (!found) await lake.create();
		return lake;
	});
}

class FolderLake implements Lake {
	/** The lock held by the running call, so that calls inside it share it and others do not. */
	private readonly holding = new AsyncLocalStorage<HeldLock>();

	constructor(
		readonly folder: string,
		private current: Manifest,
	) {}

	get manifest(): Manifest {
		return this.current;
	}

	path(relative: string): string {
		const absolute = resolve(this.folder, relative);
		if (absolute.startsWith(`${this.folder}/`)) return absolute;
		throw new ValidationError(
			'lakePath',
			'교통카드 자료 저장소 밖을 가리키는 경로가 있습니다.',
			'저장소의 manifest.json을 손으로 고쳤다면 백업에서 되돌려 놓으시기 바랍니다.',
		);
	}

	tapFiles(serviceDate: string): string[] {
		return Object.values(this.current.sources)
			.flatMap((source) => source.files)
			.filter((file) => file.serviceDate === serviceDate)
			.map((file) => this.path(file.path))
			.sort();
	}

	masterFile(kind: MasterKind, serviceDate: string): string | null {
		const ofKind = this.current.masters.filter((master) => master.kind === kind);
		// A later import of the same day stands further down the list and is preferred.
		const inOrder = ofKind.map((master, index) => ({ master, index })).sort((a, b) => a.master.validFrom.localeCompare(b.master.validFrom) || a.index - b.index);
		const sameDay = inOrder.findLast(({ master }) => master.validFrom === serviceDate);
		const inForce = inOrder.findLast(({ master }) => master.validFrom <= serviceDate);
		const earliest = inOrder.findLast(({ master }) => master.validFrom === inOrder[0]?.master.validFrom);
		const chosen = kind === 'run_log' ? sameDay : (inForce ?? earliest);
		return chosen ? this.path(chosen.master.path) : null;
	}

	mastersPrint(serviceDate: string): string {
		// A master's file name has the hash of its content.
		return MASTER_KINDS.flatMap((kind) => {
			const file = this.masterFile(kind, serviceDate);
			return file === null ? [] : [`${kind}/${basename(file, '.parquet')}`];
		}).join(' ');
	}

	isStale(serviceDate: string, metricsVersion?: string): boolean {
		const day = this.current.days[serviceDate];
		if (!day?.summary) return true;
		if (day.tapsPurged) return false;
		if (day.summary.tapsGeneration !== day.tapsGeneration) return true;
		if (metricsVersion === undefined) return false;
		return day.summary.metricsVersion !== metricsVersion || (day.summary.masters ?? '') !== this.mastersPrint(serviceDate);
	}

	async commit(change: (draft: Manifest) => void): Promise<void> {
		await this.underLock(COMMIT_ATTEMPTS, async (lock) => {
			const draft = structuredClone((await readManifest(this.folder)) ?? emptyManifest());
			change(draft);
			draft.generation += 1;
			const fault = manifestFault(draft);
			if (fault !== null) throw new TypeError(`change makes the manifest unsound at ${fault}`);
			await lock.check();
			await onLakeFolder(async () => await writeManifest(this.folder, draft, lock.token));
			this.current = draft;
		});
	}

	async withLock<T>(work: () => Promise<T>): Promise<T> {
		return await this.underLock(1, async () => {
			this.current = (await readManifest(this.folder)) ?? this.current;
			return await work();
		});
	}

	async sweep(): Promise<number> {
		return await this.withLock(async () => await sweepOrphans(this.folder, this.current, await folderTime(this.folder)));
	}

	async create(): Promise<void> {
		await this.underLock(COMMIT_ATTEMPTS, async (lock) => {
			const found = await readManifest(this.folder);
			if (!found) await writeManifest(this.folder, this.current, lock.token);
			else this.current = found;
		});
	}

	private async underLock<T>(attempts: number, work: (lock: HeldLock) => Promise<T>): Promise<T> {
		const held = this.holding.getStore();
		if (held) return await work(held);
		const lock = await this.acquire(attempts);
		try {
			return await this.holding.run(lock, async () => await work(lock));
		} finally {
			await lock.release();
		}
	}

	private async acquire(attempts: number): Promise<HeldLock> {
		for (let attempt = 1; ; attempt++) {
			try {
				return await onLakeFolder(async () => await acquireLock(this.folder));
			} catch (error) {
				if (!(error instanceof ConflictError) || attempt >= attempts) throw error;
				await wait(COMMIT_PAUSE_MS);
			}
		}
	}
}

/** Turns what the disk refuses into words. @throws ValidationError `lakeFolder` */
async function onLakeFolder<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		const code = diskCode(error);
		if (code === undefined || error instanceof ValidationError || error instanceof ConflictError) throw error;
		throw new ValidationError(
			'lakeFolder',
			`교통카드 자료 저장소 폴더에 읽거나 쓰지 못하였습니다(${code}).`,
			'폴더가 있는지, 쓰기 권한과 디스크 여유 공간이 있는지 확인하시기 바랍니다.',
			{ cause: error },
		);
	}
}
