import type { Column } from '../report/markup';
import { html, type Html } from '../report/markup';

/** A list that becomes one card a row on a telephone, or one line that says there is nothing. */
export function list<T>(columns: ReadonlyArray<Column<T>>, rows: readonly T[], none: string): Html {
	if (rows.length === 0) return html`<p class="empty">${none}</p>`;
	const head = columns.map(({ title, look }) => html`<th scope="col" class="${look ?? ''}">${title}</th>`);
	const body = rows.map(
		(row) => html`<tr>${columns.map(({ title, look, of }) => html`<td class="${look ?? ''}" data-title="${title}">${cell(of(row))}</td>`)}</tr>`,
	);
	return html`<div class="scroll"><table class="list"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** One element, so that a card lays the cell out beside its title. */
const cell = (value: string | number | Html): Html => (value === '' ? html`` : html`<span>${value}</span>`);

/** A state as a coloured word; the word alone says it too. */
export const stateMark = (words: string, look: 'good' | 'bad' | 'wait' | 'plain' = 'plain') => html`<span class="state ${look}">${words}</span>`;

/** Facts in pairs; those without a value are left out. */
export function factList(facts: ReadonlyArray<readonly [label: string, value: string | Html, wide?: 'wide']>): Html {
	const rows = facts
		.filter(([, value]) => value !== '' && (typeof value === 'string' || value.markup !== ''))
		.map(([label, value, wide]) => html`<dt class="${wide ?? ''}">${label}</dt><dd class="${wide ?? ''}">${value}</dd>`);
	return html`<dl class="facts">${rows}</dl>`;
}
