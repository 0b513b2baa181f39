import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';

import { openLake } from '../../../../lib/transit/lake/lake';
import type { Manifest, MasterFile } from '../../../../lib/transit/lake/manifest';

let folder: string;
beforeEach(async () => {
	folder = join(await mkdtemp(join(tmpdir(), 'lake-')), 'lake');
});
afterEach(async () => await rm(join(folder, '..'), { recursive: true, force: true }));

const master = (kind: MasterFile['kind'], validFrom: string, path: string): MasterFile => ({ kind, path, validFrom, rows: 1, inputs: [], importedAt: '2026-03-01T00:00:00Z' });
const withDay = (draft: Manifest, day: string, tapsGeneration: number, summary: Manifest['days'][string]['summary']) => {
	draft.days[day] = { tapsGeneration, summary, editions: [] };
};

describe('opening a lake', () => {
	it('makes one of a missing and of an empty folder, and finds it again', async () => {
		const made = await openLake(folder);
		await made.commit((draft) => withDay(draft, '2026-03-02', 1, null));
		const found = await openLake(folder);
		expect(found.manifest).toEqual({ format: 1, generation: 1, sources: {}, masters: [], days: { '2026-03-02': { tapsGeneration: 1, summary: null, editions: [] } } });
		expect(await readdir(folder)).toEqual(['manifest.json']);
	});

	it.each([
		['a folder with other files', { 'report.xlsx': 'x' }, 'lakeForeignFolder'],
		['taps without a manifest', { 'taps/service_date=2026-03-02/source=a.parquet': 'x' }, 'lakeManifestLost'],
		['a manifest of another program', { 'manifest.json': '{"name":"app"}' }, 'lakeForeignFolder'],
		['a manifest cut off', { 'manifest.json': '{"format":1,"gener' }, 'lakeManifestBroken'],
		['a manifest with a broken part', { 'manifest.json': '{"format":1,"generation":1,"sources":{"2026-03-02":{}},"days":{},"masters":[]}' }, 'lakeManifestBroken'],
		['a manifest that points outside', { 'manifest.json': JSON.stringify({ format: 1, generation: 1, sources: {}, days: {}, masters: [master('route', '2026-01-01', '../../etc/passwd')] }) }, 'lakeManifestBroken'],
	])('refuses %s and leaves it as it is', async (_, files, code) => {
		for (const [name, content] of Object.entries(files)) {
			await mkdir(join(folder, name, '..'), { recursive: true });
			await writeFile(join(folder, name), content);
		}
		await expect(openLake(folder)).rejects.toMatchObject({ code, remedy: expect.stringMatching(/기 바랍니다\.$/) });
		expect((await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())).toHaveLength(Object.keys(files).length);
	});

	it('says in words when the folder cannot be made', async () => {
		await mkdir(join(folder, '..'), { recursive: true });
		await writeFile(folder, 'a file');
		await expect(openLake(folder)).rejects.toMatchObject({ code: 'lakeFolder', message: expect.stringContaining('EEXIST') });
	});
});

describe('what the manifest says', () => {
	it('a master holds from its day until the next; before the first one, the first; a run log only on its day', async () => {
		const lake = await openLake(folder);
		await lake.commit((draft) => {
			draft.masters = [master('route', '2026-02-01', 'b'), master('route', '2026-01-01', 'a'), master('route', '2026-02-01', 'b2'), master('run_log', '2026-02-01', 'log')];
		});
		const at = (day: string) => lake.masterFile('route', day);
		expect([at('2025-12-31'), at('2026-01-01'), at('2026-01-31'), at('2026-02-01'), at('2027-01-01')]).toEqual(['a', 'a', 'a', 'b2', 'b2'].map((name) => join(folder, name)));
		expect([lake.masterFile('run_log', '2026-02-01'), lake.masterFile('run_log', '2026-02-02'), lake.masterFile('stop', '2026-02-01')]).toEqual([join(folder, 'log'), null, null]);
	});

	it('a summary is stale when missing, of older taps, or of other metrics', async () => {
		const lake = await openLake(folder);
		const summary = { folder: 'summaries/service_date=2026-03-02/1', tapsGeneration: 1, metricsVersion: 'm1' };
		await lake.commit((draft) => {
			withDay(draft, '2026-03-02', 1, summary);
			withDay(draft, '2026-03-03', 2, summary);
			withDay(draft, '2026-03-04', 1, null);
		});
		expect(['2026-03-02', '2026-03-03', '2026-03-04', '2026-03-05'].map((day) => lake.isStale(day))).toEqual([false, true, true, true]);
		expect([lake.isStale('2026-03-02', 'm1'), lake.isStale('2026-03-02', 'm2')]).toEqual([false, true]);
	});

	it('gives no path outside the folder', async () => {
		const lake = await openLake(folder);
		expect(lake.path('taps/a')).toBe(join(folder, 'taps/a'));
		for (const path of ['../x', '/etc/passwd', 'a/../../x']) expect(() => lake.path(path)).toThrow(expect.objectContaining({ code: 'lakePath' }));
	});
});

describe('commits', () => {
	it('count the generation up and see what others committed meanwhile', async () => {
		const [a, b] = [await openLake(folder), await openLake(folder)];
		await a.commit((draft) => withDay(draft, '2026-03-02', 1, null));
		await b.commit((draft) => withDay(draft, '2026-03-03', 1, null));
		expect(Object.keys(b.manifest.days)).toEqual(['2026-03-02', '2026-03-03']);
		expect(b.manifest.generation).toBe(2);
	});

	it('from many at once all get in', async () => {
		const lakes = await Promise.all(Array.from({ length: 5 }, async () => await openLake(folder)));
		await Promise.all(lakes.map(async (lake, index) => await lake.commit((draft) => withDay(draft, `2026-03-0${index + 1}`, 1, null))));
		expect(Object.keys((await openLake(folder)).manifest.days)).toHaveLength(5);
	});

	it('change nothing when the change fails or would make the manifest unsound', async () => {
		const lake = await openLake(folder);
		await expect(lake.commit(() => { throw new Error('no'); })).rejects.toThrow('no');
		await expect(lake.commit((draft) => withDay(draft, 'tomorrow', 1, null))).rejects.toThrow(/unsound/);
		expect(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))).toEqual({ format: 1, generation: 0, sources: {}, days: {}, masters: [] });
		expect(await readdir(folder)).toEqual(['manifest.json']);
	});
});

describe('the lock', () => {
	const dead = spawnSync('true').pid;
	const lockOf = (holder: object) => JSON.stringify({ pid: process.pid, host: hostname(), began: '', token: 't', ...holder });

	it('keeps a second execution out, in the same process and on the same object too, and lets it in afterwards', async () => {
		const lake = await openLake(folder);
		const other = await openLake(folder);
		let release: () => void = () => undefined;
		const working = lake.withLock(async () => await new Promise<void>((resolve) => { release = resolve; }));
		await new Promise((resolve) => { setTimeout(resolve, 50); });
		for (const second of [other, lake]) await expect(second.withLock(() => Promise.resolve())).rejects.toMatchObject({ name: 'ConflictError', code: 'lakeLocked' });
		release();
		await working;
		await expect(other.withLock(() => Promise.resolve('in'))).resolves.toBe('in');
	});

	it('is shared by what runs inside it, and released when the work fails', async () => {
		const lake = await openLake(folder);
		await lake.withLock(async () => {
			await lake.commit((draft) => withDay(draft, '2026-03-02', 1, null));
			await lake.sweep();
		});
		await expect(lake.withLock(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
		expect(await readdir(folder)).toEqual(['manifest.json']);
	});

	const LOCKS: readonly [string, string, number, boolean][] = [
		['of a process that is gone', lockOf({ pid: dead }), 0, true],
		['of a process that runs', lockOf({}), 3_600, false],
		['of an earlier process with a number that runs again', lockOf({ began: '1' }), 0, true],
		['of another machine that was touched a minute ago', lockOf({ host: 'other', pid: dead }), 60, false],
		['of another machine that has been silent for four minutes', lockOf({ host: 'other' }), 240, true],
		['without content, just made', '', 0, false],
		['without content, a minute old', '', 60, true],
	];
	it.each(LOCKS)('%s', async (_, content, age, isTaken) => {
		const lake = await openLake(folder);
		await writeFile(join(folder, 'lock'), content);
		const then = Date.now() / 1000 - age;
		await utimes(join(folder, 'lock'), then, then);
		const attempt = lake.withLock(() => Promise.resolve('in'));
		if (isTaken) {
			await expect(attempt).resolves.toBe('in');
			expect(await readdir(folder)).toEqual(['manifest.json']);
		} else await expect(attempt).rejects.toMatchObject({ code: 'lakeLocked' });
	});

	it('that was taken over keeps its former holder from committing', async () => {
		const lake = await openLake(folder);
		await expect(
			lake.withLock(async () => {
				await writeFile(join(folder, 'lock'), lockOf({ token: 'somebody else' }));
				await lake.commit((draft) => withDay(draft, '2026-03-02', 1, null));
			}),
		).rejects.toMatchObject({ code: 'lakeLockLost' });
		expect((await openLake(folder)).manifest.generation).toBe(0);
		expect(await readdir(folder)).toEqual(['lock', 'manifest.json']);
	});
});

describe('the sweep', () => {
	const put = async (path: string, ageSeconds = 0) => {
		await mkdir(join(folder, path, '..'), { recursive: true });
		await writeFile(join(folder, path), 'x');
		const then = Date.now() / 1000 - ageSeconds;
		await utimes(join(folder, path), then, then);
	};

	it('deletes what no manifest names, and nothing else', async () => {
		const lake = await openLake(folder);
		await lake.commit((draft) => {
			draft.masters = [master('route', '2026-01-01', 'masters/route/a.parquet')];
			withDay(draft, '2026-03-02', 1, { folder: 'summaries/service_date=2026-03-02/1', tapsGeneration: 1, metricsVersion: 'm' });
		});
		const kept = ['masters/route/a.parquet', 'summaries/service_date=2026-03-02/1/route_day.parquet', 'reports/service_date=2026-03-02/edition-001/model.json', 'readme.txt'];
		const young = ['summaries/service_date=2026-03-02/2/route_day.parquet', 'masters/stop/b.parquet'];
		const swept = ['taps/service_date=2026-03-02/source=a.parquet', 'rejects/a.parquet', 'staging/ingest/file-0.parquet', 'manifest.json.t'];
		for (const path of kept) await put(path, 7_200);
		for (const path of [...young, ...swept]) await put(path);
		await put('summaries/service_date=2026-03-02/0/route_day.parquet', 7_200);
		expect(await lake.sweep()).toBe(swept.length + 1);
		const left = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
		expect(left.sort()).toEqual([...kept, ...young, 'manifest.json'].sort());
	});
});
