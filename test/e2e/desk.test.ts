import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage, startChromium } from '../../sandbox/browser/chromium.mts';
import { Editor } from '../../sandbox/browser/editor.mts';
import { stateFolder } from '../../sandbox/paths.mts';
import { DESK_PATH, deskWorkflow, LOGIN_PATH } from '../support/desk-flow';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { distinctiveCity, filesBelow, ValueScanner } from '../support/planted-values';
import { openWeek } from '../support/weekly-run';
import type { Week } from '../support/weekly-run';

const NEXT_MONDAY = '2026-11-30T09:10:00+09:00';
/** Stands in what the clerk types, and nowhere else. */
const MEMO = '메모뷁쀼쒬';
/** Not n8n's memory: its program files, the package's, and the screen that it serves. */
const isProgram = (path: string): boolean => ['node_modules', '.cache', 'media', 'empty-npm-cache'].includes(basename(path));
const PICTURES = process.env['DESK_PICTURES'];

/** A clerk at the desk (안내 업무 창구), behind n8n's own login, in the real n8n. */
describe('the desk', () => {
	const { city, planted } = distinctiveCity({ today: '2026-11-30', weeks: 3, rowsPerWeek: 30, seed: 11 });
	let n8n: TestN8n;
	let week: Week;
	let browser: Browser;
	let page: Page;
	let deskId: string;
	const address = () => `${n8n.url}/webhook/${DESK_PATH}`;
	const shown = async () => await page.locator('body').innerText();
	/** One of those who were told: their plate and number, and what arrived on their phone. */
	const told = (index: number): { plate: string; phone: string; text: string } => {
		const pairs = week.city.solapi.oracle.deliveries().flatMap((arrived) => {
			const receipt = city.receipts.find(({ taxpayer }) => taxpayer.mobile?.replace(/\D/g, '') === arrived.phone);
			return receipt ? [{ arrived, receipt }] : [];
		});
		const pair = pairs[index];
		if (!pair) throw new Error('too few were told');
		const { arrived, receipt } = pair;
		return { plate: receipt.vehicle.plateNo ?? '', phone: arrived.phone, text: arrived.text };
	};
	const ask = async (by: 'plate' | 'phone', value: string): Promise<void> => {
		await page.goto(`${address()}?page=inquiry`);
		await page.getByLabel(by === 'plate' ? '차량번호' : '휴대전화번호', { exact: true }).check();
		await page.getByLabel('차량번호 또는').fill(value);
		await page.getByLabel('문의 내용').selectOption('other');
		await page.getByRole('button', { name: '조회' }).click();
		await page.waitForLoadState();
	};
	/** Items that the desk gave the flow, the latest first. */
	const emitted = async () => {
		const executions = await n8n.workflows.executions(deskId);
		const details = await Promise.all(executions.map(async ({ id }) => await n8n.workflows.waitForExecution(id, 30_000)));
		return details.flatMap((detail) => [...detail.items('처리 내역'), ...detail.items('정정 안내 접수')]);
	};
	const picture = async (name: string) => {
		if (PICTURES === undefined) return;
		mkdirSync(PICTURES, { recursive: true });
		await page.setViewportSize({ width: 1280, height: 800 });
		await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
		await page.setViewportSize({ width: 390, height: 844 });
		await page.screenshot({ path: join(PICTURES, `${name}-phone.png`), fullPage: true });
		await page.setViewportSize({ width: 1280, height: 800 });
	};
	const inBrowser = (title: string, work: () => Promise<void>): void =>
		it(
			title,
			async () => {
				try {
					await work();
				} catch (error) {
					const file = join(stateFolder('browser-failures'), `desk-${title.replaceAll(/\W+/g, '-')}.png`);
					mkdirSync(stateFolder('browser-failures'), { recursive: true });
					await page.screenshot({ path: file, fullPage: true }).catch(() => undefined);
					process.stderr.write(`Screenshot: ${file} ${page.url()}\n`);
					throw error;
				}
			},
			120_000,
		);

	beforeAll(async () => {
		n8n = await startTestN8n({ env: { N8N_HOST: '127.0.0.1' } });
		week = await openWeek(n8n, n8n.folder, { approval: true, city: { receipts: city, carrierFailureRate: 0.1 } });
		const waiting = await week.run();
		await n8n.workflows.submitForm(waiting.id, ['승인', '세정과장 김모의', '']);
		await week.ended(waiting.id);
		deskId = await n8n.workflows.importWorkflow(deskWorkflow());
		await n8n.workflows.activate(deskId);
		browser = await startChromium();
		page = await openPage(browser);
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await browser?.close();
		await week?.close();
		await n8n?.dispose();
	}, 60_000);

	inBrowser('shows whoever is not logged in nothing but the way to the login', async () => {
		const answer = await page.goto(address());
		expect(answer?.status()).toBe(401);
		expect(await shown()).toContain('로그인이 필요합니다');
		expect(await page.locator('a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href))).toEqual([`${n8n.url}/form/${LOGIN_PATH}`]);
		await picture('login');
		for (const body of ['act=stop', 'page=inquiry&act=inquire&by=plate&value=x&reason=period']) {
			const posted = await fetch(address(), { method: 'POST', body: new URLSearchParams(body), headers: { origin: n8n.url } });
			expect(posted.status).toBe(401);
		}
		const forged = await fetch(`${address()}?ticket=eyJ9.x`);
		expect(forged.status).toBe(401);
	});

	inBrowser('lets in whoever logs in to n8n, under their own name', async () => {
		await new Editor(page, n8n).signIn();
		await page.goto(address());
		await page.getByRole('link', { name: '로그인' }).click();
		await page.getByRole('button', { name: 'Allow access' }).click();
		await page.getByRole('button', { name: '창구 열기' }).click();
		await page.getByRole('heading', { name: '문의 응대' }).waitFor();
		expect(page.url()).toBe(`${address()}?`);
		expect(await shown()).toContain('시청담당');
		const [session] = (await page.context().cookies()).filter(({ name }) => name === 'cityhall-desk');
		expect(session).toMatchObject({ path: `/webhook/${DESK_PATH}`, httpOnly: true, sameSite: 'Strict' });
		await picture('inquiry');
	});

	inBrowser('answers an inquiry by plate with the text as it was sent', async () => {
		const { plate, text } = told(0);
		await page.getByLabel('차량번호 또는').fill(plate);
		await page.getByLabel('문의 내용').selectOption('period');
		await page.getByLabel('추징 사유 발생일').fill('2026-11-20');
		await page.getByLabel('메모').fill(`${MEMO} ${plate}`);
		await page.getByRole('button', { name: '조회' }).click();
		await page.getByRole('heading', { name: '답변 예시' }).first().waitFor();
		const answer = await shown();
		expect(await page.locator('pre.text').allInnerTexts()).toContain(text.replace(/^\[Web발신\]\n/, ''));
		expect(answer).toContain('전송된 것으로 확인됩니다');
		expect(answer).toContain('2027. 1. 19.');
		expect(page.url()).not.toContain(encodeURIComponent(plate));
		await picture('inquiry-result');
	});

	inBrowser('answers an inquiry by phone, and says where nothing is found', async () => {
		await ask('phone', told(1).phone);
		expect(await page.locator('pre.text').count()).toBeGreaterThan(0);
		await ask('plate', '99하9999');
		expect(await shown()).toContain('안내 기록이 없습니다');
		await picture('inquiry-nothing');
		await ask('plate', '홍길동');
		expect(await shown()).toContain('차량번호로 읽을 수 없는 값');
		await picture('inquiry-refused');
		const kinds = week.ledger.rows(`SELECT kind, payload FROM event WHERE kind IN ('inquiry.answered', 'personal.opened') ORDER BY seq`);
		const inquiries = kinds.filter(({ kind }) => kind === 'inquiry.answered').map(({ payload }) => String(payload));
		expect(inquiries).toHaveLength(3);
		expect(inquiries[0]).toContain('시청담당(officer@cityhall.example)');
		expect(inquiries[0]).toContain(MEMO);
		expect(kinds.filter(({ payload }) => String(payload).includes('문의 응대'))).toHaveLength(2);
	});

	inBrowser('refuses a form that another site sends', async () => {
		const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
		const runId = `vehicle-exemption-weekly/2026-W47`;
		for (const origin of ['http://evil.example', 'null']) {
			const answer = await fetch(address(), { method: 'POST', body: new URLSearchParams({ page: 'runs', act: 'stop', runId }), headers: { cookie, origin } });
			expect(answer.status).toBe(403);
		}
		const scripted = await fetch(address(), { method: 'POST', body: JSON.stringify({ page: 'runs', act: 'stop', runId }), headers: { cookie, origin: n8n.url, 'content-type': 'application/json' } });
		expect(scripted.status).toBe(404);
		expect((await fetch(address(), { headers: { cookie } })).headers.get('content-security-policy')).toContain("default-src 'none'");
	});

	inBrowser('stops the rest of a run that waits for approval', async () => {
		week.city.revenue.setToday('2026-11-30');
		await week.setClock(NEXT_MONDAY);
		const waiting = await week.run();
		expect(waiting.status).toBe('waiting');
		const before = week.city.solapi.oracle.deliveries().length;
		await page.goto(`${address()}?page=runs`);
		await picture('runs');
		await page.getByRole('link', { name: '남은 발송 중지' }).click();
		await picture('runs-confirm');
		await page.getByRole('button', { name: '남은 발송 중지' }).click();
		await page.getByText('남은 발송을 중지하였습니다').waitFor();
		await picture('runs-stopped');
		expect(week.ledger.rows(`SELECT stopped_by FROM run WHERE period = '2026-W48'`)).toEqual([{ stopped_by: '시청담당(officer@cityhall.example)' }]);
		await n8n.workflows.submitForm(waiting.id, ['승인', '세정과장 김모의', '']);
		await week.ended(waiting.id);
		expect(week.city.solapi.oracle.deliveries()).toHaveLength(before);
	});

	inBrowser('records letters, forms and tasks once, however often the button is pressed', async () => {
		await page.goto(`${address()}?page=mail`);
		await picture('mail');
		await page.getByRole('link', { name: '1차 발송' }).first().click();
		await page.getByLabel('등기번호').fill('1234567890123');
		await page.getByRole('button', { name: '기록' }).dblclick();
		await page.getByRole('status').waitFor();
		expect(week.ledger.rows('SELECT number, outcome FROM mail')).toEqual([{ number: 1, outcome: 'sent' }]);
		await picture('mail-recorded');
		await page.getByRole('link', { name: '반송', exact: true }).first().click();
		await page.getByRole('button', { name: '기록' }).click();
		expect(await page.getByRole('alert').innerText()).toContain('반송 사유');
		await page.getByLabel('반송 사유').selectOption('이사 감');
		await page.getByRole('button', { name: '기록' }).click();
		await page.getByText('우편 반송을 기록하였습니다').waitFor();

		await page.goto(`${address()}?page=forms`);
		await picture('forms');
		await page.getByRole('link', { name: '기록' }).first().click();
		await picture('form-entry');
		await page.getByLabel('근거').fill('창구 교부 확인서');
		await page.getByRole('button', { name: '기록' }).click();
		await page.getByText('서식 안내 결과를 기록하였습니다').waitFor();
		expect(week.ledger.rows(`SELECT status, recorded_by FROM form WHERE status <> 'open'`)).toEqual([{ status: 'direct', recorded_by: '시청담당(officer@cityhall.example)' }]);

		await page.goto(`${address()}?page=tasks`);
		await picture('tasks');
		await page.getByRole('link', { name: '처리', exact: true }).first().click();
		await picture('task-entry');
		await page.getByLabel('처리 내용').fill(`원자료를 확인하여 바로잡았습니다. ${MEMO}`);
		await page.getByRole('button', { name: '처리 완료' }).click();
		await page.getByText('처리 결과를 기록하였습니다').waitFor();
		expect(week.ledger.rows(`SELECT done_by FROM task WHERE state = 'done'`)).toEqual([{ done_by: '시청담당(officer@cityhall.example)' }]);
	});

	inBrowser('hands a correction to the flow, without anything personal', async () => {
		const receiptKey = String(week.ledger.rows(`SELECT receipt_key FROM notice WHERE state = 'delivered' ORDER BY notice_key LIMIT 1`)[0]?.receipt_key);
		await page.goto(`${address()}?page=corrections`);
		await picture('corrections');
		await page.getByLabel('접수 식별 번호').fill(receiptKey);
		await page.getByLabel('정정 사유').fill(`감면 신청 취하 ${told(0).plate}`);
		await page.getByRole('button', { name: '정정 안내 접수' }).click();
		expect(await page.getByRole('alert').innerText()).toContain('차량번호');
		await page.getByLabel('정정 사유').fill('감면 신청 취하');
		await page.getByRole('button', { name: '정정 안내 접수' }).click();
		await page.getByText('정정 안내를 접수하였습니다').waitFor();
		const items = await emitted();
		expect(items[0]).toMatchObject({ page: 'corrections', act: 'request', receiptKey, reason: '감면 신청 취하', staff: '시청담당', requestId: expect.any(String) });
		expect(items.map((item) => String(item['act'])).reverse()).toEqual(['inquire', 'inquire', 'inquire', 'stopRest', 'recordMail', 'recordMail', 'recordForm', 'settleTask', 'request']);
		// One execution for each act and one for the login: looking at pages starts none.
		expect(await n8n.workflows.executions(deskId)).toHaveLength(items.length + 1);
	});

	inBrowser('shows the pages that this desk has and the persons who may use it, and lets them out', async () => {
		await page.getByRole('button', { name: '나가기' }).click();
		await page.getByRole('heading', { name: '창구에서 나갔습니다' }).waitFor();
		expect((await page.goto(address()))?.status()).toBe(401);
		await n8n.workflows.deactivate(deskId);
		await n8n.workflows.updateWorkflow(deskId, deskWorkflow({ pages: ['runs'], allowedUsers: 'kim@city.example' }));
		await n8n.workflows.activate(deskId);
		await page.goto(address());
		await page.getByRole('link', { name: '로그인' }).click();
		await page.getByRole('button', { name: '창구 열기' }).click();
		await page.getByRole('heading', { name: '사용할 수 없는 계정입니다' }).waitFor();
		await picture('not-allowed');
	});

	it('leaves nothing of what was typed or shown in n8n: database, log files, executions', async () => {
		// So that the write-ahead logs stay as a power cut would leave them.
		await n8n.kill('SIGKILL');
		const database = join(n8n.userFolder, '.n8n', 'database.sqlite');
		const stored = Buffer.concat([readFileSync(database), readFileSync(`${database}-wal`)]).toString('utf8');
		expect(stored).toContain('settleTask');
		const scanner = new ValueScanner(planted);
		expect(scanner.scanFolder(n8n.userFolder, isProgram)).toEqual({});
		for (const path of filesBelow(n8n.userFolder, isProgram)) expect({ path, found: readFileSync(path).includes(MEMO) }).toEqual({ path, found: false });
		expect(scanner.scanFolder(week.folder)).toEqual({});
	}, 60_000);
});
