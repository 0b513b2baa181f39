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
