import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { City, CityOptions } from '../../sandbox/city.mts';
import { DEMO_TODAY } from '../../sandbox/credentials.mts';
import type { DemoCredential } from '../../sandbox/demo/city.mts';
import { demoWorkflow } from '../../sandbox/demo/demo-workflow.mts';
import { openCity } from '../../sandbox/demo/open-city.mts';
import { weekNodes } from '../../sandbox/demo/week.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import type { ExecutionDetail, WorkflowJson, WorkflowNode } from '../../sandbox/n8n/workflows.mts';
import { repositoryRoot } from '../../sandbox/paths.mts';
import { LedgerProbe } from './ledger-probe';

/** The period that the demo's Monday is about, and the next week's. */
export const PERIOD = '2026-W47';
export const NEXT_PERIOD = '2026-W48';
export const MONDAY_MORNING = `${DEMO_TODAY}T09:10:00+09:00`;
const RUN_TIMEOUT_MS = 120_000;
const LEDGER = 'cityhallLedgerApi';
/** Where the shipped workflows keep exports, archive, lists and reports. */
const SHIPPED_FOLDER = '/data/cityhall/';
const FOLDERS = ['exports', 'archive', 'lists', 'reports'];

export interface WeekOptions {
	/** Whether the officer's approval is switched on; off by default. */
	approval?: boolean;
	/** Notices of one batch; 8 by default, so that a week has several. */
	batchSize?: number;
	leaseSeconds?: number;
	/** Business time, Monday morning by default. */
	clock?: string;
	city?: CityOptions;
	/** A ledger elsewhere than in a SQLite file of the week's own: what its credential says, and how to look into it. */
	ledger?: { credential: Record<string, unknown>; probe: LedgerProbe };
	/** Changes the workflow as a person would on the canvas. */
	edit?: (workflow: WorkflowJson) => void;
}

/** A city of its own, a ledger of its own and the shipped workflow, in an n8n that others may share. */
export interface Week {
	city: City;
	workflowId: string;
	ledger: LedgerProbe;
	/** Holds ledger and reports; below the folder that n8n may use. */
	folder: string;
	/** Runs the workflow from the canvas, to its end or to the approval form. */
	run(): Promise<ExecutionDetail>;
	/** Starts it from the canvas and returns the execution's id. */
	start(): Promise<string>;
	/** Waits for an execution's end, or until it waits for a person. */
	ended(executionId: string): Promise<ExecutionDetail>;
	/** Sets the test clock of the ledger's credential. */
	setClock(clock: string): Promise<void>;
	/** What the week's credential holds. */
	credential(type: string): Readonly<Record<string, unknown>>;
	/** Changes a credential's data. */
	setCredential(type: string, change: Record<string, unknown>): Promise<void>;
	/** Runs one operation of the ledger node with the week's credentials, as an officer would from a small flow. */
	act(operation: string, parameters: Record<string, unknown>): Promise<ExecutionDetail>;
	/** Imports another shipped workflow with the week's credentials and its folders below the week's; returns its id. */
	add(file: string, edit?: (workflow: WorkflowJson) => void): Promise<string>;
	close(): Promise<void>;
}

/** Numbers for labels: weeks in one n8n keep their credentials apart by name. */
let opened = 0;

/** Opens a week in the given n8n. `folder` must lie beside n8n's user folder. */
export async function openWeek(n8n: N8nHost, folder: string, options: WeekOptions = {}): Promise<Week> {
	const label = `시험 ${++opened}`;
	const base = join(folder, `week-${opened}`);
	const { city, credentials } = await openCity(base, {
		weeks: 2,
		rowsPerWeek: 30,
		carrierFailureRate: 0,
		reportDelayMs: 100,
		...options.city,
	});
	try {
		return await inN8n(n8n, { city, credentials, label, base }, options);
	} catch (error) {
		await city.close();
		throw error;
	}
}

interface Opened {
	city: City;
	credentials: DemoCredential[];
	label: string;
	base: string;
}

async function inN8n(n8n: N8nHost, { city, credentials, label, base }: Opened, options: WeekOptions): Promise<Week> {
	const named = credentials.map((one) => labelled(one, label, options));
	const ids = new Map<string, string>();
	for (const { type, name, data } of named) ids.set(type, await n8n.workflows.createCredential(type, name, data));
	const withCredentials = (node: WorkflowNode): WorkflowNode => ({
		...node,
		...(node.credentials && {
			credentials: Object.fromEntries(Object.keys(node.credentials).map((type) => [type, { name: nameOf(named, type) }])),
		}),
	});

	const workflow = demoWorkflow({ reportFolder: join(base, 'reports'), approval: options.approval ?? false });
	workflow.name = `${workflow.name} ${label}`;
	workflow.nodes = workflow.nodes.map(withCredentials);
	for (const node of workflow.nodes) {
		if (node.parameters['operation'] === 'sendRun') node.parameters['sendOptions'] = { batchSize: options.batchSize ?? 8 };
	}
	options.edit?.(workflow);
	const { trigger } = weekNodes(workflow);
	const workflowId = await n8n.workflows.importWorkflow(workflow);

	const data = (type: string): Record<string, unknown> => {
		const found = named.find((one) => one.type === type);
		if (found === undefined) throw new Error(`The week has no credential ${type}`);
		return found.data;
	};
	const week: Week = {
		city,
		workflowId,
		folder: base,
		ledger: options.ledger?.probe ?? new LedgerProbe(join(base, 'notice-ledger.sqlite')),
		start: async () => await n8n.workflows.runWorkflow(workflowId, trigger),
		ended: async (id) => await n8n.workflows.waitForExecution(id, RUN_TIMEOUT_MS, ['waiting']),
		run: async () => await week.ended(await week.start()),
		setClock: async (testClock) => await week.setCredential(LEDGER, { testClock }),
		credential: (type) => data(type),
		setCredential: async (type, change) => {
			const changed = Object.assign(data(type), change);
			await n8n.workflows.updateCredential(ids.get(type) ?? '', type, nameOf(named, type), changed);
		},
		act: async (operation, parameters) => {
			const id = await n8n.workflows.importWorkflow(actWorkflow(operation, parameters, withCredentials, label));
			return await week.ended(await n8n.workflows.runWorkflow(id, '시작'));
		},
		add: async (file, edit) => {
			const shipped = shippedWorkflow(file, base);
			shipped.name = `${shipped.name} ${label}`;
			shipped.nodes = shipped.nodes.map(withCredentials);
			edit?.(shipped);
			return await n8n.workflows.importWorkflow(shipped);
		},
		close: async () => await city.close(),
	};
	return week;
}

/** An edit that reads exported files of a folder instead of the interface, as an office without one has it. */
export function fromFolder(folder: string): (workflow: WorkflowJson) => void {
	return ({ nodes }) => {
		for (const node of nodes) {
			if (node.parameters['operation'] !== 'rest') continue;
			node.parameters = { ...node.parameters, operation: 'file', folder, pattern: '*.xlsx', pick: 'newest' };
			delete node.credentials?.['cityhallRevenueApi'];
		}
	};
}

/** A workflow as it is shipped, with its folders below the given one. */
function shippedWorkflow(file: string, base: string): WorkflowJson {
	for (const folder of FOLDERS) mkdirSync(join(base, folder), { recursive: true });
	const text = readFileSync(join(repositoryRoot(), 'workflows', file), 'utf8');
	return JSON.parse(text.replaceAll(SHIPPED_FOLDER, `${base}/`)) as WorkflowJson;
}

function labelled({ type, name, data }: DemoCredential, label: string, options: WeekOptions): DemoCredential {
	const own = type === LEDGER ? { testClock: options.clock ?? MONDAY_MORNING, leaseSeconds: options.leaseSeconds ?? 120, ...options.ledger?.credential } : {};
	return { type, name: `${name} ${label}`, data: { ...data, ...own } };
}

function nameOf(credentials: readonly DemoCredential[], type: string): string {
	const found = credentials.find((one) => one.type === type);
	if (found === undefined) throw new Error(`The city has no credential ${type}`);
	return found.name;
}

function actWorkflow(
	operation: string,
	parameters: Record<string, unknown>,
	withCredentials: (node: WorkflowNode) => WorkflowNode,
	label: string,
): WorkflowJson {
	const node = (name: string, type: string, more: Partial<WorkflowNode>): WorkflowNode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	return {
		name: `${operation} ${label}`,
		nodes: [
			node('시작', 'n8n-nodes-base.manualTrigger', {}),
			withCredentials(
				node('조치', 'n8n-nodes-cityhall.noticeLedger', {
					parameters: { resource: 'run', operation, ...parameters },
					credentials: { [LEDGER]: { name: '' } },
				}),
			),
		],
		connections: { 시작: { main: [[{ node: '조치', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}

/** Waits until the answer is true; throws with what was waited for. */
export async function until(what: string, answer: () => boolean | Promise<boolean>, timeoutMs = RUN_TIMEOUT_MS, everyMs = 50): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	while (!(await answer())) {
		if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${what}`);
		await sleep(everyMs);
	}
}
