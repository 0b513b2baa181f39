import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { diskCode } from '../../retention/disk';
import type { Manifest } from './manifest';
import { MANIFEST } from './manifest-file';

/** What metrics and master imports write outside the lock is left alone this long. */
const SPARE_MS = 3_600_000;

/**
 * Deletes what no manifest names any more: tap and reject files, staging, and summaries and masters that are over an
 * hour old. Reports are never touched. To be called under the lock. Returns the number of files deleted.
 */
export async function sweepOrphans(folder: string, manifest: Manifest, now: number): Promise<number> {
	const named = new Set([
		...Object.values(manifest.sources).flatMap((source) => [...source.files.map(({ path }) => path), source.rejectsFile ?? '']),
		...manifest.masters.map(({ path }) => path),
	]);
	const summaries = Object.values(manifest.days).flatMap(({ summary }) => (summary ? [`${summary.folder.replace(/\/$/, '')}/`] : []));
	const isNamed = (path: string) => named.has(path) || summaries.some((start) => path.startsWith(start));
	let swept = 0;
	for (const name of (await entries(folder)).filter((one) => one.startsWith(`${MANIFEST}.`) || one.startsWith('lock.'))) {
		if (name.startsWith('lock.') && !(await isOlder(join(folder, name), now - SPARE_MS))) continue;
		await rm(join(folder, name), { force: true });
		swept += 1;
	}
	for (const path of await filesUnder(folder, ['taps', 'rejects', 'staging'])) {
		if (isNamed(path)) continue;
		await rm(join(folder, path), { force: true });
		swept += 1;
	}
	for (const path of await filesUnder(folder, ['summaries', 'masters'])) {
		if (isNamed(path) || !(await isOlder(join(folder, path), now - SPARE_MS))) continue;
		await rm(join(folder, path), { force: true });
		swept += 1;
	}
	await rm(join(folder, 'staging'), { recursive: true, force: true });
	return swept;
}

async function filesUnder(folder: string, tops: readonly string[]): Promise<string[]> {
	const found: string[] = [];
	for (const top of tops) {
		const inside = await readdir(join(folder, top), { recursive: true, withFileTypes: true }).catch(onlyMissing);
		for (const entry of inside) {
			if (entry.isDirectory()) continue;
			found.push(join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll('\\', '/'));
		}
	}
	return found;
}

async function entries(folder: string): Promise<string[]> {
	return await readdir(folder);
}

async function isOlder(path: string, than: number): Promise<boolean> {
	try {
		return (await stat(path)).mtimeMs < than;
	} catch {
		return false;
	}
}

function onlyMissing(error: unknown): never[] {
	if (diskCode(error) === 'ENOENT') return [];
	throw error;
}
