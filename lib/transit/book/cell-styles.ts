import { BORDER, COLOURS, COUNT_FORMAT, DAY_FORMAT, FONT, MOMENT_FORMAT, solid, TEXT_FORMAT } from '../../report/workbook-style';
import type { Style } from '../../vendor/exceljs';

/**
 * Kinds of cells. `text` may take several lines, `line` only one; `persons` shows a dash for nought, so that a heat map stays legible; `change` shows its sign; `level` is a
 * crowding level or verdict, coloured by its word.
 */
export type CellKind = 'text' | 'line' | 'word' | 'count' | 'persons' | 'tenth' | 'ratio' | 'percent' | 'change' | 'day' | 'moment' | 'level' | 'blank';

const FORMATS: Readonly<Record<CellKind, string>> = {
	text: 'General',
	line: 'General',
	word: 'General',
	count: COUNT_FORMAT,
	persons: '#,##0;-#,##0;"-"',
	tenth: '#,##0.0',
	ratio: '#,##0.00',
	percent: '0.0%',
	change: '+0.0%;-0.0%;0.0%',
	day: DAY_FORMAT,
	moment: MOMENT_FORMAT,
	level: 'General',
	blank: 'General',
};

/** Colours of words that judge: letters and ground. */
const JUDGED: Readonly<Record<string, { font: string; fill: string }>> = {
	매우혼잡: { font: 'FFFFFFFF', fill: 'FFB3261E' },
	혼잡: { font: 'FF7A1B14', fill: 'FFF8D7D3' },
	이상: { font: 'FF7A1B14', fill: 'FFF8D7D3' },
	보통: { font: 'FF6B4E00', fill: 'FFFFF0C9' },
	주의: { font: 'FF6B4E00', fill: 'FFFFF0C9' },
	여유: { font: 'FF1F5E3C', fill: 'FFDDF1E4' },
	정상: { font: 'FF1F5E3C', fill: 'FFDDF1E4' },
	'검토 대상': { font: 'FF7A1B14', fill: 'FFF8D7D3' },
};

const middle = { vertical: 'middle' as const };
const alignmentOf = (kind: CellKind): Partial<Style['alignment']> => {
	if (kind === 'text' || kind === 'blank') return { ...middle, horizontal: 'left', wrapText: true, indent: 1 };
	if (kind === 'line') return { ...middle, horizontal: 'left', indent: 1 };
	if (kind === 'word' || kind === 'level' || kind === 'day' || kind === 'moment') return { ...middle, horizontal: 'center', wrapText: true };
	return { ...middle, horizontal: 'right' };
};

function styleOf(kind: CellKind, { numFmt = FORMATS[kind], strong = false }: { numFmt?: string; strong?: boolean } = {}): Partial<Style> {
	return {
		font: { name: FONT, size: 9, bold: strong },
		border: BORDER,
		numFmt,
		alignment: alignmentOf(kind),
		...(strong ? { fill: solid(COLOURS.fill) } : {}),
	};
}

const KINDS: readonly CellKind[] = ['text', 'line', 'word', 'count', 'persons', 'tenth', 'ratio', 'percent', 'change', 'day', 'moment', 'level', 'blank'];
const mapOf = (strong: boolean) => new Map(KINDS.map((kind) => [kind, styleOf(kind, { strong })]));
const PLAIN = mapOf(false);
const STRONG = mapOf(true);
const FORMULA_LIKE = styleOf('text', { numFmt: TEXT_FORMAT });
const LEVELS = new Map(
	Object.entries(JUDGED).map(([word, { font, fill }]) => [word, { ...styleOf('level'), font: { name: FONT, size: 9, bold: true, color: { argb: font } }, fill: solid(fill) }]),
);
const FALLBACK = styleOf('text');

/** Style of a cell: one object for all cells of a kind, which the writer renders once, so that long sheets stay quick. */
export const styleFor = (kind: CellKind, strong: boolean): Partial<Style> => (strong ? STRONG : PLAIN).get(kind) ?? FALLBACK;
/** Style of a word that judges, by the word. */
export const levelStyle = (word: string): Partial<Style> => LEVELS.get(word) ?? styleFor('level', false);
/** Style of a text that a spreadsheet could take for a formula when somebody edits it. */
export const formulaLikeStyle = FORMULA_LIKE;

/** Style of column heads. */
export const HEAD_STYLE: Partial<Style> = {
	font: { name: FONT, size: 9, bold: true, color: { argb: 'FFFFFFFF' } },
	fill: solid(COLOURS.blue),
	border: BORDER,
	alignment: { horizontal: 'center', vertical: 'middle', wrapText: true },
};
