import fc from 'fast-check';

import { apportion } from '../../../sandbox/transit/apportion.mts';

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);

describe('apportion', () => {
	it.each([
		[[1, 1, 1], 10, [4, 3, 3]],
		[[117_216_099, 0], 31, [31, 0]],
		[[3, 1], 2, [2, 0]],
		[[0, 0], 5, [5, 0]],
		[[5], 0, [0]],
		[[], 0, []],
	])('splits %j of %d into %j', (weights, total, parts) => {
		expect(apportion(weights, total)).toEqual(parts);
	});

	it('gives whole parts that add up and are never a whole person off their share', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 60 }), fc.nat(2_000_000), (weights, total) => {
				const parts = apportion(weights, total);
				expect(sum(parts)).toBe(total);
				const all = sum(weights);
				if (all === 0) return;
				parts.forEach((part, index) => {
					expect(Number.isInteger(part)).toBe(true);
					expect(Math.abs(part - ((weights[index] ?? 0) / all) * total)).toBeLessThan(1 + 1e-6);
				});
			}),
		);
	});

	it.each([
		[[1], -1],
		[[1], 1.5],
		[[Number.NaN], 1],
		[[-1, 2], 1],
	])('refuses %j of %d', (weights, total) => {
		expect(() => apportion(weights, total)).toThrow(RangeError);
	});
});
