import { ValidationError } from '../errors';
import { DateTime } from '../vendor/luxon';

/** Korean time zone of every day and hour in this package. */
export const KOREAN_ZONE = 'Asia/Seoul';

const DAY_PATTERN = /^\d{4}-\d{2}-\d{2}$/;

/** Is `value` a real calendar day written `YYYY-MM-DD`? */
export function isDay(value: string): boolean {
	return DAY_PATTERN.test(value) && DateTime.fromISO(value, { zone: 'utc' }).isValid;
}

/**
 * Throws `ValidationError` (`invalidDay`) unless `value` is a real calendar day written `YYYY-MM-DD`.
 * @param what Korean name of the value for the message, e.g. `등록일`.
 */
export function assertDay(value: string, what: string): void {
	if (!isDay(value)) {
		throw new ValidationError(
			'invalidDay',
			`${what}이(가) 올바른 날짜가 아닙니다: "${value.slice(0, 20)}"`,
			'날짜를 2026-11-16과 같은 형식(연-월-일)으로 적으시기 바랍니다.',
		);
	}
}

function parse(day: string): DateTime {
	assertDay(day, '날짜');
	return DateTime.fromISO(day, { zone: 'utc' });
}

function format(date: DateTime): string {
	return date.toFormat('yyyy-MM-dd');
}

/** The day `count` calendar days after `day` (before it where negative). */
export function addDays(day: string, count: number): string {
	return format(parse(day).plus({ days: count }));
}

/** Calendar days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: string, to: string): number {
	return Math.round(parse(to).diff(parse(from), 'days').days);
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: string): number {
	return parse(day).weekday;
}

/** Monday of the day's ISO week. */
export function mondayOf(day: string): string {
	const date = parse(day);
	return format(date.minus({ days: date.weekday - 1 }));
}

/** ISO week of the day, e.g. `2026-W47`; days around New Year belong to the ISO week-year. */
export function isoWeek(day: string): string {
	return parse(day).toFormat("kkkk-'W'WW");
}

/** The Korean calendar day of an instant (luxon `DateTime`, or ISO 8601 text with an offset). */
export function koreanDay(instant: DateTime | string): string {
	return format(koreanTime(instant));
}

/** The instant as Korean time. Text without an offset is read as Korean time, never in the machine's zone. */
export function koreanTime(instant: DateTime | string): DateTime {
	const time =
		typeof instant === 'string' ? DateTime.fromISO(instant, { zone: KOREAN_ZONE }) : instant.setZone(KOREAN_ZONE);
	if (!time.isValid) {
		throw new ValidationError(
			'invalidInstant',
			'현재 시각을 읽을 수 없습니다.',
			'시각을 2026-11-16T09:00:00+09:00과 같은 형식으로 넘겨주시기 바랍니다.',
		);
	}
	return time;
}

/** A day as official documents print it: `2027. 11. 16.` (no leading zeros, final full stop). */
export function officialDate(day: string): string {
	const date = parse(day);
	return `${date.year}. ${date.month}. ${date.day}.`;
}
