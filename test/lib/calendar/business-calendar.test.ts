import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { BusinessCalendar } from '../../../lib/calendar/business-calendar';
import { addDays, daysBetween, isDay, isoWeek, officialDate, weekday } from '../../../lib/calendar/day';
import { ValidationError } from '../../../lib/errors';

const calendar = new BusinessCalendar();
const days = fc.integer({ min: 0, max: 3600 }).map((offset) => addDays('2018-01-10', offset));

describe('working days that other libraries get wrong', () => {
	test.each([
		['2026-02-16', false, '설날 전날'],
		['2026-02-19', true, null],
		['2026-03-02', false, '대체공휴일(3·1절)'],
		['2026-05-01', false, '노동절'],
		['2026-05-25', false, '대체공휴일(부처님 오신 날)'],
		['2026-06-03', false, '전국동시지방선거'],
		['2026-07-17', false, '제헌절'],
		['2026-08-17', false, '대체공휴일(광복절)'],
		['2026-09-28', true, null],
		['2026-10-05', false, '대체공휴일(개천절)'],
		['2027-05-03', false, '대체공휴일(노동절)'],
		['2027-07-19', false, '대체공휴일(제헌절)'],
		['2025-01-27', false, '임시공휴일'],
		['2025-01-28', false, '설날 전날'],
		['2025-01-31', true, null],
	])('%s is a working day: %s', (day, working, name) => {
		expect(calendar.isBusinessDay(day)).toBe(working);
		expect(calendar.holidayName(day)).toBe(name);
	});
});

describe('the first working day of the ISO week', () => {
	test.each([
		['2026-02-16', '2026-02-19'],
		['2026-03-02', '2026-03-03'],
		['2026-05-25', '2026-05-26'],
		['2026-08-17', '2026-08-18'],
		['2026-10-05', '2026-10-06'],
		['2027-02-08', '2027-02-10'],
		['2027-03-01', '2027-03-02'],
		['2027-05-03', '2027-05-04'],
		['2027-07-19', '2027-07-20'],
		['2027-08-16', '2027-08-17'],
		['2027-10-04', '2027-10-05'],
		['2027-10-11', '2027-10-12'],
		['2027-12-27', '2027-12-28'],
		['2026-11-23', '2026-11-23'],
	])('of the week of Monday %s is %s, asked on any day of it', (monday, expected) => {
		for (let offset = 0; offset < 7; offset++) {
			expect(calendar.firstBusinessDayOfWeek(addDays(monday, offset))).toBe(expected);
		}
	});

	test('does not exist in a week that is wholly off', () => {
		const closed = new BusinessCalendar({ extraHolidays: ['2025-10-10'] });
		expect(closed.firstBusinessDayOfWeek('2025-10-08')).toBeNull();
	});
});

describe('extra days', () => {
	test('an extra holiday is off and keeps its name; an extra working day wins over weekend and holiday', () => {
		const own = new BusinessCalendar({
			extraHolidays: [{ date: '2026-11-23', name: '임시공휴일' }, '2026-11-24'],
			extraWorkingDays: ['2026-11-28', '2026-12-25'],
		});
		expect(own.dayKind('2026-11-23')).toBe('holiday');
		expect(own.holidayName('2026-11-23')).toBe('임시공휴일');
		expect(own.nextBusinessDay('2026-11-23')).toBe('2026-11-25');
		expect(own.isBusinessDay('2026-11-28')).toBe(true);
		expect(own.isBusinessDay('2026-12-25')).toBe(true);
	});

	test('an extra working day does not end a citizen’s rest day', () => {
		const own = new BusinessCalendar({ extraWorkingDays: ['2026-11-28'] });
		expect(own.nextOrdinaryDay('2026-11-28')).toBe('2026-11-30');
	});

	test.each(['2026-2-3', '2026-02-30', '내일'])('"%s" is refused', (date) => {
		expect(() => new BusinessCalendar({ extraHolidays: [date] })).toThrow(ValidationError);
	});
});

describe('the end of the holiday table', () => {
	test.each([
		['2026-11-22', null],
		['2027-11-01', null],
		['2027-11-02', '59일 남음'],
		['2027-11-03', '58일 남음'],
		['2027-12-31', '0일 남음'],
		['2028-01-01', '끝나 그 뒤의 공휴일을 알 수 없습니다'],
	])('on %s the warning is %s', (today, expected) => {
		const warning = calendar.coverageWarning(today);
		if (expected === null) expect(warning).toBeNull();
		else expect(warning).toContain(expected);
	});

	test('beyond it weekends are known and weekdays are unknown, not working', () => {
		expect(calendar.coverageEnd).toBe('2027-12-31');
		expect(calendar.dayKind('2028-01-01')).toBe('weekend');
		expect(calendar.dayKind('2028-03-01')).toBe('unknown');
		expect(calendar.isCovered('2028-03-01')).toBe(false);
		expect(new BusinessCalendar({ extraHolidays: ['2028-03-01'] }).dayKind('2028-03-01')).toBe('holiday');
	});
});

test('next and previous working day are working days with none between', () => {
	fc.assert(
		fc.property(days, (day) => {
			const next = calendar.nextBusinessDay(day);
			const previous = calendar.previousBusinessDay(day);
			expect(calendar.isBusinessDay(next) && calendar.isBusinessDay(previous)).toBe(true);
			for (let between = addDays(previous, 1); between < next; between = addDays(between, 1)) {
				expect(between === day || !calendar.isBusinessDay(between)).toBe(true);
			}
		}),
	);
});

test.each([
	['2026-11-16', '2026-W47', 1, '2026. 11. 16.'],
	['2027-01-03', '2026-W53', 7, '2027. 1. 3.'],
	['2024-12-30', '2025-W01', 1, '2024. 12. 30.'],
])('%s is in ISO week %s', (day, week, dayOfWeek, printed) => {
	expect([isoWeek(day), weekday(day), officialDate(day)]).toEqual([week, dayOfWeek, printed]);
});

test('a day is real exactly where luxon says so', () => {
	const parts = fc.tuple(
		fc.integer({ min: 1900, max: 2110 }),
		fc.integer({ min: 0, max: 13 }),
		fc.integer({ min: 0, max: 32 }),
	);
	fc.assert(
		fc.property(parts, ([year, month, date]) => {
			const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
			expect(isDay(day)).toBe(DateTime.fromISO(day, { zone: 'utc' }).isValid);
		}),
		{ numRuns: 2000 },
	);
});

test('day arithmetic agrees with luxon', () => {
	fc.assert(
		fc.property(days, fc.integer({ min: -900, max: 900 }), (day, count) => {
			expect(addDays(day, count)).toBe(
				DateTime.fromISO(day, { zone: 'utc' }).plus({ days: count }).toFormat('yyyy-MM-dd'),
			);
			expect(daysBetween(day, addDays(day, count))).toBe(count);
			expect(weekday(day)).toBe(DateTime.fromISO(day, { zone: 'utc' }).weekday);
		}),
	);
});

test('the shipped table is what the almanac library says', () => {
	const script = join(__dirname, '..', '..', '..', 'scripts', 'build-holidays.mjs');
	expect(spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' })).toMatchObject({
		status: 0,
		stderr: '',
	});
});
