import type { JobName, JobRequest, JobResult, Jobs } from './jobs';

type Performers = { [N in JobName]: () => Promise<(request: Jobs[N]['request']) => Promise<Jobs[N]['result']>> };

/** A child loads what its one job needs and nothing else. */
const PERFORMERS: Performers = {
	ingest: async () => (await import('./ingest-feed')).ingestFeed,
	preview: async () => (await import('./preview-files')).previewFiles,
	importMasters: async () => (await import('./import-master-files')).importMasterFiles,
	analyse: async () => (await import('./analyse-day')).analyseDay,
	workbook: async () => (await import('./render-workbook')).renderWorkbook,
	pages: async () => (await import('./render-pages')).renderPages,
	period: async () => (await import('./report-period')).reportPeriod,
	weeklyCrowding: async () => (await import('./write-weekly-crowding')).writeWeeklyCrowding,
	reviewSheet: async () => (await import('./write-review')).writeReview,
	readAggregate: async () => (await import('./read-aggregate')).readAggregate,
	purge: async () => (await import('./purge')).purge,
};

export function isJobName(value: unknown): value is JobName {
	return typeof value === 'string' && Object.hasOwn(PERFORMERS, value);
}

/** Does one job in this process. */
export async function perform<N extends JobName>(name: N, request: JobRequest<N>): Promise<JobResult<N>> {
	const work = await PERFORMERS[name]();
	return await work(request);
}
