import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import { median } from '../shared/figures.mts';
import { Analysis } from './analysis.mts';
import { makeMonth } from './input.mts';
import type { Plan } from './plan.mts';

const TAPS_A_WEEKDAY = 300_000;
const DAYS = 30;
const QUICK_DAYS = 5;
const RUNS = 3;

/** A report on thirty city-days: from the stored daily summaries, and with all metrics computed again. */
export async function monthFigures(plan: Plan): Promise<void> {
	if (!plan.wants('month')) return;
	await plan.within('month', async (folder) => {
		const days = await makeMonth(join(folder, 'input'), plan.rows(TAPS_A_WEEKDAY), plan.quick ? QUICK_DAYS : DAYS);
		const [first, last] = [days.at(0), days.at(-1)];
		if (!first || !last) throw new Error('no days');
		const analysis = new Analysis(plan.lib, join(folder, 'lake'), TAPS_A_WEEKDAY);
		await analysis.importMasters(first);
		for (const day of days) {
			await analysis.ingest(day);
			await analysis.analyse(day.day, true);
		}
		const timed = async (recompute: boolean): Promise<number> => {
			const output = join(folder, `report-${String(recompute)}`);
			mkdirSync(output, { recursive: true });
			const start = performance.now();
			const { summary } = await analysis.period(first.day, last.day, output, recompute);
			const seconds = (performance.now() - start) / 1000;
			const due = days.reduce((sum, { truth }) => sum + truth.totals.boardings, 0);
			const late = days.slice(1).reduce((sum, { truth, day }) => sum + (truth.otherDays[dayBefore(day)]?.boardings ?? 0), 0);
			if (summary.boardings !== due + late) throw new Error(`the month has ${summary.boardings} boardings of ${due + late}`);
			return seconds;
		};
		const fresh: number[] = [];
		for (let run = 0; run < RUNS; run += 1) fresh.push(await timed(false));
		plan.add('month.seconds', { value: median(fresh), unit: 's', target: 2 });
		if (plan.wants('month.recompute')) plan.add('month.recompute.seconds', { value: await timed(true), unit: 's', target: 90 });
	});
}

/** `YYYY-MM-DD` before another. */
function dayBefore(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
