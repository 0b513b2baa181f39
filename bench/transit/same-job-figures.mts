import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { median } from '../shared/figures.mts';
import { Analysis } from './analysis.mts';
import { inChild } from './child.mts';
import { type Input, makeInput } from './input.mts';
import { builtInSecondsPerRow } from './n8n.mts';
import type { Plan } from './plan.mts';

const RUNS = 5;
/** Ours and the script on a million rows, n8n's built-in nodes, which hold every row as an item, on a tenth of that. */
const ROWS = 1_000_000;
const N8N_ROWS = 100_000;

/** Seconds a row: of the work alone, once its process has loaded its libraries, and of the whole process. */
interface Times {
	work: number;
	process: number;
}

/**
 * Boardings by route and hour from the same file, without flaws so that every way must give the same sum: ours is 파일 미리
 * 보기, a process of its own like the script. `vs_papaparse` is of the work, `vs_papaparse_process` with their starts.
 */
export async function sameJobFigures(plan: Plan): Promise<void> {
	if (!plan.wants('samejob')) return;
	await plan.within('samejob', async (folder) => {
		const input = await makeInput(join(folder, 'large'), plan.rows(ROWS), { parts: 1, clean: true });
		const analysis = new Analysis(plan.lib, join(folder, 'lake'), input.rows);
		const runs: Array<{ ours: Times; script: Times | null }> = [];
		for (let run = 0; run < RUNS; run += 1) {
			const ours = await timed(input, async () => await previewed(analysis, input));
			runs.push({ ours, script: plan.wants('samejob.vs_papaparse') ? await timed(input, async () => await inChild<Outcome>('papaparse.worker.mts', { files: input.tapFiles })) : null });
		}
		const ours = middle(runs.map((run) => run.ours));
		plan.add('samejob.ours', { value: ours.work * 1e6, unit: 'µs/row', target: null });
		plan.add('samejob.ours_process', { value: ours.process * 1e6, unit: 'µs/row', target: null });
		if (plan.wants('samejob.ingest')) plan.add('samejob.ingest', { value: (await ingested(plan, join(folder, 'ingest'), input)) * 1e6, unit: 'µs/row', target: null });
		const scripts = runs.flatMap(({ script }) => (script ? [script] : []));
		if (scripts.length > 0) {
			const script = middle(scripts);
			plan.add('samejob.papaparse', { value: script.work * 1e6, unit: 'µs/row', target: null });
			plan.add('samejob.vs_papaparse', { value: script.work / ours.work, unit: 'ratio', target: 3, sense: 'atLeast' });
			plan.add('samejob.vs_papaparse_process', { value: script.process / ours.process, unit: 'ratio', target: null });
		}
		if (plan.wants('samejob.vs_n8n')) {
			const small = await makeInput(join(folder, 'small'), plan.rows(N8N_ROWS), { parts: 1, clean: true });
			const builtIn = await builtInSecondsPerRow(join(folder, 'builtin'), small);
			plan.add('samejob.n8n', { value: builtIn.editFields * 1e6, unit: 'µs/row', target: null });
			plan.add('samejob.n8n_code', { value: builtIn.code * 1e6, unit: 'µs/row', target: null });
			plan.add('samejob.vs_n8n', { value: builtIn.editFields / ours.process, unit: 'ratio', target: 100, sense: 'atLeast' });
			plan.add('samejob.vs_n8n_code', { value: builtIn.code / ours.process, unit: 'ratio', target: null });
		}
	});
}

interface Outcome {
	seconds: number;
	boardings: number;
}

async function previewed(analysis: Analysis, { tapFiles, truth }: Input): Promise<Outcome> {
	const { memoryMb, threads } = analysis.resources;
	const { seconds, routes } = await analysis.job('preview', { memoryMb, threads, request: { files: tapFiles, layout: 'auto', defaults: truth.defaults, limit: 1_000_000 } });
	return { seconds, boardings: routes.reduce((sum, { boardings }) => sum + boardings, 0) };
}

/** Seconds a row of taking the same file into a fresh lake, where all other figures can be had as well. */
async function ingested(plan: Plan, lakeFolder: string, input: Input): Promise<number> {
	const start = performance.now();
	await new Analysis(plan.lib, lakeFolder, input.rows).ingest(input);
	return (performance.now() - start) / 1000 / input.rows;
}

async function timed({ rows, truth }: Input, work: () => Promise<Outcome>): Promise<Times> {
	const start = performance.now();
	const { seconds, boardings } = await work();
	const whole = (performance.now() - start) / 1000;
	if (boardings !== truth.totals.boardings) throw new Error(`${boardings} boardings found of ${truth.totals.boardings}`);
	return { work: seconds / rows, process: whole / rows };
}

const middle = (times: readonly Times[]): Times => ({ work: median(times.map(({ work }) => work)), process: median(times.map((one) => one.process)) });
