import { analyseDay } from './analyse-day';
import { ingestFeed } from './ingest-feed';
import type { JobName, JobRequest, JobResult, Jobs } from './jobs';
import { importMasterFiles } from './import-master-files';
import { readAggregate } from './read-aggregate';
import { reportPeriod } from './report-period';
import { purge } from './purge';
import { renderPages, renderWorkbook } from './render-edition';
import { writeReview } from './write-review';
import { writeWeeklyCrowding } from './write-weekly-crowding';

type Performers = { [N in JobName]: (request: Jobs[N]['request']) => Promise<Jobs[N]['result']> };

const PERFORMERS: Performers = {
	ingest: ingestFeed,
	importMasters: importMasterFiles,
	analyse: analyseDay,
	workbook: renderWorkbook,
	pages: renderPages,
	period: reportPeriod,
	weeklyCrowding: writeWeeklyCrowding,
	reviewSheet: writeReview,
	readAggregate,
	purge,
};

export function isJobName(value: unknown): value is JobName {
	return typeof value === 'string' && Object.hasOwn(PERFORMERS, value);
}

/** Does one job in this process. */
export async function perform<N extends JobName>(name: N, request: JobRequest<N>): Promise<JobResult<N>> {
	return await PERFORMERS[name](request);
}
