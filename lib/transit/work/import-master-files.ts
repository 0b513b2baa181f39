import { importMasters } from '../masters/import-masters';
import type { ImportMastersJob, JobResult } from './jobs';
import { whenFree, withLake } from './resources';

/** Reads master files into the lake. @throws ValidationError as `importMasters` does */
export async function importMasterFiles(job: ImportMastersJob): Promise<JobResult<'importMasters'>> {
	return await withLake(job, async ({ lake, engine, tempFolder }) => await whenFree(lake, async () => await importMasters(job.request, { lake, engine, tempFolder })));
}
