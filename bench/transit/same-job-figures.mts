import { join } from 'node:path';

import { median } from '../shared/figures.mts';
import { inChild } from './child.mts';
import { type Input, makeInput } from './input.mts';
import { builtInSecondsPerRow } from './n8n.mts';
import type { Plan } from './plan.mts';

const RUNS = 3;
/** Ours and the script on a million rows, n8n's built-in nodes, which hold every row as an item, on a tenth of that. */
const ROWS = 1_000_000;
const N8N_ROWS = 100_000;

interface Outcome {
	seconds: number;
	rows: number;
	boardings: number;
}

/** Boardings by route and hour from the same kind of file, without flaws so that every way must give the same sum. */
export async function sameJobFigures(plan: Plan): Promise<void> {
	if (!plan.wants('samejob')) return;
	await plan.within('samejob', async (folder) => {
		const input = await makeInput(join(folder, 'large'), plan.rows(ROWS), { parts: 1, clean: true });
		const ours: number[] = [];
		const script: number[] = [];
		const scan: number[] = [];
		for (let run = 0; run < RUNS; run += 1) {
			ours.push(await plan.within(`samejob/lake-${run}`, async (lake) => await oursPerRow(plan, join(lake, 'lake'), input)));
			scan.push(perRow(await inChild<Outcome>('scan.worker.mts', { files: input.tapFiles }), input));
			if (plan.wants('samejob.vs_papaparse')) script.push(perRow(await inChild<Outcome>('papaparse.worker.mts', { files: input.tapFiles }), input));
		}
		plan.add('samejob.ours', { value: median(ours) * 1e6, unit: 'µs/row', target: null });
		plan.add('samejob.scan', { value: median(scan) * 1e6, unit: 'µs/row', target: null });
		if (script.length > 0) {
			plan.add('samejob.papaparse', { value: median(script) * 1e6, unit: 'µs/row', target: null });
			plan.add('samejob.vs_papaparse', { value: median(script) / median(ours), unit: 'ratio', target: 3, sense: 'atLeast' });
		}
		if (plan.wants('samejob.vs_n8n')) {
			const small = await makeInput(join(folder, 'small'), plan.rows(N8N_ROWS), { parts: 1, clean: true });
			const builtIn = await builtInSecondsPerRow(join(folder, 'builtin'), small);
			plan.add('samejob.n8n', { value: builtIn.editFields * 1e6, unit: 'µs/row', target: null });
			plan.add('samejob.n8n_code', { value: builtIn.code * 1e6, unit: 'µs/row', target: null });
			plan.add('samejob.vs_n8n', { value: builtIn.editFields / median(ours), unit: 'ratio', target: 100, sense: 'atLeast' });
			plan.add('samejob.vs_n8n_code', { value: builtIn.code / median(ours), unit: 'ratio', target: null });
		}
	});
}

async function oursPerRow(plan: Plan, lakeFolder: string, input: Input): Promise<number> {
	return perRow(await inChild<Outcome>('same-job.worker.mts', { lib: plan.lib, lakeFolder, files: input.tapFiles, day: input.day }), input);
}

function perRow({ seconds, rows, boardings }: Outcome, { truth }: Input): number {
	if (boardings !== truth.totals.boardings) throw new Error(`${boardings} boardings found of ${truth.totals.boardings}`);
	return seconds / rows;
}
