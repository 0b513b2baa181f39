import { isDay, weekday } from '../../calendar/day';

/** A date as it stands in a text. */
export interface DateMention {
	start: number;
	end: number;
	/** As written, with the weekday if there is one. */
	text: string;
	/** `YYYY-MM-DD`, or null where there is no such day. */
	day: string | null;
	/** False where the year was taken from what stands before it or from today. */
	yearStated: boolean;
	/** `월` … `일` as written, or empty. */
	weekday: string;
}

/** `월` … `일` in the order of `weekday()`. */
const WEEKDAYS = '월화수목금토일';

const DAY_OF_WEEK = String.raw`(?:\s?\(([월화수목금토일])(?:요일)?\)|\s([월화수목금토일])요일)?`;
const DATE = new RegExp(
	String.raw`(?<![\d.])(?:` +
		String.raw`(?:(?<year>(?:19|20)\d{2})\s?[.\-/년]\s?|['’‘](?<short>\d{2})\s?[.년]\s?)(?<month>\d{1,2})\s?[.\-/월]\s?(?<day>\d{1,2})(?!\d)(?:일|\.)?` +
		String.raw`|(?<month2>\d{1,2})월\s?(?<day2>\d{1,2})일` +
		String.raw`|(?<=[~∼〜-]\s?)(?<month3>\d{1,2})\.\s?(?<day3>\d{1,2})(?!\d)\.?` +
		String.raw`|(?<month4>\d{1,2})\.\s?(?<day4>\d{1,2})\.(?=\s?\([월화수목금토일])` +
		String.raw`|(?<=[~∼〜-]\s?)(?<day5>\d{1,2})일` +
		`)${DAY_OF_WEEK}`,
	'g',
);

/**
 * The dates of a text in every spelling that offices use. Where the year is not written it is that of the date before it in
 * the same text, else the one that brings the day nearest to `today` (`YYYY-MM-DD`).
 */
export function datesIn(text: string, today: string): DateMention[] {
	const found: DateMention[] = [];
	let before: string | null = null;
	for (const match of text.matchAll(DATE)) {
		const { year, short, month, day, month2, day2, month3, day3, month4, day4, day5 } = match.groups ?? {};
		const date = Number(day ?? day2 ?? day3 ?? day4 ?? day5);
		const inMonth = Number(month ?? month2 ?? month3 ?? month4 ?? before?.slice(5, 7) ?? 0);
		if (inMonth === 0) continue;
		const stated = year !== undefined ? Number(year) : short !== undefined ? 2000 + Number(short) : null;
		const known = stated ?? (before === null ? null : Number(before.slice(0, 4)));
		const whole = dayOf(known ?? nearestYear(inMonth, date, today), inMonth, date);
		found.push({ start: match.index, end: match.index + match[0].length, text: match[0], day: whole, yearStated: stated !== null, weekday: match.at(-2) ?? match.at(-1) ?? '' });
		before = whole ?? before;
	}
	return found.map((mention) => ({ ...mention, weekday: WEEKDAYS.includes(mention.weekday) ? mention.weekday : '' }));
}

/** `월` … `일` of a day. */
export function koreanWeekday(day: string): string {
	return WEEKDAYS.charAt(weekday(day) - 1);
}

/** A field that is one date, with or without a time: `2026-12-05 14:00`, `2026. 12. 5.(토) 14:00`, `20261205`; null where it cannot be read. */
export function readMoment(text: string, today: string): { day: string; time: string | null } | null {
	const plain = text.trim().replace(/^(\d{4})(\d{2})(\d{2})(?=\D|$)/, '$1-$2-$3');
	const [date, second] = datesIn(plain, today);
	if (date === undefined || second !== undefined || date.start !== 0 || date.day === null) return null;
	const rest = plain.slice(date.end).replace(/^T/, ' ').trim();
	if (rest === '') return { day: date.day, time: null };
	const [, half, hour = '', clock, spoken] = /^(오전|오후)?\s?(\d{1,2})(?::(\d{2})(?::00)?|시(?:\s?(\d{1,2})분)?)$/.exec(rest) ?? [];
	if (hour === '') return null;
	const inDay = half === '오후' && Number(hour) < 12 ? Number(hour) + 12 : Number(hour);
	const minutes = Number(clock ?? spoken ?? 0);
	if (inDay > 24 || minutes > 59) return null;
	return { day: date.day, time: `${String(inDay).padStart(2, '0')}:${String(minutes).padStart(2, '0')}` };
}

function dayOf(year: number, month: number, date: number): string | null {
	const day = `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
	return isDay(day) ? day : null;
}

function nearestYear(month: number, date: number, today: string): number {
	const year = Number(today.slice(0, 4));
	const now = Number(today.slice(5, 7)) * 31 + Number(today.slice(8));
	const then = month * 31 + date;
	if (then - now > 186) return year - 1;
	return now - then > 186 ? year + 1 : year;
}
