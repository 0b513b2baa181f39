import { gini } from '../../../../lib/transit/judge/gini';
import { operatingTime } from '../../../../lib/transit/judge/operating-time';
import { hourName, hourNames, moreOrLess } from '../../../../lib/transit/judge/words';

test.each([[4, '4시대'], [23, '23시대'], [24, '다음 날 0시대'], [27, '다음 날 3시대']])('hour %d is called %s', (hour, name) => {
	expect(hourName(hour)).toBe(name);
});

test.each([
	[[8], '8시대'], [[7, 8], '7~8시대'], [[18, 7, 8], '7~8시대, 18시대'], [[22, 23, 24], '22~23시대, 다음 날 0시대'], [[24, 25], '다음 날 0~1시대'],
])('hours %j are called %s', (hours, name) => {
	expect(hourNames(hours)).toBe(name);
});

test.each([[0.123, '12.3% 많음'], [-0.03, '3.0% 적음'], [0.0004, '비슷함'], [-0.0004, '비슷함']])('a change of %d reads %s', (change, text) => {
	expect(moreOrLess(change)).toBe(text);
});

test.each([
	['2026-11-19 07:35:00', '07:35'], ['2026-11-20 00:10:00', '24:10'], ['2026-11-20 03:59:59', '27:59'], [null, null],
])('%s is %s of the operating day 2026-11-19', (at, time) => {
	expect(operatingTime(at, '2026-11-19')).toBe(time);
});

test.each([
	[[], null], [[0, 0], null], [[5, 5, 5], 0], [[0, 0, 0, 8], 0.75], [[1, 3], 0.25],
])('the Gini coefficient of %j is %s', (values, expected) => {
	if (expected === null) expect(gini(values)).toBeNull();
	else expect(gini(values)).toBeCloseTo(expected, 12);
});
