import { compare, median } from '../../../../lib/transit/judge/compare';

test.each([
	[[], null], [[7], 7], [[1, 9], 5], [[9, 1, 2], 2], [[4, 1, 3, 2], 2.5],
])('the median of %j is %s', (values, expected) => {
	expect(median(values)).toBe(expected);
});

describe('a figure against the usual', () => {
	test('is a share of change', () => {
		expect(compare(112, 100, 4, 140)).toEqual({ usual: 100, days: 4, lastWeek: 140, change: 0.1200000000000001, lastWeekChange: -0.19999999999999996 });
	});

	test.each([
		['one day alone makes no usual', compare(112, 100, 1, null), { usual: null, change: null }],
		['nothing is no divisor', compare(112, 0, 4, 0), { usual: 0, change: null, lastWeekChange: null }],
		['a running day is not set against a whole one', compare(50, 100, 4, 100, true), { usual: 100, change: null, lastWeekChange: null }],
	])('%s', (_, found, expected) => {
		expect(found).toMatchObject(expected);
	});
});
