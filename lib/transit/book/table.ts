import { cellText, excelDay, excelMoment, linesIn, looksLikeFormula } from '../../report/workbook-style';
import type { Cell, Row } from '../../vendor/exceljs';
import { formulaLikeStyle, HEAD_STYLE, levelStyle, styleFor, type CellKind } from './cell-styles';
import { figure, NONE } from './words';

export type CellContent = string | number | null;

/** A column of a table; `group` names neighbours that share an upper head. */
export interface Column<T> {
	title: string;
	group?: string;
	/** In characters of the workbook's font. */
	width: number;
	kind: CellKind;
	/** Kind of the cell where it goes by the row. */
	kindOf?: (row: T) => CellKind;
	of: (row: T) => CellContent;
}

const NUMERIC: ReadonlySet<CellKind> = new Set(['count', 'persons', 'tenth', 'ratio', 'percent', 'change']);

/** Puts a value into a cell with the style of its kind. Texts stay texts; what is not a number becomes an empty cell. */
export function fillCell(cell: Cell, kind: CellKind, value: CellContent, strong = false): void {
	if (NUMERIC.has(kind)) {
		cell.style = styleFor(kind, strong);
		const number = typeof value === 'number' ? figure(value) : null;
		if (number !== null) cell.value = number;
		return;
	}
	if (kind === 'day' || kind === 'moment') {
		cell.style = styleFor(kind, strong);
		const text = typeof value === 'string' ? value : null;
		cell.value = kind === 'day' ? excelDay(text) : excelMoment(text);
		return;
	}
	const text = value === null ? '' : String(value);
	cell.style = text !== NONE && looksLikeFormula(text) ? formulaLikeStyle : kind === 'level' ? levelStyle(text) : styleFor(kind, strong);
	const shown = cellText(text);
	if (shown !== null) cell.value = shown;
}

/** Lines that a text in the tables' small letters takes in a column of that width, which counts the workbook's own letters. */
export const smallLines = (text: string, width: number): number => linesIn(text, width * 1.12);

/** Fills one row and answers how many lines its longest text takes; without `wraps` every text stays on one. */
export function fillRow<T>(row: Row, columns: ReadonlyArray<Column<T>>, item: T, strong: boolean, wraps: boolean): number {
	let lines = 1;
	for (let index = 0; index < columns.length; index += 1) {
		const column = columns[index];
		if (column === undefined) break;
		const value = column.of(item);
		const kind = column.kindOf?.(item) ?? column.kind;
		fillCell(row.getCell(index + 1), !wraps && kind === 'text' ? 'line' : kind, value, strong);
		if (wraps && column.kind === 'text' && typeof value === 'string') lines = Math.max(lines, smallLines(value, column.width));
	}
	return lines;
}

/** Whether any column has an upper head. */
export const hasGroups = <T>(columns: ReadonlyArray<Column<T>>): boolean => columns.some(({ group }) => group !== undefined);

/** Column heads into one or two rows; answers the ranges to merge as `[firstRow, firstColumn, lastRow, lastColumn]`. */
export function fillHeads<T>(rowAt: (number: number) => Row, first: number, columns: ReadonlyArray<Column<T>>): Array<[number, number, number, number]> {
	const two = hasGroups(columns);
	const merges: Array<[number, number, number, number]> = [];
	const upper = rowAt(first);
	const lower = two ? rowAt(first + 1) : upper;
	for (const row of two ? [upper, lower] : [upper]) row.height = two ? 20 : 30;
	let open: { group: string; from: number } | null = null;
	const close = (before: number) => {
		if (open && before - 1 > open.from) merges.push([first, open.from, first, before - 1]);
		open = null;
	};
	columns.forEach((column, index) => {
		const at = index + 1;
		for (const row of two ? [upper, lower] : [upper]) row.getCell(at).style = HEAD_STYLE;
		if (open?.group !== column.group) close(at);
		if (two && column.group === undefined) {
			upper.getCell(at).value = column.title;
			merges.push([first, at, first + 1, at]);
			return;
		}
		lower.getCell(at).value = column.title;
		if (two && column.group !== undefined && open === null) {
			upper.getCell(at).value = column.group;
			open = { group: column.group, from: at };
		}
	});
	close(columns.length + 1);
	return merges;
}
