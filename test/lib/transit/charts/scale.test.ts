import fc from 'fast-check';

import { axisFor, classLimits, classOf, niceCeiling } from '../../../../lib/transit/charts/scale';

describe('the axis of a chart', () => {
	it.each([
		[0.7, 1], [1, 1], [1.2, 2], [3, 5], [5.1, 10], [87, 100], [1_200, 2_000],
	])('rounds a step of %d up to %d', (value, step) => expect(niceCeiling(value)).toBe(step));

	it.each([
		[6_736, 4, [0, 2_000, 4_000, 6_000, 8_000]],
		[91, 3, [0, 50, 100]],
		[3, 4, [0, 1, 2, 3]],
		[0, 4, [0, 1]],
		[Number.NaN, 4, [0, 1]],
	])('for figures up to %d has the ticks %j', (most, wanted, ticks) => expect(axisFor(most, wanted).ticks).toEqual(ticks));

	it('always holds the largest figure, in at most twice the steps wanted', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 50_000_000 }), fc.integer({ min: 2, max: 6 }), (most, wanted) => {
				const { top, ticks } = axisFor(most, wanted);
				expect(top).toBeGreaterThanOrEqual(most);
				expect(ticks.at(-1)).toBe(top);
				expect(ticks.length).toBeLessThanOrEqual(wanted + 1);
			}),
		);
	});
});

describe('the classes of the heat map', () => {
	it('rise, hold every figure and are whole persons', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 7 }), (most, classes) => {
				const limits = classLimits(most, classes);
				expect(limits.length).toBeLessThanOrEqual(classes);
				expect(limits.at(-1)).toBeGreaterThanOrEqual(most);
				limits.forEach((limit, index) => {
					expect(Number.isInteger(limit)).toBe(true);
					expect(limit).toBeGreaterThan(limits[index - 1] ?? 0);
					expect(classOf(limit, limits)).toBe(index);
					if (index > 0) expect(classOf((limits[index - 1] ?? 0) + 1, limits)).toBe(index);
				});
			}),
		);
	});

	it.each([[1_423, [30, 120, 270, 470, 750, 1_100, 1_500]], [3, [1, 2, 3]]])('for up to %d persons end at %j', (most, limits) => expect(classLimits(most, 7)).toEqual(limits));
});
