import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeTypeDescription } from 'n8n-workflow';
import type { Browser, Page } from 'playwright-core';
import { openPage, startChromium } from '../../sandbox/browser/chromium.mts';
import { Editor } from '../../sandbox/browser/editor.mts';
import type { ExecutionDetail, WorkflowJson, WorkflowNode } from '../../sandbox/n8n/workflows.mts';
import { stateFolder } from '../../sandbox/paths.mts';
import { boxes, iconSizes, installedCredentials, installedTypes, outputLabels, overlap, storedNodes, textsOf, visibleProperties } from '../support/canvas';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { expectAgreement, expectTold, plantedPhones } from '../support/week-checks';
import { openWeek, until } from '../support/weekly-run';
import type { Week } from '../support/weekly-run';

const OURS = /^n8n-nodes-cityhall\./;
const HANGUL = /[가-힣]/;
/** Names that officers know in Latin letters. */
const PROPER_NAMES = new Set(['HWPX', 'DOCX', 'SOLAPI', 'NHN Cloud', 'API Key', 'API Secret', 'Access Key', 'Secret Key', 'PostgreSQL', 'MariaDB·MySQL', 'CP949(EUC-KR)', 'UTF-8', 'CSV', 'JSON']);
const LATIN_WORD = /[A-Za-z]{3,}/;

const NEXT_MONDAY = '2026-11-30';
const SENTENCE = '차량을 이전하실 계획이 있으시면 먼저 담당부서로 문의하시기 바랍니다.';
const BEFORE = '\n\n관련 법률';
const RUN_MS = 180_000;

describe('the weekly notice on the canvas of n8n', () => {
	let n8n: TestN8n;
	let week: Week;
	let browser: Browser;
	let page: Page;
	let editor: Editor;
	let types: Map<string, INodeTypeDescription>;
	let ourNodes: WorkflowNode[];

	beforeAll(async () => {
		n8n = await startTestN8n();
		// as an office sets it that has left its first runs behind and trusts its own changes
		const edit = ({ nodes }: WorkflowJson) => {
			for (const { parameters } of nodes) if (parameters['operation'] === 'prepare') parameters['approvalRules'] = { firstRuns: 0, onChange: false };
		};
		week = await openWeek(n8n, n8n.folder, { approval: true, edit });
		types = await installedTypes(n8n);
		ourNodes = (await storedNodes(n8n, week.workflowId)).filter(({ type }) => OURS.test(type));
		browser = await startChromium();
		page = await openPage(browser);
		editor = new Editor(page, n8n);
		await editor.signIn();
		await editor.open(week.workflowId);
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await browser?.close();
		await week?.close();
		await n8n?.dispose();
	}, 60_000);

	/** A test in the browser; a failure leaves a picture of what was on the screen. */
	const inBrowser = (title: string, work: () => Promise<void>, timeoutMs: number): void =>
		it(
			title,
			async () => {
				try {
					await work();
				} catch (error) {
					const folder = stateFolder('browser-failures');
					mkdirSync(folder, { recursive: true });
					const file = join(folder, `${title.replaceAll(/\W+/g, '-')}.png`);
					await page.screenshot({ path: file }).catch(() => undefined);
					process.stderr.write(`Screenshot: ${file}\n`);
					throw error;
				}
			},
			timeoutMs,
		);

	const typeOf = ({ type }: WorkflowNode): INodeTypeDescription => {
		const found = types.get(type);
		if (found === undefined) throw new Error(`n8n does not know the node type ${type}`);
		return found;
	};
	/** What n8n has saved of a node's parameters, as text. */
	const saved = async (name: string): Promise<string> =>
		JSON.stringify((await storedNodes(n8n, week.workflowId)).find((node) => node.name === name)?.parameters);

	/** Presses the button and follows the execution it starts to its end. */
	const runFromCanvas = async (): Promise<ExecutionDetail> => {
		const known = (await n8n.workflows.executions(week.workflowId)).map(({ id }) => id);
		await editor.execute();
		return await n8n.workflows.waitForNextExecution(week.workflowId, known, RUN_MS);
	};

	inBrowser(
		'shows every node with its Korean name, its icon and no complaint',
		async () => {
			expect(ourNodes.length).toBeGreaterThan(8);
			for (const { name } of ourNodes) {
				const node = editor.node(name);
				expect(name).toMatch(HANGUL);
				expect(await node.innerText()).toContain(name);
				expect({ name, icons: await iconSizes(node) }).toEqual({ name, icons: [expect.any(Number)] });
				expect(Math.min(...(await iconSizes(node)))).toBeGreaterThan(0);
				expect(await node.innerText()).not.toContain('?');
			}
			for (const mark of ['canvas-node-status-warning', 'node-issues', 'canvas-node-restricted']) {
				expect({ mark, count: await editor.testId(mark).count() }).toEqual({ mark, count: 0 });
			}
			for (const handle of ourNodes.flatMap((node) => outputLabels(typeOf(node)))) expect(handle).toMatch(HANGUL);
		},
		60_000,
	);

	inBrowser(
		'explains each step in notes that cover no node',
		async () => {
			const notes = await boxes(editor.testId('sticky'));
			const nodes = await boxes(page.locator('[data-test-id="canvas-default-node"], [data-test-id="canvas-trigger-node"]'));
			expect(notes.length).toBeGreaterThan(8);
			for (const note of notes) expect(nodes.filter((node) => overlap(note, node))).toEqual([]);
		},
		60_000,
	);

	inBrowser(
		'opens each panel with its Korean labels',
		async () => {
			for (const node of ourNodes) {
				const type = typeOf(node);
				const panel = await editor.openPanel(node.name);
				const shown = await editor.testId('node-parameters').innerText();
				for (const { displayName } of visibleProperties(node, type)) {
					expect({ node: node.name, shown }).toEqual({ node: node.name, shown: expect.stringContaining(displayName) });
				}
				const issues = await panel.locator('[data-test-id="parameter-issues"], [data-test-id="node-issues"]').count();
				// 시험 문자 is shipped switched off: an officer fills in the number first
				if (node['disabled'] !== true) expect({ node: node.name, issues }).toEqual({ node: node.name, issues: 0 });
				await editor.closePanel();
			}
		},
		180_000,
	);

	it('has no English left in what its nodes and credentials say', async () => {
		const credentials = await installedCredentials(n8n);
		const said = [...types.values(), ...credentials].flatMap((type) => textsOf(type));
		expect(said.length).toBeGreaterThan(100);
		expect(said.filter((text) => LATIN_WORD.test(text) && !HANGUL.test(text) && !PROPER_NAMES.has(text))).toEqual([]);
	});

	inBrowser(
		'finds the nodes by the words an officer types',
		async () => {
			for (const [word, name] of [
				['감면', '감면 접수 자료 조회'],
				['문자', '문자 발송'],
				['대장', '발송 대장'],
				['공휴일', '근무일 예약 실행'],
			] as const) {
				await editor.testId('node-creator-plus-button').click();
				await editor.testId('node-creator-search-bar').fill(word);
				await editor.testId('node-creator-item-name').filter({ hasText: name }).first().waitFor();
				await page.keyboard.press('Escape');
				await editor.testId('node-creator').waitFor({ state: 'hidden' });
			}
		},
		90_000,
	);

	inBrowser(
		'sends a changed text in a fresh week, and nobody of the week before is told again',
		async () => {
			const { oracle } = week.city.solapi;
			await editor.openPanel('승인 설정');
			await editor.choose('assignments.assignments.0.value', 'false');
			await editor.closePanel();
			await until('the switch is saved', async () => (await saved('승인 설정')).includes('"value":false'));
			expect(await runFromCanvas()).toMatchObject({ status: 'success', error: null });
			expectTold(week);
			const first = oracle.deliveries();
			expect(first.filter(({ text }) => text.includes(SENTENCE))).toEqual([]);

			await editor.openPanel('감면 안내 대상 선별');
			const text = editor.field('template_retention').locator('textarea');
			await text.click();
			await text.evaluate((area, mark) => {
				const field = area as HTMLTextAreaElement;
				const at = field.value.indexOf(mark);
				field.setSelectionRange(at, at);
			}, BEFORE);
			await page.keyboard.type(`\n○ ${SENTENCE}`);
			await editor.closePanel();
			await until('the text is saved', async () => (await saved('감면 안내 대상 선별')).includes(SENTENCE));

			week.city.revenue.setToday(NEXT_MONDAY);
			await week.setClock(`${NEXT_MONDAY}T09:10:00+09:00`);
			expect(await runFromCanvas()).toMatchObject({ status: 'success', error: null });

			const second = oracle.deliveries().slice(first.length);
			const changed = second.filter(({ text: arrived }) => arrived.includes(SENTENCE));
			expect(changed.length).toBeGreaterThan(0);
			for (const { text: arrived } of second) expect(arrived.includes(SENTENCE)).toBe(arrived.includes('소유권을 이전하지'));
			const told = new Set(first.map(({ key }) => key));
			expect(second.filter(({ key }) => told.has(key))).toEqual([]);
			expectAgreement(week);
			expect(second.map(({ phone }) => phone).sort()).toEqual(plantedPhones(week.city, '2026-11-23', '2026-11-29'));
			await editor.node('결과 보고서').locator('[data-test-id="canvas-node-status-success"]').waitFor();
		},
		2 * RUN_MS + 120_000,
	);
});
