import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { Browser, Download, Page } from 'playwright-core';
import { openPage, startChromium } from '../../sandbox/browser/chromium.mts';
import { Editor } from '../../sandbox/browser/editor.mts';
import type { WorkflowNode } from '../../sandbox/n8n/workflows.mts';
import type { Truth } from '../../sandbox/transit/truth.mts';
import { BusOffice, koreanDayBefore } from '../support/bus-office';
import { boxes, installedTypes, overlap, storedNodes, visibleProperties } from '../support/canvas';
import { DESK_ENV, pictured } from '../support/desk-login';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';

const BUS_FLOWS = ['daily-bus-analysis.json', 'bus-intraday.json', 'bus-ask.json', 'bus-backfill.json', 'bus-masters.json'] as const;
const OURS = /^n8n-nodes-cityhall\./;
const LONG = 240_000;
/** The operating day that is under way in Korea, and days before it. */
const dayBefore = (days: number): string => koreanDayBefore(days, new Date(Date.now() - 4 * 3_600_000));
const [TODAY, YESTERDAY, MISSING, FIRST] = [dayBefore(0), dayBefore(1), dayBefore(2), dayBefore(3)];

/** What an officer does with the other flows, in the order of the guide: masters, the days before, the day so far, a question. */
describe('the bus flows as an officer sees them', () => {
	let n8n: TestN8n;
	let office: BusOffice;
	let browser: Browser;
	let page: Page;
	let editor: Editor;
	let types: Map<string, INodeTypeDescription>;
	const flows: Record<string, string> = {};
	const truths: Truth[] = [];
	const flow = (file: (typeof BUS_FLOWS)[number]): string => {
		const id = flows[file];
		if (id === undefined) throw new Error(`${file} was not imported`);
		return id;
	};

	beforeAll(async () => {
		n8n = await startTestN8n({ env: DESK_ENV });
		office = await BusOffice.open(n8n, {
			source: 'folder',
			edit: (node) => {
				if (node.type.endsWith('bmsFeedTrigger')) node.parameters['delayDays'] = 0;
			},
		});
		const masters = office.generate(FIRST).folder;
		for (const name of readdirSync(masters)) {
			if (/^TB_KTS_(ROUTE|STTN|ROUTESTTN)_/.test(name)) copyFileSync(join(masters, name), join(office.folders.inbox, name));
			else if (/정보/.test(name)) copyFileSync(join(masters, name), join(office.folders.masters, name));
		}
		for (const day of [FIRST, YESTERDAY]) truths.push(office.deliver(day));
		flows['daily-bus-analysis.json'] = office.dailyId;
		for (const file of BUS_FLOWS.slice(1)) flows[file] = await office.add(file, fill);
		types = await installedTypes(n8n);
		browser = await startChromium();
		page = await openPage(browser);
		editor = new Editor(page, n8n);
		await editor.signIn();
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await browser?.close();
		await n8n?.dispose();
		await office?.close();
	}, 60_000);

	/** What the notes on the flows tell an office to fill in. */
	const fill = (node: WorkflowNode): void => {
		const values = assignmentsOf(node);
		if (node.name === '시 자료 파일' && values[0]) values[0].value = JSON.stringify(readdirSync(office.folders.masters).map((name) => join(office.folders.masters, name)));
		if (node.name === '기간' && values[0] && values[1]) [values[0].value, values[1].value] = [FIRST, YESTERDAY];
	};

	it('bus-masters registers the national masters, the city\'s own and clears nothing young away', async () => {
		const national = await office.run(flow('bus-masters.json'), '매달 1일');
		expect(national).toMatchObject({ status: 'success', error: null });
		expect(national.items('기준정보 등록')).toHaveLength(3);
		const own = await office.run(flow('bus-masters.json'), '시 자료 넣기(직접 실행)');
		expect(own).toMatchObject({ status: 'success', error: null });
		expect(readdirSync(join(office.folders.lake, 'masters')).sort()).toEqual(['area', 'route', 'route_stop', 'stop']);
		const cleared = await office.run(flow('bus-masters.json'), '매일 정리');
		expect(cleared).toMatchObject({ status: 'success', error: null });
	}, LONG);

	it('bus-backfill takes the days that are there and names those that are not', async () => {
		const run = await office.run(flow('bus-backfill.json'), '직접 실행');
		expect(run).toMatchObject({ status: 'success', error: null });
		expect(run.items('집계를 마친 날').map(({ serviceDate }) => serviceDate)).toEqual([FIRST, YESTERDAY]);
		expect(run.items('자료가 없는 날')).toMatchObject([{ feedDay: MISSING, complete: false }]);
	}, LONG);

	it('bus-intraday reports the day so far as 잠정; the daily flow then reports the whole day as 확정', async () => {
		const whole = office.deliver(TODAY, {}, (name) => /^TB_KTS_DWTCD.*_01/.test(name));
		const soFar = await office.run(flow('bus-intraday.json'), '매시간');
		expect(soFar).toMatchObject({ status: 'success', error: null });
		const [partial] = soFar.items('잠정 분석');
		expect(partial).toMatchObject({ serviceDate: TODAY, state: '잠정', edition: 1 });
		expect(Number(partial?.['boardings'])).toBeGreaterThan(whole.totals.boardings * 0.4);
		expect(Number(partial?.['boardings'])).toBeLessThan(whole.totals.boardings * 0.6);

		office.deliver(TODAY);
		const final = await office.run(office.dailyId, '교통카드 자료 도착');
		expect(final).toMatchObject({ status: 'success', error: null });
		expect(final.items('일일 분석')).toMatchObject([{ serviceDate: TODAY, state: '확정', edition: 2, boardings: whole.totals.boardings, alightings: whole.totals.alightings }]);
	}, LONG);

	it('bus-ask: an officer asks for weekdays or all, gets page and workbook, and reads the page without a network', async () => {
		await n8n.workflows.activate(flow('bus-ask.json'));
		await pictured(page, 'bus-ask', async () => {
			await enterForm(page, n8n);
			const downloads: Download[] = [];
			page.on('download', (download) => downloads.push(download));
			await ask(page, '', FIRST, YESTERDAY, '전체');
			await page.getByText('보고서를 만들었습니다').waitFor();
			const boardings = truths.reduce((sum, { totals }) => sum + totals.boardings, 0).toLocaleString('ko-KR');
			expect(await page.locator('body').innerText()).toContain(`운행일 2일, 승차 ${boardings}명`);
			await expectSoon(() => downloads.length, 2);
			const names = downloads.map((download) => download.suggestedFilename());
			expect(names.map((name) => name.replace(/.*\./, '')).sort()).toEqual(['html', 'xlsx']);
			for (const name of names) expect(name).toMatch(/[가-힣]/);
			const folder = join(n8n.folder, 'downloads');
			mkdirSync(folder, { recursive: true });
			for (const download of downloads) await download.saveAs(join(folder, download.suggestedFilename()));
			const [html = ''] = names.filter((name) => name.endsWith('.html'));
			const [workbook = ''] = names.filter((name) => name.endsWith('.xlsx'));
			expect(readFileSync(join(folder, workbook)).subarray(0, 2).toString('latin1')).toBe('PK');
			await expectQuietOffline(browser, join(folder, html));
		});
	}, LONG);

	it('bus-ask says in Korean that a route is not known', async () => {
		await pictured(page, 'bus-ask-unknown', async () => {
			await enterForm(page, n8n);
			await ask(page, '없는노선', FIRST, YESTERDAY, '전체');
			await page.getByText('보고서를 만들지 못하였습니다').waitFor();
			expect(await page.locator('body').innerText()).toContain('기간 안에 「없는노선」 노선의 이용 기록이 없습니다.');
		});
	}, LONG);

	it('the daily report opens without a network and without complaint', async () => {
		const folder = join(office.folders.lake, 'reports', `service_date=${TODAY}`, 'edition-002');
		const [html = ''] = readdirSync(folder).filter((name) => name.endsWith('.html'));
		expect(existsSync(join(folder, html))).toBe(true);
		await expectQuietOffline(browser, join(folder, html));
	}, LONG);

	it.each(BUS_FLOWS)('%s on the canvas: no complaint, nothing covers a node, its name or a note, and notes are read in full', async (file) => {
		await pictured(page, `canvas-${file}`, async () => {
			await editor.open(flow(file));
			for (const mark of ['canvas-node-status-warning', 'node-issues', 'canvas-node-restricted']) {
				expect({ mark, nodes: await marked(page, mark) }).toEqual({ mark, nodes: [] });
			}
			const notes = (await boxes(editor.testId('sticky'))).map((box, index) => ({ what: `note ${index + 1}`, box }));
			const nodes = await nodesWithNames(page);
			expect(notes.length).toBeGreaterThan(4);
			const drawn = [...notes, ...nodes];
			expect(drawn.flatMap((one, index) => drawn.slice(index + 1).filter((other) => overlap(one.box, other.box)).map((other) => `${one.what} / ${other.what}`))).toEqual([]);
			expect(await cutNotes(page)).toEqual([]);
		});
	}, 90_000);

	it('the panel of each operation opens with its Korean labels', async () => {
		for (const type of ['n8n-nodes-cityhall.busAnalysis', 'n8n-nodes-cityhall.bmsFeed']) {
			const description = types.get(type);
			if (!description) throw new Error(`n8n does not know ${type}`);
			const nodes = operationsOf(description).map(({ resource, operation, name }, index): WorkflowNode => ({
				id: `${type}.${operation}`,
				name: `${index + 1} ${name}`,
				type,
				typeVersion: 1,
				position: [index * 260, 0],
				parameters: { resource, operation },
			}));
			expect(nodes.length).toBeGreaterThanOrEqual(7);
			const id = await n8n.workflows.importWorkflow({ name: description.displayName, nodes, connections: {}, settings: {} });
			await pictured(page, `panels-${description.name}`, async () => {
				await editor.open(id);
				for (const node of nodes) {
					await editor.openPanel(node.name);
					const shown = await editor.testId('node-parameters').innerText();
					for (const { displayName } of visibleProperties(node, description)) {
						expect({ node: node.name, shown }).toEqual({ node: node.name, shown: expect.stringContaining(displayName) });
					}
					await editor.closePanel();
				}
			});
		}
		expect((await storedNodes(n8n, office.dailyId)).filter(({ type }) => OURS.test(type)).length).toBeGreaterThan(4);
	}, LONG);
});

interface Assignment {
	value: unknown;
}

function assignmentsOf(node: WorkflowNode): Assignment[] {
	const given = node.parameters['assignments'];
	return typeof given === 'object' && given !== null && 'assignments' in given ? (given.assignments as Assignment[]) : [];
}

/** Each operation of a node with its resource and Korean name. */
function operationsOf({ properties }: INodeTypeDescription): { resource: string; operation: string; name: string }[] {
	return properties
		.filter(({ name }) => name === 'operation')
		.flatMap(({ displayOptions, options }) => {
			const resource = String(displayOptions?.show?.['resource']?.[0]);
			return (options ?? []).flatMap((option) => ('value' in option ? [{ resource, operation: String(option.value), name: option.name }] : []));
		});
}

/** Opens the form, through the login with the n8n account that the browser is signed in with. */
async function enterForm(page: Page, n8n: Pick<TestN8n, 'url'>): Promise<void> {
	await page.goto(`${n8n.url}/form/bus-ask`);
	const allow = page.getByRole('button', { name: 'Allow access' });
	const send = page.getByRole('button', { name: '보고서 만들기' });
	await allow.or(send).first().waitFor();
	if (await allow.isVisible()) await allow.click();
	await send.waitFor();
}

async function ask(page: Page, route: string, from: string, to: string, days: string): Promise<void> {
	await page.locator('[name="field-0"]').fill(route);
	await page.locator('[name="field-1"]').fill(from);
	await page.locator('[name="field-2"]').fill(to);
	await page.locator('[name="field-3"]').selectOption(days);
	await page.getByRole('button', { name: '보고서 만들기' }).click();
}

async function expectSoon(value: () => number, wanted: number): Promise<void> {
	for (let tries = 0; tries < 200 && value() < wanted; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
	expect(value()).toBe(wanted);
}

/** Opens a page file in a session without a network: nothing is asked for elsewhere and nothing is complained of. */
async function expectQuietOffline(browser: Browser, file: string): Promise<void> {
	const page = await openPage(browser);
	const said: string[] = [];
	page.on('console', (message) => {
		if (['error', 'warning'].includes(message.type())) said.push(message.text());
	});
	page.on('pageerror', (error) => said.push(error.message));
	page.on('request', (request) => {
		if (!/^(file|data|blob|about):/.test(request.url())) said.push(request.url());
	});
	await page.context().setOffline(true);
	await page.goto(pathToFileURL(file).href);
	await page.locator('h1').first().waitFor();
	expect(await page.locator('svg').count()).toBeGreaterThan(0);
	expect(said).toEqual([]);
	await page.context().close();
}

/** Names of the nodes on the canvas that carry a mark. */
async function marked(page: Page, mark: string): Promise<string[]> {
	return await page
		.locator(`[data-test-id="${mark}"]`)
		.evaluateAll((marks) => marks.map((one) => one.closest('[data-test-id="canvas-node"]')?.getAttribute('data-node-name') ?? 'canvas'));
}

/** Each node with the name and the words under it. */
async function nodesWithNames(page: Page): Promise<{ what: string; box: { x: number; y: number; width: number; height: number } }[]> {
	const found = await page.locator('[data-test-id="canvas-default-node"], [data-test-id="canvas-trigger-node"]').evaluateAll((nodes) =>
		nodes.map((node) => {
			const words = Array.from(node.querySelectorAll('[class*="_label_"], [class*="_subtitle_"], [class*="_disabledLabel_"]'));
			const all = [node, ...words].map((one) => one.getBoundingClientRect());
			const [x, y] = [Math.min(...all.map(({ left }) => left)), Math.min(...all.map(({ top }) => top))];
			const box = { x, y, width: Math.max(...all.map(({ right }) => right)) - x, height: Math.max(...all.map(({ bottom }) => bottom)) - y };
			return { what: node.closest('[data-test-id="canvas-node"]')?.getAttribute('data-node-name') ?? '', box, words: words.length };
		}),
	);
	expect(found.filter(({ words }) => words === 0)).toEqual([]);
	return found;
}

/** Beginnings of notes whose text is longer than the note. */
async function cutNotes(page: Page): Promise<string[]> {
	return await page.locator('[data-test-id="sticky"]').evaluateAll((notes) =>
		notes.flatMap((note) => {
			const bottom = note.getBoundingClientRect().bottom;
			const texts = Array.from(note.querySelectorAll('h2, h3, p, li'), (one) => one.getBoundingClientRect().bottom);
			const lowest = Math.max(...texts);
			return lowest > bottom ? [`${(note.textContent ?? '').trim().slice(0, 20)}: ${Math.round(lowest - bottom)}`] : [];
		}),
	);
}
