import { daysBetween } from '../../calendar/day';

/**
 * A time as `HH:MM` of the operating day: ten past midnight of the day after is `24:10`. Null stays null.
 * @param at `YYYY-MM-DD HH:MM:SS`
 */
export function operatingTime(at: string | null, serviceDate: string): string | null {
	if (at === null) return null;
	const hour = Number(at.slice(11, 13)) + 24 * daysBetween(serviceDate, at.slice(0, 10));
	return `${String(hour).padStart(2, '0')}:${at.slice(14, 16)}`;
}
