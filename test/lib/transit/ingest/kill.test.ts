import { spawn } from 'node:child_process';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { openLake } from '../../../../lib/transit/lake/lake';
import { compileIngest } from './compile-ingest';
import { DAY, national, openBench, type Bench } from './support';

const BEFORE = '2026-03-01';
const ROWS = 2_000;
/** Kills at moments that the clock chooses, inside the engine's statements. */
const TIMED_KILLS = 5;

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

/**
 * Starts an ingest in a child. It kills itself before or after its n-th statement or rename, or is killed so many
 * milliseconds after its beginning. Returns the number of its steps, or null where it was killed.
 */
async function ingestInChild(file: string, kill: { step?: number; after?: number }): Promise<number | null> {
	const child = spawn(process.execPath, [script, bench.folder, file, DAY, String(kill.step ?? 0)], { stdio: ['ignore', 'pipe', 'pipe'] });
	let out = '';
	let errors = '';
	const { after } = kill;
	child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	child.stdout.on('data', (chunk: Buffer) => {
		if (out === '' && after !== undefined) setTimeout(() => child.kill('SIGKILL'), after);
		out += chunk.toString();
	});
	const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
	if (code === 2) throw new Error(errors);
	const steps = /done (\d+)/.exec(out)?.[1];
	return steps === undefined ? null : Number(steps);
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
	const steps = await ingestInChild(await version(1), {});
	expect(await state()).toEqual({ riders: [1], taps: whole });
	if (steps === null) throw new Error('the first ingest did not finish');
	// Every third step, and each of the last: renames of the files and of the manifest.
	const places = Array.from({ length: steps }, (_, index) => index + 1).filter((step) => step % 3 === 0 || step > steps - 8);
	const kills = [...places.map((step) => ({ step })), ...Array.from({ length: TIMED_KILLS }, (_, index) => ({ after: 15 * index ** 2 }))];
	let now = 1;
	for (const [trial, kill] of kills.entries()) {
		const next = (trial % 99) + 2;
		const file = await version(next);
		const finished = await ingestInChild(file, kill);
		if ('step' in kill) expect(finished).toBeNull();
		const after = await state();
		expect([[now], [next]]).toContainEqual(after.riders);
		expect(after.taps).toEqual(whole);

		const { source } = await bench.ingest([file]);
		expect(source.kept).toBe(ROWS);
		expect(await state()).toEqual({ riders: [next], taps: whole });
		now = next;
	}
	await bench.lake.sweep();
	// What a kill left of a lock being written is swept when it is an hour old.
	expect((await files()).filter((path) => !path.startsWith('lock.'))).toEqual(['manifest.json', ...bench.lake.tapFiles(DAY), ...bench.lake.tapFiles(BEFORE)].map((path) => path.replace(`${bench.lake.folder}/`, '')).sort());
	expect((await readdir(bench.folder)).filter((name) => !/^(?:lake|v\d+\.csv)$/.test(name))).toEqual([]);
}, 240_000);
