import type { Cell, Row, Style, Worksheet } from '../vendor/exceljs';
import type { ListName, ReportLists, ReportSummary } from './model-file';
import { periodName } from './numbers';
import type { SheetColumn, SheetPlan, TablePlan } from './workbook-sheets';
import {
	BORDER,
	cellText,
	COLOURS,
	DAY_FORMAT,
	excelDay,
	excelMoment,
	FONT,
	linesIn,
	looksLikeFormula,
	MOMENT_FORMAT,
	rowHeight,
	setText,
	solid,
	TEXT_FORMAT,
} from './workbook-style';

/** Row of the column heads, under title and note. */
export const HEADER_ROW = 3;

/** Options of a list sheet: header frozen and repeated on each printed page, one page wide. */
export const listSheetOptions = {
	views: [{ state: 'frozen' as const, xSplit: 0, ySplit: HEADER_ROW, showGridLines: false }],
	pageSetup: {
		paperSize: 9,
		orientation: 'landscape' as const,
		fitToPage: true,
		fitToWidth: 1,
		fitToHeight: 0,
		printTitlesRow: `${HEADER_ROW}:${HEADER_ROW}`,
		margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
	},
	headerFooter: { oddFooter: '&L&A&R&P / &N' },
};

/** Title and note of a list. */
export function titleRows(sheet: Worksheet, at: number, name: string, note: string): void {
	const title = sheet.getRow(at);
	setText(title.getCell(1), name);
	title.getCell(1).font = { name: FONT, size: 14, bold: true };
	title.getCell(1).alignment = { vertical: 'middle', wrapText: false };
	title.height = 26;
	const under = sheet.getRow(at + 1);
	setText(under.getCell(1), note);
	under.getCell(1).font = { name: FONT, size: 9, color: { argb: COLOURS.soft } };
	under.getCell(1).alignment = { vertical: 'middle', wrapText: false };
	under.height = 18;
}

function headerRow(row: Row, titles: readonly string[]): void {
	row.height = 24;
	for (const [index, title] of titles.entries()) {
		const cell = row.getCell(index + 1);
		cell.value = title;
		cell.font = { name: FONT, size: 10, bold: true, color: { argb: 'FFFFFFFF' } };
		cell.fill = solid(COLOURS.blue);
		cell.border = BORDER;
		cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
	}
}

type ColumnKind = SheetColumn<never>['kind'];
const FORMATS: Readonly<Record<ColumnKind, string>> = { text: 'General', day: DAY_FORMAT, moment: MOMENT_FORMAT, blank: 'General' };

/** One style object for all cells of a kind: the writer renders each style object once, so long lists stay quick. */
function styleOf(kind: ColumnKind, numFmt = FORMATS[kind]): Partial<Style> {
	return {
		font: { name: FONT, size: 10 },
		border: BORDER,
		numFmt,
		alignment: { vertical: 'middle', wrapText: kind === 'text', horizontal: kind === 'text' ? 'left' : 'center' },
	};
}

const STYLES = { text: styleOf('text'), formulaLike: styleOf('text', TEXT_FORMAT), day: styleOf('day'), moment: styleOf('moment'), blank: styleOf('blank') };

function fillCell(cell: Cell, kind: ColumnKind, value: string | null): void {
	cell.style = kind === 'text' && looksLikeFormula(value ?? '') ? STYLES.formulaLike : STYLES[kind];
	if (kind === 'day') cell.value = excelDay(value);
	else if (kind === 'moment') cell.value = excelMoment(value);
	else cell.value = value === null ? null : cellText(value);
}

type Rows<L extends ListName> = AsyncIterable<ReportLists[L]> | Iterable<ReportLists[L]>;

/** Writes one list sheet row by row, each let go as soon as it is written; `below` is a second list under the first. */
export async function writeListSheet<L extends ListName, B extends ListName>(
	sheet: Worksheet,
	plan: SheetPlan<L>,
	summary: ReportSummary,
	rows: Rows<L>,
	below?: { plan: SheetPlan<B>; rows: Rows<B> },
): Promise<void> {
	const { columns } = plan;
	sheet.columns = [{ width: 7 }, ...columns.map(({ width }) => ({ width }))];
	titleRows(sheet, 1, `${plan.name.replace(/^\d /, '')} · ${periodName(summary.run.period)}${summary.simulated ? '  [시험용(모의)]' : ''}`, plan.note(summary));
	const last = await writeTable(sheet, HEADER_ROW, plan, rows);
	sheet.autoFilter = {
		from: { row: HEADER_ROW, column: 1 },
		to: { row: last, column: columns.length + 1 },
	};
	if (below) {
		const start = Math.max(last, HEADER_ROW + 1) + 2;
		titleRows(sheet, start, below.plan.name, below.plan.note(summary));
		await writeTable(sheet, start + 2, below.plan, below.rows);
	}
	sheet.commit();
}

/** Heads and rows of one list; answers the number of its last row (that of the heads where it is empty). */
export async function writeTable<T>(sheet: Worksheet, header: number, { columns, none }: TablePlan<T>, rows: AsyncIterable<T> | Iterable<T>): Promise<number> {
	headerRow(sheet.getRow(header), ['연번', ...columns.map((column) => column.title)]);
	let number = 0;
	for await (const one of rows) {
		number += 1;
		const row = sheet.getRow(header + number);
		fillCell(row.getCell(1), 'blank', null);
		row.getCell(1).value = number;
		let lines = 1;
		for (const [index, column] of columns.entries()) {
			const value = column.of(one);
			fillCell(row.getCell(index + 2), column.kind, value);
			if (column.kind === 'text') lines = Math.max(lines, linesIn(value ?? '', column.width));
		}
		row.height = rowHeight(lines);
		row.commit();
	}
	if (number === 0) setText(sheet.getRow(header + 1).getCell(1), none ?? '해당하는 건이 없습니다.');
	return header + number;
}
