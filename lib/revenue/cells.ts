import { COLUMN_LABELS, type HeaderRow } from './mapping';
import type { RawText } from './raw';
import { UNCALCULATED, type TableRow } from './table';

/** How exports fill a cell that has no value. */
const NOTHING = /^[-–—]+$/;

/** A cell's text; null where it is empty or filled with dashes. */
export function textAt(row: TableRow, column: number | undefined): RawText {
	const text = column === undefined ? '' : (row.cells[column] ?? '');
	return text === '' || NOTHING.test(text) ? null : text;
}

/** What Excel writes where a formula fails, or where a column is too narrow for a number. */
const SPREADSHEET_ERROR = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|#{2,})$/;

/** Names of the known columns in which a row has no value but a formula's failure. */
export function unusableColumns(row: TableRow, { columns }: HeaderRow): string[] {
	if (!row.cells.some((cell) => cell.startsWith('#'))) return [];
	const names: string[] = [];
	for (const [field, places] of columns) {
		const texts = places.map((place) => row.cells[place] ?? '');
		if (texts.some((text) => text === UNCALCULATED || SPREADSHEET_ERROR.test(text))) names.push(COLUMN_LABELS[field]);
	}
	return names;
}

const DAYS_1900_TO_1904 = 1462;

/** A day number that counts from 1904, as one that counts from 1900. */
export function from1904(text: RawText): RawText {
	return text !== null && /^\d{5}(?:\.\d+)?$/.test(text) ? String(Number(text) + DAYS_1900_TO_1904) : text;
}
