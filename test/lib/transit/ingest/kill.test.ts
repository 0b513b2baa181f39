import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { openLake } from '../../../../lib/transit/lake/lake';
import { compileIngest } from './compile-ingest';
import { DAY, national, openBench, type Bench } from './support';

const BEFORE = '2026-03-01';
const ROWS = 6_000;
const TRIALS = 16;

let script: string;
let bench: Bench;
beforeAll(async () => {
	script = compileIngest();
	bench = await openBench();
});
afterAll(async () => {
	await bench.close();
	await rm(dirname(script), { recursive: true, force: true });
});

/** Version n of a day: every tap carries n riders, and some are late ones of the day before. */
const version = async (riders: number) =>
	await bench.file(`v${riders}.csv`, national(Array.from({ length: ROWS }, (_, index) => ({ riders: String(riders), ...(index % 20 === 0 ? { boarded: '20260301221500', alighted: '20260301223500' } : {}) }))));

/** Starts an ingest in a child and kills it after a while, counted from its beginning; null lets it finish. Returns how long it lived. */
async function ingestInChild(file: string, killAfter: number | null): Promise<{ lived: number; isDone: boolean }> {
	const child = spawn(process.execPath, [script, bench.folder, file, DAY], { stdio: ['ignore', 'pipe', 'pipe'] });
	let out = '';
	let errors = '';
	let began = 0;
	child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	await new Promise<void>((resolve) => {
		child.stdout.on('data', (chunk: Buffer) => {
			out += chunk.toString();
			if (began === 0 && out.includes('go')) {
				began = performance.now();
				resolve();
			}
		});
		void ended.then(() => resolve());
	});
	if (killAfter !== null) {
		await Promise.race([wait(killAfter), ended]);
		child.kill('SIGKILL');
	}
	const code = await ended;
	if (code === 2) throw new Error(errors);
	return { lived: performance.now() - began, isDone: out.includes('done') };
}

/** What the manifest's files hold: the riders per tap that occur, and the number of taps of each day. */
async function state(): Promise<{ riders: number[]; taps: number[] }> {
	const lake = await openLake(join(bench.folder, 'lake'));
	const count = async (day: string) => {
		const files = lake.tapFiles(day);
		if (files.length === 0) return [];
		return await bench.engine.rows<{ riders: number; taps: number }>(`SELECT riders, count(*) AS taps FROM read_parquet([${files.map((file) => `'${file}'`).join()}], hive_partitioning = false) GROUP BY riders`);
	};
	const [before, day] = [await count(BEFORE), await count(DAY)];
	return { riders: [...new Set([...before, ...day].map(({ riders }) => riders))], taps: [before, day].map((rows) => rows.reduce((sum, { taps }) => sum + taps, 0)) };
}

async function files(): Promise<string[]> {
	const found = await readdir(join(bench.folder, 'lake'), { recursive: true, withFileTypes: true });
	return found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(join(bench.folder, 'lake').length + 1)).sort();
}

it('an ingest that is killed at any point leaves the old day or the new one, and the next one succeeds and sweeps', async () => {
	const whole = [ROWS / 20, ROWS - ROWS / 20];
	const { lived } = await ingestInChild(await version(1), null);
	expect(await state()).toEqual({ riders: [1], taps: whole });
	let now = 1;
	let killed = 0;
	for (let trial = 0; trial < TRIALS; trial++) {
		const next = trial + 2;
		const file = await version(next);
		// Spread over the whole of it, the last moments included.
		const { isDone } = await ingestInChild(file, (lived * (trial + Math.random())) / (TRIALS - 2));
		if (!isDone) killed += 1;
		const after = await state();
		expect([[now], [next]]).toContainEqual(after.riders);
		expect(after.taps).toEqual(whole);
		if (isDone) expect(after.riders).toEqual([next]);

		const { source } = await bench.ingest([file]);
		expect(source.kept).toBe(ROWS);
		expect(await state()).toEqual({ riders: [next], taps: whole });
		now = next;
	}
	expect(killed).toBeGreaterThan(TRIALS / 2);
	await bench.lake.sweep();
	expect(await files()).toEqual(['manifest.json', ...bench.lake.tapFiles(DAY), ...bench.lake.tapFiles(BEFORE)].map((path) => path.replace(`${bench.lake.folder}/`, '')).sort());
	expect((await readdir(bench.folder)).filter((name) => !/^(?:lake|v\d+\.csv)$/.test(name))).toEqual([]);
}, 120_000);
