import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseDraft } from '../../../../lib/drafting/model/parse-draft';
import { builtInProfiles } from '../../../../lib/drafting/profiles/profiles';
import { contentOfText } from '../../../../lib/drafting/read/content-of-text';
import { fillFixed, pasteText } from '../../../../lib/drafting/render/render';
import { diffTexts } from '../../../../lib/drafting/revise/diff';
import type { FieldValues } from '../../../../lib/drafting/types';

const GOLDEN = join(__dirname, '../../../golden/drafting');
const city = { name: '의정부시', head: { title: '시장', name: '서강민' }, department: '홍보담당관' };
const cases = builtInProfiles().flatMap((profile) => ['1', '2'].map((number) => ({ profile, number })));

/** The paste-ready text of a letter has no title (the approval system asks for it), and its attachments end in a full stop. */
const isOfTheForm = (place: string, before: string, after: string) => (place === 'title' && after === '') || `${before}.` === after;

describe('paste-ready text read back', () => {
	it.each(cases)('is the document it was made from: $profile.id $number', ({ profile, number }) => {
		const { values, today } = JSON.parse(readFileSync(join(GOLDEN, profile.id, number, 'facts.json'), 'utf8')) as { values: FieldValues; today: string };
		const { content: written } = parseDraft(readFileSync(join(GOLDEN, profile.id, number, 'answer.json'), 'utf8'), profile);
		const content = fillFixed(written, profile, values);
		const text = pasteText({ profile, content, values, city, state: 'draft', today });
		const changes = diffTexts(content, contentOfText(text, profile)).filter(({ kind }) => kind !== 'kept');
		expect(changes.filter(({ place, before, after }) => !isOfTheForm(place, before, after))).toEqual([]);
	});
});
