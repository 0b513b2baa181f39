import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { startRevenue, type RevenueServer } from '../../sandbox/revenue/server.mts';
import { baseNodes, emitted } from '../support/base-nodes';
import { activateTrigger, type WorkflowJson } from '../support/engine';
import { CAMPAIGN, NoticeCity, OUR_NODES } from '../support/notice-city';

const SHIPPED = JSON.parse(readFileSync(join(__dirname, '../../workflows/weekly-notice.json'), 'utf8')) as WorkflowJson;
const TRIGGER = '근무일 예약 실행';
const TOKEN = 'weekly-flow-test';
const RUN_ID = `${CAMPAIGN}/2026-W47`;

// a gateway that is away is tried for some seconds
jest.setTimeout(30_000);

let city: NoticeCity;
let revenue: RevenueServer;

beforeEach(async () => {
	city = await NoticeCity.start();
	revenue = await startRevenue({ tokens: [TOKEN], today: '2026-11-23', weeks: 2, rowsPerWeek: 10, seed: 7 });
});
afterEach(async () => {
	await revenue.close();
	await city.close();
});

const credentials = () => ({ ...city.credentials(), cityhallRevenueApi: { baseUrl: revenue.url, token: TOKEN, caPem: '' } });

/** What the trigger of the shipped workflow starts at this hour, with its lease on the run. */
async function trigger(): Promise<INodeExecutionData[][] | undefined> {
	const active = await activateTrigger({ workflow: SHIPPED, nodes: OUR_NODES, otherNodes: baseNodes({}), credentials: credentials(), node: TRIGGER });
	for (let i = 0; i < 30 && active.emitted.length === 0; i++) await wait(50);
	await active.response?.closeFunction?.();
	return active.emitted[0];
}

interface Site {
	approval?: boolean;
	/** As after the first four runs. */
	settled?: boolean;
	answer?: IDataObject;
}

/** The shipped workflow as a site fills it in, from what the trigger emitted to its end. */
async function runFlow(start: INodeExecutionData[][], { approval = true, settled = true, answer = { 결정: '승인', 승인자: '세정과장 김담당', 의견: '' } }: Site = {}) {
	const nodes = SHIPPED.nodes.map((node) => {
		if (node.name === TRIGGER) return { ...node, type: 'test.trigger', parameters: {} };
		if (node.parameters?.operation === 'report') return { ...node, parameters: { ...node.parameters, folder: city.folder } };
		if (node.parameters?.operation === 'prepare' && settled) return { ...node, parameters: { ...node.parameters, approvalRules: { firstRuns: 0 } } };
		const text = JSON.stringify(node.parameters ?? {});
		return node.name === '승인 설정' ? { ...node, parameters: JSON.parse(text.replace('"value":true', `"value":${approval}`)) as typeof node.parameters } : node;
	});
	const workflow: WorkflowJson = {
		...SHIPPED,
		nodes: [{ name: 'Start', type: 'n8n-nodes-base.manualTrigger' }, ...nodes],
		connections: { ...SHIPPED.connections, Start: { main: [[{ node: TRIGGER, type: 'main', index: 0 }]] } },
	};
	return await city.run(workflow, { credentials: credentials(), otherNodes: { ...baseNodes(answer), 'test.trigger': emitted(start) } });
}

const mustBeTexted = () => revenue.planted().filter((one) => one.mustBeTexted && one.appearedOn <= '2026-11-22');
const phones = () => city.solapi.oracle.deliveries().map((delivery) => delivery.phone).sort();
const expectedPhones = () => mustBeTexted().map((one) => one.phone ?? '').sort();

it.each([
	['with approval', true, '승인 기록', '승인 생략 기록'],
	['without approval', false, '승인 생략 기록', '승인 기록'],
])('brings ten receipts to the handsets and to a balanced account, %s', async (_name, approval, taken, left) => {
	const start = await trigger();
	expect(start?.[0]?.[0]?.json).toMatchObject({ period: '2026-W47', runDate: '2026-11-23' });
	const { json, runs, error, dump } = await runFlow(start ?? [], { approval });
	expect(error).toBeUndefined();
	expect([runs(taken), runs(left)]).toEqual([1, 0]);
	expect(expectedPhones().length).toBeGreaterThan(3);
	expect(phones()).toEqual(expectedPhones());
	expect(json('회차 마감')).toEqual([
		expect.objectContaining({
			closed: true,
			balanced: true,
			receipts: expect.objectContaining({ read: expect.objectContaining({ count: revenue.receipts().filter((one) => one.appearedOn <= '2026-11-22').length }) }),
			notices: expect.objectContaining({ delivered: phones().length, open: 0 }),
		}),
	]);
	const [report] = json('결과 보고서');
	for (const path of [report?.htmlPath, report?.workbookPath, report?.documentPath]) expect(existsSync(String(path))).toBe(true);
	const visible = dump() + city.ledgerBytes() + readFileSync(String(report?.htmlPath), 'utf8');
	for (const { name, phone } of mustBeTexted()) {
		expect(visible).not.toContain(name);
		if (phone !== null) expect(visible).not.toContain(phone);
	}
});

it('asks a person in the first run although approval is switched off', async () => {
	const { runs, error } = await runFlow((await trigger()) ?? [], { approval: false, settled: false });
	expect(error).toBeUndefined();
	expect([runs('승인 기록'), runs('승인 생략 기록')]).toEqual([1, 0]);
});

it('sends nothing new when the week is run again, and the trigger has nothing to start', async () => {
	const start = (await trigger()) ?? [];
	await runFlow(start);
	expect(await trigger()).toBeUndefined();
	const again = await runFlow(start);
	expect(again.json('회차 마감')).toEqual([expect.objectContaining({ closed: true })]);
	expect(phones()).toEqual(expectedPhones());
});

it('sends nothing that was refused, and the trigger leaves it alone', async () => {
	const { json, error } = await runFlow((await trigger()) ?? [], { answer: { 결정: '반려', 승인자: '세정과장 김담당', 의견: '문안 확인' } });
	expect(error).toBeUndefined();
	expect(json('다음 실행에서 이어서 발송')).toEqual([expect.objectContaining({ status: 'held', message: expect.stringContaining('문안 확인') })]);
	expect(phones()).toEqual([]);
	expect(await trigger()).toBeUndefined();
});

it('goes on by itself where an execution was cut off, by the second output of the trigger', async () => {
	const start = (await trigger()) ?? [];
	const { url } = city.solapi;
	city.overrides.cityhallSolapiApi = { baseUrl: 'http://127.0.0.1:9' };
	const cut = await runFlow(start);
	expect(cut.json('다음 실행에서 이어서 발송')).toEqual([expect.objectContaining({ status: 'interrupted' })]);
	expect(phones()).toEqual([]);
	city.overrides.cityhallSolapiApi = { baseUrl: url };
	const resumed = await trigger();
	expect(resumed?.[0]).toEqual([]);
	expect(resumed?.[1]?.[0]?.json).toMatchObject({ runId: RUN_ID, period: '2026-W47', stage: 'sending' });
	const { json, runs } = await runFlow(resumed ?? []);
	expect(runs('감면 접수 자료 조회')).toBe(0);
	expect(json('회차 마감')).toEqual([expect.objectContaining({ closed: true, balanced: true })]);
	expect(phones()).toEqual(expectedPhones());
});

it('holds a week whose control total differs, with nothing sent', async () => {
	revenue.setFaults([{ fault: 'wrongTotal' }]);
	const { json } = await runFlow((await trigger()) ?? []);
	expect(json('보류: 담당자 확인')).toEqual([expect.objectContaining({ holds: [expect.objectContaining({ code: 'controlTotal' })] })]);
	expect(phones()).toEqual([]);
});
