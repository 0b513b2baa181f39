import { isDay, weekday } from '../../../calendar/day';

const NAMES = '월화수목금토일';

/** `2026. 3. 14.`, without the year `3. 14.`; the weekday goes right behind it. */
export function officialDay(year: string, month: string, day: string, weekdayName = ''): string {
	return `${year === '' ? '' : `${year}. `}${Number(month)}. ${Number(day)}.${weekdayName === '' ? '' : `(${weekdayName})`}`;
}

/** `2026년 3월 14일`, without the year `3월 14일`. */
export function spokenDay(year: string, month: string, day: string, weekdayName = ''): string {
	return `${year === '' ? '' : `${year}년 `}${Number(month)}월 ${Number(day)}일${weekdayName === '' ? '' : `(${weekdayName})`}`;
}

/** Is there such a month and day, in some year? */
export const isMonthDay = (month: string, day: string): boolean => isDay(iso(2024, Number(month), Number(day)));

/** `YYYY-MM-DD`, not checked. */
export const iso = (year: number, month: number, day: number): string => `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** One letter of the weekday, or null where there is no such day. */
export const weekdayName = (day: string): string | null => (isDay(day) ? (NAMES[weekday(day) - 1] ?? null) : null);
