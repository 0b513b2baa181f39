import defaultRules from '../../../lib/exemption/rules/vehicle-exemption.json';
import { contradicts, parseLegalBasis } from '../../../lib/exemption/legal-basis';
import { loadRules, ruleFor, shippedRules } from '../../../lib/exemption/rules';
import { shippedTemplates } from '../../../lib/exemption/templates';
import { CATEGORIES } from '../../../lib/revenue/receipt';

type Json = Record<string, unknown>;

function changed(change: (file: { rules: Json[] } & Json) => void): Json {
	const file: { rules: Json[] } & Json = structuredClone(defaultRules);
	change(file);
	return file;
}

function relief(index: number, changes: Json): (file: { rules: Json[] } & Json) => void {
	const sound = { sharePercent: 100, capWon: null, capFor: null, minimumPayment: false };
	return (file) => Object.assign(file.rules[index] ?? {}, { relief: { ...sound, ...changes } });
}

describe('the shipped rules', () => {
	const rules = shippedRules();

	test('cover every category on the day of a current acquisition', () => {
		for (const category of CATEGORIES) expect(ruleFor(rules, category, '2026-11-12')?.category).toBe(category);
	});

	test('name only default texts that exist', () => {
		const ids = shippedTemplates().map((template) => template.id);
		for (const rule of rules.rules) if (rule.templateId !== null) expect(ids).toContain(rule.templateId);
	});

	test.each([
		['twoChildren', '2024-12-31', null],
		['twoChildren', '2025-01-01', 'notify'],
		['veteranCompensation', '2023-12-31', null],
		['veteranCompensation', '2024-01-01', 'notify'],
		['electricCar', '2026-12-31', 'exclude'],
		['electricCar', '2027-01-01', null],
		['hydrogenCar', '2027-12-31', 'exclude'],
		['hydrogenCar', '2028-01-01', 'review'],
		['hybridCar', '2024-12-31', 'exclude'],
		['hybridCar', '2025-01-01', 'review'],
		['disabled', '2027-12-31', 'notify'],
		['disabled', '2028-01-01', null],
		['defectReplacement', '2040-01-01', 'exclude'],
	] as const)('%s acquired %s: %s', (category, acquiredOn, outcome) => {
		expect(ruleFor(rules, category, acquiredOn)?.outcome ?? null).toBe(outcome);
	});

	test('household split is a cause only under 제17조 and 제29조, the spouse proviso only under 제22조의2 ① and ②', () => {
		const having = (test: (rule: (typeof rules.rules)[number]) => boolean): string[] =>
			rules.rules.filter(test).map((rule) => rule.category);
		expect(having((rule) => rule.clawback?.householdSplit === 'coOwned').sort()).toEqual([
			'disabled',
			'veteran',
			'veteranCompensation',
		]);
		expect(having((rule) => rule.clawback?.spouseProviso === true).sort()).toEqual(['threeChildren', 'twoChildren']);
	});
});

describe('the rule version', () => {
	test('changes with any word, not with the order of keys', () => {
		const { label, basis, minimumPayment, rules } = changed(() => undefined);
		expect(loadRules({ rules, minimumPayment, basis, label }).version).toBe(shippedRules().version);
		const reworded = changed((file) => Object.assign(file.rules[0] ?? {}, { reason: '다른 문장.' }));
		expect(loadRules(reworded).version).not.toBe(shippedRules().version);
		expect(shippedRules().version).toMatch(/^2026-11\+[0-9a-f]{8}$/);
	});
});

describe('a faulty rule file is refused with the place', () => {
	test.each<[string, (file: { rules: Json[] } & Json) => void]>([
		['$.rules[3].effectiveTo', (file) => Object.assign(file.rules[3] ?? {}, { effectiveTo: '2027-02-30' })],
		['$.rules[0].effectiveTo', (file) => Object.assign(file.rules[0] ?? {}, { effectiveTo: '2018-01-01' })],
		['$.rules[1].category', (file) => Object.assign(file.rules[1] ?? {}, { category: 'twins' })],
		['$.rules[2].outcome', (file) => Object.assign(file.rules[2] ?? {}, { outcome: 'maybe' })],
		['$.rules[2].reason', (file) => Object.assign(file.rules[2] ?? {}, { reason: ' ' })],
		['$.rules[0].duty', (file) => Object.assign(file.rules[0] ?? {}, { duty: null })],
		['$.rules[0].clock', (file) => Object.assign(file.rules[0] ?? {}, { clock: 'none' })],
		['$.rules[0].clawback', (file) => Object.assign(file.rules[0] ?? {}, { clawback: null })],
		['$.rules[0].templateId', (file) => Object.assign(file.rules[0] ?? {}, { templateId: null })],
		['$.rules[0].surprise', (file) => Object.assign(file.rules[0] ?? {}, { surprise: 1 })],
		[
			'$.rules[0].legalBasis.paragraph',
			(file) =>
				Object.assign(file.rules[0] ?? {}, {
					legalBasis: { text: 'x', law: '', article: '', paragraph: 0, item: null },
				}),
		],
		[
			'$.rules[0].notifyWithTemplate',
			(file) => Object.assign(file.rules[0] ?? {}, { notifyWithTemplate: { reasonCode: 'x', reason: 'x' } }),
		],
		['$.rules[1].ruleId', (file) => Object.assign(file.rules[1] ?? {}, { ruleId: file.rules[0]?.ruleId })],
		['$.rules[13].effectiveFrom', (file) => Object.assign(file.rules[13] ?? {}, { effectiveFrom: '2024-12-31' })],
		['twoChildren', (file) => file.rules.splice(1, 1)],
		['$.rules[0].relief', (file) => delete file.rules[0]?.relief],
		['$.rules[4].relief.sharePercent', relief(4, { sharePercent: 101 })],
		['$.rules[4].relief.capWon', relief(4, { capWon: 0.5, capFor: 'all' })],
		['$.rules[4].relief.capFor', relief(4, { capFor: 'bus' })],
		['$.rules[4].relief.capFor', relief(4, { capFor: 'sedan' })],
		['$.rules[4].relief.minimumPayment', relief(4, { minimumPayment: 'yes' })],
		['$.rules[4].relief.minimumPayment', relief(4, { sharePercent: 50, minimumPayment: true })],
		['$.rules[4].coRegistration', (file) => Object.assign(file.rules[4] ?? {}, { coRegistration: 'friends' })],
		['$.rules[1].category', (file) => Object.assign(file.rules[1] ?? {}, { category: 'added-own' })],
		['$.minimumPayment.aboveWon', (file) => Object.assign(file, { minimumPayment: { basis: 'x', aboveWon: -1, sharePercent: 85 } })],
		['$.minimumPayment', (file) => delete file.minimumPayment],
		['$.rules', (file) => Object.assign(file, { rules: 'none' })],
		['$.label', (file) => Object.assign(file, { label: '' })],
	])('%s', (place, change) => {
		expect(() => loadRules(changed(change))).toThrow(
			expect.objectContaining({ code: 'faultyRules', message: expect.stringContaining(place) }),
		);
	});

	test('every one of many', () => {
		const faulty = changed((file) => file.rules.forEach((rule) => Object.assign(rule, { reason: '' })));
		const place = (index: number): string => `$.rules[${index}].reason`;
		expect(() => loadRules(faulty)).toThrow(
			expect.objectContaining({ message: expect.stringContaining(place(4)), remedy: expect.stringContaining(`${place(5)}, ${place(6)}`) }),
		);
	});

	test.each([[null], [[]], ['text'], [3]])('%j', (json) => {
		expect(() => loadRules(json)).toThrow('감면 규칙 파일');
	});
});

describe('legal basis', () => {
	test.each([
		['지방세특례제한법 제22조의2제3항제1호', '지방세특례제한법', '22의2', 3, 1],
		['지방세특례제한법 제22조의2 제1항', '지방세특례제한법', '22의2', 1, null],
		['「지방세특례제한법」 제29조제4항', '지방세특례제한법', '29', 4, null],
		['지특법 §22의2 ③ 1호', '지방세특례제한법', '22의2', 3, 1],
		['§22의2③2', '', '22의2', 3, 2],
		['제17조', '', '17', null, null],
		['22조의2 2항', '', '22의2', 2, null],
		['경기도 도세 감면 조례 제5조', '경기도 도세 감면 조례', '5', null, null],
		['경기도 도세 감면 조례(제7890호) 제5조', '경기도 도세 감면 조례', '5', null, null],
		['§29 ④', '', '29', 4, null],
	])('%s', (text, law, article, paragraph, item) => {
		expect(parseLegalBasis(text)).toEqual({ law, article, paragraph, item });
	});

	test.each(['', '기타', '2026년 감면', '법률 제21901호'])('%j names no article', (text) => {
		expect(parseLegalBasis(text)).toBeNull();
	});

	test.each([
		['제22조의2제1항', '지방세특례제한법 제22조의2제2항', true],
		['제22조의2', '지방세특례제한법 제22조의2제2항', false],
		['제22조의2제3항', '지방세특례제한법 제22조의2제3항제2호', false],
		['제22조의2제3항제1호', '지방세특례제한법 제22조의2제3항제2호', true],
		['지방세법 제17조', '지방세특례제한법 제17조', true],
		['지특법 제17조', '지방세특례제한법 제17조', false],
		['경기도 조례 제17조', '지방세특례제한법 제17조', true],
		['지방세특례제한법 제4조에 따른 경기도 감면 조례 제17조', '도세 감면 조례 제1조', false],
		['지방세특례제한법 제17조', '도세 감면 조례 제1조', true],
	])('%s against %s', (recorded, expected, result) => {
		const [one, other] = [parseLegalBasis(recorded), parseLegalBasis(expected)];
		expect(one && other && contradicts(one, other)).toBe(result);
	});
});
