import { COLOURS, FONT, rowHeight, setText } from '../../report/workbook-style';
import type { Worksheet } from '../../vendor/exceljs';
import { fillHeads, fillRow, hasGroups, type Column } from './table';

/** Excel's own limit of rows in a sheet. */
export const EXCEL_ROWS = 1_048_576;
/** Title, standing and note, above the column heads. */
const HEAD_LINES = 3;
/** Widths up to this are legible on an upright A4. */
const UPRIGHT_WIDTH = 110;
/** Rows written before the writer's streams get a turn. */
const BREATH = 50;

/** Title of a sheet (without its number), the line on state and edition, and what the reader must know of the table. */
export interface SheetHead {
	title: string;
	standing: string;
	note: string;
}

export interface ListSheet<T> {
	head: SheetHead;
	columns: ReadonlyArray<Column<T>>;
	/** In the order of the sheet. */
	rows: readonly T[];
	/** Rows of the model that are not in `rows`, named under the table. */
	omitted?: number;
	/** What stands under the heads where there are no rows. */
	none?: string;
	/** Rows printed bold on a shaded ground, such as sums. */
	strong?: (row: T) => boolean;
	/** Columns that are shaded by their values, counted from 1: first, last. */
	heat?: [number, number];
	/** Columns that are printed, counted from 1; all of them where missing. */
	printColumns?: number;
	/** Columns that stay in place when scrolling sideways. */
	frozenColumns?: number;
	/** Texts may take several lines: row heights are set. Off for long tables of short texts. */
	wraps?: boolean;
	/** Writes what stands below the table, from the given row on; answers the number of the next free row. */
	below?: (sheet: Worksheet, row: number) => number;
}

/** Options to add a list sheet with: A4, across where the table is wide, one page wide, heads repeated on each page and frozen, page numbers. */
export function listOptions<T>({ columns, frozenColumns = 0, printColumns }: Pick<ListSheet<T>, 'columns' | 'frozenColumns' | 'printColumns'>) {
	const first = HEAD_LINES + 1;
	const last = hasGroups(columns) ? first + 1 : first;
	const printed = columns.slice(0, printColumns).reduce((sum, { width }) => sum + width, 0);
	return {
		views: [{ state: 'frozen' as const, xSplit: frozenColumns, ySplit: last, showGridLines: false }],
		pageSetup: {
			paperSize: 9,
			orientation: printed > UPRIGHT_WIDTH ? ('landscape' as const) : ('portrait' as const),
			fitToPage: true,
			fitToWidth: 1,
			fitToHeight: 0,
			printTitlesRow: `${first}:${last}`,
			margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
		},
		headerFooter: { oddFooter: '&L&"맑은 고딕"&8&A · 정산 근거 아님(참고)&R&"맑은 고딕"&8&P / &N' },
	};
}

/** Writes the three lines at the head of a sheet. */
export function writeHead(sheet: Worksheet, { title, standing, note }: SheetHead): void {
	const looks = [
		{ text: title, font: { name: FONT, size: 14, bold: true }, height: 26 },
		{ text: standing, font: { name: FONT, size: 9, bold: true, color: { argb: COLOURS.blue } }, height: 16 },
		{ text: note, font: { name: FONT, size: 9, color: { argb: COLOURS.soft } }, height: 16 },
	];
	looks.forEach(({ text, font, height }, index) => {
		const row = sheet.getRow(index + 1);
		const cell = row.getCell(1);
		setText(cell, text);
		cell.font = font;
		cell.alignment = { vertical: 'middle', wrapText: false };
		row.height = height;
	});
}

/**
 * Writes one table row by row and lets each go as soon as it is written. Rows beyond what Excel takes are left out and
 * counted in the line under the table, as are those named in `omitted`.
 */
export async function writeListSheet<T>(sheet: Worksheet, plan: ListSheet<T>): Promise<void> {
	const { columns, strong = () => false, wraps = false } = plan;
	sheet.columns = columns.map(({ width }) => ({ width }));
	writeHead(sheet, plan.head);
	const first = HEAD_LINES + 1;
	for (const [top, left, bottom, right] of fillHeads((number) => sheet.getRow(number), first, columns)) sheet.mergeCells(top, left, bottom, right);
	const header = hasGroups(columns) ? first + 1 : first;
	const room = EXCEL_ROWS - header - 2;
	const rows = plan.rows.length > room ? plan.rows.slice(0, room) : plan.rows;
	let at = header;
	for (const item of rows) {
		at += 1;
		const row = sheet.getRow(at);
		const lines = fillRow(row, columns, item, strong(item), wraps);
		if (wraps) row.height = rowHeight(lines);
		row.commit();
		if (at % BREATH === 0) await breath();
	}
	if (rows.length > 0) {
		sheet.autoFilter = { from: { row: header, column: 1 }, to: { row: at, column: columns.length } };
		if (plan.heat) shade(sheet, plan.heat, header + 1, at);
	} else {
		at += 1;
		plain(sheet, at, plan.none ?? '해당하는 자료가 없습니다.');
	}
	const omitted = (plan.omitted ?? 0) + plan.rows.length - rows.length;
	if (omitted > 0) {
		at += 1;
		plain(sheet, at, `그 밖 ${omitted.toLocaleString('ko-KR')}행은 생략`);
	}
	const last = (plan.below?.(sheet, at + 2) ?? at + 1) - 1;
	// The writer puts a `$` before the columns alone.
	if (plan.printColumns !== undefined) sheet.pageSetup.printArea = `A$1:${columnLetter(plan.printColumns)}$${last}`;
	sheet.commit();
}

function plain(sheet: Worksheet, at: number, text: string): void {
	const cell = sheet.getRow(at).getCell(1);
	setText(cell, text);
	cell.font = { name: FONT, size: 9, color: { argb: COLOURS.soft } };
}

/** Shades by value: white at nought, full at the 98th percentile, so that one great stop does not whiten all others. */
function shade(sheet: Worksheet, [left, right]: [number, number], top: number, bottom: number): void {
	sheet.addConditionalFormatting({
		ref: `${columnLetter(left)}${top}:${columnLetter(right)}${bottom}`,
		rules: [
			{
				type: 'colorScale',
				priority: 1,
				cfvo: [{ type: 'num', value: 0 }, { type: 'percentile', value: 80 }, { type: 'percentile', value: 98 }],
				color: [{ argb: 'FFFFFFFF' }, { argb: 'FFFCDCA6' }, { argb: 'FFE8743B' }],
			},
		],
	});
}

/** `A`, `Z`, `AA` … of the column counted from 1. */
export const columnLetter = (column: number): string =>
	column <= 26 ? String.fromCharCode(64 + column) : columnLetter(Math.floor((column - 1) / 26)) + columnLetter(((column - 1) % 26) + 1);

const breath = () => new Promise<void>((resolve) => setImmediate(resolve));
