import { BORDER, COLOURS, FONT, rowHeight, setText, solid } from '../../report/workbook-style';
import type { Worksheet } from '../../vendor/exceljs';
import type { CellKind } from './cell-styles';
import { HEAD_STYLE } from './cell-styles';
import { writeHead, type SheetHead } from './list-sheet';
import { fillCell, smallLines, type CellContent } from './table';

/** Columns of the page; tables take several each. */
const COLUMNS = 12;
const WIDTH = 8.6;

/** Options to add such a page with: A4 upright, one page wide, page numbers, the three head lines frozen and repeated. */
export const pageOptions = {
	views: [{ state: 'frozen' as const, xSplit: 0, ySplit: 3, showGridLines: false }],
	pageSetup: {
		paperSize: 9,
		orientation: 'portrait' as const,
		fitToPage: true,
		fitToWidth: 1,
		fitToHeight: 0,
		printTitlesRow: '1:3',
		margins: { left: 0.5, right: 0.5, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
	},
	headerFooter: { oddFooter: '&L&"맑은 고딕"&8&A · 정산 근거 아님(참고)&R&"맑은 고딕"&8&P / &N' },
};

/** A column of a table on a page: `span` of the twelve columns. */
export interface PageColumn<T> {
	title: string;
	span: number;
	kind: CellKind;
	of: (row: T) => CellContent;
}

/** A sheet with several tables one under the other, on a grid of twelve columns. */
export class PageSheet {
	private at = 4;

	constructor(
		private readonly sheet: Worksheet,
		head: SheetHead,
	) {
		sheet.columns = Array.from({ length: COLUMNS }, () => ({ width: WIDTH }));
		writeHead(sheet, head);
	}

	/** Heading of a section. */
	section(title: string): void {
		this.sheet.getRow(this.at).height = 7;
		this.line(`□ ${title}`, { size: 11, bold: true, colour: COLOURS.blue }, this.at + 1);
	}

	/** A sentence over the whole width. */
	sentence(text: string, look: { bold?: boolean; colour?: string } = {}): void {
		this.line(text, { size: 9, ...look }, this.at);
	}

	/** Label and value side by side, as many pairs a line as given. */
	pairs(lines: ReadonlyArray<ReadonlyArray<[string, string]>>): void {
		for (const line of lines) {
			const span = COLUMNS / line.length;
			const row = this.sheet.getRow(this.at);
			let lineCount = 1;
			line.forEach(([label, value], index) => {
				const left = 1 + index * span;
				this.box(left, 2, 'word', label, true);
				this.box(left + 2, span - 2, 'text', value, false);
				lineCount = Math.max(lineCount, smallLines(value, (span - 2) * WIDTH));
			});
			row.height = rowHeight(lineCount);
			this.at += 1;
		}
	}

	/** A table, or one line that says there is nothing. */
	table<T>(columns: ReadonlyArray<PageColumn<T>>, rows: readonly T[], none: string, strong: (row: T) => boolean = () => false): void {
		if (rows.length === 0) {
			this.sentence(none, { colour: COLOURS.soft });
			return;
		}
		const head = this.sheet.getRow(this.at);
		head.height = Math.max(20, rowHeight(Math.max(...columns.map(({ title, span }) => smallLines(title, span * WIDTH)))));
		let left = 1;
		for (const { title, span } of columns) {
			this.merge(left, span);
			for (let cell = left; cell < left + span; cell += 1) head.getCell(cell).style = HEAD_STYLE;
			head.getCell(left).value = title;
			left += span;
		}
		this.at += 1;
		for (const item of rows) this.tableRow(columns, item, strong(item));
	}

	private tableRow<T>(columns: ReadonlyArray<PageColumn<T>>, item: T, strong: boolean): void {
		let left = 1;
		let lines = 1;
		for (const { span, kind, of } of columns) {
			const value = of(item);
			this.box(left, span, kind, value, strong);
			if (typeof value === 'string' && kind !== 'day' && kind !== 'moment') lines = Math.max(lines, smallLines(value, span * WIDTH));
			left += span;
		}
		this.sheet.getRow(this.at).height = rowHeight(lines);
		this.at += 1;
	}

	private box(left: number, span: number, kind: CellKind, value: CellContent, strong: boolean): void {
		const row = this.sheet.getRow(this.at);
		fillCell(row.getCell(left), kind, value, strong);
		for (let cell = left + 1; cell < left + span; cell += 1) row.getCell(cell).border = BORDER;
		this.merge(left, span);
	}

	private line(text: string, { size, bold = false, colour }: { size: number; bold?: boolean; colour?: string }, at: number): void {
		const row = this.sheet.getRow(at);
		const cell = row.getCell(1);
		setText(cell, text);
		cell.font = { name: FONT, size, bold, ...(colour === undefined ? {} : { color: { argb: colour } }) };
		cell.alignment = { vertical: 'middle', horizontal: 'left', wrapText: true };
		row.height = Math.max(size > 10 ? 20 : 0, rowHeight(smallLines(text, COLUMNS * WIDTH)));
		this.at = at;
		this.merge(1, COLUMNS);
		this.at = at + 1;
	}

	private merge(left: number, span: number): void {
		if (span > 1) this.sheet.mergeCells(this.at, left, this.at, left + span - 1);
	}

	/** A coloured line for what must be read first. */
	banner(text: string, colour: string): void {
		this.sentence(text, { bold: true });
		const cell = this.sheet.getRow(this.at - 1).getCell(1);
		cell.fill = solid(colour);
		cell.border = BORDER;
	}

	/** Ends the sheet. */
	done(): void {
		this.sheet.commit();
	}
}
