import type { CitySettings, DocumentState, DraftSection } from '../../types';
import type { BodyPiece } from '../body';
import { type Align, type Cell, cell, type Face, label, line, type Line, type Look, type Piece, MM_OF_POINT, share, table, type Table, widthOf } from '../paper';

const HEADERS: Readonly<Record<DocumentState, string>> = { draft: '초안(담당자 확인 전)', reviewed: '검토(확정 전)', approved: '' };

/** The line at the head of every page until a document is approved. */
export const stateHeader = (state: DocumentState): string => HEADERS[state];

/** `의정부시장` of 의정부시 and 시장; the city's name where documents name no head. */
export function headOffice({ name, head }: CitySettings): string {
	if (head === null) return name;
	return head.title.startsWith(name.slice(-1)) ? `${name}${head.title.slice(1)}` : `${name} ${head.title}`;
}

/** Letters set apart, as titles of forms are: `공 적 조 서`. */
export const spaced = (text: string): string => [...text].join(' ');

/** The largest size in points, from `most` down to `least`, in which the text takes one line. */
export function fitted(text: string, width: number, most: number, least: number): number {
	for (let size = most; size > least; size -= 1) if (widthOf(text, size) * 1.05 <= width) return size;
	return least;
}

/** A line behind a mark: its further lines hang under the first word. */
export function marked(mark: string, text: string, look: Look & { size: number }): Line {
	return mark === '' ? line(text, look) : line(`${mark} ${text}`, { ...look, hanging: widthOf(`${mark} `, look.size) });
}

/** `전화: 031-…`: such lines stand together. */
const PAIR = /^[^:]{1,14}: ./;

/** How the body of a form is set. */
export interface BodyLook {
	/** Points of the letters of paragraphs and of levels 1 to 4. */
	sizes: readonly [number, number, number, number, number];
	/** Millimetres before levels 1 to 4. */
	indents: readonly [number, number, number, number];
	spacing: number;
	/** Points between paragraphs. */
	gap: number;
	/** Letters by which the first line of a paragraph is set in. */
	firstLine: number;
	/** Bold levels. */
	bold: readonly number[];
	face: Face;
	align?: Align;
	/** Paper of a heading. */
	heading: (piece: BodyPiece & { kind: 'heading' }) => Piece[];
	/** Millimetres of the text. */
	width: number;
}

/** The body as pieces of paper. */
export function bodyPieces(body: readonly BodyPiece[], look: BodyLook): Piece[] {
	return body.flatMap((piece): Piece[] => {
		if (piece.kind === 'heading') return look.heading(piece);
		if (piece.kind === 'table') return [dataTable(piece.columns, piece.rows, look.width), line('', { size: 5, spacing: 100 })];
		return [textLine(piece, look)];
	});
}

/** A paragraph or item as a line. */
export function textLine(piece: BodyPiece & { kind: 'text' }, look: BodyLook): Line {
	const { sizes, indents, spacing, gap, firstLine, face, align = 'justify' } = look;
	const size = sizes[piece.level] ?? sizes[0];
	const shared = { size, spacing, face, align, bold: look.bold.includes(piece.level), before: piece.level > 0 && piece.level <= 2 ? gap / 2 : 0, after: piece.level > 0 ? 0 : PAIR.test(piece.text) ? 1 : gap };
	if (piece.level === 0) return line(piece.text, { ...shared, hanging: -firstLine * size * MM_OF_POINT });
	return marked(piece.mark, piece.text, { ...shared, left: indents[piece.level - 1] ?? 0 });
}

/** A bold line as a heading. */
export const headingLine = (size: number) => (piece: BodyPiece & { kind: 'heading' }): Piece[] => [line(piece.text, { size, bold: true, face: 'head', align: 'left', before: 10, after: 3, keepNext: true })];

/** Rows under their columns: narrow columns get what they need, wide ones share the rest. */
export function dataTable(columns: readonly string[], rows: ReadonlyArray<readonly string[]>, width: number, size = 10): Table {
	const widths = columnWidths(columns, rows, width, size);
	const head = columns.map((column) => label(column, { size }));
	const body = rows.map((cells) => columns.map((column, index) => dataCell(cells[index] ?? '', column, widths[index] ?? 0, size)));
	return table(widths, [head, ...body], { head: 1 });
}

function dataCell(text: string, column: string, width: number, size: number): Cell {
	const short = text.split('\n').every((one) => widthOf(one, size) + 4 <= width);
	const align: Align = /금액|예산액|사업비/.test(column) ? 'right' : short && widthOf(text, size) < 34 ? 'center' : 'left';
	return cell(text, { size, align });
}

function columnWidths(columns: readonly string[], rows: ReadonlyArray<readonly string[]>, whole: number, size: number): number[] {
	const longest = (index: number) => Math.max(...[columns[index] ?? '', ...rows.map((cells) => cells[index] ?? '')].flatMap((text) => text.split('\n')).map((text) => widthOf(text, size)));
	const wanted = columns.map((_, index) => Math.max(16, longest(index) + 6));
	const sum = wanted.reduce((total, one) => total + one, 0);
	if (sum <= whole) return share(whole, wanted);
	const narrow = wanted.map((one) => one <= Math.max(36, whole / (columns.length + 2)));
	const kept = wanted.reduce((total, one, index) => total + (narrow[index] === true ? one : 0), 0);
	const wide = wanted.map((one, index) => (narrow[index] === true ? 0 : Math.min(one, whole)));
	const parts = share(Math.max(0, whole - kept), wide.some((one) => one > 0) ? wide : [1]);
	return share(whole, wanted.map((one, index) => (narrow[index] === true ? one : Math.max(20, parts[index] ?? 20))));
}

/** `라벨: 값` lines of a section as label and value; other lines are values without a label. */
export function pairsOf(section: DraftSection | undefined): Array<{ name: string; text: string }> {
	return (section?.blocks ?? []).flatMap((block) => {
		if (block.kind === 'table') return [];
		const [, name = '', text = block.text] = /^([^:]{1,14}): (.+)$/s.exec(block.text) ?? [];
		return [{ name, text }];
	});
}

/** Labels beside their values, one pair a row. */
export const pairTable = (pairs: ReadonlyArray<{ name: string; text: string }>, width: number, size = 11): Table =>
	table([32, width - 32], pairs.map(({ name, text }) => [label(name, { size }), cell(text, { size, align: 'left' })]), { height: 9 });
