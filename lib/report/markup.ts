/** Markup that is safe to place in a page. Only this file makes it out of text. */
export interface Html {
	readonly markup: string;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control and direction characters that could hide or reorder what stands beside them. */
const INVISIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;

/** Text without characters that control instead of showing. */
export const visible = (text: string) => text.replace(INVISIBLE, '');

const escapeText = (text: string) => visible(text).replace(/[&<>"']/g, (found) => ENTITIES[found] ?? '');

type Value = Html | readonly Html[] | string | number | null;

function render(value: Value): string {
	if (value === null) return '';
	if (typeof value === 'string' || typeof value === 'number') return escapeText(String(value));
	return 'markup' in value ? value.markup : value.map((one) => one.markup).join('\n');
}

/** Template tag: every value is escaped unless it is markup already. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
	return { markup: parts.reduce((page, part, index) => page + render(values[index - 1] ?? null) + part) };
}

/** Markup taken as it is: for the style sheet, never for data. */
export const trusted = (markup: string): Html => ({ markup });
export const nothing: Html = { markup: '' };

/** A column of a list; `of` gives the cell's text. */
export interface Column<T> {
	title: string;
	of: (row: T) => string | number | Html;
	/** `num` right-aligned figures, `tight` never wrapped. */
	look?: 'num' | 'tight';
}

/** A table, or one line that says there is nothing. `sums` is the row of totals. */
export function table<T>(columns: ReadonlyArray<Column<T>>, rows: readonly T[], none: string, sums?: readonly string[]): Html {
	if (rows.length === 0) return html`<p class="empty">${none}</p>`;
	const head = columns.map((column) => html`<th scope="col" class="${column.look ?? ''}">${column.title}</th>`);
	const body = rows.map((row) => html`<tr>${columns.map((column) => html`<td class="${column.look ?? ''}">${column.of(row)}</td>`)}</tr>`);
	const foot = sums
		? html`<tfoot><tr>${columns.map((column, index) => html`<td class="${column.look ?? ''}">${sums[index] ?? ''}</td>`)}</tr></tfoot>`
		: nothing;
	return html`<table class="list"><thead><tr>${head}</tr></thead><tbody>${body}</tbody>${foot}</table>`;
}
