import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import type { City } from '../../sandbox/city.mts';
import { demoWorkflow } from '../../sandbox/demo/demo-workflow.mts';
import { openCity } from '../../sandbox/demo/open-city.mts';
import { weekNodes } from '../../sandbox/demo/week.mts';
import { type N8nHost, startN8n } from '../../sandbox/n8n/host.mts';
import { packedPackage } from '../../sandbox/n8n/pack.mts';
import type { WorkflowJson } from '../../sandbox/n8n/workflows.mts';
import { median } from '../shared/figures.mts';
import { runFlow } from '../shared/flow-time.mts';
import { peakMemoryMb } from '../shared/memory.mts';
import { makeExport } from './export.mts';
import { builtInFlow, ourFlow, START } from './n8n-flows.mts';
import { startTextList } from './text-list.mts';

export interface N8nFigures {
	/** The whole weekly flow, from the trigger to the closed run and its report. */
	seconds: number;
	/** Peak of the n8n process after that flow. */
	rssMb: number;
	texts: number;
	builtInSeconds: number;
	ownSeconds: number;
}

const VS_TEXTS = 1_000;
const VS_RUNS = 3;
const log = (line: string): void => void process.stderr.write(`${line}\n`);

/** Measures in the pinned n8n with the packed package. Throws where a text is missing, double or on a wrong phone. */
export async function measureInN8n(folder: string, receipts: number): Promise<N8nFigures> {
	const { city, credentials } = await openCity(join(folder, 'week'), { weeks: 1, rowsPerWeek: 30, carrierFailureRate: 0, reportDelayMs: 500 });
	try {
		const n8n = await startN8n({ userFolder: join(folder, 'n8n'), packageTgz: await packedPackage({ log }), log });
		try {
			for (const { type, name, data } of credentials) await n8n.workflows.createCredential(type, name, data);
			const week = await measureWeek(n8n, city, folder, receipts);
			return { ...week, ...(await compare(n8n, city)) };
		} finally {
			await n8n.stop();
		}
	} finally {
		await city.close();
	}
}

async function measureWeek(n8n: N8nHost, city: City, folder: string, receipts: number) {
	const exports = join(folder, 'exports');
	mkdirSync(exports);
	const { phones } = await makeExport(exports, receipts);
	const workflow = demoWorkflow({ reportFolder: join(folder, 'reports'), approval: false });
	for (const node of workflow.nodes) readTheExport(node, exports);
	const { seconds } = await runFlow(n8n, workflow, weekNodes(workflow).trigger);
	const rssMb = peakMemoryMb(n8n.pid);
	return { seconds, rssMb, texts: requireTexts(city, phones, 0) };
}

/** As an office without an interface sets the flow up, for receipts of many weeks at once. */
function readTheExport(node: WorkflowJson['nodes'][number], folder: string): void {
	if (node.parameters['operation'] === 'rest') {
		node.parameters = { ...node.parameters, operation: 'file', folder, pattern: '*.csv', pick: 'newest' };
		delete node.credentials?.['cityhallRevenueApi'];
	}
	if (node.parameters['operation'] === 'prepare') {
		Object.assign(node.parameters, { startDate: '2026-01-01', approvalRules: { firstRuns: 0, onChange: false, volumeLimit: 1_000_000 } });
	}
}

/** The same texts by n8n's own nodes and by ours, turn by turn. */
async function compare(n8n: N8nHost, city: City): Promise<Pick<N8nFigures, 'builtInSeconds' | 'ownSeconds'>> {
	const list = await startTextList(VS_TEXTS);
	const builtIn: number[] = [];
	const own: number[] = [];
	try {
		for (let run = 1; run <= VS_RUNS; run += 1) {
			for (const [times, flow] of [
				[builtIn, builtInFlow(list.url(run * 2), city.addresses.solapi)],
				[own, ourFlow(list.url(run * 2 + 1), run)],
			] as const) {
				const before = city.solapi.oracle.deliveries().length;
				times.push((await runFlow(n8n, flow, START)).seconds);
				requireTexts(city, list.phones, before);
			}
		}
	} finally {
		await list.close();
	}
	return { builtInSeconds: median(builtIn), ownSeconds: median(own) };
}

/** Texts that phones received after the first `before` ones: exactly one on each of the given phones. */
function requireTexts(city: City, phones: readonly string[], before: number): number {
	const lit = city.solapi.oracle.deliveries().slice(before).map(({ phone }) => phone).sort();
	if (lit.length !== phones.length || lit.some((phone, index) => phone !== phones[index])) {
		throw new Error(`not told right through n8n: ${lit.length} texts on phones, ${phones.length} due`);
	}
	return lit.length;
}
