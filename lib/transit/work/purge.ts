import { openLake } from '../lake/lake';
import { purgeTaps } from '../lake/purge';
import type { JobResult, PurgeJob } from './jobs';

/** Deletes the taps of days before a date; summaries and reports stay. */
export async function purge({ lakeFolder, before }: PurgeJob): Promise<JobResult<'purge'>> {
	return await purgeTaps(await openLake(lakeFolder), before);
}
