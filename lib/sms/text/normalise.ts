import { SAFE_REPLACEMENTS } from './replacements';

const REPLACEABLE = new RegExp(`[${[...SAFE_REPLACEMENTS.keys()].map(escape).join('')}]`, 'gu');
const WON_BEFORE_NUMBER = /₩[ \u00a0]?(\d[\d,]*(?:[천만억]+)?)원?/g;

function escape(character: string): string {
	return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/**
 * Mends what Word, Excel and macOS put into texts without changing what is read: composes Hangul (NFC), plain spaces,
 * `•`→`·`, dashes→`-`, `₩1,000`→`1,000원`, no zero-width characters, CRLF→LF. Applying it twice changes nothing more.
 */
export function normaliseText(text: string): string {
	const plain = text.replace(/\r\n?/g, '\n').replace(WON_BEFORE_NUMBER, '$1원');
	const once = replaceOnce(plain);
	return once === plain ? once : replaceOnce(once);
}

function replaceOnce(text: string): string {
	return text.replace(REPLACEABLE, (character) => SAFE_REPLACEMENTS.get(character) ?? character).normalize('NFC');
}
