import fc from 'fast-check';
import { BusinessCalendar } from '../../../lib/calendar/business-calendar';
import { addDays, daysBetween } from '../../../lib/calendar/day';
import { cautionUntil, filingDeadline, keepUntil, replacementDeadline } from '../../../lib/exemption/dates';

const calendar = new BusinessCalendar();

describe('의무보유 기간 만료일 (민법 제160조)', () => {
	test.each([
		['2026-11-16', '2027-11-16'],
		['2027-02-28', '2028-02-29'],
		['2028-02-29', '2029-02-28'],
		['2028-02-28', '2029-02-28'],
		['2027-02-27', '2028-02-27'],
		['2026-02-28', '2027-02-28'],
		['2026-12-31', '2027-12-31'],
		['2027-12-31', '2028-12-31'],
		['2028-03-01', '2029-03-01'],
	])('registered %s: until %s', (start, until) => {
		expect(keepUntil(start)).toBe(until);
	});

	test('is one year later, never earlier for a later start, and 365 or 366 days away', () => {
		const day = fc.integer({ min: 0, max: 8000 }).map((offset) => addDays('2018-01-01', offset));
		fc.assert(
			fc.property(day, (start) => {
				const length = daysBetween(start, keepUntil(start));
				expect(length === 365 || length === 366).toBe(true);
				expect(keepUntil(addDays(start, 1)) >= keepUntil(start)).toBe(true);
			}),
		);
	});
});

test.each([
	['2027-11-16', '2027-11-16'],
	['2027-02-06', '2027-02-10'],
	['2027-05-01', '2027-05-04'],
	['2027-11-20', '2027-11-22'],
	['2028-01-01', '2028-01-03'],
])('주의 기한 (민법 제161조): %s → %s', (until, caution) => {
	expect(cautionUntil(until, calendar)).toBe(caution);
});

test('an office’s Saturday shift does not shorten the caution date', () => {
	expect(cautionUntil('2027-11-20', new BusinessCalendar({ extraWorkingDays: ['2027-11-20'] }))).toBe('2027-11-22');
});

test.each([
	['2026-11-16', '2027-01-15'],
	['2026-12-03', '2027-02-01'],
	['2026-11-17', '2027-01-16'],
	['2026-12-31', '2027-03-01'],
])('대체취득: registered %s → %s, not shifted even onto a Saturday or holiday', (registeredOn, deadline) => {
	expect(replacementDeadline(registeredOn)).toBe(deadline);
});

test.each([
	['2026-11-16', '2027-01-15'],
	['2026-11-17', '2027-01-18'],
	['2026-12-31', '2027-03-02'],
	['2025-03-02', '2025-05-02'],
])('신고·납부: event %s → %s, moved past rest days and 노동절', (event, deadline) => {
	expect(filingDeadline(event, calendar)).toBe(deadline);
});
