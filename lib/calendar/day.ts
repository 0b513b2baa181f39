import { ValidationError } from '../errors';
import { DateTime } from '../vendor/luxon';

/** Korean time zone of every day and hour in this package. */
export const KOREAN_ZONE = 'Asia/Seoul';

const DAY_PATTERN = /^([1-9]\d{3})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** Midnight UTC of a calendar day in milliseconds, or null where there is no such day. Calendar days have no zone. */
function epochOf(day: string): number | null {
	const match = DAY_PATTERN.exec(day);
	if (!match) return null;
	const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
	if (month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return null;
	return Date.UTC(year, month - 1, date);
}

function daysInMonth(year: number, month: number): number {
	if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
	return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function format(epoch: number): string {
	const date = new Date(epoch);
	const pad = (part: number, width: number): string => String(part).padStart(width, '0');
	return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
}

/** Is `value` a real calendar day written `YYYY-MM-DD`? */
export function isDay(value: string): boolean {
	return epochOf(value) !== null;
}

/**
 * Throws `ValidationError` (`invalidDay`) unless `value` is a real calendar day written `YYYY-MM-DD`.
 * @param what Korean name of the value for the message, e.g. `등록일`.
 */
export function assertDay(value: string, what: string): void {
	if (!isDay(value)) throw invalidDay(value, what);
}

function invalidDay(value: string, what: string): ValidationError {
	return new ValidationError(
		'invalidDay',
		`${what}이(가) 올바른 날짜가 아닙니다: "${value.slice(0, 20)}"`,
		'날짜를 2026-11-16과 같은 형식(연-월-일)으로 적으시기 바랍니다.',
	);
}

function parse(day: string): number {
	const epoch = epochOf(day);
	if (epoch === null) throw invalidDay(day, '날짜');
	return epoch;
}

/** The day `count` calendar days after `day` (before it where negative). */
export function addDays(day: string, count: number): string {
	return format(parse(day) + count * DAY_MS);
}

/** Calendar days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: string, to: string): number {
	return (parse(to) - parse(from)) / DAY_MS;
}

/** 1 = Monday … 7 = Sunday. */
export function weekday(day: string): number {
	return new Date(parse(day)).getUTCDay() || 7;
}

/** Monday of the day's ISO week. */
export function mondayOf(day: string): string {
	return addDays(day, 1 - weekday(day));
}

/** ISO week of the day, e.g. `2026-W47`; days around New Year belong to the ISO week-year. */
export function isoWeek(day: string): string {
	return DateTime.fromMillis(parse(day), { zone: 'utc' }).toFormat("kkkk-'W'WW");
}

/** The Korean calendar day of an instant (luxon `DateTime`, or ISO 8601 text with an offset). */
export function koreanDay(instant: DateTime | string): string {
	return koreanTime(instant).toFormat('yyyy-MM-dd');
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
	parse(day);
	return `${Number(day.slice(0, 4))}. ${Number(day.slice(5, 7))}. ${Number(day.slice(8))}.`;
}
