/** The three date functions against an oracle that walks the calendar day by day, as 민법 제157조·제160조·제161조 describe it. */
import fc from 'fast-check';
import { BusinessCalendar } from '../../../lib/calendar/business-calendar';
import holidayTable from '../../../lib/calendar/holidays.json';
import { cautionUntil, filingDeadline, keepUntil, replacementDeadline } from '../../../lib/exemption/dates';

const iso = (date: Date): string => date.toISOString().slice(0, 10);

function* daysFrom(day: string): Generator<Date> {
	for (const date = new Date(`${day}T00:00:00Z`); ; date.setUTCDate(date.getUTCDate() + 1)) yield new Date(date);
}

/** 제157조: the first day does not count. 제160조②: ends the day before the day that corresponds to the first one counted; ③: where the last month has none, on that month's last day. */
function oneYear(start: string): string {
	let first: Date | undefined;
	let before = '';
	for (const date of daysFrom(start)) {
		if (iso(date) === start) continue;
		first ??= date;
		const months = (date.getUTCFullYear() - first.getUTCFullYear()) * 12 + date.getUTCMonth() - first.getUTCMonth();
		if (months > 12 || (months === 12 && date.getUTCDate() === first.getUTCDate())) return before;
		before = iso(date);
	}
	return before;
}

function counted(start: string, days: number): string {
	let n = -1;
	for (const date of daysFrom(start)) if (++n === days) return iso(date);
	return '';
}

const holidays = new Set(Object.keys(holidayTable.holidays));

function nextOpen(day: string, rests: (date: Date) => boolean): string {
	for (const date of daysFrom(day)) if (!rests(date)) return iso(date);
	return day;
}

const weekend = (date: Date): boolean => date.getUTCDay() === 0 || date.getUTCDay() === 6;
const day = fc.integer({ min: 0, max: 12_000 }).map((offset) => iso(new Date(Date.UTC(2015, 0, 1 + offset))));
/** Within the table, and near its holidays more often than not. */
const tableDay = fc.oneof(
	fc.integer({ min: 0, max: 3500 }).map((offset) => iso(new Date(Date.UTC(2018, 0, 1 + offset)))),
	fc
		.tuple(fc.constantFrom(...holidays), fc.integer({ min: -3, max: 1 }))
		.map(([holiday, shift]) => iso(new Date(Date.parse(holiday) + shift * 86_400_000)))
		.filter((each) => each >= '2018-01-01' && each <= '2027-12-20'),
);
const calendar = new BusinessCalendar();
const RUNS = { numRuns: 500 };

test('민법 제157조·제160조: one year, walked day by day', () => {
	fc.assert(fc.property(day, (start) => expect(keepUntil(start)).toBe(oneYear(start))), RUNS);
	for (const start of ['2027-02-27', '2027-02-28', '2028-02-27', '2028-02-28', '2028-02-29', '2028-03-01', '2026-12-31', '2027-12-30'])
		expect(keepUntil(start)).toBe(oneYear(start));
});

test('민법 제161조: the printed date is the first day from the statutory one that is no Saturday, Sunday or holiday', () => {
	fc.assert(
		fc.property(tableDay, fc.subarray([0, 1, 2, 3]), (until, closed) => {
			const extraHolidays = closed.map((shift) => iso(new Date(Date.parse(until) + shift * 86_400_000)));
			const rests = (date: Date) => weekend(date) || holidays.has(iso(date)) || extraHolidays.includes(iso(date));
			expect(cautionUntil(until, new BusinessCalendar({ extraHolidays }))).toBe(nextOpen(until, rests));
			expect(cautionUntil(cautionUntil(until, calendar), calendar)).toBe(cautionUntil(until, calendar));
		}),
		RUNS,
	);
});

test('영 제8조⑤·제10조의2·제12조의2⑤: the sixtieth day, the first not counted, on whatever day it falls', () => {
	fc.assert(fc.property(day, (start) => expect(replacementDeadline(start)).toBe(counted(start, 60))), RUNS);
});

test('지방세법 제20조③, 기본법 제24조①: the sixtieth day or the next that is no rest day and not 노동절', () => {
	fc.assert(
		fc.property(tableDay.filter((each) => each <= '2027-10-01'), (event) => {
			const rests = (date: Date) => weekend(date) || holidays.has(iso(date)) || iso(date).endsWith('-05-01');
			expect(filingDeadline(event, calendar)).toBe(nextOpen(counted(event, 60), rests));
		}),
		RUNS,
	);
});
