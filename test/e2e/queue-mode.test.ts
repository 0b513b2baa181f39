import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openPage, startChromium } from '../../sandbox/browser/chromium.mts';
import { Editor } from '../../sandbox/browser/editor.mts';
import { readClosingItem } from '../../sandbox/demo/account.mts';
import { startModelServer } from '../../sandbox/model/server.mts';
import type { N8nWorker } from '../../sandbox/n8n/worker.mts';
import type { WorkflowJson } from '../../sandbox/n8n/workflows.mts';
import { repositoryRoot } from '../../sandbox/paths.mts';
import type { FaultRule, Step } from '../../sandbox/sms/solapi.mts';
import { deskAddress, enterDesk } from '../support/desk-login';
import { N8N_START_TIMEOUT_MS } from '../support/n8n';
import { startQueueN8n } from '../support/n8n-queue';
import type { QueueN8n } from '../support/n8n-queue';
import { PostgresProbe } from '../support/postgres-probe';
import { expectTold, litPhones } from '../support/week-checks';
import { openWeek, PERIOD, until } from '../support/weekly-run';
import type { Week, WeekOptions } from '../support/weekly-run';

/** The gateway answers, and may act, long after the worker was killed. */
const STALL_MS = 12_000;
const LEASE_SECONDS = 3;
const CLOSE_TIMEOUT_MS = 150_000;
/** What a clerk tells the chat for a press release. */
const FACTS = ['사업(행사)명: 책 나눔 한마당', '일시: 2026. 12. 5.(토) 14:00~17:00', '장소: 시립 도서관', '핵심 내용: 시민이 기증한 책 8,743권을 나눔', '담당부서: 도서관과', '담당자: 박모의', '전화: 031-000-2114'].join('\n');

/**
 * n8n on several workers: main process, two workers, Redis and PostgreSQL, each a process of its own. A worker takes one
 * execution at a time, so what runs at once runs on different workers.
 */
describe('the weekly notice in queue mode', () => {
	let n8n: QueueN8n;
	let browser: Browser;
	let week: Week;
	let ledgers = 0;

	beforeAll(async () => {
		n8n = await startQueueN8n();
		browser = await startChromium();
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await browser?.close();
		await n8n?.dispose();
	}, 120_000);
	afterEach(async () => {
		for (const worker of n8n?.workers ?? []) worker.thaw();
		try {
			if (week !== undefined) await n8n.main.workflows.deactivate(week.workflowId);
		} finally {
			await week?.close();
		}
	});

	const open = async (options: WeekOptions = {}): Promise<void> => {
		const { host, port, user, password, database } = n8n.postgres;
		const schema = `ledger_${++ledgers}`;
		const credential = { storage: 'postgres', host, port, user, password, database, schema, tls: 'off' };
		const ledger = { credential, probe: new PostgresProbe(n8n.postgres, schema) };
		week = await openWeek(n8n.main, n8n.folder, { leaseSeconds: LEASE_SECONDS, batchSize: 5, ledger, ...options });
	};
	const closed = () => until('the week is closed', () => week.ledger.stage(PERIOD) === 'closed', CLOSE_TIMEOUT_MS, 500);
	const stalled = () => week.city.solapi.calls().filter(({ fault }) => fault === 'slow').length;
	const owners = () => new Set(week.ledger.owners().filter((owner) => owner.startsWith('execution:')));
	/** The worker that sends the week, and its execution. */
	const sender = async (): Promise<{ worker: N8nWorker; executionId: string }> => {
		const [running] = (await n8n.main.workflows.executions(week.workflowId)).filter(({ status }) => status === 'running');
		const worker = running && n8n.workerOf(running.id);
		if (!running || !worker) throw new Error('no worker sends');
		return { worker, executionId: running.id };
	};

	it('is sent by one of two executions started at once on two workers; the other says so and does no harm', async () => {
		await open({ leaseSeconds: 120 });
		const started = await Promise.all([week.start(), week.start()]);
		const ended = await Promise.all(started.map((id) => week.ended(id)));
		const [first, second] = started.map((id) => n8n.workerOf(id));
		expect(first).toBeDefined();
		expect(second).toBeDefined();
		expect(first).not.toBe(second);
		expectTold(week);
		expect(week.ledger.stage(PERIOD)).toBe('closed');
		expect(ended.map(({ status }) => status)).toContain('success');
		for (const { status, error } of ended) {
			if (status !== 'success') expect(error).toMatch(/다른 실행이 처리하고 있어/);
		}
		for (const { logFile } of n8n.workers) expect(readFileSync(logFile, 'utf8')).not.toMatch(/database is locked|SQLITE_BUSY|Unrecognized node type/);
	}, 180_000);

	it.each<{ moment: string; rules: FaultRule[] }>([
		{ moment: 'while it fills a batch', rules: [{ step: 'add', fault: 'slow', ms: STALL_MS, times: 1 }] },
		{ moment: 'after the gateway has sent a batch', rules: [{ step: 'send', fault: 'slow', ms: STALL_MS, times: 1 }] },
	])('is brought to its end by the other worker when one is killed $moment', async ({ rules }) => {
		await open();
		week.city.solapi.faults.set(rules);
		await n8n.main.workflows.activate(week.workflowId);
		await until('the gateway keeps the worker waiting', () => stalled() > 0);
		const { worker, executionId } = await sender();
		await worker.kill();
		await closed();
		expectTold(week);
		expect(owners().size).toBeGreaterThanOrEqual(2);
		expect((await n8n.main.workflows.waitForExecution(executionId, 60_000)).status).not.toBe('success');
		await worker.start();
	}, 300_000);

	it.each<{ moment: string; step: Step; acts: 'before' | 'after' }>([
		{ moment: 'right before it would send a batch', step: 'groupMessages', acts: 'after' },
		{ moment: 'while the gateway sends a batch', step: 'send', acts: 'before' },
	])('is brought to its end by the other worker when one is frozen $moment; revived, it sends nothing more', async ({ step, acts }) => {
		await open();
		const wakes = 20_000;
		week.city.solapi.faults.set([{ step, fault: 'slow', ms: wakes, acts, times: 1 }]);
		await n8n.main.workflows.activate(week.workflowId);
		await until('the gateway keeps the worker waiting', () => stalled() > 0);
		const { worker, executionId } = await sender();
		worker.freeze();
		await closed();
		expectTold(week);
		const told = litPhones(week.city);
		worker.thaw();
		await until('the revived worker is done', () => worker.finished().includes(executionId));
		expect(litPhones(week.city)).toEqual(told);
		expectTold(week);
		expect(owners().size).toBeGreaterThanOrEqual(2);
	}, 300_000);

	it('is prepared by one worker, approved in the form, and sent by the other', async () => {
		await open({ approval: true, leaseSeconds: 120 });
		const waiting = await week.run();
		expect(waiting.status).toBe('waiting');
		const preparedBy = n8n.workerOf(waiting.id);
		await preparedBy?.kill();
		await n8n.main.workflows.submitForm(waiting.id, ['승인', '세정과장 김모의', '']);
		const ended = await week.ended(waiting.id);
		expect({ status: ended.status, error: ended.error }).toEqual({ status: 'success', error: null });
		expect(readClosingItem(ended.items('회차 마감')[0])).toMatchObject({ closed: true, balanced: true });
		expect(n8n.workers.filter((one) => one.began().includes(waiting.id))).toHaveLength(2);
		expectTold(week);
		await preparedBy?.start();
	}, 180_000);

	it('lets staff into the desk by a ticket that works once, also after the main process was killed', async () => {
		await open({ leaseSeconds: 120 });
		await week.run();
		await n8n.main.workflows.activate(await week.add('notice-desk.json'));
		const page = await openPage(browser);
		await new Editor(page, n8n.main).signIn();
		const tickets: string[] = [];
		page.on('request', (request) => {
			if (new URL(request.url()).searchParams.has('ticket')) tickets.push(request.url());
		});
		await enterDesk(page, n8n.main, 'notice-desk');
		expect(await page.locator('body').innerText()).toContain('시청담당');
		const [ticket] = tickets;
		expect(ticket).toContain(`${n8n.main.url}/webhook/notice-desk?ticket=`);
		const again = async (): Promise<number> => (await fetch(ticket ?? '', { redirect: 'manual' })).status;
		expect(await again()).toBe(401);
		await n8n.main.kill('SIGKILL');
		await n8n.main.start();
		await until('the desk answers', async () => (await fetch(deskAddress(n8n.main, 'notice-desk'))).status === 401);
		expect(await again()).toBe(401);
		await page.goto(deskAddress(n8n.main, 'notice-desk'));
		expect(await page.locator('body').innerText()).toContain('시청담당');
	}, 240_000);

	it('answers in the chat for drafts: the main process shows the page, a worker drafts, and both find the files', async () => {
		await open();
		const model = await startModelServer();
		try {
			await n8n.main.workflows.createCredential('cityhallLanguageModelApi', '언어모형', { baseUrl: model.url, apiKey: 'test', model: 'sandbox-writer', approved: true, timeoutMinutes: 1, responseFormat: 'auto', temperature: 0.2 });
			await n8n.main.workflows.createCredential('cityhallLedgerApi', '발송 대장', { ...week.credential('cityhallLedgerApi') });
			const shipped = readFileSync(join(repositoryRoot(), 'workflows/draft-chatbot.json'), 'utf8').replaceAll('/data/cityhall/', `${week.folder}/`);
			await n8n.main.workflows.activate(await n8n.main.workflows.importWorkflow(JSON.parse(shipped) as WorkflowJson));
			const page = await openPage(browser);
			await new Editor(page, n8n.main).signIn();
			await page.goto(`${n8n.main.url}/webhook/draft-chat`);
			await page.getByRole('link', { name: '로그인' }).click();
			await page.getByRole('button', { name: 'Allow access' }).click();
			await page.getByRole('button', { name: '대화 열기' }).click();
			await page.getByRole('button', { name: /보도자료/ }).click();
			const answer = page.locator('.answer .body').last();
			await answer.getByText('사업(행사)명').first().waitFor();
			await page.getByLabel('보낼 말').fill(FACTS);
			await page.getByLabel('보낼 말').press('Enter');
			await answer.getByText('받았습니다').first().waitFor();
			await page.getByRole('group', { name: '자주 쓰는 말' }).getByRole('button', { name: '초안', exact: true }).click();
			const link = page.getByRole('link', { name: '한글(HWPX)' });
			await link.waitFor();
			const file = await page.context().request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href);
			expect([file.status(), (await file.body()).subarray(0, 2).toString()]).toEqual([200, 'PK']);
		} finally {
			await model.close();
		}
	}, 240_000);
});
