import type { Worksheet } from '../vendor/exceljs';
import { BORDER, COLOURS, COUNT_FORMAT, FONT, setText, solid } from './workbook-style';

type Look = 'label' | 'box' | 'plain';

interface Block {
	/** Columns it takes. */
	span: number;
	/** Rows it takes, counted downwards. */
	rows?: number;
	/** Taken by a block of the row above. */
	skip?: boolean;
	text?: string | number;
	look?: Look;
	format?: string;
	bold?: boolean;
	size?: number;
	colour?: string;
	align?: 'left' | 'center' | 'right';
	wrap?: boolean;
}

const WIDTHS = [13, 12.5, 12.5, 12.5, 12.5, 12.5, 12.5, 12.5];

/** Fills a sheet of eight columns line by line, from the top. */
export class CoverPage {
	/** Number of the next line. */
	row = 1;

	constructor(private readonly sheet: Worksheet) {
		sheet.columns = WIDTHS.map((width) => ({ width }));
	}

	/** One line of blocks side by side. */
	line(blocks: readonly Block[], height: number): void {
		const row = this.sheet.getRow(this.row);
		row.height = height;
		let column = 1;
		for (const block of blocks) {
			if (!block.skip) this.place(block, column);
			column += block.span;
		}
		this.row += 1;
	}

	private place(block: Block, column: number): void {
		const { span, rows = 1, text = '', look = 'plain' } = block;
		const end = { row: this.row + rows - 1, column: column + span - 1 };
		for (let row = this.row; row <= end.row; row += 1) {
			for (let at = column; at <= end.column; at += 1) {
				const cell = this.sheet.getRow(row).getCell(at);
				if (look !== 'plain') cell.border = BORDER;
				if (look === 'label') cell.fill = solid(COLOURS.pale);
			}
		}
		if (span > 1 || rows > 1) this.sheet.mergeCells(this.row, column, end.row, end.column);
		const cell = this.sheet.getRow(this.row).getCell(column);
		if (typeof text === 'number') {
			cell.value = text;
			cell.numFmt = block.format ?? COUNT_FORMAT;
		} else {
			setText(cell, text);
		}
		cell.font = {
			name: FONT,
			size: block.size ?? 10,
			bold: block.bold ?? look === 'label',
			...(block.colour === undefined ? {} : { color: { argb: block.colour } }),
		};
		const natural = look === 'label' ? 'center' : typeof text === 'number' ? 'right' : 'left';
		const horizontal = block.align ?? natural;
		cell.alignment = {
			horizontal,
			vertical: 'middle',
			wrapText: block.wrap ?? false,
			shrinkToFit: look === 'box' && !block.wrap,
			indent: look === 'box' && horizontal !== 'center' ? 1 : 0,
		};
	}

	/** Cells of one look side by side. */
	cells(values: ReadonlyArray<string | number>, spans: readonly number[], look: Look, formats: readonly string[] = []): void {
		this.line(
			values.map((text, index) => ({ text, span: spans[index] ?? 1, look, ...(formats[index] === undefined ? {} : { format: formats[index] }) })),
			18,
		);
	}

	/** Column heads, each `span` columns wide. */
	heads(titles: readonly string[], span = 1): void {
		this.cells(titles, titles.map(() => span), 'label');
	}

	/** Figures under heads; a leading text is a label. */
	figures(values: ReadonlyArray<string | number>, format: string, span = 1): void {
		this.line(
			values.map((text, index) => ({
				text,
				span,
				format,
				look: index === 0 && typeof text === 'string' ? ('label' as const) : ('box' as const),
				align: index === 0 && typeof text === 'string' ? ('center' as const) : ('right' as const),
			})),
			20,
		);
	}

	section(title: string): void {
		this.gap();
		this.line([{ span: 8, text: `■ ${title}`, bold: true, size: 11, colour: COLOURS.blue }], 20);
	}

	gap(): void {
		this.sheet.getRow(this.row).height = 7;
		this.row += 1;
	}
}
