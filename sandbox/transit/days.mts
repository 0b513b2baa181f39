const DAY_MS = 86_400_000;

/** `YYYY-MM-DD` so many days later. */
export function dayAfter(day: string, days: number): string {
	const at = Date.parse(`${day}T00:00:00Z`);
	if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(at)) throw new RangeError(`not a day: ${day}`);
	return new Date(at + days * DAY_MS).toISOString().slice(0, 10);
}

/** `YYYYMMDD`. */
export function compact(day: string): string {
	return day.replaceAll('-', '');
}

/** 0 = Sunday. */
export function weekday(day: string): number {
	return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** A time of a service date, seconds from its 00:00, as `YYYY-MM-DD HH:MM:SS`. */
export function clockTime(day: string, seconds: number): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** Fourteen digits for each second from 00:00 to 31:59:59, one behind the other. */
export function timeTable(day: string): Uint8Array {
	const table = new Uint8Array(32 * 3600 * 14);
	let at = 0;
	for (let hour = 0; hour < 32; hour += 1) {
		const date = compact(dayAfter(day, Math.floor(hour / 24))) + two(hour % 24);
		for (let minute = 0; minute < 60; minute += 1) {
			for (let second = 0; second < 60; second += 1) {
				const digits = date + two(minute) + two(second);
				for (let index = 0; index < 14; index += 1) table[at++] = digits.charCodeAt(index);
			}
		}
	}
	return table;
}

function two(value: number): string {
	return String(value).padStart(2, '0');
}
