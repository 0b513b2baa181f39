import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { Browser, Page } from 'playwright-core';
import { builtInProfiles } from '../../lib/drafting/profiles/profiles';
import type { FieldValues } from '../../lib/drafting/types';
import { openPage, startChromium } from '../../sandbox/browser/chromium.mts';
import { Editor } from '../../sandbox/browser/editor.mts';
import type { WorkflowJson, WorkflowNode } from '../../sandbox/n8n/workflows.mts';
import { bare, partsOf, readHwpx, words } from '../lib/drafting/render/read-files';
import { boxes, installedTypes, overlap, visibleProperties } from '../support/canvas';
import { DESK_ENV, pictured } from '../support/desk-login';
import { DraftForm, goldenValues, profileOf } from '../support/draft-form';
import { DraftOffice } from '../support/draft-office';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { unpacked } from '../support/packed-files';
import { ValueScanner } from '../support/planted-values';
import { until } from '../support/weekly-run';

const LONG = 240_000;
const PRESS = profileOf('press-release');
/** What the guide (chapter 11) tells a server to set that has the form; in minutes, far less here. */
const GUIDE_ENV = { N8N_EXECUTION_DATA_STORAGE_MODE: 'filesystem', EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '0.05' };
const OPEN = '[확인 필요: ';

/** Persons and numbers of letters and digits that stand nowhere else. */
const PLANTED = {
	names: ['남궁뷁쀼', '제갈쒬뤰', '선우췡퓁', '황보훼뛟'],
	phones: ['010-7739-8264', '031-739-8264'],
	addresses: [],
	plates: [],
	residentNumbers: [],
};
const SPEECH = '쾌뺑쐐뙈 마음으로 책을 나누는 도시를 만들겠다';
const PLANTED_VALUES: FieldValues = {
	...goldenValues('press-release'),
	facts: `시민이 기증한 책 8,743권을 나눔\n문의는 ${PLANTED.phones[0] ?? ''}으로 받음\n${PLANTED.names[3] ?? ''} 관장이 안내를 맡음`,
	quotes: `${PLANTED.names[0] ?? ''} | 도서관장 | ${SPEECH} | 홍보담당관 | 2026-11-20`,
	manager: PLANTED.names[1] ?? '',
	officer: PLANTED.names[2] ?? '',
	phone: PLANTED.phones[1] ?? '',
};

describe.each([
	['filesystem', GUIDE_ENV],
	['database', { EXECUTIONS_DATA_PRUNE_HARD_DELETE_INTERVAL: '0.05' }],
])('the drafting form, n8n keeping executions in its %s', (mode, env) => {
	let n8n: TestN8n;
	let office: DraftOffice;
	let browser: Browser;
	let page: Page;
	let editor: Editor;
	let form: DraftForm;
	let flowId: string;
	const scanner = new ValueScanner({ ...PLANTED, names: [...PLANTED.names, SPEECH] });

	const hidden = new ValueScanner({ ...PLANTED, names: PLANTED.names.slice(0, 3) });

	const inBrowser = (title: string, work: () => Promise<void>): void => it(title, async () => await pictured(page, `draft-form-${mode}-${title.slice(0, 40)}`, work), LONG);
	const inMode = (wanted: string) => (mode === wanted ? inBrowser : () => undefined);

	/** Where in n8n's memory something planted stands. */
	const inMemory = (): string[] => office.memory().filter((path) => scanner.scan(contentOf(path)).length > 0);
	/** The same in rows of its database that are not deleted. */
	const inTables = (): string[] => {
		const database = new DatabaseSync(join(n8n.userFolder, '.n8n', 'database.sqlite'), { readOnly: true });
		try {
			const tables = database.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all().map(({ name }) => String(name));
			return tables.filter((name) => scanner.scan(Buffer.from(JSON.stringify(database.prepare(`SELECT * FROM "${name}"`).all()))).length > 0);
		} finally {
			database.close();
		}
	};
	const held = (): string[] => (mode === 'filesystem' ? inMemory() : inTables());

	beforeAll(async () => {
		n8n = await startTestN8n({ env: { ...DESK_ENV, ...env } });
		office = await DraftOffice.open(n8n);
		flowId = await office.add('draft-form.json', waitSeconds(3_600));
		await n8n.workflows.activate(flowId);
		browser = await startChromium();
		page = await openPage(browser);
		editor = new Editor(page, n8n);
		await editor.signIn();
		form = new DraftForm(page, n8n);
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await browser?.close();
		await n8n?.dispose();
		await office?.close();
	}, 60_000);

	for (const profile of builtInProfiles()) {
		inMode('filesystem')(`${profile.name}: from the facts to files that hold the text`, async () => {
			await form.enter(profile);
			await form.picture(`${profile.id}-1-form`);
			await form.fill(profile, goldenValues(profile.id));
			await form.draft();
			await form.picture(`${profile.id}-2-draft`);
			const shown = await form.shown();
			expect(shown).toContain('점검 결과');
			expect(shown).toContain('입력한 사실');
			await form.next('files');
			const { hwpx, docx, txt, checkSheet } = await form.files();
			await form.picture(`${profile.id}-3-files`);
			const text = readFileSync(txt, 'utf8').replace('\ufeff', '');
			const [title = ''] = text.split('\r\n').filter((line) => line.trim() !== '');
			expect(text).toMatch(/\r\n/);
			expect(bare(shown.replaceAll(/사실 \d+(, \d+)*/g, ''))).toContain(bare(lastLine(text)));
			const opened = await readHwpx(readFileSync(hwpx));
			expect(opened.issues).toEqual([]);
			expect(bare(opened.text)).toContain('초안');
			const inDocx = words(partsOf(readFileSync(docx))['word/document.xml']);
			for (const found of [bare(opened.text).replaceAll(/[*#]/g, ''), inDocx]) expect(found).toContain(bare(title).replaceAll(/[*#]/g, ''));
			const sheet = await readHwpx(readFileSync(checkSheet));
			expect(sheet.issues).toEqual([]);
			expect(bare(sheet.text)).toContain('점검표');
		});
	}

	inMode('filesystem')('asks in Korean for what must be entered', async () => {
		await form.enter(PRESS);
		await form.fill(PRESS, { subject: '책 나눔' });
		await form.send();
		const missing = page.locator('.error-show');
		expect(await missing.count()).toBe(3);
		expect(await missing.first().evaluate((one) => getComputedStyle(one, '::after').content)).toContain('반드시 적어야 하는 항목입니다.');
		expect(await missing.first().evaluate((one) => getComputedStyle(one).fontSize)).toBe('0px');
	});

	inMode('filesystem')('what no fact has is marked and cannot be approved; a change is shown beside what it was', async () => {
		await office.erring('inventedNumber');
		await form.enter(PRESS);
		await form.fill(PRESS, goldenValues('press-release'));
		await form.draft();
		await form.picture('invented-number');
		expect(await form.shown()).toContain(OPEN);
		expect((await page.locator('div.html strong').allInnerTexts()).join()).toContain(OPEN);
		await form.next('approve', { approvedBy: '홍보담당관 김서연' });
		await page.getByText('처리하지 못하였습니다').waitFor();
		await form.picture('approval-refused');
		expect(await form.shown()).toMatch(/빈칸이 \d+곳 있어 확정할 수 없습니다\..*확정하시기 바랍니다\./);
		await form.next('approve');
		await page.getByText("'확정한 사람'").waitFor();
		await office.erring('');
		const kept = await page.locator('div.html h2').innerText();
		await form.next('revise', { instruction: '마지막 문단을 시민이 함께하는 행사라는 뜻으로 다시 써 주세요.' });
		await page.getByText('고친 곳').first().waitFor();
		await form.picture('revised');
		expect(await page.locator('div.html h2').innerText()).toBe(kept);
		expect(await page.locator('body').innerText()).toContain('(2판)');
		await form.next('files');
		await form.files();
	});

	inMode('filesystem')('an invented quotation is taken out and its place marked', async () => {
		await office.erring('inventedQuote');
		await form.enter(PRESS);
		await form.fill(PRESS, { ...goldenValues('press-release'), quotes: '' });
		await form.draft();
		await office.erring('');
		await form.picture('invented-quote');
		expect(await form.shown()).toContain('[인용 필요]');
		await form.next('files');
		const { txt } = await form.files();
		expect(readFileSync(txt, 'utf8')).toContain('[인용 필요]');
	});

	inMode('filesystem')('a document without open points is approved: no 초안 on its files, the person in the ledger', async () => {
		await form.enter(PRESS);
		await form.fill(PRESS, goldenValues('press-release'));
		await form.draft();
		await form.next('approve', { approvedBy: '홍보담당관 김서연' });
		await page.getByText('확정본을 내려받습니다').waitFor();
		const { hwpx, txt } = await form.files();
		expect(hwpx).toContain('확정');
		expect((await readHwpx(readFileSync(hwpx))).issues).toEqual([]);
		expect(readFileSync(txt, 'utf8').length).toBeGreaterThan(200);
		expect(office.ledger.rows(`SELECT state, approved_by FROM draft WHERE state = 'approved'`)).toEqual([{ state: 'approved', approved_by: '홍보담당관 김서연' }]);
	});

	inMode('filesystem')('too much, or a model that fails, leads back to the form with the reason and all that was entered', async () => {
		const values = { ...goldenValues('press-release'), purpose: '1 < 2 그리고 "따옴표" & <강조>' };
		await form.enter(PRESS);
		await form.fill(PRESS, { ...values, plan: '가'.repeat(50_001) });
		await form.send();
		await page.getByText('초안을 만들지 못하였습니다').waitFor();
		expect(await form.shown()).toMatch(/[\d,]+자로 한도 50,000자를 넘습니다\. .*바랍니다\./);
		expect((await form.typed(PRESS))['plan']).toHaveLength(50_001);
		await form.fill(PRESS, values);
		for (const fault of ['brokenJson', 'error500']) {
			await office.erring(fault);
			await form.send();
			await page.waitForEvent('framenavigated');
			await page.getByText('초안을 만들지 못하였습니다').waitFor();
			await form.picture(`failed-${fault}`);
			expect(await form.shown()).toMatch(/초안을 만들지 못하였습니다\. .*하시기 바랍니다\./);
			const typed = await form.typed(PRESS);
			for (const [id, value] of Object.entries(values)) expect({ id, value: (typed[id] ?? '').replaceAll('＜', '<').replaceAll('＞', '>') }).toEqual({ id, value });
		}
		await office.erring('');
		await form.draft();
		expect(await form.shown()).toContain('1 < 2');
		await form.next('files');
		await form.files();
	});

	inBrowser('n8n holds what was typed while a page waits, and nothing once the files are handed over', async () => {
		expect(held()).toEqual([]);
		await office.erring('error500');
		await form.enter(PRESS);
		await form.fill(PRESS, PLANTED_VALUES);
		await form.send();
		await page.getByText('초안을 만들지 못하였습니다').waitFor();
		expect(held().length).toBeGreaterThan(0);
		await office.erring('');
		await form.draft();
		expect(await form.shown()).toContain(SPEECH);
		await form.next('files');
		const { txt } = await form.files();
		expect(readFileSync(txt, 'utf8')).toContain(SPEECH);
		await until('n8n has deleted what it held', () => held().length === 0, LONG, 1_000);
		expect(scanner.scan(readFileSync(office.ledger.path))).toEqual([]);
		// Names in running text and approved words of a quotation are not hidden from the model.
		for (const { system, user } of office.model.requests()) expect(hidden.scan(Buffer.from(system + user))).toEqual([]);
	});

	inBrowser('what a closed window leaves behind is deleted when its time is over, after an error and at the draft', async () => {
		await n8n.workflows.deactivate(flowId);
		const quick = await office.add('draft-form.json', waitSeconds(20));
		await n8n.workflows.activate(quick);
		for (const fault of ['error500', '']) {
			await office.erring(fault);
			await form.enter(PRESS);
			await form.fill(PRESS, PLANTED_VALUES);
			await form.send();
			await page.getByText(fault === '' ? '입력한 사실' : '초안을 만들지 못하였습니다').first().waitFor();
		}
		await page.goto('about:blank');
		expect(held().length).toBeGreaterThan(0);
		await until('the waiting executions have ended', () => held().length === 0, LONG, 2_000);
		expect((await n8n.workflows.executions(quick)).filter(({ status }) => status === 'waiting')).toEqual([]);
	});

	inMode('filesystem')('the flow on the canvas: no complaint, and no note covers a node or another note', async () => {
		await editor.open(flowId);
		await form.picture('flow');
		for (const mark of ['canvas-node-status-warning', 'node-issues', 'canvas-node-restricted']) expect({ mark, count: await editor.testId(mark).count() }).toEqual({ mark, count: 0 });
		const notes = await boxes(editor.testId('sticky'));
		const nodes = await boxes(page.locator('[data-test-id="canvas-default-node"], [data-test-id="canvas-trigger-node"]'));
		expect(notes.length).toBeGreaterThan(4);
		expect(notes.flatMap((note, index) => [...notes.slice(index + 1), ...nodes].filter((other) => overlap(note, other)))).toEqual([]);
	});

	inMode('filesystem')('the panel shows the fields of the type, and the model that is connected on the canvas', async () => {
		const types = await installedTypes(n8n);
		const description = types.get('n8n-nodes-cityhall.documentDraft');
		if (!description) throw new Error('n8n does not know the node');
		const flow = await canvasFlow(office, description);
		const id = await n8n.workflows.importWorkflow(flow);
		await editor.open(id);
		await form.picture('canvas');
		for (const node of flow.nodes.filter(({ type }) => type.endsWith('documentDraft'))) {
			await editor.openPanel(node.name);
			const shown = await editor.testId('node-parameters').innerText();
			for (const { displayName } of visibleProperties(node as WorkflowNode, description)) expect({ node: node.name, shown }).toEqual({ node: node.name, shown: expect.stringContaining(displayName) });
			await form.picture(`panel-${node.name}`);
			await editor.closePanel();
		}
		const run = await n8n.workflows.waitForExecution(await n8n.workflows.runWorkflow(id, '시작'), 120_000);
		expect(run).toMatchObject({ status: 'success', error: null });
		expect(run.items('보도자료')).toMatchObject([{ documentName: '보도자료', openSlots: 0, state: '초안' }]);
		const written = office.draftIds().map((draftId) => readFileSync(join(office.drafts, draftId, 'document.json'), 'utf8'));
		expect(written.some((text) => text.includes('캔버스 책 나눔'))).toBe(true);
	});

	it('leaves nothing of it in n8n as a power cut would find it', async () => {
		await n8n.kill('SIGKILL');
		const memory = office.memory();
		expect(memory.length).toBeGreaterThan(3);
		if (mode === 'filesystem') expect(inMemory()).toEqual([]);
		else expect(inTables()).toEqual([]);
	}, 60_000);
});

/** What is in a file, unpacked; nothing where n8n has deleted it meanwhile. */
function contentOf(path: string): Buffer {
	try {
		return unpacked(path);
	} catch (error) {
		// By its code alone: the error comes from another realm than the test's.
		if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0);
		throw error;
	}
}

const lastLine = (text: string): string => text.trim().split('\r\n').at(-1) ?? '';

/** The pages wait so many seconds instead of half a day. */
const waitSeconds = (seconds: number) => (workflow: WorkflowJson): void => {
	for (const node of workflow.nodes) if (node.parameters['limitWaitTime'] === true) Object.assign(node.parameters, { resumeAmount: seconds, resumeUnit: 'seconds' });
};

/** Three types on a canvas, the first with a chat model of n8n's own below it. */
async function canvasFlow(office: DraftOffice, { name }: INodeTypeDescription): Promise<WorkflowJson> {
	await office.n8n.workflows.createCredential('openAiApi', 'OpenAI 호환', { apiKey: 'sandbox-model-key', organizationId: '', url: office.model.url, header: false });
	const node = (documentType: string, at: number, parameters: Record<string, unknown>): WorkflowNode => ({
		id: documentType,
		name: profileOf(documentType).name,
		type: name,
		typeVersion: 1,
		position: [260 + 300 * at, 0],
		parameters: { resource: 'document', operation: 'draft', modelSource: 'credential', documentType, source: 'panel', draftFolder: office.drafts, city: '의정부시', head: '시장 서강민', department: '도서관과', audit: false, options: {}, ...parameters },
		...(parameters['modelSource'] === 'connected' ? {} : { credentials: { cityhallLanguageModelApi: { name: '언어모형' } } }),
	});
	const facts = { pressRelease_subject: '캔버스 책 나눔', pressRelease_when: '2026. 12. 5.(토) 14:00', pressRelease_facts: '시민이 기증한 책 1,200권을 나눔\n자원봉사자 25명이 안내를 맡음', pressRelease_department: '도서관과' };
	return {
		name: '캔버스',
		nodes: [
			{ id: 'start', name: '시작', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
			node('press-release', 0, { modelSource: 'connected', ...facts }),
			{ id: 'model', name: '채팅 모형', type: '@n8n/n8n-nodes-langchain.lmChatOpenAi', typeVersion: 1.2, position: [260, 240], parameters: { model: { __rl: true, mode: 'id', value: 'sandbox-writer' }, options: {} }, credentials: { openAiApi: { name: 'OpenAI 호환' } } },
			node('merit-record', 1, {}),
			node('official-letter', 2, {}),
		],
		connections: {
			시작: { main: [[{ node: '보도자료', type: 'main', index: 0 }]] },
			'채팅 모형': { ai_languageModel: [[{ node: '보도자료', type: 'ai_languageModel', index: 0 }]] },
		},
		settings: { executionOrder: 'v1', saveManualExecutions: true, saveDataSuccessExecution: 'all' },
	};
}
