import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Editor } from '../../sandbox/browser/editor.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import type { WorkflowJson } from '../../sandbox/n8n/workflows.mts';
import { repositoryRoot } from '../../sandbox/paths.mts';

const RUN_TIMEOUT_MS = 60_000;
const DESK_WINDOW = { width: 1200, height: 940 };
/** The folder that the shipped flows name, to be put where n8n may write. */
const SHIPPED_FOLDER = '/data/cityhall';

/** A shipped flow, its files below `folder`, its executions kept so that their end can be seen. */
export async function importShipped(n8n: N8nHost, file: string, folder: string): Promise<string> {
	const text = readFileSync(join(repositoryRoot(), 'workflows', file), 'utf8').replaceAll(SHIPPED_FOLDER, folder);
	const workflow = JSON.parse(text) as WorkflowJson;
	workflow.settings = { ...workflow.settings, saveManualExecutions: true, saveDataSuccessExecution: 'all' };
	return await n8n.workflows.importWorkflow(workflow);
}

/** Goes through n8n's login into a desk. The editor's page must be signed in. */
async function enter(page: Page, n8n: N8nHost, path: string): Promise<void> {
	await page.goto(`${n8n.url}/form/${path}-login`);
	await page.getByRole('button', { name: 'Allow access' }).click();
	await page.getByRole('button', { name: '창구 열기' }).click();
	await page.waitForURL((url) => url.pathname.endsWith(`/webhook/${path}`));
}

/** Opens both desks and takes a picture of an inquiry by phone and of a correction being entered. */
export async function deskPictures(n8n: N8nHost, editor: Editor, folder: string, phone: string, take: (page: Page, name: string) => Promise<void>): Promise<void> {
	const { page } = editor;
	const before = page.viewportSize();
	await page.setViewportSize(DESK_WINDOW);
	for (const file of ['notice-inquiry.json', 'notice-correction.json']) await n8n.workflows.activate(await importShipped(n8n, file, folder));

	await enter(page, n8n, 'notice-inquiry');
	await page.getByLabel('휴대전화번호', { exact: true }).check();
	await page.getByLabel('차량번호 또는').fill(phone);
	await page.getByLabel('문의 내용').selectOption('transfer');
	await page.getByRole('button', { name: '조회' }).click();
	await page.getByRole('heading', { name: '답변 예시' }).first().waitFor();
	await take(page, 'desk-inquiry');
	const [receiptKey] = /\d{5,10}-\d{4}-\d+/.exec(await page.locator('body').innerText()) ?? [];
	if (receiptKey === undefined) throw new Error('The inquiry shows no receipt');

	await enter(page, n8n, 'notice-correction');
	await page.goto(`${n8n.url}/webhook/notice-correction?page=corrections&receiptKey=${receiptKey}`);
	await page.getByLabel('정정 사유').fill('안내 뒤 감면 신청이 취하됨');
	await take(page, 'desk-correction');
	if (before !== null) await page.setViewportSize(before);
}

/** Has the forms printed, as the officer does on the canvas, and returns the file. */
export async function printedForms(n8n: N8nHost, folder: string): Promise<string> {
	const lists = join(folder, 'lists');
	mkdirSync(lists, { recursive: true });
	const id = await importShipped(n8n, 'notice-desk.json', folder);
	const execution = await n8n.workflows.runWorkflow(id, '인쇄물 만들기');
	const { status, error } = await n8n.workflows.waitForExecution(execution, RUN_TIMEOUT_MS);
	const file = readdirSync(lists).find((name) => name.endsWith('.docx'));
	if (status !== 'success' || file === undefined) throw new Error(`No forms were printed: ${status} ${error ?? ''}`);
	return join(lists, file);
}
