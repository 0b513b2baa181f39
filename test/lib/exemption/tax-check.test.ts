import { checkRelief, expectedRelief, sedanTax } from '../../../lib/exemption/tax-check';
import { receipt } from './receipts';

test.each([
	['twoChildren', 'sedan', 15_000_000, 1_050_000, 525_000, 525_000],
	['twoChildren', 'sedan', 30_000_000, 2_100_000, 700_000, 1_400_000],
	['twoChildren', 'sevenToTenSeats', 40_000_000, 2_800_000, 1_400_000, 1_400_000],
	['threeChildren', 'sedan', 20_000_000, 1_400_000, 1_400_000, 0],
	['threeChildren', 'sedan', 30_000_000, 2_100_000, 1_400_000, 700_000],
	['threeChildren', 'sevenToTenSeats', 40_000_000, 2_800_000, 2_380_000, 420_000],
	['disabled', 'sedan', 40_000_000, 2_800_000, 2_800_000, 0],
	['veteranCompensation', 'sedan', 30_000_000, 2_100_000, 1_050_000, 1_050_000],
] as const)(
	'%s, %s, price %i: tax %i, relief %i, to pay %i',
	(category, carClass, price, computedTax, relief, payable) => {
		expect(sedanTax(price)).toBe(computedTax);
		expect(expectedRelief(category, computedTax, carClass)).toEqual({ computedTax, relief, payable });
	},
);

test.each([
	['twoChildren', null, 2_100_000, 700_000, 'match'],
	['twoChildren', null, 2_100_000, 1_050_000, 'match'],
	['twoChildren', 'sedan', 2_100_000, 1_050_000, 'mismatch'],
	['twoChildren', null, 2_100_000, 1_400_000, 'mismatch'],
	['veteranCompensation', null, 2_100_015, 1_050_000, 'match'],
	['disabled', null, 2_800_000, 2_700_000, 'mismatch'],
	['childrenReplacement', null, 2_800_000, 1_400_000, 'notChecked'],
	['disabled', null, null, 1, 'notChecked'],
] as const)('%s (%s), tax %s, recorded %i: %s', (category, carClass, computedTax, reliefAmount, result) => {
	expect(checkRelief(receipt({ category, computedTax, reliefAmount }), carClass).result).toBe(result);
});
