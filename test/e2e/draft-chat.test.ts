import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { openPage, startChromium } from '../../sandbox/browser/chromium.mts';
import { Editor } from '../../sandbox/browser/editor.mts';
import { startModelServer } from '../../sandbox/model/server.mts';
import type { ModelServer } from '../../sandbox/model/server.mts';
import type { WorkflowJson } from '../../sandbox/n8n/workflows.mts';
import { repositoryRoot, stateFolder } from '../../sandbox/paths.mts';
import { N8N_START_TIMEOUT_MS, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { filesBelow } from '../support/planted-values';

/** Stand in what the clerk types, and nowhere else. */
const PLANTED = { subject: '뷁쀼 책 나눔 한마당', place: '쒬뤰 도서관', figure: '8,743권', person: '제갈퓁훼', phone: '031-739-8264', wish: '훼뛟하게' };
const FACTS = [
	`사업(행사)명: ${PLANTED.subject}`,
	'일시: 2026. 12. 5.(토) 14:00~17:00',
	`장소: ${PLANTED.place}`,
	`핵심 내용: 시민이 기증한 책 ${PLANTED.figure}을 나눔`,
	'추진 배경·목적: 읽지 않는 책을 이웃과 나누기 위해 마련함 <img src=x onerror=alert(1)></script>',
	'담당부서: 도서관과',
	`담당자: ${PLANTED.person}`,
	`전화: ${PLANTED.phone}`,
].join('\n');
/** Not n8n's memory: its program files, the package's, and the screen that it serves. */
const isProgram = (path: string): boolean => ['node_modules', '.cache', 'media', 'empty-npm-cache'].includes(basename(path));
const PICTURES = process.env['CHAT_PICTURES'];

async function expectSoon(holds: () => boolean): Promise<void> {
	for (let tries = 0; tries < 200 && !holds(); tries += 1) await sleep(100);
	expect(holds()).toBe(true);
}

/** A clerk drafts in the chat page of our own, behind n8n's own login, in the real n8n. */
describe('the chat', () => {
	let n8n: TestN8n;
	let model: ModelServer;
	let browser: Browser;
	let page: Page;
	let flowId: string;
	let drafts: string;
	const outside: string[] = [];
	const address = () => `${n8n.url}/webhook/draft-chat`;
	const answers = () => page.locator('.answer .body');
	const lastAnswer = async () => await answers().last().innerText();
	const answered = async () => await page.waitForFunction(() => !document.body.classList.contains('busy'));
	const say = async (message: string) => {
		await page.getByLabel('보낼 말').fill(message);
		await page.getByRole('button', { name: '보내기' }).click();
		await answered();
	};
	const picture = async (name: string) => {
		if (PICTURES === undefined) return;
		mkdirSync(PICTURES, { recursive: true });
		for (const [suffix, width, height] of [['-phone', 390, 844], ['', 1280, 800]] as const) {
			await page.setViewportSize({ width, height });
			await page.screenshot({ path: join(PICTURES, `${name}${suffix}.png`) });
		}
	};
	const inBrowser = (title: string, work: () => Promise<void>): void =>
		it(
			title,
			async () => {
				try {
					await work();
				} catch (error) {
					const file = join(stateFolder('browser-failures'), `chat-${title.replaceAll(/\W+/g, '-')}.png`);
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
		model = await startModelServer();
		drafts = join(n8n.folder, 'drafts');
		await n8n.workflows.createCredential('cityhallLedgerApi', '발송 대장', { path: join(n8n.folder, 'ledger.sqlite'), ledgerKey: randomBytes(32).toString('base64'), leaseSeconds: 120, environment: 'sandbox', testClock: '' });
		await n8n.workflows.createCredential('cityhallLanguageModelApi', '언어모형', { baseUrl: model.url, apiKey: 'test', model: 'sandbox-writer', approved: true, timeoutMinutes: 1, responseFormat: 'auto', temperature: 0.2 });
		const shipped = readFileSync(join(repositoryRoot(), 'workflows/draft-chatbot.json'), 'utf8').replaceAll('/data/cityhall/drafts', drafts);
		const flow = JSON.parse(shipped) as WorkflowJson;
		// Even an office that saves every execution keeps no word that was typed.
		flow.settings = { ...flow.settings, saveDataSuccessExecution: 'all', saveDataErrorExecution: 'all', saveExecutionProgress: true };
		flowId = await n8n.workflows.importWorkflow(flow);
		await n8n.workflows.activate(flowId);
		browser = await startChromium();
		page = await openPage(browser);
		await page.setViewportSize({ width: 1280, height: 800 });
		page.on('request', (request) => {
			if (!request.url().startsWith(n8n.url)) outside.push(request.url());
		});
	}, N8N_START_TIMEOUT_MS);
	afterAll(async () => {
		await browser?.close();
		await model?.close();
		await n8n?.dispose();
	}, 60_000);

	inBrowser('lets in whoever logs in to n8n, and nobody else', async () => {
		expect((await page.goto(address()))?.status()).toBe(401);
		await picture('login');
		const posted = await fetch(address(), { method: 'POST', body: JSON.stringify({ sessionId: 'x', message: '1' }), headers: { origin: n8n.url, 'content-type': 'application/json' } });
		expect([posted.status, await posted.json()]).toEqual([401, expect.objectContaining({ login: true })]);
		await new Editor(page, n8n).signIn();
		await page.goto(address());
		await page.getByRole('link', { name: '로그인' }).click();
		await page.getByRole('button', { name: 'Allow access' }).click();
		await page.getByRole('button', { name: '대화 열기' }).click();
		await page.getByRole('heading', { name: '어떤 문서를 만드시겠습니까?' }).waitFor();
		expect(await page.getByRole('list').getByRole('button').allInnerTexts()).toHaveLength(10);
		outside.length = 0;
		await page.reload();
		await picture('start');
		expect(outside).toEqual([]);
	});

	inBrowser('asks for what the chosen type needs, and shows what was typed as it was typed', async () => {
		await page.getByRole('button', { name: /보도자료/ }).click();
		await answered();
		expect(await lastAnswer()).toContain('사업(행사)명');
		await picture('asked');
		await page.getByLabel('보낼 말').fill(FACTS);
		await page.getByLabel('보낼 말').press('Enter');
		await answered();
		expect(await lastAnswer()).toContain('받았습니다');
		expect(await page.locator('.own .body').last().innerText()).toContain('<img src=x onerror=alert(1)></script>');
		expect(await page.locator('#log img, #log script').count()).toBe(0);
		await picture('facts');
	});

	inBrowser('drafts, and hands over the files', async () => {
		await page.getByRole('group', { name: '자주 쓰는 말' }).getByRole('button', { name: '초안', exact: true }).click();
		await answered();
		expect(await lastAnswer()).toMatch(/초안 번호 D-\d{8}-[0-9a-f]{8}/);
		expect(await page.locator('.draft pre').last().innerText()).toContain(PLANTED.figure);
		await picture('draft');
		for (const [name, ending, begins] of [['한글(HWPX)', '.hwpx', 'PK'], ['워드(DOCX)', '.docx', 'PK'], ['붙여넣기용 글(TXT)', '.txt', '\ufeff'], ['점검표(HWPX)', '_점검표.hwpx', 'PK']] as const) {
			const link = page.getByRole('link', { name });
			const file = await page.context().request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href);
			expect([file.status(), decodeURIComponent(file.headers()['content-disposition'] ?? '')]).toEqual([200, expect.stringMatching(new RegExp(`''보도자료_D-.*${ending.replaceAll('.', '\\.')}$`))]);
			expect((await file.body()).subarray(0, Buffer.byteLength(begins)).toString()).toBe(begins);
		}
		const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '한글(HWPX)' }).click()]);
		expect(download.suggestedFilename()).toMatch(/^보도자료_D-.*\.hwpx$/);
		await page.locator('.draft').last().getByRole('button', { name: '복사' }).click();
		await page.getByText('글을 복사하였습니다').waitFor();
	});

	inBrowser('changes what is asked for', async () => {
		await say(`수정: 제목을 ${PLANTED.wish} 더 짧게`);
		expect(await lastAnswer()).toContain('2판');
		await picture('revised');
	});

	inBrowser('says in Korean what went wrong and keeps what was typed', async () => {
		model.setFault('error500', 20);
		await say('수정: 둘째 문단을 짧게');
		model.setFault(null);
		expect(await lastAnswer()).toContain('수정하지 못하였습니다');
		await picture('fault');
		await n8n.workflows.deactivate(flowId);
		await say('수정: 첫 문단을 짧게');
		expect(await page.getByRole('alert').last().innerText()).toContain('처리하지 못하였습니다');
		expect(await page.getByLabel('보낼 말').inputValue()).toBe('수정: 첫 문단을 짧게');
		await n8n.workflows.activate(flowId);
	});

	inBrowser('goes on with a conversation after a reload, and only for whoever began it', async () => {
		await page.reload();
		await page.getByRole('button', { name: '이어 가기' }).click();
		await answered();
		expect(await lastAnswer()).toContain(PLANTED.place);
		expect(await page.getByRole('link', { name: '한글(HWPX)' }).count()).toBe(1);
		const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
		const post = async (sessionId: string, origin: string) => (await fetch(address(), { method: 'POST', body: JSON.stringify({ sessionId, message: '현황' }), headers: { cookie, origin, 'content-type': 'application/json' } })).status;
		expect(await post(`${'0'.repeat(32)}.${'A'.repeat(43)}`, n8n.url)).toBe(403);
		expect(await post(`${'0'.repeat(32)}.${'A'.repeat(43)}`, 'http://evil.example')).toBe(403);
		expect((await fetch(`${address()}?draftId=D-20261123-00000000&kind=hwpx`, { headers: { cookie } })).status).toBe(404);
	});

	inBrowser('goes on where the page is closed while the model writes', async () => {
		model.setFault('slow', 1);
		await page.getByRole('group', { name: '자주 쓰는 말' }).getByRole('button', { name: '초안', exact: true }).click();
		await page.getByText('초안을 작성하고 있습니다').last().waitFor();
		expect(await page.getByRole('button', { name: '보내기' }).isDisabled()).toBe(true);
		await picture('writing');
		const before = readdirSync(drafts).length;
		await page.reload();
		await expectSoon(() => readdirSync(drafts).length > before);
		await page.getByRole('button', { name: '이어 가기' }).click();
		await answered();
		expect(await lastAnswer()).toContain(PLANTED.place);
	});

	inBrowser('begins anew and lets out', async () => {
		await page.getByRole('group', { name: '자주 쓰는 말' }).getByRole('button', { name: '처음으로' }).click();
		await answered();
		await page.getByRole('button', { name: /공적조서/ }).waitFor();
		expect(await page.getByRole('link', { name: '한글(HWPX)' }).count()).toBe(0);
		await picture('again');
		await page.getByRole('button', { name: '나가기' }).click();
		await page.getByRole('heading', { name: '대화창에서 나갔습니다' }).waitFor();
		expect((await page.goto(address()))?.status()).toBe(401);
	});

	it('leaves no word that was typed in n8n, though it saved each execution', async () => {
		const executions = await n8n.workflows.executions(flowId);
		const details = await Promise.all(executions.map(async ({ id }) => await n8n.workflows.waitForExecution(id, 30_000)));
		const items = details.flatMap((detail) => detail.items('행정문서 초안 대화'));
		expect(items.length).toBeGreaterThan(5);
		for (const item of items) expect(Object.keys(item).sort()).toEqual(['messageId', 'sessionId']);
		expect(readdirSync(join(drafts, 'conversations')).filter((name) => name.endsWith('.txt'))).toEqual([]);
		// So that the write-ahead logs stay as a power cut would leave them.
		await n8n.kill('SIGKILL');
		expect(existsSync(join(n8n.userFolder, '.n8n', 'database.sqlite'))).toBe(true);
		const forms = Object.values(PLANTED).flatMap((text) => [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)]).map((text) => Buffer.from(text));
		for (const path of filesBelow(n8n.userFolder, isProgram)) {
			const bytes = readFileSync(path);
			expect({ path, found: forms.filter((form) => bytes.includes(form)).map(String) }).toEqual({ path, found: [] });
		}
		const ledger = readFileSync(join(n8n.folder, 'ledger.sqlite'));
		expect(forms.filter((form) => ledger.includes(form)).map(String)).toEqual([]);
	}, 60_000);
});
