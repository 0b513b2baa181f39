import { checkRelief } from '../../../lib/exemption/tax-check';
import { ruleFor, shippedRules, type ExemptionRule } from '../../../lib/exemption/rules';
import type { Category } from '../../../lib/revenue/receipt';
import { receipt, selection } from './receipts';
import { selectRow } from '../../../lib/exemption/select';
import { selectRows } from '../../../lib/exemption/select-rows';

const rules = shippedRules();

function ruleOf(category: Category, acquiredOn = '2026-11-12'): ExemptionRule {
	const rule = ruleFor(rules, category, acquiredOn);
	if (rule === null) throw new Error('no rule');
	return rule;
}

test.each([
	['제22조의2②: 15.0 M, 5 seats', 'twoChildren', 'sedan', 1_050_000, 525_000],
	['제22조의2②: 30.0 M, 5 seats', 'twoChildren', 'sedan', 2_100_000, 700_000],
	['제22조의2②: 40.0 M, 7 seats, no cap', 'twoChildren', 'sevenToTenSeats', 2_800_000, 1_400_000],
	['제22조의2①: 20.0 M, 5 seats', 'threeChildren', 'sedan', 1_400_000, 1_400_000],
	['제22조의2①: 30.0 M, 5 seats', 'threeChildren', 'sedan', 2_100_000, 1_400_000],
	['제22조의2①·제177조의2: 40.0 M, 7 seats, 15 % is paid', 'threeChildren', 'sevenToTenSeats', 2_800_000, 2_380_000],
	['제17조: 40.0 M, no minimum payment', 'disabled', 'sedan', 2_800_000, 2_800_000],
	['제29조④ 괄호: 30.0 M', 'veteranCompensation', 'sedan', 2_100_000, 1_050_000],
] as const)('law vector %s', (_case, category, carClass, computedTax, reliefAmount) => {
	const check = (recorded: number) =>
		checkRelief(receipt({ computedTax, reliefAmount: recorded }), ruleOf(category), rules, carClass);
	expect(check(reliefAmount)).toMatchObject({ result: 'match', expected: [reliefAmount] });
	expect(check(reliefAmount - 10_000)).toMatchObject({ result: 'mismatch', expected: [reliefAmount] });
});

test.each([
	['twoChildren', null, 2_100_000, 700_000, 'match'],
	['twoChildren', null, 2_100_000, 1_050_000, 'match'],
	['twoChildren', 'sedan', 2_100_000, 1_050_000, 'mismatch'],
	['twoChildren', null, 2_100_000, 1_400_000, 'mismatch'],
	['twoChildren', 'sedan', 1_400_010, 700_000, 'match'],
	['threeChildren', 'sevenToTenSeats', 2_000_000, 2_000_000, 'match'],
	['threeChildren', 'sevenToTenSeats', 2_000_010, 2_000_010, 'mismatch'],
	['veteran', null, 2_800_000, 2_800_000, 'match'],
	['veteranCompensation', null, 2_100_015, 1_050_000, 'match'],
	['disabled', null, 2_800_000, 2_700_000, 'mismatch'],
	['electricCar', null, 2_800_000, 1_400_000, 'match'],
	['electricCar', null, 1_000_000, 1_000_000, 'match'],
	['electricCar', null, 2_800_000, 2_800_000, 'mismatch'],
	['lightCar', null, 800_000, 750_000, 'match'],
	['lightCar', null, 700_000, 700_000, 'match'],
	['lightTruck', null, 2_400_000, 2_040_000, 'match'],
	['childrenReplacement', null, 2_800_000, 1_400_000, 'notChecked'],
	['hydrogenCar', null, 2_800_000, 1, 'notChecked'],
	['disabled', null, null, 1, 'notChecked'],
	['disabled', null, 2_800_000, null, 'notChecked'],
] as const)('%s (%s), tax %s, recorded %s: %s', (category, carClass, computedTax, reliefAmount, result) => {
	const row = receipt({ category, computedTax, reliefAmount });
	expect(checkRelief(row, ruleOf(category), rules, carClass).result).toBe(result);
});

describe('a tax that differs is said and nothing more:', () => {
	const context = selection();
	const wrong = { computedTax: 2_800_000, reliefAmount: 999 };
	const message = expect.stringMatching(/^감면세액\(999원\)이 .*다르므로 세액을 확인하시기 바랍니다/);

	test.each([
		['told', 'disabled', 'notify'],
		['excluded', 'electricCar', 'exclude'],
		['excluded, corporate', 'dealerStock', 'exclude'],
	] as const)('%s', (_what, category, decision) => {
		expect(selectRow(receipt({ category, ...wrong }), context)).toMatchObject({
			decision,
			warnings: [{ code: 'reliefMismatch', message }],
		});
	});

	test('both amounts that may be right are named where the class of car is not known', () => {
		expect(selectRow(receipt(wrong), context).warnings).toEqual([
			{ code: 'reliefMismatch', message: expect.stringContaining('(700,000원 또는 1,400,000원)') },
		]);
	});

	test('once a receipt, and also where its rows disagree', () => {
		const rows = [
			receipt({ category: 'disabled', coOwned: true, ...wrong }),
			receipt({ category: 'disabled', coOwned: true, recipientOrdinal: 2, recipientRole: 'coOwner', ...wrong, plate: null }),
		];
		const decided = selectRows(rows, context);
		expect(decided.map((row) => row.reasonCode)).toEqual(['rowsDisagree', 'rowsDisagree']);
		expect(decided.map((row) => row.warnings?.map((one) => one.code))).toEqual([['reliefMismatch'], undefined]);
	});

	test.each([{ status: 'pending' }, { status: 'withdrawn' }, { acquiredOn: null }] as const)('not before relief is decided: %j', (changes) => {
		expect(selectRow(receipt({ ...wrong, ...changes }), context).warnings).toBeUndefined();
	});

	test('a calculated tax withholds no holiday warning', () => {
		const later = selection({ today: '2027-02-01' });
		const decided = selectRow(receipt({ acquiredOn: '2027-01-11', registeredOn: '2027-01-12', ...wrong }), later);
		expect(decided.warnings?.map((one) => one.code)).toEqual(['holidaysUnknown', 'reliefMismatch']);
	});
});
