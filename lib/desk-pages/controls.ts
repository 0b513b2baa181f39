import { html, type Html, nothing } from '../report/markup';
import type { DeskPage, Frame } from './frame';

interface FieldOptions {
	value?: string | undefined;
	hint?: string;
	required?: boolean;
	/** Attributes that are no data, such as `inputmode="tel"`. */
	more?: Html;
}

const needed = (required: boolean | undefined) => (required ? html` <span class="needed">필수</span>` : nothing);
const must = (required: boolean | undefined) => (required ? html` required` : nothing);
const described = (id: string, hint: string | undefined) => (hint === undefined ? nothing : html` aria-describedby="${id}-hint"`);
const hinted = (id: string, hint: string | undefined) => (hint === undefined ? nothing : html`<small id="${id}-hint">${hint}</small>`);

function labelled(id: string, label: string, control: Html, { hint, required }: FieldOptions): Html {
	return html`<div class="field"><label for="${id}">${label}${needed(required)}</label>${control}${hinted(id, hint)}</div>`;
}

export function textField(name: string, label: string, options: FieldOptions = {}): Html {
	const { value = '', hint, required, more = nothing } = options;
	return labelled(name, label, html`<input id="${name}" name="${name}" value="${value}" maxlength="200" autocomplete="off"${must(required)}${described(name, hint)} ${more}>`, options);
}

export function dayField(name: string, label: string, options: FieldOptions & { max?: string } = {}): Html {
	const { value = '', hint, required, max } = options;
	const latest = max === undefined ? nothing : html` max="${max}"`;
	return labelled(name, label, html`<input type="date" id="${name}" name="${name}" value="${value}"${latest}${must(required)}${described(name, hint)}>`, options);
}

export function areaField(name: string, label: string, options: FieldOptions & { rows?: number } = {}): Html {
	const { value = '', hint, required, rows = 3 } = options;
	return labelled(name, label, html`<textarea id="${name}" name="${name}" rows="${rows}" maxlength="1000"${must(required)}${described(name, hint)}>${value}</textarea>`, options);
}

export type Choices = ReadonlyArray<readonly [value: string, label: string]>;

export function selectField(name: string, label: string, choices: Choices, options: FieldOptions = {}): Html {
	const { value = '', hint, required } = options;
	const rows = choices.map(([one, words]) => html`<option value="${one}"${one === value ? html` selected` : nothing}>${words}</option>`);
	return labelled(name, label, html`<select id="${name}" name="${name}"${must(required)}${described(name, hint)}>${rows}</select>`, options);
}

export function radioField(name: string, label: string, choices: Choices, value: string): Html {
	const rows = choices.map(
		([one, words]) => html`<label><input type="radio" name="${name}" value="${one}" required${one === value ? html` checked` : nothing}> ${words}</label>`,
	);
	return html`<fieldset class="field"><legend>${label}${needed(true)}</legend><div class="radios">${rows}</div></fieldset>`;
}

/** A form that is sent to the desk by POST: what is typed never stands in an address. */
export function deskForm(frame: Pick<Frame, 'requestId'>, page: DeskPage, act: string, fields: Html, button: Html): Html {
	return html`<form method="post" action="?page=${page}" class="card entry" autocomplete="off">
<input type="hidden" name="page" value="${page}"><input type="hidden" name="act" value="${act}"><input type="hidden" name="requestId" value="${frame.requestId}">
<div class="fields">${fields}</div><p class="buttons">${button}</p></form>`;
}

export const hiddenField = (name: string, value: string) => html`<input type="hidden" name="${name}" value="${value}">`;
export const submit = (words: string, look: 'main' | 'danger' = 'main') => html`<button class="${look}">${words}</button>`;

/** Links that choose between two views of a list. */
export function listFilter(page: DeskPage, all: boolean, words: { open: string; all: string }): Html {
	const one = (label: string, address: string, chosen: boolean) =>
		html`<a href="${address}"${chosen ? html` aria-current="true"` : nothing}>${label}</a>`;
	return html`<p class="filter">${one(words.open, `?page=${page}`, !all)} ${one(words.all, `?page=${page}&show=all`, all)}</p>`;
}

/** `address` of the next part of a list, or null on the last one. */
export const morePages = (address: string | null) => (address === null ? nothing : html`<p class="more"><a href="${address}">다음 목록</a></p>`);

/** An address within the desk. */
export function address(page: DeskPage, parameters: Record<string, string | number | undefined>): string {
	const query = new URLSearchParams({ page });
	for (const [name, value] of Object.entries(parameters)) if (value !== undefined && value !== '') query.set(name, String(value));
	return `?${query.toString()}`;
}
