/**
 * npm run docs:screenshots
 * Runs the demo's week and its bus day and takes the pictures of docs/images: synthetic people only.
 */
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openPage, startChromium, WINDOW } from '../sandbox/browser/chromium.mts';
import { Editor } from '../sandbox/browser/editor.mts';
import { demoWorkflow } from '../sandbox/demo/demo-workflow.mts';
import { openCity } from '../sandbox/demo/open-city.mts';
import { serveReport } from '../sandbox/demo/report-server.mts';
import { startN8n } from '../sandbox/n8n/host.mts';
import type { N8nHost } from '../sandbox/n8n/host.mts';
import { packedPackage } from '../sandbox/n8n/pack.mts';
import { repositoryRoot, stateFolder } from '../sandbox/paths.mts';
import { busPictures } from './pictures/bus.mts';
import { draftPictures } from './pictures/drafts.mts';
import { deskPictures, importShipped, printedForms } from './pictures/desk.mts';
import { officePicture } from './pictures/office.mts';

const LARGEST_BYTES = 300 * 1024;
const RUN_TIMEOUT_MS = 180_000;
/** 결정, 승인자, 의견. */
const APPROVAL = ['승인', '세정과장 김모의', ''];

const images = join(repositoryRoot(), 'docs', 'images');
const log = (line: string): void => void process.stdout.write(`${line}\n`);

const fileOf = (name: string): string => join(images, `${name}.png`);

function checkSize(name: string): void {
	const { size } = statSync(fileOf(name));
	log(`${name}.png ${Math.round(size / 1024)} KB`);
	if (size > LARGEST_BYTES) throw new Error(`${name}.png has ${size} bytes, more than ${LARGEST_BYTES}`);
}

async function take(page: Page, name: string): Promise<void> {
	await page.screenshot({ path: fileOf(name), animations: 'disabled' });
	checkSize(name);
}

/** A canvas whose lowest labels n8n's own button would cover: lifted a little. */
async function takeLifted(page: Page, name: string): Promise<void> {
	await page.mouse.move(60, 600);
	await page.mouse.wheel(0, 45);
	await page.mouse.move(800, 890);
	await page.waitForTimeout(500);
	await take(page, name);
}

/** The first printed page of a file. */
function print(file: string, name: string): void {
	if (officePicture(file, fileOf(name))) checkSize(name);
	else log(`${name}.png: LibreOffice(soffice)와 poppler(pdftoppm)가 없어 전의 그림을 그대로 둡니다.`);
}

async function panel(editor: Editor, node: string, picture: string): Promise<void> {
	await editor.openPanel(node);
	await editor.page.waitForTimeout(1_000);
	await take(editor.page, picture);
	await editor.closePanel();
}

/** Starts the week on the canvas and returns the id of the execution once it waits for the officer. */
async function runToApproval(n8n: N8nHost, editor: Editor, workflowId: string): Promise<string> {
	await editor.execute();
	for (;;) {
		const [newest] = await n8n.workflows.executions(workflowId);
		if (newest?.status === 'waiting') return newest.id;
		if (newest !== undefined && ['error', 'crashed', 'success'].includes(newest.status)) {
			throw new Error(`The week ended as ${newest.status} before its approval`);
		}
		await editor.page.waitForTimeout(500);
	}
}

async function picture(n8n: N8nHost, city: Awaited<ReturnType<typeof openCity>>, folder: string): Promise<void> {
	for (const { type, name, data } of city.credentials) await n8n.workflows.createCredential(type, name, data);
	const reports = join(folder, 'reports');
	mkdirSync(reports, { recursive: true });
	const workflowId = await n8n.workflows.importWorkflow(demoWorkflow({ reportFolder: reports, approval: true }));
	const browser = await startChromium();
	try {
		const page = await openPage(browser);
		const editor = new Editor(page, n8n);
		await editor.signIn();
		await editor.open(workflowId);
		await take(page, 'canvas');

		const execution = await runToApproval(n8n, editor, workflowId);
		const form = await openPage(browser);
		await form.setViewportSize({ width: WINDOW.width, height: 1_340 });
		await form.goto(await n8n.workflows.formUrl(execution));
		await take(form, 'approval-form');
		await n8n.workflows.submitForm(execution, APPROVAL);
		const { status, error } = await n8n.workflows.waitForExecution(execution, RUN_TIMEOUT_MS);
		if (status !== 'success') throw new Error(`The week ended as ${status}: ${error ?? ''}`);
		await editor.node('결과 보고서').locator('[data-test-id="canvas-node-status-success"]').waitFor();

		for (const toast of await page.locator('.el-notification__closeBtn').all()) await toast.click();
		await panel(editor, '감면 안내 대상 선별', 'node-panel-selector');
		await panel(editor, '문자 발송', 'node-panel-sms');

		const handsets = await openPage(browser);
		await handsets.goto(city.handsetsUrl);
		await handsets.locator('article').first().waitFor();
		await take(handsets, 'handsets');

		const report = await serveReport(readdirSync(reports).map((file) => join(reports, file)));
		if (report === null) throw new Error('The week wrote no report');
		const reportPage = await openPage(browser);
		await reportPage.goto(report.url);
		await take(reportPage, 'report');
		await report.close();

		await editor.open(await importShipped(n8n, 'notice-watch.json', folder));
		await takeLifted(page, 'canvas-watch');
		const [told] = city.city.solapi.oracle.deliveries();
		if (told === undefined) throw new Error('The week told nobody');
		await deskPictures(n8n, editor, folder, told.phone, take);
		print(await printedForms(n8n, folder), 'statutory-form');
		const workbook = readdirSync(reports).find((file) => file.endsWith('.xlsx'));
		if (workbook === undefined) throw new Error('The week wrote no workbook');
		print(join(reports, workbook), 'workbook-cover');
		await busPictures(n8n, browser, editor, folder, { take, print, fileOf, log });
		checkSize('bus-memo');
		await draftPictures(n8n, editor, folder, { take, fileOf, checkSize });
	} finally {
		await browser.close();
	}
}

const folder = stateFolder('screenshots');
rmSync(folder, { recursive: true, force: true });
mkdirSync(images, { recursive: true });
const packageTgz = await packedPackage({ log });
const city = await openCity(folder);
const n8n = await startN8n({ userFolder: join(folder, 'n8n'), packageTgz, log, env: { N8N_HOST: '127.0.0.1', N8N_RESTRICT_FILE_ACCESS_TO: folder, N8N_EXECUTION_DATA_STORAGE_MODE: 'filesystem' } });
try {
	await picture(n8n, city, folder);
} finally {
	await n8n.stop();
	await city.close();
	rmSync(folder, { recursive: true, force: true });
}
