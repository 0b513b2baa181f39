import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { importAggregate } from '../aggregates/import-aggregate';
import { openEngine } from '../engine';
import type { JobResult, ReadAggregateJob } from './jobs';
import { peakMb } from './measure';

/** Reads published tables of sums into a Parquet file and a workbook; the lake of taps is not touched. @throws ValidationError as `importAggregate` does */
export async function readAggregate({ request, memoryMb, threads }: ReadAggregateJob): Promise<JobResult<'readAggregate'>> {
	const base = join(tmpdir(), 'cityhall-aggregate');
	await mkdir(base, { recursive: true });
	const tempFolder = await mkdtemp(join(base, 'work-'));
	try {
		const engine = await openEngine({ memoryMb, threads, tempFolder });
		try {
			return { ...(await importAggregate(request, { engine, tempFolder })), peakMb: peakMb() };
		} finally {
			await engine.close();
		}
	} finally {
		await rm(tempFolder, { recursive: true, force: true });
	}
}
