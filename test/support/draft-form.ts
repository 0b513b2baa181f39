import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Download, Page } from 'playwright-core';
import { NEXT_STEPS } from '../../lib/drafting/profiles/form-fields';
import { builtInProfiles } from '../../lib/drafting/profiles/profiles';
import type { FieldValues, Profile } from '../../lib/drafting/types';
import type { TestN8n } from './n8n';

const PICTURES = process.env['FORM_PICTURES'];

export const profileOf = (id: string): Profile => {
	const found = builtInProfiles().find((profile) => profile.id === id);
	if (!found) throw new Error(`no type ${id}`);
	return found;
};

/** What an official enters in the first golden example of a type. */
export const goldenValues = (id: string): FieldValues => (JSON.parse(readFileSync(join(__dirname, `../golden/drafting/${id}/1/facts.json`), 'utf8')) as { values: FieldValues }).values;

/** The drafting form as an official handles it in the browser. */
export class DraftForm {
	private readonly downloads: Download[] = [];

	constructor(
		readonly page: Page,
		private readonly n8n: Pick<TestN8n, 'url' | 'folder'>,
	) {
		page.on('download', (download) => this.downloads.push(download));
	}

	/** Opens the form, through the login with the n8n account that the browser is signed in with, and chooses a type. */
	async enter(profile: Profile): Promise<void> {
		await this.page.goto(`${this.n8n.url}/form/draft-form`);
		const allow = this.page.getByRole('button', { name: 'Allow access' });
		const next = this.page.getByRole('button', { name: '다음' });
		await allow.or(next).first().waitFor();
		if (await allow.isVisible()) await allow.click();
		await next.waitFor();
		await this.page.locator('select').selectOption(profile.name);
		await next.click();
		await this.page.getByRole('button', { name: '초안 작성' }).waitFor();
	}

	/** Types values into the fields of their labels. */
	async fill(profile: Profile, values: FieldValues): Promise<void> {
		for (const { id, kind, required } of profile.fields) {
			const value = values[id] ?? '';
			if (value === '') continue;
			if (kind === 'choice' && required) await this.page.getByLabel(value, { exact: true }).check();
			else if (kind === 'choice') await (await this.input(profile, id)).selectOption(value);
			else await (await this.input(profile, id)).fill(value);
		}
	}

	/** What stands in the fields that are typed into. */
	async typed(profile: Profile): Promise<Record<string, string>> {
		const found: Record<string, string> = {};
		for (const { id } of profile.fields.filter(({ kind, required }) => kind !== 'choice' || !required)) found[id] = await (await this.input(profile, id)).inputValue();
		return found;
	}

	private async input(profile: Profile, id: string): Promise<ReturnType<Page['locator']>> {
		const label = profile.fields.find((field) => field.id === id)?.label ?? '';
		const labels = this.page.locator('label.form-label');
		const index = (await labels.allInnerTexts()).findIndex((text) => text === label || text.startsWith(`${label} (`));
		const target = await labels.nth(index).getAttribute('for');
		if (index < 0 || target === null) throw new Error(`the form has no field ${label}`);
		return this.page.locator(`#${target}`);
	}

	async send(): Promise<void> {
		await this.page.getByRole('button', { name: '초안 작성' }).click();
	}

	/** Sends what was entered and waits for the draft. */
	async draft(): Promise<void> {
		await this.send();
		await this.page.getByRole('button', { name: '확인' }).waitFor();
	}

	/** What the page shows of the document, its findings and facts. */
	async shown(): Promise<string> {
		return (await this.page.locator('div.html').allInnerTexts()).join('\n');
	}

	async next(step: keyof typeof NEXT_STEPS, entered: { instruction?: string; approvedBy?: string } = {}): Promise<void> {
		await this.page.getByLabel(NEXT_STEPS[step], { exact: true }).check();
		await this.page.locator('textarea').fill(entered.instruction ?? '');
		await this.page.locator('input[type="text"]').fill(entered.approvedBy ?? '');
		await this.page.getByRole('button', { name: '확인' }).click();
	}

	/** The four files that the last page hands over, by what follows the number in their names. */
	async files(): Promise<Record<'hwpx' | 'docx' | 'txt' | 'checkSheet', string>> {
		await this.page.getByText('내려받습니다').first().waitFor();
		for (let tries = 0; tries < 200 && this.downloads.length < 4; tries++) await this.page.waitForTimeout(50);
		const folder = join(this.n8n.folder, 'downloads');
		mkdirSync(folder, { recursive: true });
		const paths = await Promise.all(
			this.downloads.splice(0).map(async (download) => {
				const path = join(folder, download.suggestedFilename());
				await download.saveAs(path);
				return path;
			}),
		);
		const ending = (end: RegExp): string => paths.find((path) => end.test(path)) ?? `nothing like ${String(end)} among ${paths.join(', ')}`;
		return { hwpx: ending(/(?<!점검표)\.hwpx$/), docx: ending(/\.docx$/), txt: ending(/\.txt$/), checkSheet: ending(/점검표\.hwpx$/) };
	}

	/** A picture of the whole page where pictures are wanted. */
	async picture(name: string): Promise<void> {
		if (PICTURES === undefined) return;
		mkdirSync(PICTURES, { recursive: true });
		await this.page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true });
	}
}
