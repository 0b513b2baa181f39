import { mkdir, open, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Lake } from '../lake/lake';
import type { LakeSource, Manifest, TapFile } from '../lake/manifest';
import { syncFolder } from '../lake/manifest-file';

/** A finished file in the staging folder. */
export interface WrittenDay {
	serviceDate: string;
	path: string;
	rows: number;
}

/**
 * Moves finished files to their places, under names that nothing uses yet, and commits the source: its former files, and
 * for a whole day the parts that came before it, are no longer named. What is no longer named is swept later.
 */
export async function commitSource(lake: Lake, source: LakeSource, days: readonly WrittenDay[], rejects: string | null): Promise<{ source: LakeSource; changedDays: string[] }> {
	const used = new Set(Object.values(lake.manifest.sources).flatMap(({ files, rejectsFile }) => [...files.map(({ path }) => path), rejectsFile ?? '']));
	const next = lake.manifest.generation + 1;
	const place = async (from: string, wanted: (suffix: string) => string): Promise<string> => {
		const path = used.has(wanted('')) ? wanted(`.${next}`) : wanted('');
		await syncFile(from);
		await mkdir(dirname(lake.path(path)), { recursive: true });
		await rename(from, lake.path(path));
		await syncFolder(dirname(lake.path(path)));
		return path;
	};
	const files: TapFile[] = [];
	for (const { serviceDate, path: from, rows } of days) {
		const path = await place(from, (suffix) => join('taps', `service_date=${serviceDate}`, `source=${source.sourceId}${suffix}.parquet`));
		files.push({ path, serviceDate, rows, bytes: (await stat(lake.path(path))).size });
	}
	const rejectsFile = rejects === null ? null : await place(rejects, (suffix) => join('rejects', `${source.sourceId}${suffix}.parquet`));
	for (const folder of ['taps', 'rejects', '.']) await syncFolder(join(lake.folder, folder)).catch(() => undefined);
	const committed: LakeSource = { ...source, files, rejectsFile };
	let changedDays: string[] = [];
	await lake.commit((draft) => {
		changedDays = putSource(draft, committed);
	});
	return { source: committed, changedDays };
}

/** Puts the source into the manifest. Returns the service dates that have other files than before. */
function putSource(draft: Manifest, source: LakeSource): string[] {
	const replaced = Object.values(draft.sources).filter((one) => one.sourceId === source.sourceId || (source.state === 'final' && isPartOf(one, source)));
	const changed = new Set([...replaced, source].flatMap(({ files }) => files.map(({ serviceDate }) => serviceDate)));
	for (const { sourceId } of replaced) delete draft.sources[sourceId];
	draft.sources[source.sourceId] = source;
	for (const day of changed) {
		const known = draft.days[day];
		if (known) known.tapsGeneration += 1;
		else draft.days[day] = { tapsGeneration: 1, summary: null, editions: [] };
	}
	return [...changed].sort();
}

/** A part of the running day that a whole day's delivery of the same feed stands for. */
export function isPartOf(one: Pick<LakeSource, 'sourceId' | 'feedDay' | 'state'>, whole: Pick<LakeSource, 'sourceId' | 'feedDay'>): boolean {
	return one.state === 'partial' && one.feedDay === whole.feedDay && feedOf(one.sourceId) === feedOf(whole.sourceId);
}

const feedOf = (sourceId: string) => (sourceId.includes('@') ? sourceId.slice(0, sourceId.indexOf('@')) : '');

async function syncFile(path: string): Promise<void> {
	const file = await open(path, 'r+');
	try {
		await file.sync();
	} finally {
		await file.close();
	}
}
