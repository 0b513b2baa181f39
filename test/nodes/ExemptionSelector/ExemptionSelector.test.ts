import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SecurityConfig } from '@n8n/config';
import { Container } from '@n8n/di';
import type { IDataObject } from 'n8n-workflow';

import shippedFile from '../../../lib/exemption/rules/vehicle-exemption.json';
import type { ReceiptRow } from '../../../lib/revenue/receipt';
import { chain } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, SELECTOR } from '../../support/notice-city';

const city = new NoticeCity();
afterAll(async () => await city.close());

const select = (rows: readonly object[], parameters: IDataObject = {}, extra: object = {}) =>
	city.run(chain(ours('선별', 'exemptionSelector', { ...SELECTOR, ...parameters }, extra)), { startItems: asItems(rows) });
const told = (n: number, changes: Partial<ReceiptRow> = {}) => city.receipt(n, changes);
const GOOD = '[#{기관명}] 감면 차량 안내\n#{주의기한}까지 소유권 이전에 유의하시기 바랍니다.\n문의: #{담당부서} #{담당전화} (#{문의시간})';

it('puts 안내, 제외 and 확인 필요 on their outputs, what waits beside what is excluded, each linked to its receipt', async () => {
	const rows = [told(1), told(2, { status: 'withdrawn' }), told(3, { category: 'unknown', legalBasis: null }), told(4, { status: 'pending' }), told(5)];
	const { items, error, dump } = await select(rows);
	expect(error).toBeUndefined();
	const seen = (output: number) => items('선별', output).map((item) => [item.json.decision, item.pairedItem]);
	expect(seen(0)).toEqual([['notify', { item: 0 }], ['notify', { item: 4 }]]);
	expect(seen(1)).toEqual([['exclude', { item: 1 }], ['waiting', { item: 3 }]]);
	expect(seen(2)).toEqual([['review', { item: 2 }]]);
	for (const item of [0, 1, 2].flatMap((output) => items('선별', output))) {
		expect(item.json).toMatchObject({ ruleId: expect.any(String), ruleVersion: expect.any(String), reasonCode: expect.any(String), reason: expect.stringMatching(/[가-힣]/) });
	}
	expect(personalIn(dump(), 1, 2, 3, 4, 5)).toEqual([]);
});

it('calls late only what appeared before the period of the run', async () => {
	const rows = [told(1, { appearedOn: '2026-11-17' }), told(2, { appearedOn: '2026-10-01', receivedOn: '2026-10-01' }), told(3)];
	const reasons = async (parameters: IDataObject) => (await select(rows, parameters)).json('선별').map((json) => String(json.reason).includes('먼저 나타난 자료'));
	expect(await reasons({})).toEqual([false, true, false]);
	expect(await reasons({ periodFrom: '', periodTo: '' })).toEqual([false, false, false]);
});

it('uses texts and contacts of a category only for that category', async () => {
	const { json } = await select([told(1), told(2, { category: 'threeChildren', legalBasis: '지방세특례제한법 제22조의2제1항' }), told(3)], {
		categoryTexts: { entries: [{ category: 'threeChildren', text: GOOD }] },
		categoryContacts: { entries: [{ category: 'threeChildren', department: '징수과', phone: '031-828-2999' }] },
	});
	const found = json('선별').map((row) => {
		const notify = row.notify as { template: { id: string; text: string }; values: Record<string, string> };
		return [notify.template.id, notify.values.담당부서, notify.values.담당전화, notify.values.문의시간];
	});
	expect(found).toEqual([
		['retention', '세정과', '031-828-2114', '평일 09:00~18:00'],
		['threeChildren-custom', '징수과', '031-828-2999', '평일 09:00~18:00'],
		['retention', '세정과', '031-828-2114', '평일 09:00~18:00'],
	]);
});

it('takes custom rules, from text or from an expression', async () => {
	const source = { ...shippedFile, label: '우리시-1' };
	for (const given of [JSON.stringify(source), '={{ $json.rules }}']) {
		const rows = [told(1), told(2), told(3)].map((row) => ({ ...row, rules: source }));
		const { json, error } = await select(rows, { selectorOptions: { rules: given } });
		expect(error).toBeUndefined();
		expect(json('선별').map((row) => row.ruleVersion)).toEqual(Array(3).fill(expect.stringMatching(/^우리시-1\+/)));
	}
});

const SENIOR = { identifier: 'senior-driver', name: '고령자 안전차량', legalBasis: '경기도 도세 감면 조례 제5조', effectiveFrom: '2026-01-01', effectiveTo: '', clock: 'registration', causes: ['transfer'], text: GOOD };
const added = (...entries: IDataObject[]): IDataObject => ({ addedCategories: { entries } });

it('tells people of a category added on the panel with its text, rule, version and contact', async () => {
	const rows = [told(1, { category: 'added-senior-driver', legalBasis: '경기도 도세 감면 조례 제5조' }), told(2)];
	const { json, error } = await select(rows, added({ ...SENIOR, department: '징수과' }));
	expect(error).toBeUndefined();
	expect(json('선별')).toEqual([
		expect.objectContaining({
			ruleId: 'added-senior-driver-2026-01-01',
			categoryName: '고령자 안전차량',
			notify: expect.objectContaining({ values: expect.objectContaining({ 담당부서: '징수과', 담당전화: '031-828-2114' }) }),
		}),
		expect.objectContaining({ ruleId: 'two-children-2025' }),
	]);
	const [plain] = (await select([told(1)])).json('선별');
	expect(json('선별')[1]?.ruleVersion).not.toBe(plain?.ruleVersion);
});

describe('a rule file', () => {
	const path = (name: string) => join(city.folder, name);
	const write = (name: string, text: string) => writeFileSync(path(name), text);
	const withFile = (ruleFile: string, more: IDataObject = {}) => select([told(1)], { selectorOptions: { ruleFile, ...more } });

	it('stands in for the shipped rules', async () => {
		write('own.json', JSON.stringify({ ...shippedFile, label: '우리시-2' }));
		const { json, error } = await withFile(path('own.json'));
		expect(error).toBeUndefined();
		expect(json('선별')[0]?.ruleVersion).toMatch(/^우리시-2\+/);
	});

	it.each<[string, () => string, IDataObject, RegExp]>([
		['not there', () => path('missing.json'), {}, /missing\.json을\(를\) 열 수 없습니다/],
		['in a folder that is not there', () => path('none/own.json'), {}, /폴더를 열 수 없습니다/],
		['a folder', () => city.folder, {}, /열 수 없습니다/],
		['of a relative path', () => 'own.json', {}, /절대 경로가 아닙니다/],
		['no JSON', () => (write('broken.json', '{\n"label": "x",\n}'), path('broken.json')), {}, /broken\.json.*3번째 줄/],
		['faulty inside', () => (write('faulty.json', JSON.stringify({ ...shippedFile, label: '' })), path('faulty.json')), {}, /faulty\.json.*\$\.label/],
		['too large', () => (write('large.json', ' '.repeat(1024 * 1024 + 1)), path('large.json')), {}, /너무 큽니다/],
		['beside rules typed in', () => path('own.json'), { rules: '{}' }, /모두 들어 있습니다/],
	])('is refused when it is %s', async (_name, file, more, message) => {
		const { error, items } = await withFile(file(), more);
		expect(error).toMatchObject({ message: expect.stringMatching(message), description: expect.stringMatching(/바랍니다\.$/) });
		expect(items('선별')).toEqual([]);
	});

	it('is read from the folders that nodes may use only, and not through a link out of them', async () => {
		mkdirSync(path('allowed'), { recursive: true });
		symlinkSync(path('own.json'), path('allowed/link.json'));
		writeFileSync(path('allowed/own.json'), JSON.stringify(shippedFile));
		const security = Container.get(SecurityConfig);
		security.restrictFileAccessTo = path('allowed');
		try {
			expect((await withFile(path('allowed/own.json'))).error).toBeUndefined();
			for (const forbidden of ['own.json', 'allowed/link.json']) {
				expect((await withFile(path(forbidden))).error).toMatchObject({ message: expect.stringContaining('막혀') });
			}
		} finally {
			security.restrictFileAccessTo = '';
		}
	});
});

describe('refuses as a whole, so that nothing goes out on half a configuration:', () => {
	it.each<[string, IDataObject, RegExp, RegExp]>([
		['a text without a contact', { template_retention: '[#{기관명}] 유의하시기 바랍니다.' }, /안내문\(.+\).*전화번호가 없습니다/, /담당전화/],
		['a text with an unknown blank', { template_retention: `${GOOD} #{이름}` }, /안내문\(.+\).*알 수 없는 빈칸 #\{이름\}/, /쓸 수 있는 빈칸/],
		['a faulty text of one category', { categoryTexts: { entries: [{ category: 'twoChildren', text: `${GOOD} https://bit.ly/a` }] } }, /안내문\(.*2자녀.*\)/, /.{5}/],
		['two texts of one category', { categoryTexts: { entries: [{ category: 'twoChildren', text: GOOD }, { category: 'twoChildren', text: `${GOOD} ` }] } }, /두 번/, /하나만/],
		['a faulty sentence', { sentences: { 세대분리문구: '#{모르는빈칸}' } }, /세대분리문구/, /.{5}/],
		['an empty phone', { phone: '={{ $json.nothing }}' }, /담당전화이\(가\) 비어 있어/, /담당전화/],
		['a day that is none', { today: '2026-13-01' }, /회차 실행일/, /2026-11-16/],
		['an extra day off that is none', { selectorOptions: { extraHolidays: '11월 24일' } }, /추가 휴무일/, /2026-11-16/],
		['an added category without a period', added({ ...SENIOR, effectiveFrom: '' }), /추가 감면구분\(조례 등\)' 1번째 줄의 '적용 시작일'/, /연-월-일/],
		['an added category with a faulty text', added(SENIOR, { ...SENIOR, identifier: 'b', text: `${GOOD} https://bit.ly/a` }), /2번째 줄\(고령자 안전차량\)의 '안내문'.*단축 주소/, /.{5}/],
		['rules that are no JSON', { selectorOptions: { rules: '{ "version": ' } }, /규칙\(JSON\)/, /괄호와 쉼표/],
		['rules with a fault inside', { selectorOptions: { rules: '{"version":"x","rules":[{"ruleId":"a"}]}' } }, /규칙/, /.{5}/],
	])('%s', async (_name, parameters, message, remedy) => {
		const { error, items, dump } = await select([told(1), told(2), told(3)], parameters);
		expect(error).toMatchObject({ message: expect.stringMatching(message), description: expect.stringMatching(remedy) });
		expect([0, 1, 2].flatMap((output) => items('선별', output))).toEqual([]);
		expect(personalIn(dump(), 1, 2, 3)).toEqual([]);
	});

	it('items of another node, naming the first', async () => {
		const { error } = await select([told(1), { hello: 'world' }, told(3)]);
		expect(error).toMatchObject({ message: "2번째 항목은 '감면 접수 자료 조회'가 내보낸 형식이 아닙니다.", description: expect.stringContaining("첫 번째 출력 '접수'") });
	});

	it('also with continue on fail: one error item, once', async () => {
		const { items, runs } = await select([told(1), { hello: 'world' }, told(3)], {}, { onError: 'continueRegularOutput', retryOnFail: true });
		expect(runs('선별')).toBe(1);
		expect(items('선별')).toEqual([
			expect.objectContaining({
				json: { error: "2번째 항목은 '감면 접수 자료 조회'가 내보낸 형식이 아닙니다." },
				pairedItem: [{ item: 0 }, { item: 1 }, { item: 2 }],
			}),
		]);
		expect([...items('선별', 1), ...items('선별', 2)]).toEqual([]);
	});
});
