import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ExcelJS, type Workbook, type Worksheet } from '../../../../lib/vendor/exceljs';

/** A folder of its own for the files of one test. */
export const ownFolder = (): string => mkdtempSync(join(tmpdir(), 'bus-book-'));

export async function readBook(path: string): Promise<Workbook> {
	const workbook = new ExcelJS.Workbook();
	await workbook.xlsx.readFile(path);
	return workbook;
}

export function sheetOf(workbook: Workbook, name: string): Worksheet {
	const sheet = workbook.getWorksheet(name);
	if (sheet === undefined) throw new Error(`no sheet ${name}`);
	return sheet;
}

/** Texts of all cells of the sheet, line by line. */
export function textOf(sheet: Worksheet): string {
	const lines: string[] = [];
	sheet.eachRow((row) => lines.push(Array.isArray(row.values) ? row.values.map((value) => String(value ?? '')).join('\t') : ''));
	return lines.join('\n');
}

/** Number of the column with that head, in the lowest head row (upper heads count where the lower is the same cell). */
export function columnOf(sheet: Worksheet, headRow: number, title: string, nth = 1): number {
	let found = 0;
	for (let column = 1; column <= sheet.columnCount; column += 1) {
		if (sheet.getRow(headRow).getCell(column).text === title) found += 1;
		if (found === nth) return column;
	}
	throw new Error(`no column ${title} in ${sheet.name}`);
}

/** Values of a column below the heads, as far as the autofilter reaches. */
export function valuesOf(sheet: Worksheet, headRow: number, title: string, nth = 1): unknown[] {
	const column = columnOf(sheet, headRow, title, nth);
	const values: unknown[] = [];
	for (let row = headRow + 1; row <= lastRowOf(sheet); row += 1) values.push(sheet.getRow(row).getCell(column).value);
	return values;
}

/** Last row of the autofilter. */
export function lastRowOf(sheet: Worksheet): number {
	const filter = sheet.autoFilter;
	const match = typeof filter === 'string' ? /:[A-Z]+(\d+)$/.exec(filter) : null;
	if (!match) throw new Error(`no autofilter in ${sheet.name}`);
	return Number(match[1]);
}

export const sum = (values: readonly unknown[]): number => values.reduce<number>((total, value) => total + (typeof value === 'number' ? value : 0), 0);
