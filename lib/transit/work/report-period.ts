import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { putFile } from '../book/put-file';
import { writePeriodWorkbook } from '../book/period-workbook';
import { dayTypeName } from '../book/words';
import { buildPeriod } from '../judge/period';
import { METRICS_VERSION } from '../metrics/run-metrics';
import { renderPeriodPage } from '../page/render-period';
import { summarise } from './analyse-day';
import type { JobResult, PeriodJob } from './jobs';
import { peakMb, secondsSince } from './measure';
import { withLake } from './resources';
import { fileWord } from './write-review';

/**
 * Page and workbook of a period from the stored daily summaries; summaries that are out of date are made again first.
 * @throws ValidationError `noSummaries`, `unknownRoute`
 */
export async function reportPeriod(job: PeriodJob): Promise<JobResult<'period'>> {
	const begun = process.hrtime.bigint();
	return await withLake(job, async ({ lake, engine }) => {
		const { from, to, dayType, route } = job;
		const days = Object.keys(lake.manifest.days).filter((day) => day >= from && day <= to).sort();
		for (const day of days) {
			if (job.recompute || lake.isStale(day, METRICS_VERSION)) await summarise(lake, engine, day, job.recompute);
		}
		const model = await buildPeriod({ lake, engine, from, to, dayType, routeName: route === '' ? null : route, settings: { ...job.settings, now: job.now, edition: 1, previous: null } });
		const name = join(job.outputFolder, ['시내버스_기간분석', from, to, fileWord(dayTypeName(dayType)), fileWord(model.routeName ?? '')].filter(Boolean).join('_'));
		const files = [
			await putFile(`${name}.html`, async (scratch) => await writeFile(scratch, renderPeriodPage(model))),
			await writePeriodWorkbook(model, `${name}.xlsx`),
		];
		return {
			files,
			summary: {
				from,
				to,
				days: model.days.length,
				missingDays: model.missingDays,
				boardings: model.days.reduce((sum, day) => sum + day.boardings, 0),
				alightings: model.days.reduce((sum, day) => sum + day.alightings, 0),
				routes: model.routes.length,
				routeName: model.routeName,
			},
			seconds: secondsSince(begun),
			peakMb: peakMb(),
		};
	});
}
