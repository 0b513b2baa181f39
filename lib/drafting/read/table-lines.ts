import type { Block } from '../types';

type TableBlock = Extract<Block, { kind: 'table' }>;

const RULE = /^\|?[\s:|-]*-{3,}[\s:|-]*$/;
/** Longest heading of a column in characters. */
const LONGEST_COLUMN = 14;

/** The cells of a line of a table (tabs, or bars at both ends); null where it is none. */
export function cellsOf(line: string): string[] | null {
	const text = line.trim();
	if (text.length > 2 && text.startsWith('|') && text.endsWith('|')) {
		return text.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.replaceAll('\\|', '|').trim());
	}
	if (!line.replace(/^\t+/, '').includes('\t')) return null;
	const cells = line.replace(/[\r\n]+$/, '').split('\t').map((cell) => cell.trim());
	return cells.filter((cell) => cell !== '').length > 1 || cells.length > 2 ? cells : null;
}

/** Whether a line only rules off the head of a table. */
export const isTableRule = (line: string): boolean => line.includes('|') && RULE.test(line.trim());

/**
 * Rows as a table. The first row is its head where it reads like one: short, without figures, nothing empty, more rows below;
 * else the columns are those that the section has, if their number fits.
 * @param known columns of the section
 */
export function tableOf(rows: ReadonlyArray<readonly string[]>, known: readonly string[]): TableBlock {
	const width = Math.max(...rows.map((row) => row.length));
	const full = rows.map((row) => [...row, ...Array<string>(width - row.length).fill('')]);
	const [first = [], ...rest] = full;
	const isKnown = known.length === width && first.every((cell, index) => bare(cell) === bare(known[index] ?? ''));
	if (isKnown || (rest.length > 0 && first.every((cell) => cell !== '' && cell.length <= LONGEST_COLUMN && !/\d/.test(cell)))) {
		return { kind: 'table', columns: first, rows: rest };
	}
	return { kind: 'table', columns: known.length === width ? known : Array<string>(width).fill(''), rows: full };
}

const bare = (text: string): string => text.replace(/\s/g, '');
