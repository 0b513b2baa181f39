import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { N8nHost } from '../n8n/host.mts';
import type { WorkflowJson, WorkflowNode } from '../n8n/workflows.mts';
import { repositoryRoot } from '../paths.mts';
import { dayAfter } from '../transit/days.mts';
import type { BusCity } from './bus-city.mts';

const RUN_TIMEOUT_MS = 15 * 60_000;

export interface BusFlows {
	masters: string;
	backfill: string;
	daily: string;
	intraday: string;
	ask: string;
}

/** What the daily flow said of yesterday. */
export interface BusDay {
	boardings: number;
	alightings: number;
	grade: string;
	candidates: number;
	files: string[];
	seconds: number;
}

/** The shipped bus flows with the pretend city's folders and sources in them. */
export async function importBusFlows(n8n: N8nHost, city: BusCity): Promise<BusFlows> {
	const load = async (file: string, change: (node: WorkflowNode) => void = () => undefined) => await n8n.workflows.importWorkflow(shippedBusFlow(file, city.folders, change));
	return {
		masters: await load('bus-masters.json', (node) => {
			if (node.name === '시 자료 파일') firstAssignment(node).value = JSON.stringify(readdirSync(city.folders.masters).sort().map((file) => join(city.folders.masters, file)));
			if (node.name === '시 자료 등록') node.parameters['validFrom'] = city.firstDay;
		}),
		backfill: await load('bus-backfill.json', (node) => {
			if (node.name !== '기간') return;
			const [from, to] = assignmentsOf(node);
			if (from) from.value = city.firstDay;
			if (to) to.value = dayAfter(city.day, -1);
		}),
		daily: await load('daily-bus-analysis.json', (node) => {
			if (node.parameters['source'] === 'sftp') Object.assign(node.parameters, city.sftp ? { remoteFolder: join(city.sftp.folder, 'outbound') } : { source: 'folder', dropFolder: city.folders.inbox });
			if (!city.sftp && node.type.includes('bmsFeed')) delete node.credentials;
			if (node.type.endsWith('bmsFeedTrigger')) node.parameters['stableSeconds'] = 1;
		}),
		intraday: await load('bus-intraday.json'),
		ask: await load('bus-ask.json'),
	};
}

/** Masters, the days before, then yesterday from its trigger, each through n8n. */
export async function runBusDay(n8n: N8nHost, flows: BusFlows, log: (line: string) => void): Promise<BusDay> {
	await finished(n8n, flows.masters, '시 자료 넣기(직접 실행)');
	log('  기준정보를 등록하였습니다.');
	await finished(n8n, flows.backfill, '직접 실행');
	log('  지난 자료를 넣었습니다.');
	const begun = performance.now();
	const execution = await finished(n8n, flows.daily, '교통카드 자료 도착');
	const seconds = (performance.now() - begun) / 1000;
	const summary = execution.items('일일 분석').at(-1);
	if (!summary) throw new Error('The daily flow ended without a summary');
	const files = Array.isArray(summary['files']) ? summary['files'].map((file: unknown) => String((file as { path?: unknown }).path)) : [];
	return { boardings: Number(summary['boardings']), alightings: Number(summary['alightings']), grade: String(summary['grade']), candidates: Number(summary['candidateCount']), files, seconds };
}

async function finished(n8n: N8nHost, workflowId: string, trigger: string) {
	const execution = await n8n.workflows.waitForExecution(await n8n.workflows.runWorkflow(workflowId, trigger), RUN_TIMEOUT_MS);
	if (execution.status === 'success') return execution;
	throw new Error(`The bus flow ended as ${execution.status}: ${execution.error ?? 'see the editor'} (log: ${n8n.logFile})`);
}

interface Assignment {
	name: string;
	value: unknown;
}

function assignmentsOf(node: WorkflowNode): Assignment[] {
	return (node.parameters['assignments'] as { assignments: Assignment[] }).assignments;
}

function firstAssignment(node: WorkflowNode): Assignment {
	const [first] = assignmentsOf(node);
	if (!first) throw new Error(`${node.name} sets nothing`);
	return first;
}

/** A shipped flow with these folders in the place of the example ones. */
export function shippedBusFlow(file: string, folders: BusCity['folders'], change: (node: WorkflowNode) => void): WorkflowJson {
	const text = readFileSync(join(repositoryRoot(), 'workflows', file), 'utf8');
	const workflow = JSON.parse(
		text
			.replaceAll('/data/cityhall/bus-lake', folders.lake)
			.replaceAll('/data/cityhall/bus-raw', folders.raw)
			.replaceAll('/data/cityhall/bus-reports', folders.reports)
			.replaceAll('/data/cityhall/bms-inbox', folders.inbox),
	) as WorkflowJson;
	for (const node of workflow.nodes) change(node);
	return workflow;
}
