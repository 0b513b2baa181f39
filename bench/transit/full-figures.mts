import { join } from 'node:path';

import { median } from '../shared/figures.mts';
import { analyseFully, type FullRun } from './analysis.mts';
import { inChild } from './child.mts';
import { type Input, makeInput } from './input.mts';
import type { Plan } from './plan.mts';

const FLOOR_RUNS = 5;

/** The whole analysis at three sizes; with the middle one the floor, with the large one the growth and CP949. */
export async function fullFigures(plan: Plan): Promise<void> {
	if (plan.wants('full.300k')) {
		const runs = await analysed(plan, 'full.300k', 300_000, 3);
		plan.add('full.300k.seconds', { value: median(runs.map(({ seconds }) => seconds)), unit: 's', target: 6 });
		plan.add('full.300k.rss', { value: Math.max(...runs.map(({ rssMb }) => rssMb)), unit: 'MB', target: 700 });
		addStages(plan, 'full.300k', runs);
	}
	const middle = ['full.1m', 'metrics', 'growth'].some((name) => plan.wants(name)) ? await oneMillion(plan) : null;
	if (plan.wants('full.6m.seconds') || plan.wants('full.6m.rss') || plan.wants('growth')) {
		const [run] = await analysed(plan, 'full.6m', 6_000_000, 1, { parts: 6 });
		if (!run) throw new Error('not measured');
		plan.add('full.6m.seconds', { value: run.seconds, unit: 's', target: 60 });
		plan.add('full.6m.rss', { value: run.rssMb, unit: 'MB', target: 2_000 });
		addStages(plan, 'full.6m', [run]);
		if (middle) plan.add('growth', { value: secondsPerRow(run, 6_000_000) / secondsPerRow(middle, 1_000_000), unit: 'ratio', target: 1.3 });
	}
	if (plan.wants('full.6m.cp949')) {
		const [run] = await analysed(plan, 'full.6m.cp949', 6_000_000, 1, { parts: 6, encoding: 'cp949' });
		if (!run) throw new Error('not measured');
		plan.add('full.6m.cp949.seconds', { value: run.seconds, unit: 's', target: null });
		plan.add('full.6m.cp949.rss', { value: run.rssMb, unit: 'MB', target: null });
	}
}

/** The run in the middle by ingest and metrics. */
async function oneMillion(plan: Plan): Promise<FullRun> {
	return await plan.within('full.1m', async (folder) => {
		const input = await makeInput(join(folder, 'input'), plan.rows(1_000_000));
		const runs = await runsOf(plan, folder, input, 3);
		plan.add('full.1m.seconds', { value: median(runs.map(({ seconds }) => seconds)), unit: 's', target: null });
		plan.add('full.1m.rss', { value: Math.max(...runs.map(({ rssMb }) => rssMb)), unit: 'MB', target: null });
		addStages(plan, 'full.1m', runs);
		if (plan.wants('metrics')) {
			const floor = await inChild<{ seconds: number; rows: number }>('floor.worker.mts', { files: input.tapFiles, runs: FLOOR_RUNS });
			const metrics = median(runs.map(({ stages }) => stages.metrics));
			plan.add('metrics.floor_ratio', { value: metrics / floor.seconds, unit: 'ratio', target: 6 });
			plan.add('metrics.floor', { value: floor.seconds, unit: 's', target: null });
			plan.add('metrics.seconds', { value: metrics, unit: 's', target: null });
		}
		const [, between] = [...runs].sort((a, b) => a.stages.ingest + a.stages.metrics - b.stages.ingest - b.stages.metrics);
		if (!between) throw new Error('not measured');
		return between;
	});
}

async function analysed(plan: Plan, name: string, rows: number, times: number, options: Parameters<typeof makeInput>[2] = {}): Promise<FullRun[]> {
	return await plan.within(name, async (folder) => await runsOf(plan, folder, await makeInput(join(folder, 'input'), plan.rows(rows), options), times));
}

/** Each on a fresh lake, which is removed at once. */
async function runsOf(plan: Plan, folder: string, input: Input, times: number): Promise<FullRun[]> {
	const runs: FullRun[] = [];
	for (let run = 0; run < times; run += 1) {
		runs.push(await plan.within(`run-${run}`, async (lake) => await analyseFully(plan.lib, join(lake, 'lake'), input)));
	}
	return runs;
}

function addStages(plan: Plan, name: string, runs: readonly FullRun[]): void {
	for (const stage of ['ingest', 'metrics', 'report', 'files'] as const) {
		plan.add(`${name}.${stage}`, { value: median(runs.map(({ stages }) => stages[stage])), unit: 's', target: null });
	}
}

function secondsPerRow({ stages }: FullRun, rows: number): number {
	return (stages.ingest + stages.metrics) / rows;
}
