import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import type { JobName, JobRequest, JobResult } from '../../lib/transit/work/jobs.ts';
import { watchChildren } from '../shared/memory.mts';
import type { Input } from './input.mts';
import { ITEM_LIMITS, memoryFor, NOW, REPORT_SETTINGS, THREADS, TIMEOUT_MS } from './settings.mts';

const require = createRequire(import.meta.url);

/** The built package's jobs, each in a child process as in n8n, on one lake. */
export class Analysis {
	private readonly run: typeof import('../../lib/transit/work/run-job.ts').runJob;
	private readonly lakeFolder: string;
	private readonly memoryMb: number;
	private readonly cardKey = randomBytes(32);

	constructor(lib: string, lakeFolder: string, taps: number) {
		this.run = (require(join(lib, 'transit/work/run-job.js')) as typeof import('../../lib/transit/work/run-job.ts')).runJob;
		this.lakeFolder = lakeFolder;
		this.memoryMb = memoryFor(taps);
	}

	async job<N extends JobName>(name: N, request: JobRequest<N>): Promise<JobResult<N>> {
		return await this.run(name, request, { timeoutMs: TIMEOUT_MS });
	}

	get resources() {
		return { lakeFolder: this.lakeFolder, memoryMb: this.memoryMb, threads: THREADS };
	}

	async importMasters(input: Input): Promise<void> {
		await this.job('importMasters', { ...this.resources, request: { files: input.masterFiles, kind: 'auto', validFrom: input.day, defaults: input.truth.defaults, columns: {}, now: NOW } });
	}

	async ingest(input: Input): Promise<void> {
		const request = { sourceId: input.day, feedDay: input.day, state: 'final' as const, files: input.tapFiles, layout: 'auto', defaults: input.truth.defaults, cardKey: this.cardKey };
		await this.job('ingest', { ...this.resources, request, now: NOW });
	}

	async analyse(serviceDate: string, summaryOnly = false): Promise<JobResult<'analyse'>> {
		return await this.job('analyse', { ...this.resources, serviceDate, settings: REPORT_SETTINGS, limits: ITEM_LIMITS, now: NOW, summaryOnly, recompute: false });
	}

	async period(from: string, to: string, outputFolder: string, recompute: boolean): Promise<JobResult<'period'>> {
		return await this.job('period', { ...this.resources, from, to, dayType: 'all', route: '', settings: REPORT_SETTINGS, now: NOW, outputFolder, recompute });
	}
}

export interface FullRun {
	/** From the raw files to workbook, page and pictures; masters are there before. */
	seconds: number;
	/** Largest peak of a child process. */
	rssMb: number;
	stages: { ingest: number; metrics: number; report: number; files: number };
}

/** Analyses a delivery from raw files to finished documents on a fresh lake. Throws where the sums are not those of the input. */
export async function analyseFully(lib: string, lakeFolder: string, input: Input): Promise<FullRun> {
	const analysis = new Analysis(lib, lakeFolder, input.truth.totals.taps);
	await analysis.importMasters(input);
	const peak = watchChildren(process.pid);
	const start = performance.now();
	await analysis.ingest(input);
	const ingested = performance.now();
	const { folder, items, seconds } = await analysis.analyse(input.day);
	const analysed = performance.now();
	if (folder === null || items === null) throw new Error('the analysis gave no edition');
	await Promise.all([analysis.job('workbook', { folder, baseName: 'report' }), analysis.job('pages', { folder, baseName: 'report', pictures: true, memo: true })]);
	const end = performance.now();
	const rssMb = peak();
	const { boardings, alightings } = items.summary;
	const { totals } = input.truth;
	if (boardings !== totals.boardings || alightings !== totals.alightings) {
		throw new Error(`wrong sums: ${JSON.stringify({ boardings, alightings, due: [totals.boardings, totals.alightings] })}`);
	}
	return {
		seconds: (end - start) / 1000,
		rssMb,
		stages: { ingest: (ingested - start) / 1000, metrics: seconds.metrics, report: (analysed - ingested) / 1000 - seconds.metrics, files: (end - analysed) / 1000 },
	};
}
