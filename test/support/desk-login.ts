import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { stateFolder } from '../../sandbox/paths.mts';
import type { TestN8n } from './n8n';

export type ShippedDesk = 'notice-inquiry' | 'notice-desk' | 'notice-correction';

/** Settings under which a browser reaches form, login and desk under one host name. */
export const DESK_ENV = { N8N_HOST: '127.0.0.1' };

/** The address of a shipped desk, as the officer has it bookmarked. */
export const deskAddress = (n8n: Pick<TestN8n, 'url'>, desk: ShippedDesk): string => `${n8n.url}/webhook/${desk}`;

/** Goes to a desk, through the login with the n8n account that the browser is signed in with. */
export async function enterDesk(page: Page, n8n: Pick<TestN8n, 'url'>, desk: ShippedDesk): Promise<void> {
	await page.goto(deskAddress(n8n, desk));
	await page.getByRole('link', { name: '로그인' }).click();
	const allow = page.getByRole('button', { name: 'Allow access' });
	const open = page.getByRole('button', { name: '창구 열기' });
	await allow.or(open).first().waitFor();
	if (await allow.isVisible()) await allow.click();
	await open.click();
	await page.getByRole('button', { name: '나가기' }).waitFor();
}

/** Fills in the approval form of a waiting execution as the head of the section does, and sends it. */
export async function approveInBrowser(page: Page, formUrl: string, approver: string): Promise<string> {
	await page.goto(formUrl);
	await page.getByText('승인자').first().waitFor();
	const shown = await page.locator('body').innerText();
	await page.locator('[name="field-0"]').selectOption('승인');
	await page.locator('[name="field-1"]').fill(approver);
	await page.locator('button[type="submit"], #submit-btn').first().click();
	await page.locator('#submitted-form').waitFor();
	return shown;
}

/** Work in the browser; a failure leaves a picture of what was on the screen. */
export async function pictured(page: Page, title: string, work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		const folder = stateFolder('browser-failures');
		mkdirSync(folder, { recursive: true });
		const file = join(folder, `${title.replaceAll(/\W+/g, '-')}.png`);
		await page.screenshot({ path: file, fullPage: true }).catch(() => undefined);
		process.stderr.write(`Screenshot: ${file} ${page.url()}\n`);
		throw error;
	}
}
