import { koreanTime, officialDate } from '../calendar/day';

const WHOLE = new Intl.NumberFormat('ko-KR', { maximumFractionDigits: 0 });
const PRICE = new Intl.NumberFormat('ko-KR', { maximumFractionDigits: 3 });

/** `1,234건`. */
export const cases = (count: number) => `${WHOLE.format(count)}건`;
/** `1,234`. */
export const grouped = (count: number) => WHOLE.format(count);
/** Won rounded to whole won: `1,234원`. */
export const won = (amount: number) => `${WHOLE.format(amount)}원`;
/** A unit price, which may have fractions of a won: `26.763원`. */
export const unitPrice = (amount: number) => `${PRICE.format(amount)}원`;

/** `2026. 11. 9.` of a day, or nothing. */
export const dayOrNothing = (day: string | null) => (day === null ? '' : officialDate(day));

/** `2026. 11. 23. 09:05` in Korean time of an ISO instant, or nothing. */
export function momentOrNothing(instant: string | null): string {
	if (instant === null) return '';
	const time = koreanTime(instant);
	return `${time.year}. ${time.month}. ${time.day}. ${time.toFormat('HH:mm')}`;
}

/** A run's period as people say it: `2026년 47주차`, `2026. 11. 16.` or the period itself. */
export function periodName(period: string): string {
	const week = /^(\d{4})-W(\d{2})$/.exec(period);
	if (week) return `${week[1]}년 ${Number(week[2])}주차`;
	return /^\d{4}-\d{2}-\d{2}$/.test(period) ? officialDate(period) : period;
}

/** `from ~ to` of two instants; one of them where both show the same minute. */
export function span(from: string | null, to: string | null): string {
	const [first, last] = [momentOrNothing(from), momentOrNothing(to)];
	return first === last ? first : `${first} ~ ${last}`;
}
