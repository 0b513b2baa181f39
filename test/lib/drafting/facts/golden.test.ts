import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDraft } from '../../../../lib/drafting/model/parse-draft';
import { builtInProfiles } from '../../../../lib/drafting/profiles/profiles';
import { fillFixed } from '../../../../lib/drafting/render/fill-fixed';
import { unitsOf } from '../../../../lib/drafting/units';
import { profileOf, sheetOf } from './sheets';

interface Golden {
	values: Record<string, string>;
	subType: string;
	today: string;
}
interface Flaw {
	text: string;
	rule: string;
	what: string;
}

const read = (id: string, number: number, name: string): string => readFileSync(join(__dirname, '../../../golden/drafting', id, String(number), name), 'utf8');
const golden = (id: string, number: number): Golden => JSON.parse(read(id, number, 'facts.json')) as Golden;
const each = builtInProfiles().flatMap(({ id, name }) => [1, 2].map((number) => [name, number, id] as const));

function textsOf(id: string, number: number) {
	const { content } = parseDraft(read(id, number, 'answer.json'), profileOf(id));
	return { content, units: unitsOf(fillFixed(content, profileOf(id), golden(id, number).values), profileOf(id)) };
}

describe.each(each)('%s %i', (_name, number, id) => {
	test('holds every required fact and names a sub-type of its kind', () => {
		const { values, subType } = golden(id, number);
		expect(sheetOf(id, values).missing).toEqual([]);
		expect(profileOf(id).subTypes.map((kind) => kind.id)).toContain(subType);
	});

	test('its answer keeps the bounds of title, sub-headlines, sections and length', () => {
		const { length, title, subtitles, sections } = profileOf(id);
		const { content, units } = textsOf(id, number);
		const between = (value: number, { min, max }: { min: number; max: number }) => expect(value).toBe(Math.min(max, Math.max(min, value)));
		between(content.title.length, title);
		if (subtitles !== null) between(content.subtitles.length, subtitles);
		between(
			units.filter(({ role }) => role !== 'title' && role !== 'subtitle').reduce((sum, { text }) => sum + text.length, 0),
			length,
		);
		for (const { id: section, min, max, form } of sections.filter((one) => one.form !== 'fixed')) {
			const blocks = content.sections.find((one) => one.id === section)?.blocks ?? [];
			between(blocks.reduce((sum, block) => sum + (block.kind === 'table' ? block.rows.length : 1), 0), { min, max });
			if (form !== 'table') expect(blocks.filter(({ kind }) => kind === 'table')).toEqual([]);
		}
	});
});

test.each(builtInProfiles().map(({ name, id }) => [name, id]))('%s: the first example has nothing to complain about in its facts, nor a forbidden phrase', (_name, id) => {
	expect(sheetOf(id, golden(id, 1).values).findings).toEqual([]);
	const written = textsOf(id, 1).units.map(({ text }) => text).join('\n');
	for (const { phrase } of profileOf(id).rules.forbidden) expect(written).not.toContain(phrase);
});

test.each(builtInProfiles().map(({ name, id }) => [name, id]))('%s: the second example has the flaws that it lists, and its facts do not', (_name, id) => {
	const flaws = JSON.parse(read(id, 2, 'flaws.json')) as Flaw[];
	expect(flaws.length).toBeGreaterThanOrEqual(2);
	const written = textsOf(id, 2).units.filter(({ fixed }) => !fixed).map(({ text }) => text).join('\n');
	const entered = Object.values(golden(id, 2).values).join('\n');
	for (const { text } of flaws) {
		expect(written).toContain(text);
		expect(entered).not.toContain(text);
	}
});
