import { readFileSync } from 'node:fs';

import { parseDraft } from '../../../../lib/drafting/model/parse-draft';
import { fillFixed, pasteText, renderDocx, renderHwpx } from '../../../../lib/drafting/render/render';
import { bare, partsOf, readHwpx, words } from './read-files';
import { CITY, profileOf, PROFILE_IDS } from './samples';

const json = (path: string): { values: Record<string, string>; today: string } => JSON.parse(readFileSync(path, 'utf8'));

describe.each(PROFILE_IDS.flatMap((id) => [[id, 1], [id, 2]] as const))('%s, example %i', (id, number) => {
	const folder = `test/golden/drafting/${id}/${number}`;
	const profile = profileOf(id);
	const { values, today } = json(`${folder}/facts.json`);
	const { content } = parseDraft(readFileSync(`${folder}/answer.json`, 'utf8'), profile);
	const input = { profile, content: fillFixed(content, profile, values), values, city: CITY, state: 'draft', today } as const;

	test('gives a sound HWPX of at most two pages and a DOCX with the same words', async () => {
		const hwpx = await renderHwpx(input);
		const { issues, pages } = await readHwpx(hwpx);
		expect(issues).toEqual([]);
		expect(pages).toBeLessThanOrEqual(2);
		const body = words(partsOf(hwpx)['Contents/section0.xml']).replace(/^초안\(담당자확인전\)/, '');
		expect(words(partsOf(await renderDocx(input))['word/document.xml'])).toBe(body);
	});

	test('gives text without an empty field or a mark of markdown', () => {
		const text = pasteText(input);
		expect(bare(text).length).toBeGreaterThan(50);
		expect(text).not.toMatch(/undefined|#\{|\*\*|^#/m);
		expect(text).not.toMatch(/\n{3,}/);
	});
});
