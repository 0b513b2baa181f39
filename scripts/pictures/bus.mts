import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPage } from '../../sandbox/browser/chromium.mts';
import type { Editor } from '../../sandbox/browser/editor.mts';
import { importBusFlows, runBusDay } from '../../sandbox/demo/bus.mts';
import { openBusCity } from '../../sandbox/demo/bus-city.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { repositoryRoot } from '../../sandbox/paths.mts';

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
		await memoPicture(ofKind(day.files, '.hwpx'), ports.fileOf('bus-memo'));
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

/** The memo's page as the package's own HWPX library lays it out. */
async function memoPicture(file: string, png: string): Promise<void> {
	const load = createRequire(import.meta.url);
	const built = (path: string): unknown => load(join(repositoryRoot(), 'dist', path));
	const { renderHwpxToSvg } = built('lib/vendor/kordoc.js') as { renderHwpxToSvg(hwpx: Uint8Array, options: { reflow: boolean }): Promise<{ svg: string }> };
	const { renderAsync } = built('lib/vendor/resvg.js') as { renderAsync(svg: string, options: object): Promise<{ asPng(): Uint8Array }> };
	const { svg } = await renderHwpxToSvg(readFileSync(file), { reflow: true });
	const font = { fontFiles: [join(repositoryRoot(), 'lib/transit/charts/fonts/PretendardGOV-Regular.otf')], loadSystemFonts: false, defaultFontFamily: 'Pretendard GOV' };
	writeFileSync(png, (await renderAsync(svg, { fitTo: { mode: 'width', value: MEMO_WIDTH }, font, background: 'white' })).asPng());
}

function ofKind(files: readonly string[], extension: string): string {
	const found = files.find((file) => file.endsWith(extension));
	if (found === undefined) throw new Error(`The day has no ${extension} file`);
	return found;
}
