import type { BusinessCalendar } from '../calendar/business-calendar';
import { addDays, assertDay, isDay } from '../calendar/day';

const DEADLINE_DAYS = 60;
const LABOUR_DAY = '-05-01';

/**
 * 의무보유 기간 만료일 (or the end of a one-year use restriction): one year by the calendar, the first day not counted
 * (민법 제157조·제160조). Counting begins the day after `start`; the period ends on the day before that day of the next
 * year, or on the month's last day where the next year has no such day.
 * Registered 2027-02-28 → 2028-02-29; registered 2028-02-29 → 2029-02-28.
 */
export function keepUntil(start: string): string {
	assertDay(start, '기산일');
	const counted = addDays(start, 1);
	const sameDay = `${String(Number(counted.slice(0, 4)) + 1).padStart(4, '0')}${counted.slice(4)}`;
	return isDay(sameDay) ? addDays(sameDay, -1) : `${sameDay.slice(0, 4)}-02-28`;
}

/**
 * 주의 기한, the date that is printed: `until`, or the next ordinary day where that is a Saturday, Sunday or holiday
 * (민법 제161조). Beyond the holiday table only weekends are known: ask `calendar.isCovered`.
 */
export function cautionUntil(until: string, calendar: BusinessCalendar): string {
	return calendar.nextOrdinaryDay(until);
}

/** 대체취득: the last day for the old car, 60 days after the new one's registration, first day not counted, never shifted. */
export function replacementDeadline(registeredOn: string): string {
	return addDays(registeredOn, DEADLINE_DAYS);
}

/**
 * 신고·납부 기한: 60 days after a known event (지방세법 제20조제3항), moved past Saturdays, Sundays, holidays and 노동절
 * (지방세기본법 제24조제1항). For answering inquiries only; never printed in a notice, because the event has not happened.
 */
export function filingDeadline(eventOn: string, calendar: BusinessCalendar): string {
	let day = addDays(eventOn, DEADLINE_DAYS);
	while (calendar.isRestDay(day) || day.endsWith(LABOUR_DAY)) day = addDays(day, 1);
	return day;
}
