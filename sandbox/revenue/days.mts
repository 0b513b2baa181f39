/** Korean calendar days as `YYYY-MM-DD`; no clock, no time zone. */
const DAY_MS = 86_400_000;

export function addDays(day: string, count: number): string {
	return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** Monday of the day's week. */
export function mondayOf(day: string): string {
	const weekday = (new Date(Date.parse(day)).getUTCDay() + 6) % 7;
	return addDays(day, -weekday);
}

/** Weeks since the first Monday of 2020, to number people and receipts without overlap. */
export function weekNumber(monday: string): number {
	return Math.round((Date.parse(monday) - Date.parse('2020-01-06')) / (7 * DAY_MS));
}
