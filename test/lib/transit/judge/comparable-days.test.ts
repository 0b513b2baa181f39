import fc from 'fast-check';
import { BusinessCalendar } from '../../../../lib/calendar/business-calendar';
import { addDays, daysBetween } from '../../../../lib/calendar/day';
import { comparableDays, type ComparableRequest, type DayStanding } from '../../../../lib/transit/judge/comparable-days';
import { dayTypeOf, inFeastWeek, schoolHolidayOf } from '../../../../lib/transit/judge/day-type';

const calendar = new BusinessCalendar();
const good: DayStanding = { grade: 'A', badChecks: [] };

function days(from: string, to: string): Set<string> {
	return new Set(Array.from({ length: daysBetween(from, to) + 1 }, (_, offset) => addDays(from, offset)));
}

function compared(change: Partial<ComparableRequest> = {}): ReturnType<typeof comparableDays> {
	return comparableDays({ serviceDate: '2026-11-19', available: days('2026-08-01', '2026-11-19'), calendar, schoolHolidays: [], standing: () => good, most: 8, lookBackDays: 70, ...change });
}

describe('days to compare with', () => {
	test('are the latest eight of the same type', () => {
		expect(compared()).toEqual({
			days: ['2026-11-18', '2026-11-17', '2026-11-16', '2026-11-13', '2026-11-12', '2026-11-11', '2026-11-10', '2026-11-09'],
			leftOut: [],
		});
	});

	test('of a holiday Monday are Sundays and holidays', () => {
		expect(compared({ serviceDate: '2026-10-05' }).days.slice(0, 4)).toEqual(['2026-10-04', '2026-10-03', '2026-09-20', '2026-09-13']);
	});

	test('leave out the weeks of 추석 and say so', () => {
		const { leftOut } = compared({ serviceDate: '2026-10-01' });
		expect(leftOut).toEqual(['2026-09-23', '2026-09-22', '2026-09-21'].map((date) => ({ date, reason: '설·추석 연휴가 든 주' })));
	});

	test('leave out school holidays by their name', () => {
		const { days: used, leftOut } = compared({ schoolHolidays: [{ from: '2026-11-16', to: '2026-11-17', name: '재량휴업' }] });
		expect(used).not.toContain('2026-11-17');
		expect(leftOut).toEqual([{ date: '2026-11-17', reason: '재량휴업' }, { date: '2026-11-16', reason: '재량휴업' }]);
	});

	test('of a day in the school holidays lie in the school holidays', () => {
		const { days: used, leftOut } = compared({ schoolHolidays: [{ from: '2026-11-16', to: '2026-11-30' }] });
		expect(used).toEqual(['2026-11-18', '2026-11-17', '2026-11-16']);
		expect(leftOut[0]).toEqual({ date: '2026-11-13', reason: '학기 중(기준일은 방학)' });
	});

	test('leave out bad data, but keep a day of grade C that fails what the service date fails too', () => {
		const standing = (date: string): DayStanding =>
			date === '2026-11-18' ? { grade: 'D', badChecks: ['volume'] }
			: date === '2026-11-17' ? { grade: 'C', badChecks: ['unmatchedStops'] }
			: date === '2026-11-16' || date === '2026-11-19' ? { grade: 'C', badChecks: ['tagOffRate'] }
			: good;
		const { days: used, leftOut } = compared({ standing });
		expect(used[0]).toBe('2026-11-16');
		expect(leftOut).toEqual([{ date: '2026-11-18', reason: '자료 불량(등급 D)' }, { date: '2026-11-17', reason: '자료 불량(등급 C)' }]);
	});

	test('name days that are not there, but none before the first', () => {
		const available = new Set(['2026-11-12', '2026-11-17', '2026-11-19']);
		expect(compared({ available })).toEqual({
			days: ['2026-11-17', '2026-11-12'],
			leftOut: ['2026-11-18', '2026-11-16', '2026-11-13'].map((date) => ({ date, reason: '자료 없음' })),
		});
	});

	test('are never of another type, later, in a school holiday or in a feast week of their own, and each day is used or named once', () => {
		const day = fc.integer({ min: 0, max: 1400 }).map((offset) => addDays('2023-06-01', offset));
		const standing = fc.array(fc.constantFrom<DayStanding>(good, { grade: 'C', badChecks: ['tagOffRate'] }, { grade: 'D', badChecks: ['volume'] }), { minLength: 7, maxLength: 7 });
		fc.assert(
			fc.property(day, fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 60 }), fc.integer({ min: 0, max: 60 }), standing, (serviceDate, backs, holidayBack, standings) => {
				const from = addDays(serviceDate, -holidayBack - 10);
				const schoolHolidays = [{ from, to: addDays(from, 9) }];
				const found = compared({
					serviceDate,
					available: new Set([serviceDate, ...backs.map((back) => addDays(serviceDate, -back))]),
					schoolHolidays,
					standing: (date) => standings[daysBetween(date, serviceDate) % 7] ?? good,
				});
				for (const date of found.days) {
					expect(dayTypeOf(date, calendar)).toBe(dayTypeOf(serviceDate, calendar));
					expect(date < serviceDate).toBe(true);
					expect(schoolHolidayOf(date, schoolHolidays)).toBe(schoolHolidayOf(serviceDate, schoolHolidays));
					expect(inFeastWeek(date, calendar) && !inFeastWeek(serviceDate, calendar)).toBe(false);
				}
				const named = [...found.days, ...found.leftOut.map((day) => day.date)];
				expect(new Set(named).size).toBe(named.length);
				expect(found.days.length).toBeLessThanOrEqual(8);
			}),
		);
	});
});
