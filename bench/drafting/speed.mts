import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Report } from '../shared/figures.mts';
import type { IndexOrders, IndexOutcome } from './index.worker.mts';
import type { PipelineOrders, PipelineOutcome } from './pipeline.worker.mts';

const PAST_DOCUMENTS = 10_000;
const ROUNDS = 5;

/** Drafts against the sandbox model in another process, then the index of past documents. */
export async function measureSpeed(lib: string, report: Report): Promise<void> {
	const folder = mkdtempSync(join(tmpdir(), 'bench-drafting-'));
	const model = fork(join(import.meta.dirname, 'model-process.mts'), { execArgv: ['--disable-warning=ExperimentalWarning'] });
	try {
		const [url] = (await once(model, 'message')) as [string];
		const drafts = await inChild<PipelineOrders, PipelineOutcome>('pipeline.worker.mts', { lib, url, folder: made(folder, 'drafts'), rounds: ROUNDS });
		report.add({ name: 'drafting.pipeline.p50', value: drafts.p50, unit: 'ms', target: 50 });
		report.add({ name: 'drafting.rss', value: drafts.rssMb, unit: 'MB', target: 250 });
		report.add({ name: 'drafting.lint.rate', value: drafts.lintRate, unit: 'MB/s', target: 1, sense: 'atLeast' });
		const index = await inChild<IndexOrders, IndexOutcome>('index.worker.mts', { lib, folder: made(folder, 'index'), documents: PAST_DOCUMENTS });
		if (index.count !== PAST_DOCUMENTS) throw new Error(`the index holds ${index.count} of ${PAST_DOCUMENTS} documents`);
		report.add({ name: 'drafting.nearest.p50', value: index.p50, unit: 'ms', target: 50 });
		report.add({ name: 'drafting.documents', value: drafts.documents, unit: 'documents', target: null });
		report.add({ name: 'drafting.pipeline.p95', value: drafts.p95, unit: 'ms', target: null });
		report.add({ name: 'drafting.files.p50', value: drafts.files, unit: 'ms', target: null });
		report.add({ name: 'drafting.call.p50', value: drafts.call, unit: 'ms', target: null });
		report.add({ name: 'drafting.vs_openai.p50', value: drafts.direct, unit: 'ms', target: null });
		report.add({ name: 'drafting.nearest.p95', value: index.p95, unit: 'ms', target: null });
		report.add({ name: 'drafting.nearest.open', value: index.openMs, unit: 'ms', target: null });
		report.add({ name: 'drafting.nearest.rss', value: index.rssMb, unit: 'MB', target: null });
	} finally {
		model.disconnect();
		rmSync(folder, { recursive: true, force: true });
	}
}

function made(folder: string, name: string): string {
	const path = join(folder, name);
	mkdirSync(path);
	return path;
}

/** Runs a script of this folder with its orders as JSON in the only argument; its one line of output is the outcome. */
async function inChild<Orders, Outcome>(script: string, orders: Orders): Promise<Outcome> {
	const { stdout } = await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', join(import.meta.dirname, script), JSON.stringify(orders)], { maxBuffer: 16 * 1_048_576 });
	return JSON.parse(stdout) as Outcome;
}
