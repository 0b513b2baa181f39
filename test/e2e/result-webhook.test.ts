import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

import type { WorkflowJson } from '../../sandbox/n8n/workflows.mts';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { distinctiveCity, filesBelow, ValueScanner } from '../support/planted-values';
import { openWeek, until } from '../support/weekly-run';
import type { Week } from '../support/weekly-run';

const PATH = 'sms-results';
const SECRET = 'webhook-secret-뷁-7391';
/** Stands in the bodies of calls, and nowhere else. */
const MARK = '통지뷁쀼쒬';
const isProgram = (path: string): boolean => ['node_modules', '.cache', 'media', 'empty-npm-cache'].includes(basename(path));

const resultFlow = (): WorkflowJson => ({
	name: '문자 결과 수신',
	nodes: [
		{
			id: 'a',
			name: '문자 결과 수신',
			type: 'n8n-nodes-cityhall.smsResultTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: '6d5a2a52-6a3f-4f52-9d4e-6f1c0a7f0011',
			parameters: { path: PATH, limits: { maxKilobytes: 64 } },
			credentials: { cityhallLedgerApi: { name: '' }, cityhallSolapiApi: { name: '' } },
		},
		{ id: 'b', name: '반영', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} },
	],
	connections: { '문자 결과 수신': { main: [[{ node: '반영', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
});

/** Delivery reports that the vendor pushes into the real n8n. */
describe('pushed delivery reports', () => {
	const { city, planted } = distinctiveCity({ today: '2026-11-23', weeks: 2, rowsPerWeek: 30, seed: 5 });
	let n8n: TestN8n;
	let week: Week;
	let flowId: string;
	const address = () => `${n8n.url}/webhook/${PATH}`;
	const post = async (body: string, headers: Record<string, string> = {}) =>
		(await fetch(address(), {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-solapi-event-name': 'SINGLE-REPORT', 'x-solapi-secret': createHash('sha1').update(SECRET).digest('hex'), ...headers },
			body,
		})).status;

	beforeAll(async () => {
		n8n = await startTestN8n();
		week = await openWeek(n8n, n8n.folder, {
			city: { receipts: city, reportDelayMs: 3_600_000, webhook: { url: address(), secret: SECRET } },
			edit: ({ nodes }) => {
				for (const node of nodes) if (node.parameters.operation === 'getResults') node.parameters.waitSeconds = 0;
			},
		});
		flowId = await n8n.workflows.importWorkflow(resultFlow());
	}, N8N_START_TIMEOUT_MS);

	afterAll(async () => {
		await week?.close();
		await n8n?.dispose();
	});

	it('are not taken in by a flow whose gateway has no secret: it cannot be published', async () => {
		await expect(n8n.workflows.activate(flowId)).rejects.toThrow('웹훅 비밀값');
		await week.setCredential('cityhallSolapiApi', { webhookSecret: SECRET });
		await n8n.workflows.activate(flowId);
	});

	it('are refused at the door of n8n: without the secret, not JSON, enormous', async () => {
		expect(await post(`[{"text":"${MARK}"}]`, { 'x-solapi-secret': MARK.length.toString() })).toBe(401);
		expect(await post(`no JSON ${MARK}`)).toBe(400);
		expect(await post(`[{"text":"${MARK}"}]`)).toBe(400);
		expect(await post(`["${MARK.repeat(20_000)}"]`)).toBe(413);
		expect(await n8n.workflows.executions(flowId)).toEqual([]);
	});

	it('are in the ledger, confirmed by lookup, and start a flow with counts only', async () => {
		const run = await week.run();
		expect(run.error).toBeNull();
		const sent = week.ledger.states().accepted ?? 0;
		expect(sent).toBeGreaterThan(8);
		week.city.solapi.flush();
		await until('all are delivered', () => week.ledger.states().delivered === sent);
		expect(week.ledger.states().accepted).toBeUndefined();
		const told = async () => {
			const executions = await n8n.workflows.executions(flowId);
			return (await Promise.all(executions.map(async ({ id }) => (await n8n.workflows.waitForExecution(id, 30_000)).items('반영')))).flat();
		};
		// n8n begins an execution some time after the ledger has the report.
		await until('flows ran for all of them', async () => (await told()).reduce((sum, { changed }) => sum + Number(changed), 0) >= sent);
		const items = await told();
		expect(items.reduce((sum, { changed }) => sum + Number(changed), 0)).toBe(sent);
		for (const item of items) expect(Object.keys(item).sort()).toEqual(['batches', 'changed', 'event', 'gateway', 'missing', 'reports', 'runIds']);
	});

	it('leave nothing personal in n8n, and nothing of what was refused', () => {
		expect(new ValueScanner(planted).scanFolder(n8n.userFolder, isProgram)).toEqual({});
		for (const path of filesBelow(n8n.userFolder, isProgram)) expect({ path, found: readFileSync(path).includes(MARK) }).toEqual({ path, found: false });
	});
});
