import { existsSync, mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openPage, startChromium } from '../../sandbox/browser/chromium.mts';
import { Editor } from '../../sandbox/browser/editor.mts';
import { readClosingItem } from '../../sandbox/demo/account.mts';
import type { ExecutionDetail, WorkflowJson } from '../../sandbox/n8n/workflows.mts';
import { startPostgres } from '../support/databases';
import type { DatabaseServer } from '../support/databases';
import { DESK_ENV } from '../support/desk-login';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { PostgresProbe } from '../support/postgres-probe';
import { expectTold, litPhones, plantedPhones } from '../support/week-checks';
import { startWeekGateway, switchedTo } from '../support/week-gateway';
import type { WeekGateway } from '../support/week-gateway';
import { openWeek, PERIOD } from '../support/weekly-run';
import type { Week, WeekOptions } from '../support/weekly-run';

const HOUR_MS = 3_600_000;
const LEDGER_SCHEMA = 'ledger';

/** An edit that fills in the settings of the audit export as an auditor does. */
function filledIn({ nodes }: WorkflowJson): void {
	const values: Record<string, string> = { 시작일: '2026-11-01', 종료일: '2026-11-30', '회차 번호': '', '안내 식별값': '', 담당자: '이감사', 사유: '정기 감사' };
	for (const node of nodes) {
		if (node.name === '감사 설정') node.parameters = { assignments: { assignments: Object.entries(values).map(([name, value]) => ({ id: name, name, value, type: 'string' })) } };
	}
}

describe('another gateway in the real n8n', () => {
	let n8n: TestN8n;
	let postgres: DatabaseServer;
	let week: Week;
	const gateways: WeekGateway[] = [];

	beforeAll(async () => {
		[n8n, postgres] = await Promise.all([startTestN8n({ env: DESK_ENV }), startPostgres()]);
		for (const id of ['nhn', 'sens', 'aligo', 'agent'] as const) {
			const gateway = await startWeekGateway(id, postgres);
			gateways.push(gateway);
			await n8n.workflows.createCredential(gateway.credential.type, nameOf(gateway), gateway.credential.data);
		}
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await week?.close();
		for (const gateway of gateways) await gateway.close();
		await n8n?.dispose();
		await postgres?.stop();
	}, 60_000);

	const nameOf = ({ id }: Pick<WeekGateway, 'id'>): string => `시험 중계사 ${id}`;
	const gatewayOf = (id: WeekGateway['id']): WeekGateway => {
		const found = gateways.find((one) => one.id === id);
		if (found === undefined) throw new Error(`No gateway ${id}`);
		return found;
	};
	/** What the button of a credential's dialog says to the values typed in. */
	const pressTest = async (type: string, data: Readonly<Record<string, unknown>>): Promise<unknown> => {
		const stored = (await n8n.workflows.credentials()).find((one) => one.type === type);
		return await n8n.rest.request('POST', '/credentials/test', { credentials: { ...stored, data } });
	};
	const openWith = async (gateway: WeekGateway, options: WeekOptions = {}): Promise<void> => {
		await week?.close();
		week = await openWeek(n8n, n8n.folder, { edit: switchedTo(gateway, nameOf(gateway)), ...options });
	};
	const runAdded = async (file: string, edit: (workflow: WorkflowJson) => void): Promise<ExecutionDetail> => {
		const id = await week.add(file, edit);
		const ended = await week.ended(await n8n.workflows.runWorkflow(id, '직접 실행'));
		expect({ file, status: ended.status, error: ended.error }).toEqual({ file, status: 'success', error: null });
		return ended;
	};

	it.each(['nhn', 'sens', 'aligo', 'agent'] as const)("has a test of its own behind the credential's button: %s", async (id) => {
		const { type, data } = gatewayOf(id).credential;
		expect(await pressTest(type, data)).toEqual({ status: 'OK', message: expect.stringMatching(/접속하였습니다/) });
		expect(await pressTest(type, { ...data, sender: '828-0000' })).toEqual({ status: 'Error', message: expect.stringMatching(/발신번호.*하시기 바랍니다/s) });
	});

	it('sends the week through NHN Cloud after a change of the drop-down and the credential alone', async () => {
		const nhn = gatewayOf('nhn');
		await openWith(nhn);
		const run = await week.run();
		expect({ status: run.status, error: run.error }).toEqual({ status: 'success', error: null });
		expect(readClosingItem(run.items('회차 마감')[0])).toMatchObject({ closed: true, balanced: true, problems: [] });
		expectTold(week, undefined, nhn.oracle);
		expect(nhn.oracle.deliveries().length).toBeGreaterThan(16);
		expect(week.city.solapi.calls()).toEqual([]);
		expect(week.ledger.stage(PERIOD)).toBe('closed');
	}, 120_000);

	it("has a test of its own behind the credential's button: solapi", async () => {
		expect(await pressTest('cityhallSolapiApi', week.credential('cityhallSolapiApi'))).toEqual({ status: 'OK', message: expect.stringMatching(/접속하였습니다/) });
	});

	it('exports what an auditor needs of that week, found whole', async () => {
		mkdirSync(join(week.folder, 'audit'), { recursive: true });
		const run = await runAdded('audit-export.json', filledIn);
		const [kept] = run.items('감사 자료 보관됨');
		expect(kept).toMatchObject({ intact: true });
		expect(existsSync(String(kept?.['path']))).toBe(true);
	}, 60_000);

	it("has a test of its own behind the credential's button: the ledger, in a file and on PostgreSQL, which it does not make", async () => {
		const data = week.credential('cityhallLedgerApi');
		expect(await pressTest('cityhallLedgerApi', data)).toEqual({ status: 'OK', message: expect.stringMatching(/대장 키와 사용 환경이 맞습니다/) });
		expect(await pressTest('cityhallLedgerApi', { ...data, environment: 'live' })).toEqual({ status: 'Error', message: expect.stringMatching(/모의용.*시기 바랍니다/s) });
		const { host, port, user, password, database } = postgres;
		const server = { ...data, storage: 'postgres', host, port, user, password, database, schema: 'untouched', tls: 'off' };
		for (let time = 0; time < 2; time += 1) expect(await pressTest('cityhallLedgerApi', server)).toEqual({ status: 'OK', message: expect.stringMatching(/대장이 아직 없습니다/) });
		expect(await pressTest('cityhallLedgerApi', { ...server, password: 'wrong' })).toEqual({ status: 'Error', message: expect.stringMatching(/비밀번호/) });
	});

	it("sends the week through the agent's tables, with the ledger on PostgreSQL", async () => {
		const agent = gatewayOf('agent');
		const { host, port, user, password, database } = postgres;
		const credential = { storage: 'postgres', host, port, user, password, database, schema: LEDGER_SCHEMA, tls: 'off' };
		await openWith(agent, { ledger: { credential, probe: new PostgresProbe(postgres, LEDGER_SCHEMA) } });
		const run = await week.run();
		expect({ status: run.status, error: run.error }).toEqual({ status: 'success', error: null });
		expectTold(week, undefined, agent.oracle);
		expect(week.city.solapi.calls()).toEqual([]);
		expect(week.ledger.stage(PERIOD)).toBe('closed');
	}, 120_000);

	describe('without a key to look a text up by', () => {
		let browser: Browser;
		afterAll(async () => await browser?.close());

		it('leaves a text whose call was lost to a person, who settles it in the form', async () => {
			const aligo = gatewayOf('aligo');
			aligo.loseOneCall();
			await openWith(aligo);
			await week.setCredential('cityhallLedgerApi', { witnessPath: join(week.folder, 'witness') });
			const run = await week.run();
			expect({ status: run.status, error: run.error }).toEqual({ status: 'success', error: null });
			const lost = week.ledger.keys('unknown');
			expect(lost.length).toBeGreaterThan(0);

			// an hour goes by: nobody waits for an answer any more
			const ledger = new DatabaseSync(week.ledger.path);
			ledger.prepare('UPDATE batch SET sending_ms = sending_ms - ?').run(HOUR_MS);
			ledger.close();
			const first = await runAdded('reconcile.json', switchedTo(aligo, nameOf(aligo)));
			expect(first.items('담당자 확인 필요')).toEqual([]);
			const flow = first.workflowId;
			const compared = await week.ended(await n8n.workflows.runWorkflow(flow, '직접 실행'));
			expect(compared.items('미확인 목록').map(({ noticeKey }) => noticeKey).sort()).toEqual(lost);
			for (const item of compared.items('미확인 목록')) expect(item).toMatchObject({ gateway: 'aligo', phoneMasked: expect.stringContaining('*') });

			const results = await runAdded('delivery-results.json', switchedTo(aligo, nameOf(aligo)));
			expect(results.items('담당자 확인 필요').length + results.items('확인 끝').length).toBeGreaterThan(0);

			await n8n.workflows.activate(flow);
			browser = await startChromium();
			const page = await openPage(browser);
			await new Editor(page, n8n).signIn();
			await page.goto(`${n8n.url}/form/notice-doubt`);
			const allow = page.getByRole('button', { name: 'Allow access' });
			const write = page.getByRole('button', { name: '기록' });
			await allow.or(write).first().waitFor();
			if (await allow.isVisible()) await allow.click();
			await write.waitFor();
			await page.locator('[name="field-0"]').fill(lost[0] ?? '');
			await page.locator('[name="field-1"]').selectOption('보내지 않음');
			await page.locator('[name="field-2"]').fill('중계사 고객센터 회신(문의번호 1)');
			await page.locator('[name="field-3"]').fill('주무관 이모의');
			const known = (await n8n.workflows.executions(flow)).map(({ id }) => id);
			await write.click();
			const settled = await n8n.workflows.waitForNextExecution(flow, known, 60_000);
			expect({ status: settled.status, error: settled.error }).toEqual({ status: 'success', error: null });
			expect(week.ledger.keys('unknown')).toEqual(lost.slice(1));
			await n8n.workflows.deactivate(flow);

			const rest = await week.run();
			expect({ status: rest.status, error: rest.error }).toEqual({ status: 'success', error: null });
			expect(week.ledger.stage(PERIOD)).toBe('closed');
			const told = plantedPhones(week.city, '2026-09-01', '2026-11-22');
			expect(litPhones(week.city, aligo.oracle)).toHaveLength(told.length - lost.length);
		}, 180_000);
	});
});
