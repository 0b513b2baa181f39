import { join } from 'node:path';

import { writeCrowdingTable } from '../book/crowding-table';
import { buildWeeklyCrowding } from '../judge/weekly-crowding';
import type { JobResult, WeeklyCrowdingJob } from './jobs';
import { peakMb } from './measure';
import { withLake } from './resources';

/** The weekly table of crowding by route. @throws ValidationError `noSummaries` where no day of the week was analysed */
export async function writeWeeklyCrowding(job: WeeklyCrowdingJob): Promise<JobResult<'weeklyCrowding'>> {
	return await withLake(job, async ({ lake, engine }) => {
		const week = await buildWeeklyCrowding({ lake, engine, weekOf: job.week, settings: { ...job.settings, now: job.now, edition: 1, previous: null } });
		const file = await writeCrowdingTable(week, join(job.outputFolder, `노선별_혼잡률_${week.from}_${week.to}.xlsx`));
		return { files: [file], summary: { from: week.from, to: week.to, rows: week.rows.length, missingDays: week.missingDays }, peakMb: peakMb() };
	});
}
