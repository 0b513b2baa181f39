import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const QUIET = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-dev-shm-usage',
	'--disable-background-networking',
	'--disable-component-update',
	'--no-first-run',
];

/** How large the window is, for people's eyes and for screenshots alike. */
export const WINDOW = { width: 1600, height: 900 };

/** Starts the machine's own Chromium (`CHROMIUM_PATH`, else where Debian and others put it), without a window. */
export async function startChromium(): Promise<Browser> {
	const executablePath = process.env['CHROMIUM_PATH'] ?? PLACES.find((place) => existsSync(place));
	if (executablePath === undefined) throw new Error('No Chromium: install it or set CHROMIUM_PATH');
	return await chromium.launch({ executablePath, headless: true, args: QUIET });
}

/** A page of its own session, Korean and in Korean time, that waits patiently on a busy machine. */
export async function openPage(browser: Browser): Promise<Page> {
	const context = await browser.newContext({ viewport: WINDOW, locale: 'ko-KR', timezoneId: 'Asia/Seoul', colorScheme: 'light' });
	context.setDefaultTimeout(60_000);
	return await context.newPage();
}
