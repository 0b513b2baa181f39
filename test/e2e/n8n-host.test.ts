import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { packTinyPackage } from '../support/tiny-package';

const workflow = (waitMs: number): Parameters<TestN8n['workflows']['importWorkflow']>[0] => ({
	name: `대기 ${waitMs}`,
	nodes: [
		{ id: 'a', name: '시작', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
		{
			id: 'b',
			name: '작은 노드',
			type: 'n8n-nodes-cityhall-tiny.tiny',
			typeVersion: 1,
			position: [200, 0],
			parameters: { waitMs },
			credentials: { tinyKey: { id: null, name: '키 하나' } },
		},
	],
	connections: { 시작: { main: [[{ node: '작은 노드', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
});

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

describe('the n8n that demo and tests run in', () => {
	const tgz = packTinyPackage();
	let n8n: TestN8n;

	beforeAll(async () => {
		n8n = await startTestN8n({ packageTgz: tgz });
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await n8n.dispose();
	}, 60_000);

	it('runs a workflow with a node and a credential of the installed package', async () => {
		await n8n.workflows.createCredential('tinyKey', '키 하나', { key: 'abc' });
		const id = await n8n.workflows.importWorkflow(workflow(0));
		const execution = await n8n.workflows.waitForExecution(await n8n.workflows.runWorkflow(id, '시작'), 30_000);
		expect(execution.status).toBe('success');
		expect(execution.items('작은 노드')).toEqual([{ key: 'abc', 인사: '안녕하세요', list: [{ a: '1' }, { a: '1' }] }]);
	}, 60_000);

	it('names a credential that a workflow needs and nobody has', async () => {
		const missing = workflow(0);
		missing.nodes[1] = { ...missing.nodes[1], credentials: { otherKey: { name: '없는 키' } } } as (typeof missing.nodes)[0];
		await expect(n8n.workflows.importWorkflow(missing)).rejects.toThrow('없는 키');
	});

	it('submits the form at which a workflow waits', async () => {
		const id = await n8n.workflows.importWorkflow({
			name: '승인',
			nodes: [
				{ id: 'a', name: '시작', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
				{
					id: 'b',
					name: '승인',
					type: 'n8n-nodes-base.wait',
					typeVersion: 1.1,
					position: [200, 0],
					webhookId: '3f0f2d0c-6a39-4b4e-8f0a-2d6d3a6f6d11',
					parameters: {
						resume: 'form',
						formTitle: '승인',
						formFields: { values: [{ fieldLabel: '결정', requiredField: true }, { fieldLabel: '승인자' }] },
					},
				},
			],
			connections: { 시작: { main: [[{ node: '승인', type: 'main', index: 0 }]] } },
			settings: { executionOrder: 'v1' },
		});
		const execution = await n8n.workflows.runWorkflow(id, '시작');
		expect((await n8n.workflows.waitForExecution(execution, 30_000, ['waiting'])).status).toBe('waiting');
		await n8n.workflows.submitForm(execution, ['승인', '세정과장']);
		const ended = await n8n.workflows.waitForExecution(execution, 30_000);
		expect(ended.items('승인')).toEqual([expect.objectContaining({ 결정: '승인', 승인자: '세정과장' })]);
	}, 90_000);

	it('comes back on the same folder after SIGKILL in the middle of an execution, with nothing left running', async () => {
		const id = await n8n.workflows.importWorkflow(workflow(120_000));
		const execution = await n8n.workflows.runWorkflow(id, '시작');
		await sleep(1_000);
		const { pid } = n8n;
		await n8n.kill('SIGKILL');
		expect(isAlive(pid)).toBe(false);
		await n8n.start();
		expect((await n8n.workflows.execution(execution)).status).toBe('crashed');
	}, 120_000);

	it('ends with the process that started it, even when that is killed', async () => {
		const userFolder = mkdtempSync(join(tmpdir(), 'cityhall-n8n-'));
		const host = join(__dirname, '../../sandbox/n8n/host.mts');
		const code = `import { startN8n } from ${JSON.stringify(host)};
			const n8n = await startN8n({ userFolder: ${JSON.stringify(userFolder)} });
			console.log(n8n.pid); setInterval(() => {}, 1000);`;
		const parent = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] });
		const [first] = (await once(parent.stdout, 'data')) as [Buffer];
		const pid = Number(first.toString());
		expect(isAlive(pid)).toBe(true);
		parent.kill('SIGKILL');
		for (let i = 0; i < 50 && isAlive(pid); i++) await sleep(200);
		expect(isAlive(pid)).toBe(false);
		expect(readFileSync(join(userFolder, 'n8n.log'), 'utf8')).toContain('Editor is now accessible');
		rmSync(userFolder, { recursive: true, force: true });
	}, 120_000);
});
