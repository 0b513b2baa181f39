import { html, type Html, nothing } from '../../report/markup';
import { count } from '../book/words';

/** A column of a table on the page. */
export interface Column<T> {
	title: string;
	of: (row: T) => string | Html;
	/** `num` right-aligned figures, `tight` never wrapped, `prose` room for a sentence on narrow screens. */
	look?: 'num' | 'tight' | 'prose';
	/** What the column is sorted by where the table can be sorted; a null goes last. */
	sort?: (row: T) => number | string | null;
}

export interface TableLook<T> {
	/** What the table shows, in words above it. */
	caption: string;
	/** Said instead of an empty table. */
	none: string;
	id?: string;
	/** Value that the table can be filtered by. */
	group?: (row: T) => string;
	/** The caption is for screen readers alone, where a heading says the same. */
	quiet?: boolean;
	/** Rows not shown, and what they are with their counter: `노선`, `개`. */
	left?: number;
	unit?: readonly [string, string];
}

/** `은` after a final consonant, else `는`. */
const topic = (word: string): string => ((word.charCodeAt(word.length - 1) - 0xac00) % 28 > 0 ? '은' : '는');

/** Says how many rows are not on the page, or nothing. */
export const leftOut = (left: number, [name, counter]: readonly [string, string]): Html =>
	left > 0 ? html`<p class="more">여기에 표시하지 않은 ${name} ${count(left)}${counter}${topic(counter)} 통합 문서(엑셀)에서 확인하시기 바랍니다.</p>` : nothing;

/** A table whose first column names the row, or a line that says there is nothing. */
export function dataTable<T>(columns: ReadonlyArray<Column<T>>, rows: readonly T[], look: TableLook<T>): Html {
	if (rows.length === 0) return html`<p class="empty">${look.none}</p>`;
	const head = columns.map(({ title, look: kind, sort }) => html`<th scope="col" class="${kind ?? ''}"${sort === undefined ? nothing : html` data-sort`}>${title}</th>`);
	const cell = (row: T, { of, look: kind, sort }: Column<T>, index: number) => {
		const key = sort === undefined ? nothing : html` data-v="${sort(row) ?? ''}"`;
		const kinds = kind === undefined ? nothing : html` class="${kind}"`;
		return index === 0 ? html`<th scope="row"${kinds}${key}>${of(row)}</th>` : html`<td${kinds}${key}>${of(row)}</td>`;
	};
	const group = (row: T) => (look.group === undefined ? nothing : html` data-group="${look.group(row)}"`);
	const body = rows.map((row) => html`<tr${group(row)}>${columns.map((column, index) => cell(row, column, index))}</tr>`);
	return html`<div class="scroll" role="region" aria-label="${look.caption}" tabindex="0"><table class="list"${look.id === undefined ? nothing : html` id="${look.id}"`}><caption${look.quiet ? html` class="unseen"` : nothing}>${look.caption}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${leftOut(look.left ?? 0, look.unit ?? ['자료', '건'])}`;
}
