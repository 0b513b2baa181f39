import { textAt } from './cells';
import type { HeaderRow } from './mapping';
import type { SourceBatch } from './raw';
import type { TableRow } from './table';
import { parseWon } from './values';

type Control = NonNullable<SourceBatch['control']>;

const TOTAL_WORD = /^(?:합계|총계|계|총합계|누계)$/;
const SUBTOTAL_WORD = /^(?:소계|중계|페이지계)$/;
const COUNT = /^(?:총|합계|계|전체)?:?([\d,]+)건$/;
const TITLE_COUNT = /(?:총|합계|전체|건수)\s*:?\s*([\d,]+)\s*건(?!\s*씩)|건수\s*:\s*([\d,]+)/;

/** A total line has its word in some cell, and neither a receipt number, a plate nor a day of its own. */
export function lineKind(row: TableRow, { columns }: HeaderRow): 'receipt' | 'total' | 'subtotal' {
	for (const field of ['receiptNo', 'plateNo', 'receivedOn'] as const) {
		const own = textAt(row, columns.get(field)?.[0])?.replace(/\s/g, '') ?? '';
		if (own !== '' && !TOTAL_WORD.test(own) && !SUBTOTAL_WORD.test(own) && !COUNT.test(own)) return 'receipt';
	}
	const words = row.cells.map((cell) => cell.replace(/\s/g, ''));
	if (words.some((word) => TOTAL_WORD.test(word))) return 'total';
	return words.some((word) => SUBTOTAL_WORD.test(word)) ? 'subtotal' : 'receipt';
}

/** What a total line states; null where neither count nor sum can be read. */
export function totalOf(row: TableRow, { columns }: HeaderRow): Control | null {
	const relief = textAt(row, columns.get('reliefAmount')?.[0]);
	const reliefSum = relief === null ? null : (parseWon(relief) ?? null);
	const count = numberOf(row.cells.map((cell) => COUNT.exec(cell.replace(/\s/g, ''))?.[1]).find((digits) => digits !== undefined));
	return count === null && reliefSum === null ? null : { count, reliefSum };
}

/** The number of receipts that the lines above the header state, such as `총 1,234건`. */
export function titleCount(rows: readonly TableRow[]): number | null {
	for (const { cells } of rows) {
		for (const cell of cells) {
			const found = TITLE_COUNT.exec(cell);
			if (found) return numberOf(found[1] ?? found[2]);
		}
	}
	return null;
}

function numberOf(digits: string | undefined): number | null {
	return digits === undefined ? null : Number(digits.replaceAll(',', ''));
}
