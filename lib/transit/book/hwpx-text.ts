import { visible } from '../../report/markup';

const MARKED = /[\\`*_{}[\]()#+\-.!|>~]/g;

/** Text without line breaks and characters that control. */
export const oneLine = (text: string): string => visible(text).toWellFormed().replace(/\s+/g, ' ').trim();

/**
 * Text as the markdown of a document takes it, so that it comes out letter by letter: marks are escaped, line breaks become
 * spaces. `<` cannot be escaped there and becomes `＜`; `$$` would begin a formula and becomes `＄＄`.
 */
export const plain = (text: string): string =>
	oneLine(text).replace(MARKED, '\\$&').replaceAll('<', '＜').replaceAll('$$', '＄＄');

/** Widths in places: Korean letters take two. */
export const placesOf = (text: string): number => [...text].reduce((sum, one) => sum + ((one.codePointAt(0) ?? 0) > 0x10ff ? 2 : 1), 0);

/** The text, cut with `…` where it would take more places. */
export function cutTo(text: string, places: number): string {
	if (placesOf(text) <= places) return text;
	let kept = '';
	let taken = 1;
	for (const letter of text) {
		taken += placesOf(letter);
		if (taken > places) break;
		kept += letter;
	}
	return `${kept.trimEnd()}…`;
}
