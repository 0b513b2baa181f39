import { pasteText } from './paste-text';
import type { CheckSheetInput, DraftHtmlInput } from './types';

export function checkSheetHtml(input: CheckSheetInput): string {
	return `<pre>${pasteText(input).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`;
}

export function draftHtml(input: DraftHtmlInput): string {
	return `<pre>${pasteText(input).replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</pre>`;
}
