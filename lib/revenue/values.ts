import { isDay } from '../calendar/day';
import { remembering } from '../remember';

const KOREA_OFFSET_MS = 9 * 3_600_000;
const DAY_MS = 86_400_000;
/** Day 0 of Excel's calendar, its leap-year error of 1900 included (right from 1900-03-01 on). */
const EXCEL_EPOCH_MS = Date.UTC(1899, 11, 30);
/** The oldest living people were born after it. */
const EARLIEST = '1900-01-01';
/** Below it, five digits are rather some other number: 18264 is 1950-01-01. */
const LEAST_DAY_NUMBER = 18_264;
const LATEST = '2100-12-31';

/**
 * A Korean calendar day (`YYYY-MM-DD`) from what people and systems write: `2026-11-16`, `2026.11.16`,
 * `2026. 11. 16.`, `20261116`, `2026년 11월 16일`, with or without a time of day, an instant with its zone, or
 * Excel's day number. `undefined` where it is none, such as a two-digit year.
 */
export const parseDay: (text: string) => string | undefined = remembering(readDay);

function readDay(text: string): string | undefined {
	if (isDay(text)) return inRange(text);
	const value = text.normalize('NFKC').trim();
	if (/^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:?\d{2})$/.test(value)) {
		const instant = Date.parse(value);
		return Number.isNaN(instant) ? undefined : isoDay(instant + KOREA_OFFSET_MS);
	}
	const serial = /^(\d{5})(?:\.\d+)?$/.exec(value)?.[1];
	if (serial !== undefined) return Number(serial) < LEAST_DAY_NUMBER ? undefined : inRange(isoDay(EXCEL_EPOCH_MS + Number(serial) * DAY_MS));
	const parts =
		/^(\d{4})[-./년]\s*(\d{1,2})[-./월]\s*(\d{1,2})\s*[일.]?(?:\s*\([일월화수목금토]\))?(?:[T\s]+(?:(?:오전|오후)\s*)?\d{1,2}:\d{2}.*)?$/.exec(value) ??
		/^(\d{4})(\d{2})(\d{2})(?:\d{6}|[T\s]+\d{1,2}:\d{2}.*)?$/.exec(value);
	if (!parts) return undefined;
	const day = `${parts[1] ?? ''}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[3] ?? '').padStart(2, '0')}`;
	return isDay(day) ? inRange(day) : undefined;
}

/** Whole won from `1,400,000`, `1400000원`, `₩1,400,000`, `1400000.0`. `undefined` where it is no whole amount. */
export function parseWon(text: string): number | undefined {
	const value = text.normalize('NFKC').replace(/\s/g, '').replace(/^[₩\\]/, '').replace(/원$/, '');
	if (!/^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?$/.test(value)) return undefined;
	const won = Number(value.replaceAll(',', ''));
	return Number.isSafeInteger(won) ? won : undefined;
}

const YES: ReadonlySet<string> = new Set(['Y', 'YES', 'TRUE', '1', '예', '네', 'O', '○', '◯', '여', '해당', '대체', '대체취득', '대리', '대리인', '미성년', '미성년자']);
const NO: ReadonlySet<string> = new Set(['N', 'NO', 'FALSE', '0', '아니오', '아니요', 'X', '×', '부', '미해당', '해당없음', '비해당', '신규', '신규취득', '본인', '성년', '-']);

/** A yes or no as forms write it. `undefined` where the word is not known. */
export function parseFlag(text: string): boolean | undefined {
	const value = text.normalize('NFKC').replace(/\s/g, '').toUpperCase();
	if (YES.has(value)) return true;
	return NO.has(value) ? false : undefined;
}

function isoDay(timeMs: number): string {
	return new Date(timeMs).toISOString().slice(0, 10);
}

function inRange(day: string): string | undefined {
	return day >= EARLIEST && day <= LATEST ? day : undefined;
}
