import { isDay } from '../calendar/day';

/** Resident (and foreigner) registration numbers, also partly hidden ones such as `900101-1******`. */
export const RESIDENT_NUMBER = /(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\s?[-–]?\s?[0-9](?:\d{6}|[*Xx●○]{6})(?!\d)/g;

/** Age of majority in Korea (민법 제4조). */
const ADULT_AGE = 19;

const CENTURY: Readonly<Record<string, number>> = {
	'9': 1800, '0': 1800, '1': 1900, '2': 1900, '5': 1900, '6': 1900, '3': 2000, '4': 2000, '7': 2000, '8': 2000,
};

/** The text without resident numbers, and whether there were any. */
export function dropResidentNumbers(text: string): { text: string; found: boolean } {
	const kept = text.replace(RESIDENT_NUMBER, '');
	return { text: kept, found: kept !== text };
}

/** Birth date (`YYYY-MM-DD`) told by a resident number, partly hidden or not; null where it tells none. */
export function birthDateOf(residentNumber: string): string | null {
	const [, yy, mm, dd, sex] = /^(\d{2})(\d{2})(\d{2})-?(\d)/.exec(residentNumber.replace(/[\s–]/g, '')) ?? [];
	const century = sex === undefined ? undefined : CENTURY[sex];
	if (century === undefined || !yy || !mm || !dd) return null;
	const birth = `${century + Number(yy)}-${mm}-${dd}`;
	return isDay(birth) ? birth : null;
}

/** Whether a person born on the day is under 19 on another; both `YYYY-MM-DD`. */
export function isMinor(birthDate: string, onDay: string): boolean {
	const adultFrom = `${Number(birthDate.slice(0, 4)) + ADULT_AGE}${birthDate.slice(4)}`;
	return onDay < adultFrom;
}
