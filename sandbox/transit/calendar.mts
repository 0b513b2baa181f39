import { weekday } from './days.mts';

/** Public and substitute holidays of 2026 on which buses run the holiday timetable. */
const HOLIDAYS = new Set([
	'2026-01-01', '2026-02-16', '2026-02-17', '2026-02-18', '2026-03-01', '2026-03-02', '2026-05-05', '2026-05-24', '2026-05-25', '2026-06-03', '2026-06-06',
	'2026-08-15', '2026-08-17', '2026-09-24', '2026-09-25', '2026-09-26', '2026-10-03', '2026-10-05', '2026-10-09', '2026-12-25',
]);

export type DayType = 'weekday' | 'saturday' | 'holiday';

export function dayType(day: string): DayType {
	if (HOLIDAYS.has(day) || weekday(day) === 0) return 'holiday';
	return weekday(day) === 6 ? 'saturday' : 'weekday';
}

/** Riders of a day over those of an ordinary weekday: in Seoul, Fridays had 12.07 and Sundays 6.95 million. */
export function ridersOn(day: string): number {
	const type = dayType(day);
	if (type === 'holiday') return 0.6;
	if (type === 'saturday') return 0.79;
	return weekday(day) === 5 ? 1.04 : 1;
}
