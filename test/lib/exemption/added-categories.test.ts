import { withAddedCategories, type AddedCategoryInput } from '../../../lib/exemption/added-categories';
import { selectRow } from '../../../lib/exemption/select';
import { createSelection } from '../../../lib/exemption/selection';
import { categoryOf, codeMap } from '../../../lib/revenue/code-map';
import { addedCategory, isCategory, type Category, type ReceiptRow } from '../../../lib/revenue/receipt';
import { fillTemplate } from '../../../lib/sms/text/template';
import { receipt, selectionInput } from './receipts';

const SENIOR: AddedCategoryInput = {
	identifier: 'senior-driver',
	name: '고령자 안전차량(조례)',
	legalBasis: '경기도 도세 감면 조례 제5조',
	effectiveFrom: '2026-01-01',
	effectiveTo: '2028-12-31',
	clock: 'registration',
	causes: ['transfer'],
	text: '[#{기관명}] 감면 차량 유의사항 안내\n#{주의기한}까지 소유권 이전에 유의하시기 바랍니다.\n#{세대분리문구}\n#{대체취득문구}\n#{담당부서} #{담당전화} (#{문의시간})',
	contact: {},
};
const CATEGORY: Category = 'added-senior-driver';

function decide(changes: Partial<ReceiptRow>, ...entries: Partial<AddedCategoryInput>[]) {
	const added = (entries.length === 0 ? [{}] : entries).map((entry) => ({ ...SENIOR, ...entry }));
	const context = createSelection(withAddedCategories(selectionInput(), added));
	return selectRow(receipt({ category: CATEGORY, legalBasis: '경기도 도세 감면 조례 제5조', ...changes }), context);
}

function textOf(...given: Parameters<typeof decide>): string {
	const { notify } = decide(...given);
	if (notify === undefined) throw new Error('not told');
	return fillTemplate(notify.template.text, notify.values);
}

describe('a category that the office added', () => {
	test('is told with its own text, rule, version and Korean name', () => {
		const decided = decide({});
		expect(decided).toMatchObject({
			decision: 'notify',
			ruleId: 'added-senior-driver-2026-01-01',
			reasonCode: 'addedCategory',
			reason: expect.stringContaining('고령자 안전차량(조례)'),
			categoryName: '고령자 안전차량(조례)',
			notify: {
				duty: 'retention',
				legalBasis: '경기도 도세 감면 조례 제5조',
				keepUntil: '2027-11-16',
				template: { id: 'added-senior-driver-2026-01-01', version: expect.stringMatching(/^[0-9a-f]{12}$/) },
			},
		});
		expect(textOf({})).toBe(
			'[의정부시] 감면 차량 유의사항 안내\n2027. 11. 16.까지 소유권 이전에 유의하시기 바랍니다.\n세정과 031-828-2114 (평일 09:00~18:00)',
		);
	});

	test.each<[string, Partial<ReceiptRow>, Partial<AddedCategoryInput>, string, string]>([
		['acquired on the first day', { acquiredOn: '2026-01-01', registeredOn: '2026-01-02' }, {}, 'notify', 'addedCategory'],
		['acquired the day before', { acquiredOn: '2025-12-31', registeredOn: '2026-01-02' }, {}, 'review', 'noRuleForDate'],
		['acquired after the last day', {}, { effectiveTo: '2026-11-11' }, 'review', 'noRuleForDate'],
		['without a last day', {}, { effectiveTo: '' }, 'notify', 'addedCategory'],
		['not entered in the selector', { category: 'added-other' }, {}, 'review', 'addedCategoryMissing'],
		['a basis that is no ordinance', { legalBasis: '지방세특례제한법 제17조' }, {}, 'review', 'basisMismatch'],
		['without a registration date', { registeredOn: null }, {}, 'review', 'missingRegistrationDate'],
		['by the acquisition date', { registeredOn: null }, { clock: 'acquisition' }, 'notify', 'addedCategory'],
		['not decided yet', { status: 'pending' }, {}, 'waiting', 'pending'],
	])('%s', (_what, changes, entry, decision, reasonCode) => {
		expect(decide(changes, entry)).toMatchObject({ decision, reasonCode });
	});

	test('shows the sentences of the causes chosen and no others', () => {
		const all = { coOwned: true, replacement: true };
		expect(textOf(all)).not.toMatch(/세대를|종전에/);
		expect(textOf(all, { causes: ['transfer', 'householdSplit', 'replacement'] })).toMatch(/세대를[^]*종전에/);
		expect(decide({}, { causes: ['businessUse'] }).notify?.duty).toBe('useRestriction');
	});

	test('has its own contact where one is given', () => {
		expect(textOf({}, { contact: { department: '징수과', phone: '031-828-2999' } })).toContain(
			'징수과 031-828-2999 (평일 09:00~18:00)',
		);
	});

	test('may have two periods, each with its own text', () => {
		const later = { effectiveFrom: '2026-11-01', effectiveTo: '', text: `${SENIOR.text}\n개정` };
		const entries = [{ effectiveTo: '2026-10-31' }, later];
		expect(textOf({}, ...entries)).toMatch(/개정$/);
		expect(textOf({ acquiredOn: '2026-10-31' }, ...entries)).not.toMatch(/개정/);
	});

	test('changes the rule version with everything that decides; its text has a version of its own', () => {
		const version = (...entries: Partial<AddedCategoryInput>[]) => decide({}, ...entries).ruleVersion;
		const changes: Partial<AddedCategoryInput>[] = [
			{ legalBasis: '경기도 도세 감면 조례 제6조' },
			{ effectiveTo: '2028-12-30' },
			{ causes: ['transfer', 'businessUse'] },
			{ clock: 'acquisition' },
		];
		expect(new Set([selectionInput().rules.version, version(), ...changes.map((change) => version(change))]).size).toBe(6);
		expect(version()).toMatch(/^2026-11\+[0-9a-f]{8}$/);
		expect(version({ text: `${SENIOR.text} ` })).toBe(version());
	});
});

test.each<[string, Partial<AddedCategoryInput>, string]>([
	['identifier', { identifier: '고령자' }, '식별자'],
	['identifier that begins with a digit', { identifier: '1st' }, '식별자'],
	['name', { name: ' ' }, '이름'],
	['basis', { legalBasis: '제5조' }, '근거규정'],
	['first day', { effectiveFrom: '2026-02-30' }, '적용 시작일'],
	['last day', { effectiveTo: '2028' }, '적용 종료일'],
	['last day before the first', { effectiveTo: '2025-12-31' }, '적용 종료일'],
	['clock', { clock: '' }, '기산일'],
	['causes', { causes: [] }, '추징 사유'],
	['text', { text: '' }, '안내문'],
	['period that begins on the other’s last day', { effectiveFrom: '2028-12-31', effectiveTo: '' }, '적용 시작일'],
	['period that overlaps', { identifier: 'Senior-Driver' }, '적용 시작일'],
	['text with a link', { identifier: 'b', text: `${SENIOR.text} www.ui4u.go.kr` }, '안내문'],
	['text that reveals', { identifier: 'b', text: `${SENIOR.text} 시각장애` }, '안내문'],
	['text without contact', { identifier: 'b', text: '유의하시기 바랍니다.' }, '안내문'],
])('a fault is named by row and field: %s', (_what, entry, field) => {
	expect(() => decide({}, {}, entry)).toThrow(
		expect.objectContaining({
			message: expect.stringMatching(new RegExp(`추가 감면구분\\(조례 등\\)' 2번째 줄.*${field}`)),
			remedy: expect.stringMatching(/[가-힣a-z]/),
		}),
	);
});

describe('the code table and an added category', () => {
	const codes = codeMap([
		{ code: '9901', category: 'added-senior-driver' },
		{ code: '1701', category: 'disabled' },
	]);

	test.each<[string | null, string | null, string]>([
		['9901', '경기도 도세 감면 조례 제5조', 'added-senior-driver'],
		['9901', null, 'added-senior-driver'],
		['9901', '지방세특례제한법 제17조', 'unknown'],
		['9902', '경기도 도세 감면 조례 제5조', 'ordinance'],
		['1701', '경기도 도세 감면 조례 제5조', 'unknown'],
		[null, '경기도 도세 감면 조례 제5조', 'ordinance'],
	])('code %s, basis %s: %s', (code, basis, category) => {
		expect(categoryOf(code, null, basis, codes).category).toBe(category);
	});

	test.each(['added-', 'added-고령', 'added-1', 'twins', ''])('%j is no category', (category) => {
		expect(isCategory(category)).toBe(false);
		expect(() => codeMap([{ code: '1', category }])).toThrow(expect.objectContaining({ code: 'badCodeMap' }));
	});

	test.each([
		['Senior-Driver ', 'added-senior-driver'],
		['ｓｅｎｉｏｒ', 'added-senior'],
		['', null],
		['a b', null],
	])('identifier %j → %s', (identifier, category) => {
		expect(addedCategory(identifier)).toBe(category);
	});
});
