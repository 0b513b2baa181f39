import { ingest } from '../ingest/ingest';
import type { IngestJob, JobResult } from './jobs';
import { peakMb, secondsSince } from './measure';
import { withLake } from './resources';

/** Puts one delivery into the lake. @throws ValidationError, ConflictError as `ingest` does */
export async function ingestFeed(job: IngestJob): Promise<JobResult<'ingest'>> {
	const start = process.hrtime.bigint();
	return await withLake(job, async ({ lake, engine, tempFolder }) => {
		const result = await ingest({ ...job.request, tempFolder }, { lake, engine, now: () => job.now });
		return { ...result, seconds: secondsSince(start), peakMb: peakMb() };
	});
}
