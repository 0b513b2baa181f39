import { importAggregate } from '../aggregates/import-aggregate';
import type { JobResult, ReadAggregateJob } from './jobs';
import { peakMb } from './measure';
import { withEngine } from './resources';

/** Reads published tables of sums into a Parquet file and a workbook; the lake of taps is not touched. @throws ValidationError as `importAggregate` does */
export async function readAggregate({ request, ...limits }: ReadAggregateJob): Promise<JobResult<'readAggregate'>> {
	return await withEngine(limits, async ({ engine, tempFolder }) => ({ ...(await importAggregate(request, { engine, tempFolder })), peakMb: peakMb() }));
}
