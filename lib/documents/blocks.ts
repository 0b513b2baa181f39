import { visible } from '../report/markup';

export type Align = 'left' | 'center' | 'right';

/** One cell of a table. */
export interface Cell {
	text: string;
	/** Names a value: shaded and centred. */
	label?: boolean;
	align?: Align;
	/** Columns it takes. */
	span?: number;
}

/** A piece of a document, in the order in which it is read. */
export type Block =
	| { kind: 'title'; text: string }
	/** A numbered or plain line; `level` 0 to 2 indents it, and its further lines hang under the first word. */
	| { kind: 'line'; text: string; level?: 0 | 1 | 2; bold?: boolean; align?: Align; size?: number; alert?: boolean }
	/** Widths in parts of the whole; `head` repeats the first row on each page; `small` sets it in small, close lines. */
	| { kind: 'table'; widths: readonly number[]; rows: ReadonlyArray<readonly Cell[]>; head?: boolean; small?: boolean }
	| { kind: 'space' };

/** A document of A4 pages; each entry of `pages` begins on a new page. */
export interface BlockDocument {
	/** For the file's properties. */
	title: string;
	organisation: string;
	/** Small line at the head of every page; none where empty. */
	header: string;
	/** Whether pages are numbered. */
	numbered: boolean;
	pages: ReadonlyArray<readonly Block[]>;
}

/** Text as a document holds it: without characters that XML forbids or that hide what stands beside them. */
export const documentText = (text: string) => visible(text).toWellFormed();

/** A labelled cell. */
export const label = (text: string, span = 1): Cell => ({ text, label: true, align: 'center', span });
/** A cell with a value. */
export const value = (text: string, align: Align = 'left', span = 1): Cell => ({ text, align, span });
