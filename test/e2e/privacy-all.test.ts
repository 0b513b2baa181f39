import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative, sep } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage, startChromium } from '../../sandbox/browser/chromium.mts';
import { Editor } from '../../sandbox/browser/editor.mts';
import { approveInBrowser, DESK_ENV, deskAddress, enterDesk, pictured } from '../support/desk-login';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { unpacked } from '../support/packed-files';
import { distinctiveCity, filesBelow, ValueScanner } from '../support/planted-values';
import { fromFolder, NEXT_PERIOD, openWeek, PERIOD, until } from '../support/weekly-run';
import type { Week } from '../support/weekly-run';

const MONDAY = '2026-11-23';
const NEXT_MONDAY = '2026-11-30';
const DAILY = '2026-12-01';
const OFFICER = '010-0077-0003';
const OFFICE_HEAD = '세정과장 김모의';
const PERSONAL_KEY = 'cityhallPersonalDataKeyApi';
/** Not n8n's memory: its program files, the package's, and the screen that it serves. */
const isProgram = (path: string): boolean => ['node_modules', '.cache', 'media', 'empty-npm-cache'].includes(basename(path));

/** Folders of an office in which readable personal data may lie: exports, their archive, printed forms and lists. */
const PLAIN_FOLDERS = ['exports', 'archive', 'lists'];

/** Every shipped flow with an officer at it, searched for people while it runs and after a power cut. */
describe('personal data in all flows, files and alarms', () => {
	const { city, planted } = distinctiveCity({ today: NEXT_MONDAY, weeks: 3, rowsPerWeek: 40, seed: 7 });
	planted.phones.push('010-0088-1357');
	const [newPhone = ''] = planted.phones.slice(-1);
	const scanner = new ValueScanner(planted);
	/** What the editor shows of executions, what the forms show while they wait, and the words of alarms. */
	const shown: string[] = [];
	const whileWaiting: Record<string, unknown> = {};
	let folder: string;
	let n8n: TestN8n;
	let week: Week;
	let browser: Browser;
	let page: Page;

	const flows: Record<string, string> = {};
	const flow = (name: string): string => {
		const id = flows[name];
		if (id === undefined) throw new Error(`The flow ${name} was not imported`);
		return id;
	};
	const at = async (day: string, time = '09:10'): Promise<void> => await week.setClock(`${day}T${time}:00+09:00`);
	const inFolder = (name: string): string => join(week.folder, name);
	const scan = (path: string): string[] => scanner.scan(unpacked(path));
	const personalFiles = (): string[] => ['exports', 'archive', 'lists'].flatMap((name) => [...filesBelow(inFolder(name))]);
	const see = async (workflowId: string): Promise<void> => {
		for (const { id } of await n8n.workflows.executions(workflowId)) shown.push(JSON.stringify(await n8n.rest.request('GET', `/executions/${id}`)));
	};
	/** Looks into the running n8n at a form that waits. */
	const searchAt = async (form: string, executionId: string): Promise<void> => {
		const text = await (await fetch(await n8n.workflows.formUrl(executionId))).text();
		shown.push(text, JSON.stringify(await n8n.rest.request('GET', `/executions/${executionId}`)));
		whileWaiting[form] = { n8n: scanner.scanFolder(n8n.userFolder, isProgram), form: scanner.scan(Buffer.from(text)), asks: text.includes('승인자') };
	};
	/** The next execution of a flow, at its form or at its end. */
	const nextOf = async (workflowId: string, act: () => Promise<void>): Promise<string> => {
		const known = new Set((await n8n.workflows.executions(workflowId)).map(({ id }) => id));
		await act();
		let found: string | undefined;
		await until('the flow has run', async () => {
			found = (await n8n.workflows.executions(workflowId)).find(({ id, status }) => !known.has(id) && status !== 'running' && status !== 'new')?.id;
			return found !== undefined;
		});
		return found ?? '';
	};
	/** Somebody who was told: their plate and their number. */
	const told = (index: number): { plate: string; phone: string; name: string } => {
		const pairs = week.city.solapi.oracle.deliveries().flatMap(({ phone }) => {
			const receipt = city.receipts.find(({ taxpayer }) => taxpayer.mobile?.replace(/\D/g, '') === phone);
			return receipt ? [{ plate: receipt.vehicle.plateNo ?? '', phone, name: receipt.taxpayer.name }] : [];
		});
		return pairs[index] ?? { plate: '', phone: '', name: '' };
	};

	const tellTwoWeeks = async (): Promise<void> => {
		const broken = join(inFolder('exports'), '접수자료_손상.xlsx');
		writeFileSync(broken, JSON.stringify(city.receipts.slice(0, 5)));
		expect((await week.run()).status).toBe('error');
		rmSync(broken);

		await week.city.exportFile(inFolder('exports'), { from: '2026-09-07', to: '2026-11-22' });
		const waiting = await week.run();
		await searchAt('weekly', waiting.id);
		const { keyId, key } = week.credential(PERSONAL_KEY);
		await week.setCredential(PERSONAL_KEY, { keyId: 'lost', key: String(week.credential('cityhallLedgerApi')['ledgerKey']) });
		await n8n.workflows.submitForm(waiting.id, ['승인', OFFICE_HEAD, '']);
		expect((await week.ended(waiting.id)).status).toBe('error');
		await week.setCredential(PERSONAL_KEY, { keyId, key });
		expect((await week.run()).error).toBeNull();
		expect(week.ledger.stage(PERIOD)).toBe('closed');

		const keys = week.ledger.rows(`SELECT receipt_key FROM notice GROUP BY receipt_key HAVING COUNT(*) = 1 AND MAX(state) = 'delivered' ORDER BY receipt_key LIMIT 2`);
		const [withdrawn = '', renumbered = ''] = keys.map((row) => String(row.receipt_key));
		week.city.revenue.change([
			{ receiptKey: withdrawn, on: '2026-11-25', becomes: 'withdrawn' },
			{ receiptKey: renumbered, on: '2026-11-25', becomes: 'newPhone', phone: newPhone },
		]);
		week.city.revenue.setToday(NEXT_MONDAY);
		await week.city.exportFile(inFolder('exports'), { from: '2026-09-14', to: '2026-11-29' });
		await at(NEXT_MONDAY);
		const next = await week.run();
		await at(NEXT_MONDAY, '12:30');
		const watched = await week.ended(await n8n.workflows.runWorkflow(flow('notice-watch'), '근무 시간 점검'));
		expect(watched.items('운영 점검').map(({ code }) => code)).toContain('approvalWaiting');
		await n8n.workflows.submitForm(next.id, ['승인', OFFICE_HEAD, '']);
		expect((await week.ended(next.id)).error).toBeNull();
		expect(week.ledger.stage(NEXT_PERIOD)).toBe('closed');
		await see(week.workflowId);

		await at(DAILY);
		const daily = await week.ended(await n8n.workflows.runWorkflow(flow('notice-daily'), '근무일 예약 실행'));
		expect(daily.error).toBeNull();
		expect(week.ledger.decisions(DAILY).length).toBeGreaterThan(50);
	};

	/** Everything a clerk types, personal where it should not be too. */
	const workAtTheDesks = async (): Promise<void> => {
		await new Editor(page, n8n).signIn();
		await enterDesk(page, n8n, 'notice-inquiry');
		const ask = async (by: 'plate' | 'phone', value: string): Promise<string> => {
			await page.goto(deskAddress(n8n, 'notice-inquiry'));
			await page.locator(`[name="by"][value="${by}"]`).check();
			await page.locator('[name="value"]').fill(value);
			await page.locator('[name="reason"]').selectOption('other');
			await page.locator('[name="memo"]').fill(`${value} 문의, 연락처 ${told(2).phone}, 차량 ${told(3).plate}`);
			await page.getByRole('button', { name: '조회' }).click();
			await page.waitForLoadState();
			return await page.locator('body').innerText();
		};
		expect(await ask('plate', told(0).plate)).toContain('자동차 취득세 감면');
		expect(await ask('phone', told(1).phone)).toContain('자동차 취득세 감면');
		await ask('plate', told(2).name);
		await ask('phone', told(3).plate);

		await enterDesk(page, n8n, 'notice-desk');
		for (const kind of ['tasks', 'forms'] as const) {
			await page.goto(`${deskAddress(n8n, 'notice-desk')}?page=${kind}`);
			// The last: the first task is the one that the correction below is about.
			await page.getByRole('link', { name: kind === 'tasks' ? '처리' : '기록', exact: true }).last().click();
			await page.locator(kind === 'tasks' ? '[name="note"]' : '[name="basis"]').fill(`원자료 확인(${told(0).phone}, ${told(0).plate})`);
			await page.getByRole('button', { name: kind === 'tasks' ? '처리 완료' : '기록' }).click();
			await page.getByRole('status').waitFor();
		}

		await enterDesk(page, n8n, 'notice-correction');
		const request = async (reason: string): Promise<void> => {
			await page.locator('[name="reason"]').fill(reason);
			await page.getByRole('button', { name: '정정 안내 접수' }).click();
		};
		await page.getByRole('link', { name: '선택' }).first().click();
		await request(`감면 신청 취하 ${told(0).plate}`);
		await page.getByRole('alert').waitFor();
		const waiting = await nextOf(flow('notice-correction'), async () => await request('감면 신청 취하'));
		await searchAt('correction', waiting);
		shown.push(await approveInBrowser(page, await n8n.workflows.formUrl(waiting), OFFICE_HEAD));
		expect((await week.ended(waiting)).error).toBeNull();
		expect(week.ledger.rows(`SELECT stage FROM run WHERE campaign = 'vehicle-exemption-correction'`)).toEqual([{ stage: 'closed' }]);
	};

	const printAndClearUp = async (): Promise<void> => {
		// This flow leaves no execution behind; what it did stands in the ledger.
		await n8n.workflows.runWorkflow(flow('notice-desk'), '인쇄물 만들기');
		await until('forms and mail list are written', () => week.ledger.rows(`SELECT kind FROM file WHERE kind IN ('forms', 'mailList')`).length === 2);
		await until('the flow has ended', async () => (await n8n.workflows.executions(flow('notice-desk'))).length === 0);
		const cleared = await week.ended(await n8n.workflows.runWorkflow(flow('notice-watch'), '하루 한 번 정리'));
		expect(cleared.error).toBeNull();
		expect(cleared.items('추출 파일 보관')).toMatchObject([{ left: 0, problems: [] }]);
	};

	beforeAll(async () => {
		folder = mkdtempSync(join(tmpdir(), 'cityhall-n8n-'));
		mkdirSync(join(folder, 'tmp'));
		n8n = await startTestN8n({ userFolder: join(folder, 'n8n'), env: { ...DESK_ENV, TMPDIR: join(folder, 'tmp') } });
		let exports = '';
		week = await openWeek(n8n, folder, {
			approval: true,
			leaseSeconds: 2,
			clock: `${MONDAY}T09:10:00+09:00`,
			city: { receipts: city, carrierFailureRate: 0.1 },
			edit: (workflow) => {
				const report = workflow.nodes.find(({ parameters }) => parameters['operation'] === 'report');
				exports = join(String(report?.parameters['folder']), '..', 'exports');
				fromFolder(exports)(workflow);
			},
		});
		for (const name of ['notice-watch', 'notice-daily', 'notice-inquiry', 'notice-desk', 'notice-correction']) {
			flows[name] = await week.add(`${name}.json`, ({ nodes }) => {
				for (const { name: node, parameters } of nodes) {
					if (parameters['operation'] === 'prepare') parameters['approvalRules'] = { firstRuns: 0, onChange: false };
					if (node === '승인 설정') parameters['assignments'] = { assignments: [{ id: 'use-approval', name: '승인 사용', value: false, type: 'boolean' }] };
					if (node === '알림 설정') parameters['assignments'] = { assignments: [{ id: 'staff-phone', name: '담당자 휴대전화', value: OFFICER, type: 'string' }] };
				}
			});
			if (!['notice-watch', 'notice-daily'].includes(name)) await n8n.workflows.activate(flow(name));
		}
		browser = await startChromium();
		page = await openPage(browser);
		await tellTwoWeeks();
		await pictured(page, 'privacy-desks', workAtTheDesks);
		await printAndClearUp();
		for (const id of Object.values(flows)) await see(id);
		// So that the write-ahead logs stay as a power cut would leave them.
		await n8n.kill('SIGKILL');
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await browser?.close();
		await week?.close();
		await n8n?.dispose();
		if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
	}, 60_000);

	it('is there to be found: on the handsets, and in the files for people', () => {
		expect(scanner.scan(Buffer.from(JSON.stringify(week.city.solapi.oracle.deliveries()))).length).toBeGreaterThan(30);
		const kinds = new Set(personalFiles().flatMap((path) => scan(path).map((found) => found.replace(/\[.*/, ''))));
		expect(kinds).toEqual(new Set(['names', 'phones', 'addresses', 'plates', 'residentNumbers']));
		expect(week.city.solapi.oracle.byPhone(OFFICER)).toHaveLength(3);
	});

	it('is not in n8n while a form waits for a person', () => {
		const clean = { n8n: {}, form: [], asks: true };
		expect(whileWaiting).toEqual({ weekly: clean, correction: clean });
	});

	it('is not in n8n after all flows: database with free pages and log, stored files, program log, temporary files', () => {
		const database = join(n8n.userFolder, '.n8n', 'database.sqlite');
		const stored = Buffer.concat([readFileSync(database), readFileSync(`${database}-wal`)]).toString('utf8');
		for (const trace of [PERIOD, NEXT_PERIOD, DAILY, 'approvalWaiting', 'vehicle-exemption-correction']) expect({ trace, there: stored.includes(trace) }).toEqual({ trace, there: true });
		expect(scanner.scanFolder(n8n.userFolder, isProgram)).toEqual({});
		expect(scanner.scanFolder(join(folder, 'tmp'), isProgram)).toEqual({});
	});

	it('is not in what the editor, the forms and the alarms say, failures included', () => {
		expect(shown.filter((text) => text.includes('"status":"error"')).length).toBeGreaterThanOrEqual(2);
		for (const trace of ['정정 안내', 'approvalWaiting', '하루 한 번 정리']) expect({ trace, there: shown.some((text) => text.includes(trace)) }).toEqual({ trace, there: true });
		expect(scanner.scan(Buffer.from(shown.join('\n')))).toEqual([]);
		const alarms = week.city.solapi.oracle.byPhone(OFFICER).map(({ text }) => text);
		expect(scanner.scan(Buffer.from(alarms.join('\n')))).toEqual([]);
	});

	it('is masked in the ledger and in every report: page, workbook, result document', () => {
		expect(scanner.scanFolder(week.folder, (path) => path !== week.ledger.path && !path.startsWith(`${week.ledger.path}-`))).toEqual({});
		const reports = [...filesBelow(inFolder('reports'))];
		expect(new Set(reports.map((path) => path.replace(/.*\./, '')))).toEqual(new Set(['html', 'xlsx', 'docx']));
		for (const path of reports) expect({ path, found: scan(path) }).toEqual({ path, found: [] });
		const words = week.ledger.rows(`SELECT group_concat(payload) AS said FROM event WHERE kind IN ('inquiry.answered', 'task.settled', 'personal.opened')`);
		expect(String(words[0]?.said)).toContain('문의');
	});

	it('lies readable only in the folders for it, outside n8n, and nobody else may open what the package wrote', () => {
		const plain = [...filesBelow(folder, isProgram)].filter((path) => scan(path).length > 0).map((path) => relative(week.folder, path));
		expect(plain.filter((path) => !PLAIN_FOLDERS.includes(path.split(sep)[0] ?? ''))).toEqual([]);
		expect([...filesBelow(inFolder('exports'))]).toEqual([]);
		for (const name of ['archive', 'lists']) {
			const files = [...filesBelow(inFolder(name))];
			expect(files.length).toBeGreaterThanOrEqual(2);
			expect(relative(n8n.userFolder, inFolder(name)).startsWith('..')).toBe(true);
			for (const path of files) expect({ path, mode: (statSync(path).mode & 0o777).toString(8) }).toEqual({ path, mode: '600' });
			for (const path of files) expect(week.ledger.rows('SELECT destroy_on FROM file WHERE path = ?', path)).toHaveLength(1);
		}
	});
});
