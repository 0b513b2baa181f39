import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../../sandbox/browser/chromium.mts';
import type { Editor } from '../../sandbox/browser/editor.mts';
import { importBusFlows, runBusDay } from '../../sandbox/demo/bus.mts';
import { openBusCity } from '../../sandbox/demo/bus-city.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { hwpxPicture } from './hwpx.mts';

const PAGE = { width: 1200, height: 1_050 };
const MEMO_WIDTH = 900;

export interface BusPicturePorts {
	take(page: Page, name: string): Promise<void>;
	/** First printed page of an office file. */
	print(file: string, name: string): void;
	/** Where a picture's file goes. */
	fileOf(name: string): string;
	log(line: string): void;
}

/** Analyses the pretend city's yesterday through n8n and takes the pictures of the guide. */
export async function busPictures(n8n: N8nHost, browser: Browser, editor: Editor, folder: string, ports: BusPicturePorts): Promise<void> {
	const city = await openBusCity(join(folder, 'bus'), { history: 35 });
	try {
		for (const { type, name, data } of city.credentials) await n8n.workflows.createCredential(type, name, data);
		const flows = await importBusFlows(n8n, city);
		const day = await runBusDay(n8n, flows, ports.log);
		await editor.open(flows.daily);
		await ports.take(editor.page, 'bus-canvas');
		await reportPictures(browser, ofKind(day.files, '.html'), ports);
		ports.print(ofKind(day.files, '.xlsx'), 'bus-workbook');
		await hwpxPicture(ofKind(day.files, '.hwpx'), ports.fileOf('bus-memo'), MEMO_WIDTH);
	} finally {
		await city.close();
	}
}

async function reportPictures(browser: Browser, file: string, { take }: BusPicturePorts): Promise<void> {
	const page = await openPage(browser);
	await page.setViewportSize(PAGE);
	await page.goto(`file://${file}`);
	await take(page, 'bus-report');
	for (const [id, name] of [['hours', 'bus-report-hours'], ['profile', 'bus-report-load'], ['candidates', 'bus-report-candidates']] as const) {
		await page.evaluate((anchor) => document.getElementById(anchor)?.scrollIntoView(), id);
		await page.setViewportSize({ ...PAGE, height: 900 });
		await take(page, name);
	}
	await page.close();
}

function ofKind(files: readonly string[], extension: string): string {
	const found = files.find((file) => file.endsWith(extension));
	if (found === undefined) throw new Error(`The day has no ${extension} file`);
	return found;
}
