import { ingest } from '../ingest/ingest';
import type { Manifest } from '../lake/manifest';
import type { IngestJob, JobResult } from './jobs';
import { peakMb, secondsSince } from './measure';
import { whenFree, withLake } from './resources';

/** Puts one delivery into the lake. @throws ValidationError, ConflictError as `ingest` does */
export async function ingestFeed(job: IngestJob): Promise<JobResult<'ingest'>> {
	const start = process.hrtime.bigint();
	return await withLake(job, async ({ lake, engine, tempFolder }) => {
		const result = await whenFree(lake, async () => await ingest({ ...job.request, tempFolder }, { lake, engine, now: () => job.now }));
		return { ...result, daysToAnalyse: daysToAnalyse(lake.manifest, job.request.feedDay, result.changedDays), seconds: secondsSince(start), peakMb: peakMb() };
	});
}

/** The feed's own day, and the changed days whose own delivery is in the lake: a day known from late rows alone is no day to report on. */
function daysToAnalyse({ sources }: Manifest, feedDay: string, changedDays: readonly string[]): string[] {
	const delivered = new Set(Object.values(sources).flatMap((source) => (source.state === 'final' ? [source.feedDay] : [])));
	return [...new Set([...changedDays.filter((day) => delivered.has(day)), feedDay])].sort();
}
