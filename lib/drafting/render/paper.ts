import { visible } from '../../report/markup';

export type Align = 'left' | 'center' | 'right' | 'justify';
/** `text` is the office's serif face, `head` its sans serif one. */
export type Face = 'text' | 'head';

/** How a line looks; what is left out is plain 11 pt text. */
export interface Look {
	/** Points. */
	size?: number;
	bold?: boolean;
	face?: Face;
	align?: Align;
	/** `RRGGBB`. */
	colour?: string;
	/** Millimetres from the left edge, and how much further the second line stands; negative: how much further the first does. */
	left?: number;
	hanging?: number;
	/** Points above and below. */
	before?: number;
	after?: number;
	/** Line spacing in percent of the letter's height. */
	spacing?: number;
	/** Stays on the page of what follows. */
	keepNext?: boolean;
	newPage?: boolean;
}

export interface Line {
	kind: 'line';
	text: string;
	look: Look;
}

export type Stroke = 'none' | 'thin' | 'thick' | 'double';
export type Side = 'left' | 'right' | 'top' | 'bottom';

export interface Cell {
	lines: readonly Line[];
	/** Columns and rows it takes. */
	span: number;
	rows: number;
	/** `RRGGBB`; none where empty. */
	shade: string;
	/** Sides that differ from the table's. */
	strokes: Partial<Record<Side, Stroke>>;
	valign: 'top' | 'center';
}

export interface Row {
	cells: readonly Cell[];
	/** Millimetres at least. */
	height: number;
}

export interface Table {
	kind: 'table';
	/** Millimetres. */
	widths: readonly number[];
	rows: readonly Row[];
	/** Rows repeated on each page. */
	head: number;
	stroke: Stroke;
	/** Stands in a line like a letter, on the page of what follows: for boxes that are headings. */
	inline: boolean;
}

/** A piece of a document as it is printed. */
export type Piece = Line | Table;

/** A document as it is printed: A4 portrait, margins in millimetres measured from the edge of the sheet. */
export interface Paper {
	title: string;
	organisation: string;
	/** Small line at the head of every page; none where empty. */
	header: string;
	/** Whether pages are numbered. */
	numbered: boolean;
	margins: { top: number; bottom: number; left: number; right: number };
	pieces: readonly Piece[];
}

export const LABEL_SHADE = 'EEF2F7';
export const ALERT = 'C00000';

/** Millimetres between the border of a cell and its text. */
export const CELL_MARGIN = { side: 1.8, edge: 0.7 };
/** Millimetres of a point. */
export const MM_OF_POINT = 25.4 / 72;

/** Millimetres that a text takes in one line, about: Korean letters are as wide as high, others half as wide. */
export const widthOf = (text: string, size: number): number =>
	([...text].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x2000 ? 2 : 1), 0) / 2) * size * MM_OF_POINT;

/** Text as files hold it: without characters that XML forbids or that hide what stands beside them. */
export const fileText = (text: string): string => visible(text).toWellFormed();

/** Text without breaks and tabs, which files hold as elements of their own; spaces stay as they are. */
export const oneLine = (text: string): string => text.replace(/[\r\n\t]+/g, ' ');

export const line = (text: string, look: Look = {}): Line => ({ kind: 'line', text, look });

/** Width of the text between the margins in millimetres. */
export const textWidth = (margins: Paper['margins']): number => 210 - margins.left - margins.right;

type CellLook = Look & { span?: number; rows?: number; shade?: string; strokes?: Cell['strokes']; valign?: Cell['valign'] };

/** A cell of one or more lines; each line break of a text begins a line. */
export function cell(text: string | readonly Line[], look: CellLook = {}): Cell {
	const { span = 1, rows = 1, shade = '', strokes = {}, valign = 'center', ...rest } = look;
	const lines = typeof text === 'string' ? text.split('\n').map((one) => line(one, { size: 10, spacing: 130, ...rest })) : text;
	return { lines: lines.length > 0 ? lines : [line('', rest)], span, rows, shade, strokes, valign };
}

/** A shaded cell that names what stands beside it. */
export const label = (text: string, look: CellLook = {}): Cell => cell(text, { bold: true, face: 'head', align: 'center', shade: LABEL_SHADE, ...look });

/** A table; rows are cells, alone or with their height. */
export function table(widths: readonly number[], rows: ReadonlyArray<readonly Cell[] | Row>, options: { head?: number; stroke?: Stroke; height?: number; inline?: boolean } = {}): Table {
	const { head = 0, stroke = 'thin', height = 8, inline = false } = options;
	return { kind: 'table', widths, head, stroke, inline, rows: rows.map((row) => ('cells' in row ? row : { cells: row, height })) };
}

/** Widths in parts of the whole, as millimetres that add up to it. */
export function share(whole: number, parts: readonly number[]): number[] {
	const sum = parts.reduce((total, part) => total + part, 0);
	return parts.map((part) => (whole * part) / sum);
}

/** An open slot of a draft: it must be seen on paper too. */
const OPEN = /\[(?:확인|인용) 필요(?:: [^\]\n]{1,200})?\]/g;

/** The text in parts; open slots by themselves. */
export function markedParts(text: string): Array<{ text: string; open: boolean }> {
	const parts: Array<{ text: string; open: boolean }> = [];
	let from = 0;
	for (const found of text.matchAll(OPEN)) {
		if (found.index > from) parts.push({ text: text.slice(from, found.index), open: false });
		parts.push({ text: found[0], open: true });
		from = found.index + found[0].length;
	}
	if (from < text.length || parts.length === 0) parts.push({ text: text.slice(from), open: false });
	return parts;
}

/** Where each cell of a table stands: column and row of its upper left corner. */
export function placed(rows: readonly Row[], columns: number): Array<Array<{ cell: Cell; column: number; row: number }>> {
	const taken = rows.map(() => new Array<boolean>(columns).fill(false));
	return rows.map(({ cells }, row) => {
		let column = 0;
		return cells.map((one) => {
			while (taken[row]?.[column] === true) column += 1;
			const at = { cell: one, column, row };
			for (let down = row; down < row + one.rows; down += 1) taken[down]?.fill(true, column, column + one.span);
			column += one.span;
			return at;
		});
	});
}
