import type { BusinessCalendar } from '../../calendar/business-calendar';
import { addDays, mondayOf, weekday } from '../../calendar/day';
import type { DayType } from '../model';
import type { DayPeriod } from './settings';

const DAY_NAMES = ['월요일', '화요일', '수요일', '목요일', '금요일', '토요일', '일요일'] as const;
const LUNAR_FEAST = /설날|추석/;

/** 평일, 토요일 or 일요일·공휴일: a public, substitute or ad-hoc holiday is a holiday on whatever weekday it falls. */
export function dayTypeOf(date: string, calendar: BusinessCalendar): DayType {
	if (calendar.holidayName(date) !== null || weekday(date) === 7) return 'holiday';
	return weekday(date) === 6 ? 'saturday' : 'weekday';
}

/** `목요일`, or with the holiday `월요일(3·1절 대체공휴일)`. */
export function dayNameOf(date: string, calendar: BusinessCalendar): string {
	const name = DAY_NAMES[weekday(date) - 1] ?? '';
	const holiday = calendar.holidayName(date);
	return holiday === null ? name : `${name}(${holiday.replace(/^대체공휴일\((.+)\)$/, '$1 대체공휴일')})`;
}

/** The school holiday a day lies in, by its name, or null. */
export function schoolHolidayOf(date: string, periods: readonly DayPeriod[]): string | null {
	const found = periods.find((period) => period.from <= date && date <= period.to);
	if (found === undefined) return null;
	return found.name === undefined || found.name === '' ? '학교 방학' : found.name;
}

/** Whether the day's week (Monday to Sunday) holds a day of 설날 or 추석, substitute holidays included. */
export function inFeastWeek(date: string, calendar: BusinessCalendar): boolean {
	const monday = mondayOf(date);
	return [0, 1, 2, 3, 4, 5, 6].some((offset) => LUNAR_FEAST.test(calendar.holidayName(addDays(monday, offset)) ?? ''));
}
