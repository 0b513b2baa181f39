import { koreanTime } from '../calendar/day';
import type { Cell } from '../vendor/exceljs';
import { visible } from './markup';

export const FONT = '맑은 고딕';
export const COLOURS = { blue: 'FF1D4F91', pale: 'FFDBE6F4', fill: 'FFF4F6F9', line: 'FFB8C1CC', green: 'FF1F7A4D', red: 'FFB3261E', soft: 'FF5A6779' };
export const DAY_FORMAT = 'yyyy"." m"." d"."';
export const MOMENT_FORMAT = 'yyyy"." m"." d"." hh:mm';
export const COUNT_FORMAT = '#,##0';
export const WON_FORMAT = '#,##0"원"';
/** What is typed into such a cell stays text. */
export const TEXT_FORMAT = '@';
const MOST_CHARACTERS = 32_767;

const thin = { style: 'thin' as const, color: { argb: COLOURS.line } };
export const BORDER = { top: thin, bottom: thin, left: thin, right: thin };
export const solid = (argb: string) => ({ type: 'pattern' as const, pattern: 'solid' as const, fgColor: { argb } });

/** A day (`YYYY-MM-DD`) as a workbook holds it; empty for none. */
export const excelDay = (day: string | null): Date | null => (day === null || day === '' ? null : new Date(`${day}T00:00:00Z`));

/** An instant as Korean wall time, which is what the workbook shows whatever the reader's zone. */
export const excelMoment = (instant: string | null): Date | null =>
	instant === null ? null : koreanTime(instant).setZone('utc', { keepLocalTime: true }).toJSDate();

/** Text as a cell holds it; null for none. */
export function cellText(text: string): string | null {
	const shown = visible(text).toWellFormed().slice(0, MOST_CHARACTERS);
	return shown === '' ? null : shown;
}

/** Whether a spreadsheet could take the text for a formula when somebody edits the cell. */
export const looksLikeFormula = (text: string) => /^\s*[=+\-@]/.test(text);

/** Puts text into a cell so that it stays text, also when somebody edits the cell later. */
export function setText(cell: Cell, text: string): void {
	cell.value = cellText(text);
	if (looksLikeFormula(text)) cell.numFmt = TEXT_FORMAT;
}

const LINE_POINTS = 14;
/** Width as the workbook counts it: Korean letters take two places. */
const placesOf = (text: string) => [...text].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x10ff ? 2 : 1), 0);

/** Lines that a text takes in a column of that width. */
export const linesIn = (text: string, width: number) =>
	text.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(placesOf(line) / Math.max(1, width - 1))), 0);

/** Height in points of a row with that many lines; Excel allows 409. */
export const rowHeight = (lines: number) => Math.min(409, lines * LINE_POINTS + 4);
