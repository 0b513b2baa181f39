import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Editor } from '../../sandbox/browser/editor.mts';
import { openDraftCity, openDrafts, runBatch, shippedDraftFlow } from '../../sandbox/demo/drafts.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { repositoryRoot } from '../../sandbox/paths.mts';
import { hwpxPicture } from './hwpx.mts';

const WINDOW = { width: 1_100, height: 1_000 };
const SHEET_WIDTH = 800;
const SHEETS = [
	['press-release', 'draft-press-release'],
	['official-letter', 'draft-official-letter'],
	['merit-record', 'draft-merit-record'],
	['work-report', 'draft-work-report'],
] as const;

export interface DraftPicturePorts {
	take(page: Page, name: string): Promise<void>;
	/** Where a picture's file goes. */
	fileOf(name: string): string;
	checkSize(name: string): void;
}

/** Goes through form and chat with the pretend model and takes the pictures of the guide. The editor's page must be signed in. */
export async function draftPictures(n8n: N8nHost, editor: Editor, folder: string, ports: DraftPicturePorts): Promise<void> {
	const city = await openDraftCity(join(folder, 'drafting'));
	const { page } = editor;
	const before = page.viewportSize();
	try {
		for (const { type, name, data } of city.credentials) await n8n.workflows.createCredential(type, name, data);
		const { batch } = await openDrafts(n8n, city);
		await runBatch(n8n, batch);
		await editor.open(await n8n.workflows.importWorkflow(shippedDraftFlow('draft-form.json', city.folder)));
		await ports.take(page, 'draft-canvas');
		await formPictures(page, n8n, ports);
		await chatPictures(page, n8n, ports);
		for (const [profile, name] of SHEETS) {
			await hwpxPicture(join(repositoryRoot(), 'test/golden/drafting', profile, '1/draft.hwpx'), ports.fileOf(name), SHEET_WIDTH);
			ports.checkSize(name);
		}
		const flawed = join(repositoryRoot(), 'test/golden/drafting/press-release/2');
		const [sheet] = readdirSync(flawed).filter((name) => name.startsWith('check-sheet'));
		if (sheet !== undefined) {
			await hwpxPicture(join(flawed, sheet), ports.fileOf('draft-check-sheet'), SHEET_WIDTH);
			ports.checkSize('draft-check-sheet');
		}
	} finally {
		if (before !== null) await page.setViewportSize(before);
		await city.close();
	}
}

/** What the first golden press release was made from, by label. */
function pressRelease(): Array<{ label: string; value: string }> {
	const read = (path: string): unknown => JSON.parse(readFileSync(join(repositoryRoot(), path), 'utf8'));
	const { values } = read('test/golden/drafting/press-release/1/facts.json') as { values: Record<string, string> };
	const { fields } = read('lib/drafting/profiles/press-release.json') as { fields: Array<{ id: string; label: string; kind: string }> };
	return fields.filter(({ id, kind }) => (values[id] ?? '') !== '' && kind !== 'choice').map(({ id, label }) => ({ label, value: values[id] ?? '' }));
}

const startsWith = (label: string): RegExp => new RegExp(`^${label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);

async function formPictures(page: Page, n8n: N8nHost, { take }: DraftPicturePorts): Promise<void> {
	await page.setViewportSize(WINDOW);
	await page.goto(`${n8n.url}/form/draft-form`);
	await page.getByRole('button', { name: 'Allow access' }).click();
	await page.locator('select').selectOption('보도자료');
	await page.getByRole('button', { name: '다음' }).click();
	await page.getByRole('button', { name: '초안 작성' }).waitFor();
	for (const { label, value } of pressRelease()) await page.getByLabel(startsWith(label)).first().fill(value);
	await page.evaluate(() => scrollTo(0, 0));
	await take(page, 'draft-form');
	await page.getByRole('button', { name: '초안 작성' }).click();
	await page.getByText('점검 결과').first().waitFor();
	await take(page, 'draft-review');
}

async function chatPictures(page: Page, n8n: N8nHost, { take }: DraftPicturePorts): Promise<void> {
	await page.goto(`${n8n.url}/form/draft-chat-login`);
	await page.getByRole('button', { name: 'Allow access' }).click();
	await page.getByRole('button', { name: '대화 열기' }).click();
	await page.getByRole('heading', { name: '어떤 문서를 만드시겠습니까?' }).waitFor();
	await take(page, 'draft-chat-entries');
	await page.getByRole('button', { name: /보도자료/ }).first().click();
	const answered = async () => await page.waitForFunction(() => !document.body.classList.contains('busy'));
	const say = async (message: string) => {
		await page.getByLabel('보낼 말').fill(message);
		await page.getByRole('button', { name: '보내기' }).click();
		await answered();
	};
	await answered();
	await say(pressRelease().map(({ label, value }) => `${label}: ${value}`).join('\n'));
	await say('초안');
	await take(page, 'draft-chat');
}
