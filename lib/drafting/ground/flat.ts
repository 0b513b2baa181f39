const SAME: ReadonlyMap<string, string> = new Map([
	...[...'∼〜～˜'].map((tilde) => [tilde, '~'] as const),
	...[...'‧•ㆍ・･'].map((dot) => [dot, '·'] as const),
	...[...'–—−‒―‐‑'].map((dash) => [dash, '-'] as const),
	...[...'\u00a0\u2002\u2003\u2009\u202f\u3000\t'].map((space) => [space, ' '] as const),
	...[...'’‘＇'].map((quote) => [quote, quote === '＇' ? "'" : quote] as const),
]);

/** The text with full-width signs, tildes, dashes, dots and spaces as one kind each; every character keeps its place. */
export function flat(text: string): string {
	return text.replace(/[^\n\x20-\x7e가-힣]/g, (letter) => {
		const same = SAME.get(letter);
		if (same !== undefined) return same;
		const code = letter.charCodeAt(0);
		return code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : letter;
	});
}

/** Letters and digits alone, lower case: what two spellings of the same words have in common. */
export const squeezed = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
