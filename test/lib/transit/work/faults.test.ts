import { fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { runWorker, type WorkerAnswer } from '../../../../lib/process/run-worker';
import { openLake } from '../../../../lib/transit/lake/lake';
import { SUMMARY_TABLES } from '../../../../lib/transit/metrics/run-metrics';
import type { JobName, JobRequest, JobResult } from '../../../../lib/transit/work/jobs';
import { compileWork, type CompiledWork } from './compile-work';
import { DAY, generated, MINUTES, modelIn, newFolder, NEXT, NOW, removeFolders, SETTINGS, workBench, type Generated } from './support';

jest.setTimeout(5 * MINUTES);

let work: CompiledWork;
let day: Generated;
let late: Generated;
/** A lake with the day's taps and its first edition; each test takes a copy. */
let ready: string;
let lakeFolder: string;
beforeAll(async () => {
	work = compileWork();
	day = generated({ taps: 1_500, dirt: { otherDay: 0 } });
	late = generated({ day: NEXT, taps: 1_000, seed: 5, dirt: { otherDay: 0.1 } });
	const bench = workBench();
	await bench.masters(day);
	await bench.ingest(day.taps);
	await bench.analyse({ settings: signedBy('1') });
	ready = bench.lakeFolder;
});
beforeEach(async () => {
	lakeFolder = join(newFolder('faults'), 'lake');
	await cp(ready, lakeFolder, { recursive: true });
});
afterAll(async () => {
	await rm(work.folder, { recursive: true, force: true });
	await removeFolders();
});

/** Settings that can be told from others in the model. */
const signedBy = (name: string) => ({ ...SETTINGS, signOff: { name, date: '2026-03-01' } });
const resources = () => ({ lakeFolder, memoryMb: 512, threads: 1 });
const analysis = (name: string, more: Partial<JobRequest<'analyse'>> = {}): JobRequest<'analyse'> => ({
	...resources(),
	serviceDate: DAY,
	settings: signedBy(name),
	limits: { routes: 10, stops: 10, candidates: 10 },
	now: NOW,
	summaryOnly: false,
	recompute: true,
	...more,
});
const lateIngest = (): JobRequest<'ingest'> => ({
	...resources(),
	request: { sourceId: NEXT, feedDay: NEXT, state: 'final', files: late.taps, layout: 'auto', defaults: { firm: '', region: '' }, cardKey: Buffer.alloc(32, 7) },
	now: NOW,
});
/** In a child process, as the node does it. */
async function inChild<N extends JobName>(name: N, request: JobRequest<N>, more: { signal?: AbortSignal; maxOldSpaceMb?: number } = {}): Promise<JobResult<N>> {
	return (await runWorker({ name, request }, { file: work.worker, label: '일일 분석', maxOldSpaceMb: 512, timeoutMs: 4 * MINUTES, ...more })) as JobResult<N>;
}

/** Starts an analysis in a child that is killed, and tells whether it was done before. */
async function killed(request: JobRequest<'analyse'>, { step, after }: { step?: number; after?: number }): Promise<boolean> {
	const child = fork(work.worker, [], {
		execArgv: ['--require', work.preload],
		env: { TZ: 'Asia/Seoul', KILL_AT: String(step ?? 0) },
		serialization: 'advanced',
		stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
	});
	let answer: WorkerAnswer | null = null;
	child.once('message', (message: WorkerAnswer) => {
		answer = message;
		child.kill('SIGKILL');
	});
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	child.send({ request: { name: 'analyse', request } });
	if (after !== undefined) setTimeout(() => child.kill('SIGKILL'), after);
	await ended;
	if (answer !== null) expect(answer).toMatchObject({ ok: true });
	return answer !== null;
}

/** Every edition that the manifest names is whole and the summary too. Returns who signed each of them. */
async function editions(): Promise<(string | undefined)[]> {
	const lake = await openLake(lakeFolder);
	const state = lake.manifest.days[DAY];
	const summary = state?.summary?.folder ?? '';
	expect(readdirSync(lake.path(summary)).sort()).toEqual(SUMMARY_TABLES.map((table) => `${table}.parquet`).sort());
	const signers: (string | undefined)[] = [];
	for (const [index, edition] of (state?.editions ?? []).entries()) {
		const model = modelIn(lake.path(edition.folder));
		expect(model).toMatchObject({ edition: index + 1, totals: { boardings: day.truth.totals.boardings, alightings: day.truth.totals.alightings } });
		expect(edition.number).toBe(index + 1);
		signers.push(model.thresholdsSignedOffBy?.name);
	}
	return signers;
}

it('an analysis that is killed at any moment leaves the old edition or the new one, whole, and the next one succeeds', async () => {
	const begun = Date.now();
	expect(await killed(analysis('2'), {})).toBe(true);
	const whole = Date.now() - begun;
	expect(await editions()).toEqual(['1', '2']);
	let signed = ['1', '2'];
	const kills = [...Array.from({ length: 6 }, (_, index) => ({ after: Math.round((whole * (index + 4)) / 10) })), ...[3, 6, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18].map((step) => ({ step }))];
	let [unfinished, grown] = [0, 0];
	for (const [trial, kill] of kills.entries()) {
		const name = `${trial + 3}`;
		if (!(await killed(analysis(name), kill))) unfinished += 1;
		const after = await editions();
		expect([signed, [...signed, name]]).toContainEqual(after);
		if (after.length > signed.length) grown += 1;
		signed = [...signed.slice(0, after.length), ...after.slice(signed.length).map(() => name)];
		if (trial % 4 !== 3) continue;
		expect(await inChild('analyse', analysis(`${name}b`))).toMatchObject({ edition: signed.length + 1 });
		signed = [...signed, `${name}b`];
		expect(await editions()).toEqual(signed);
	}
	expect(unfinished).toBeGreaterThan(8);
	expect(grown).toBeLessThan(kills.length);
	expect(await inChild('analyse', analysis('last'))).toMatchObject({ edition: signed.length + 1 });
	const lake = await openLake(lakeFolder);
	await lake.sweep();
	for (const { path } of lake.manifest.sources[DAY]?.files ?? []) expect(existsSync(lake.path(path))).toBe(true);
	expect(readdirSync(lakeFolder).filter((name) => name === 'lock' || name.startsWith('manifest.json.'))).toEqual([]);
});

it('an execution that is cancelled ends the work; the edition of before stands and the next analysis succeeds', async () => {
	const begun = Date.now();
	await inChild('analyse', analysis('whole'));
	const whole = Date.now() - begun;
	let cancelled = 0;
	for (const part of [0.1, 0.4, 0.8]) {
		const before = await editions();
		const outcome = await inChild('analyse', analysis(`${part}`), { signal: AbortSignal.timeout(Math.round(whole * part)) }).then(
			() => null,
			(error: unknown) => error,
		);
		if (outcome !== null) {
			cancelled += 1;
			expect(outcome).toMatchObject({ code: 'workerCancelled', message: '일일 분석: 실행이 취소되어 중단하였습니다.' });
		}
		expect([before, [...before, `${part}`]]).toContainEqual(await editions());
	}
	expect(cancelled).toBeGreaterThan(0);
	const before = (await editions()).length;
	expect(await inChild('analyse', analysis('3'))).toMatchObject({ edition: before + 1 });
});

describe('too little memory', () => {
	const manifest = () => readFileSync(join(lakeFolder, 'manifest.json'), 'utf8');

	it.each([
		['of the engine, while it analyses', async () => await inChild('analyse', analysis('2', { memoryMb: 8 })), 'engineMemory', /메모리 한도/],
		['of the engine, while it ingests', async () => await inChild('ingest', { ...lateIngest(), memoryMb: 8 }), 'engineMemory', /메모리 한도/],
		['of the process', async () => await inChild('analyse', analysis('2'), { maxOldSpaceMb: 8 }), 'workerMemory', /작업 메모리 8 MB/],
	])('%s, is told, and the lake is as before', async (_, run, code, message) => {
		const before = manifest();
		await expect(run()).rejects.toMatchObject({ code, message: expect.stringMatching(message), remedy: expect.stringMatching(/기 바랍니다\.$/) });
		expect(manifest()).toBe(before);
		expect(await editions()).toEqual(['1']);
		expect(await inChild('analyse', analysis('2'))).toMatchObject({ edition: 2 });
	});
});

describe('at once', () => {
	it('two analyses under different settings make two editions, each its own', async () => {
		const [a, b] = await Promise.all([inChild('analyse', analysis('a')), inChild('analyse', analysis('b'))]);
		expect([a.edition, b.edition].sort()).toEqual([2, 3]);
		expect((await editions()).sort()).toEqual(['1', 'a', 'b']);
		for (const [name, { folder }] of [['a', a], ['b', b]] as const) expect(modelIn(folder ?? '').thresholdsSignedOffBy?.name).toBe(name);
	});

	it('two analyses under the same settings make one edition', async () => {
		const both = await Promise.all([inChild('analyse', analysis('a')), inChild('analyse', analysis('a'))]);
		expect(both.map(({ edition }) => edition)).toEqual([2, 2]);
		expect(await editions()).toEqual(['1', 'a']);
	});

	it('ingest and analysis wait for each other: the day is the one before or the one after', async () => {
		const more = late.truth.otherDays[DAY];
		if (!more) throw new Error('nothing came late');
		const sums = [day.truth.totals.boardings, day.truth.totals.boardings + more.boardings];
		const [first, ingested] = await Promise.all([inChild('analyse', analysis('a')), inChild('ingest', lateIngest())]);
		expect(ingested.changedDays).toEqual([DAY, NEXT]);
		expect(sums).toContain(first.items?.summary.boardings);
		expect(await inChild('analyse', analysis('a', { recompute: false }))).toMatchObject({ items: { summary: { boardings: sums[1] } }, staleDays: [] });
	});
});
