import {
	AlignmentType,
	BorderStyle,
	Document,
	Footer,
	Header,
	type ISectionOptions,
	Packer,
	PageNumber,
	Paragraph,
	Table,
	TableCell,
	TableLayoutType,
	TableRow,
	TextRun,
	VerticalAlignTable,
	WidthType,
} from '../vendor/docx';
import { type Align, type Block, type BlockDocument, type Cell, documentText } from './blocks';
import { STYLES } from './docx-styles';

/** A4 and margins in twips (1/20 pt): 20 mm at the sides and above, 15 mm below. */
const PAGE = { width: 11_906, height: 16_838 };
const MARGIN = { top: 1134, bottom: 850, left: 1134, right: 1134, header: 567, footer: 425 };
const TEXT_WIDTH = PAGE.width - MARGIN.left - MARGIN.right;
/** Half points. */
const SIZE = { title: 36, text: 22, table: 20, small: 18, close: 17 };
/** 240 is a single line. */
const LINE_HEIGHT = { text: 288, close: 240 };
const INDENT = 284;
const SHADE = 'E8EEF6';
const RED = 'B3261E';
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '8994A3' };
const BORDERS = { top: LINE, bottom: LINE, left: LINE, right: LINE };
const ALIGNMENTS = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

interface Look {
	size: number;
	lineHeight?: number;
	bold?: boolean;
	align?: Align;
	colour?: string;
	before?: number;
	after?: number;
	/** Left indent and how much further the second line stands. */
	left?: number;
	hanging?: number;
	pageBreakBefore?: boolean;
	keepNext?: boolean;
}

function paragraph(text: string, look: Look): Paragraph {
	const lines = documentText(text).split('\n');
	return new Paragraph({
		alignment: ALIGNMENTS[look.align ?? 'left'],
		spacing: { before: look.before ?? 0, after: look.after ?? 0, line: look.lineHeight ?? LINE_HEIGHT.text },
		indent: { left: (look.left ?? 0) + (look.hanging ?? 0), hanging: look.hanging ?? 0 },
		pageBreakBefore: look.pageBreakBefore ?? false,
		keepNext: look.keepNext ?? false,
		keepLines: true,
		children: lines.map(
			(line, index) =>
				new TextRun({
					text: line,
					size: look.size,
					bold: look.bold ?? false,
					...(look.colour === undefined ? {} : { color: look.colour }),
					...(index > 0 ? { break: 1 } : {}),
				}),
		),
	});
}

/** Twips that the mark of a line takes (`1. `, `가. `, `○ `, `※ `), so that its further lines hang under the text. */
function markWidth(text: string, size: number): number {
	const mark = /^(\d{1,2}\.|[가-하]\.|[○□※-]|[①-⑳]) /.exec(text)?.[0] ?? '';
	return [...mark].reduce((sum, one) => sum + (/[ .\d-]/.test(one) ? 0.5 : 1), 0) * size * 10;
}

function table({ widths, rows, head = false, small = false }: Block & { kind: 'table' }): Table {
	const whole = widths.reduce((sum, width) => sum + width, 0);
	const columns = widths.map((width) => Math.round((TEXT_WIDTH * width) / whole));
	return new Table({
		width: { size: columns.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
		columnWidths: columns,
		layout: TableLayoutType.FIXED,
		rows: rows.map((cells, index) => new TableRow({ cantSplit: true, tableHeader: head && index === 0, children: row(cells, columns, small) })),
	});
}

function row(cells: readonly Cell[], columns: readonly number[], small: boolean): TableCell[] {
	const [size, lineHeight] = small ? [SIZE.close, LINE_HEIGHT.close] : [SIZE.table, LINE_HEIGHT.text];
	let column = 0;
	return cells.map((cell) => {
		const span = cell.span ?? 1;
		const width = columns.slice(column, column + span).reduce((sum, one) => sum + one, 0);
		column += span;
		return new TableCell({
			columnSpan: span,
			width: { size: width, type: WidthType.DXA },
			borders: BORDERS,
			verticalAlign: VerticalAlignTable.CENTER,
			margins: small ? { top: 20, bottom: 20, left: 57, right: 57 } : { top: 57, bottom: 57, left: 85, right: 85 },
			...(cell.label === true ? { shading: { fill: SHADE } } : {}),
			children: [paragraph(cell.text, { size, lineHeight, bold: cell.label ?? false, align: cell.align ?? (cell.label ? 'center' : 'left') })],
		});
	});
}

function blockOf(block: Block, first: boolean, beside: { before: Block | undefined; after: Block | undefined }): Paragraph | Table {
	switch (block.kind) {
		case 'title':
			return paragraph(block.text, { size: SIZE.title, bold: true, align: 'center', before: first ? 0 : 120, after: 240, pageBreakBefore: first });
		case 'line': {
			const { text, level = 0, bold = false, align = 'left', size = SIZE.text, alert = false } = block;
			const heading = bold && level === 0 && align === 'left';
			return paragraph(text, {
				size,
				bold,
				align,
				before: heading ? 200 : beside.before?.kind === 'table' ? 120 : 40,
				after: 40,
				left: level * INDENT,
				hanging: align === 'left' ? markWidth(text, size) : 0,
				keepNext: heading || beside.after?.kind === 'table',
				pageBreakBefore: first,
				...(alert ? { colour: RED } : {}),
			});
		}
		case 'table':
			return table(block);
		case 'space':
			return paragraph('', { size: SIZE.small, pageBreakBefore: first });
	}
}

/** Tables need a line before, between and after them: without one, an editor joins them or cannot begin a page. */
function separated(page: readonly Block[]): Block[] {
	return page.flatMap((block, index): Block[] => {
		if (block.kind !== 'table') return [block];
		const before: Block[] = index === 0 || page[index - 1]?.kind === 'table' ? [{ kind: 'space' }] : [];
		return [...before, block, ...(index === page.length - 1 ? [{ kind: 'space' } as const] : [])];
	});
}

/** The document as the bytes of a DOCX file: every part is text that can be edited. */
export async function renderDocx(document: BlockDocument): Promise<Buffer> {
	const header = documentText(document.header);
	const section: ISectionOptions = {
		properties: { page: { size: PAGE, margin: MARGIN } },
		...(header === '' ? {} : { headers: { default: new Header({ children: [paragraph(header, { size: SIZE.small, align: 'right', colour: '5A6779' })] }) } }),
		...(document.numbered ? { footers: { default: new Footer({ children: [pageNumber()] }) } } : {}),
		children: document.pages.flatMap((page, index) => separated(page).map((block, place, all) => blockOf(block, index > 0 && place === 0, { before: all[place - 1], after: all[place + 1] }))),
	};
	const file = new Document({
		title: documentText(document.title),
		creator: documentText(document.organisation),
		lastModifiedBy: documentText(document.organisation),
		sections: [section],
	});
	return await Packer.toBuffer(file, undefined, [{ path: 'word/styles.xml', data: STYLES }]);
}

function pageNumber(): Paragraph {
	return new Paragraph({
		alignment: AlignmentType.CENTER,
		children: [new TextRun({ children: ['- ', PageNumber.CURRENT, ' -'], size: SIZE.small })],
	});
}
