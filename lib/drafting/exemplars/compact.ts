/** A text as passages are compared, and where each of its characters stands in the text. */
export interface Compact {
	text: string;
	/** Offset of each character, and the end of the text after them. */
	at: readonly number[];
}

const QUOTES = /[“”„‟«»＂]/;
const APOSTROPHES = /[‘’‚‛´`＇]/;
const DOTS = /[·ㆍ‧・•∙]/;

/** Without spaces, quotes and dots alike, each number (with its commas and points) one `0`: changed figures do not make a passage another one. */
export function compact(text: string): Compact {
	const kept: string[] = [];
	const at: number[] = [];
	for (let index = 0; index < text.length; index += 1) {
		const character = text.charAt(index);
		if (/\s/.test(character)) continue;
		at.push(index);
		if (/\d/.test(character)) {
			kept.push('0');
			while (/\d/.test(text.charAt(index + 1)) || (/[.,]/.test(text.charAt(index + 1)) && /\d/.test(text.charAt(index + 2)))) index += 1;
		} else kept.push(QUOTES.test(character) ? '"' : APOSTROPHES.test(character) ? "'" : DOTS.test(character) ? '·' : character.toLowerCase());
	}
	return { text: kept.join(''), at: [...at, text.length] };
}
