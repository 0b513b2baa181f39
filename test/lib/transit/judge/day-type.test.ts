import { BusinessCalendar } from '../../../../lib/calendar/business-calendar';
import { dayNameOf, dayTypeOf, inFeastWeek, schoolHolidayOf } from '../../../../lib/transit/judge/day-type';

const calendar = new BusinessCalendar({ extraHolidays: [{ date: '2026-11-12', name: '임시공휴일' }] });

describe('the type of a day', () => {
	test.each([
		['2026-11-19', 'weekday', '목요일'],
		['2026-11-21', 'saturday', '토요일'],
		['2026-11-22', 'holiday', '일요일'],
		['2026-03-02', 'holiday', '월요일(3·1절 대체공휴일)'],
		['2026-06-06', 'holiday', '토요일(현충일)'],
		['2026-09-25', 'holiday', '금요일(추석)'],
		['2026-11-12', 'holiday', '목요일(임시공휴일)'],
	])('%s is %s: %s', (date, type, name) => {
		expect(dayTypeOf(date, calendar)).toBe(type);
		expect(dayNameOf(date, calendar)).toBe(name);
	});
});

test.each([
	['2026-09-20', false], ['2026-09-21', true], ['2026-09-27', true], ['2026-09-28', false],
	['2026-02-15', false], ['2026-02-16', true], ['2026-02-22', true], ['2026-02-23', false],
	['2025-10-08', true], ['2026-11-19', false],
])('%s lies in a week of 설날 or 추석: %s', (date, expected) => {
	expect(inFeastWeek(date, calendar)).toBe(expected);
});

test.each([
	['2026-07-19', null], ['2026-07-20', '여름방학'], ['2026-08-16', '여름방학'], ['2026-08-17', null], ['2026-12-31', '학교 방학'],
])('%s lies in the school holiday %s', (date, name) => {
	expect(schoolHolidayOf(date, [{ from: '2026-07-20', to: '2026-08-16', name: '여름방학' }, { from: '2026-12-28', to: '2027-02-28' }])).toBe(name);
});
