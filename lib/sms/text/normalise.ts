import { SAFE_REPLACEMENTS } from './replacements';

const REPLACEABLE = new RegExp(`[${[...SAFE_REPLACEMENTS.keys()].map(escape).join('')}]`, 'gu');
const WON_BEFORE_NUMBER = /₩[ \u00a0]?(\d[\d,]*(?:[천만억]+)?)원?/g;

/** 1 for each UTF-16 unit that is replaced: most texts have none, and looking them up is faster than a pattern. */
const IS_REPLACEABLE = new Uint8Array(0x10000);
for (const character of SAFE_REPLACEMENTS.keys()) IS_REPLACEABLE[character.charCodeAt(0)] = 1;

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
	const replaced = hasReplaceable(text) ? text.replace(REPLACEABLE, (character) => SAFE_REPLACEMENTS.get(character) ?? character) : text;
	return replaced.normalize('NFC');
}

function hasReplaceable(text: string): boolean {
	for (let index = 0; index < text.length; index++) {
		if (IS_REPLACEABLE[text.charCodeAt(index)] === 1) return true;
	}
	return false;
}
