import { builtInProfiles } from '../../../lib/drafting/profiles/profiles';
import { golden, profileOf } from '../../lib/drafting/pipeline/support';
import { DraftingOffice, NODE, putOut } from './drafting-office';

jest.setTimeout(60_000);

let office: DraftingOffice;
beforeAll(async () => {
	office = await DraftingOffice.open();
});
afterAll(async () => await office.close());

const IDS = builtInProfiles().map(({ id }) => [id] as const);

/** Pieces of what was entered that say something; what the type itself offers or the city is says nothing. */
function telling(id: string): string[] {
	const { fields, name } = profileOf(id);
	const common = ['의정부시', '도서관과', name, ...fields.flatMap(({ options = [], label }) => [...options, label])];
	const pieces = Object.values(golden(id, 1).values).flatMap((value) => value.split(/[\n|]/)).map((piece) => piece.trim());
	return [...new Set(pieces)].filter((piece) => piece.length > 4 && !common.some((word) => word.includes(piece)));
}

describe('every type', () => {
	it.each(IDS)('%s is drafted from a form by the names of its fields, and no piece of what was entered is in the item', async (id) => {
		const { values } = golden(id, 1);
		const labelled = Object.fromEntries(profileOf(id).fields.map(({ id: field, label }) => [label, values[field] ?? '']));
		const result = await office.draft({ documentType: '={{ $json.종류 }}' }, { items: [{ ...labelled, 종류: profileOf(id).name }] });
		expect(result.error).toBeUndefined();
		const [json] = result.json(NODE);
		expect(json).toMatchObject({ documentType: id, edition: 1, ignoredFields: ['종류'] });
		expect((json?.files as unknown[]).length).toBe(4);
		expect((await office.stored(String(json?.draftId))).values).toMatchObject(values);
		const said = putOut(result);
		expect(telling(id).length).toBeGreaterThan(3);
		expect(telling(id).filter((piece) => said.includes(piece))).toEqual([]);
	});

	it.each(IDS)('%s has a panel whose values are those of its fields', async (id) => {
		const profile = profileOf(id);
		const { values } = golden(id, 1);
		const prefix = id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
		const entered = profile.fields.map(({ id: field, kind, required }) => {
			const value = values[field] ?? '';
			const rows = value.split('\n').filter((line) => line !== '').map((line) => Object.fromEntries(line.split('|').map((cell, index) => [`c${index}`, cell.trim()])));
			return { name: `${prefix}_${field}`, required, value: kind === 'rows' || kind === 'quotes' ? { entries: rows } : value };
		});
		const panel = Object.fromEntries(entered.filter(({ required }) => required).map(({ name, value }) => [name, value]));
		const more = Object.fromEntries(entered.filter(({ required }) => !required).map(({ name, value }) => [name, value]));
		const result = await office.draft({ documentType: id, source: 'panel', ...panel, [`${prefix}_more`]: more, options: { repairRounds: 0, files: [] } }, { items: [{}] });
		expect(result.error).toBeUndefined();
		const stored = (await office.stored(String(result.json(NODE)[0]?.draftId))).values;
		const plain = (text = '') => text.replaceAll(/\s*\|\s*/g, '|').replaceAll(/\|+$/gm, '');
		for (const { id: field } of profile.fields) if (field !== 'department' || (values[field] ?? '') !== '') expect([field, plain(stored[field])]).toEqual([field, plain(values[field])]);
	});
});

it('a cell of a list that holds the mark between cells stays one cell', async () => {
	const rows = { entries: [{ c0: '서강민 | 시장', c1: '의정부시장', c2: '첫 줄\n둘째 줄', c3: '홍보담당관', c4: '2026-11-20' }] };
	const more = { pressRelease_quotes: rows };
	const parameters = { source: 'panel', pressRelease_subject: '책 나눔', pressRelease_when: '2026. 12. 5.', pressRelease_facts: '책 1,200권을 나눔', pressRelease_department: '도서관과', pressRelease_more: more, options: { repairRounds: 0, files: [] } };
	const result = await office.draft(parameters, { items: [{}] });
	expect(result.error).toBeUndefined();
	expect((await office.stored(String(result.json(NODE)[0]?.draftId))).values.quotes).toBe('서강민 ｜ 시장 | 의정부시장 | 첫 줄 둘째 줄 | 홍보담당관 | 2026-11-20');
});
