import fc from 'fast-check';
import { DateTime } from 'luxon';
import { BusinessCalendar } from '../../../lib/calendar/business-calendar';
import { addDays, daysBetween } from '../../../lib/calendar/day';
import { dueAt, nextDueAt, periodFor } from '../../../lib/calendar/notice-period';

const calendar = new BusinessCalendar();
const weekly = { mode: 'weekly', time: '09:00' } as const;
const daily = { mode: 'daily', time: '09:00' } as const;

describe('the weekly period', () => {
	test('is the ISO week before the run, read again from 70 days before it', () => {
		expect(periodFor('2026-11-23', 'weekly', calendar)).toEqual({
			period: '2026-W47',
			from: '2026-11-16',
			to: '2026-11-22',
			lookBackFrom: '2026-09-07',
		});
	});

	test('is the same on each day of the run week', () => {
		for (let offset = 0; offset < 7; offset++) {
			expect(periodFor(addDays('2026-11-23', offset), 'weekly', calendar).period).toBe('2026-W47');
		}
	});

	test('takes up the receipts of a week in which nobody worked', () => {
		const closed = new BusinessCalendar({ extraHolidays: ['2025-10-10'] });
		expect(periodFor('2025-10-13', 'weekly', closed)).toMatchObject({
			period: '2025-W41',
			from: '2025-09-29',
			to: '2025-10-12',
		});
	});
});

describe('the daily period', () => {
	test.each([
		['2026-11-20', '2026-11-19', '2026-11-19'],
		['2026-11-23', '2026-11-20', '2026-11-22'],
		['2026-02-19', '2026-02-13', '2026-02-18'],
	])('of the run on %s is %s to %s', (runDate, from, to) => {
		expect(periodFor(runDate, 'daily', calendar, 10)).toEqual({
			period: runDate,
			from,
			to,
			lookBackFrom: addDays(from, -10),
		});
	});
});

test('consecutive periods join without gap or overlap, whatever days are off', () => {
	const closures = fc.uniqueArray(
		fc.integer({ min: 0, max: 120 }).map((offset) => addDays('2026-01-05', offset)),
		{ maxLength: 60 },
	);
	fc.assert(
		fc.property(closures, fc.constantFrom('weekly' as const, 'daily' as const), (extraHolidays, mode) => {
			const own = new BusinessCalendar({ extraHolidays });
			const schedule = { mode, time: '09:00' };
			const periods = new Map<string, { from: string; to: string }>();
			for (let day = '2026-01-05'; day < '2026-06-01'; day = addDays(day, 1)) {
				const state = dueAt(`${day}T12:00:00+09:00`, schedule, own);
				if (state.due) periods.set(state.period.period, state.period);
			}
			const inOrder = [...periods.values()];
			inOrder.slice(1).forEach((current, index) => {
				const before = inOrder[index];
				expect(before && daysBetween(before.to, current.from)).toBe(1);
			});
		}),
		{ numRuns: 40 },
	);
});

describe('due, weekly', () => {
	test.each([
		['2026-11-23T08:59:59+09:00', false, 'tooEarly'],
		['2026-11-23T09:00:00+09:00', true, 'due'],
		['2026-11-23T00:00:00Z', true, 'due'],
		['2026-11-22T23:59:59Z', false, 'tooEarly'],
		['2026-11-24T07:00:00+09:00', true, 'due'],
		['2026-11-27T23:59:00+09:00', true, 'due'],
		['2026-11-28T10:00:00+09:00', false, 'dayOff'],
		['2026-02-16T10:00:00+09:00', false, 'dayOff'],
		['2026-02-18T10:00:00+09:00', false, 'dayOff'],
		['2026-02-19T08:00:00+09:00', false, 'tooEarly'],
		['2026-02-19T09:00:00+09:00', true, 'due'],
		['2026-02-20T09:00:00+09:00', true, 'due'],
	])('at %s: %s', (now, due, reason) => {
		expect(dueAt(now, weekly, calendar)).toMatchObject({ due, reason });
	});

	test('a week wholly off is never due', () => {
		const closed = new BusinessCalendar({ extraHolidays: ['2025-10-10'] });
		expect(dueAt('2025-10-10T10:00:00+09:00', weekly, closed)).toMatchObject({ due: false, dueSince: null });
	});

	test('says since when, in Korean time, and takes a luxon time of any zone', () => {
		const now = DateTime.fromISO('2026-11-24T20:00:00', { zone: 'America/New_York' });
		expect(dueAt(now, weekly, calendar)).toMatchObject({ due: true, dueSince: '2026-11-23T09:00:00.000+09:00' });
	});
});

describe('due, daily', () => {
	test.each([
		['2026-11-24T08:59:00+09:00', false, '2026-11-24'],
		['2026-11-24T09:00:00+09:00', true, '2026-11-24'],
		['2026-11-28T09:00:00+09:00', false, '2026-11-27'],
	])('at %s: %s, period %s', (now, due, period) => {
		expect(dueAt(now, daily, calendar)).toMatchObject({ due, period: { period } });
	});
});

test.each([
	['2026-11-23T08:00:00+09:00', 'weekly', '2026-11-23T09:00:00.000+09:00'],
	['2026-11-23T09:00:00+09:00', 'weekly', '2026-11-30T09:00:00.000+09:00'],
	['2026-02-12T12:00:00+09:00', 'weekly', '2026-02-19T09:00:00.000+09:00'],
	['2026-11-20T09:00:00+09:00', 'daily', '2026-11-23T09:00:00.000+09:00'],
] as const)('after %s the next %s run is at %s', (now, mode, expected) => {
	expect(nextDueAt(now, { mode, time: '09:00' }, calendar)).toBe(expected);
});

test.each(['9:00', '24:00', '아침'])('a run time of "%s" is refused', (time) => {
	expect(() => dueAt('2026-11-23T09:00:00+09:00', { mode: 'weekly', time }, calendar)).toThrow('실행 시각');
});
