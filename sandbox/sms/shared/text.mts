/** Text as a Korean carrier sees it. The table is built here on purpose: the sandbox shares nothing with the code it tests. */

const twoByteCharacters = buildTwoByteCharacters();

function buildTwoByteCharacters(): Set<number> {
	const decoder = new TextDecoder('euc-kr', { fatal: true });
	const found = new Set<number>();
	for (let lead = 0xa1; lead <= 0xfe; lead++) {
		for (let trail = 0xa1; trail <= 0xfe; trail++) {
			try {
				const codePoint = decoder.decode(Uint8Array.of(lead, trail)).codePointAt(0);
				if (codePoint !== undefined && (codePoint < 0xe000 || codePoint > 0xf8ff)) found.add(codePoint);
			} catch {
				// a pair that KS X 1001 leaves empty
			}
		}
	}
	for (let syllable = 0xac00; syllable <= 0xd7a3; syllable++) found.add(syllable);
	return found;
}

/** CP949 bytes: ASCII 1, all else 2. */
export function bytesOf(text: string): number {
	let bytes = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		bytes += code < 0x80 ? 1 : 2;
		const pair = code >= 0xd800 && code <= 0xdbff && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00;
		if (pair) index++;
	}
	return bytes;
}

/** First character that CP949 lacks (vendor code 1029), or null. */
export function firstUnencodable(text: string): string | null {
	for (const character of text) {
		const codePoint = character.codePointAt(0) ?? 0;
		if (codePoint >= 0x80 && !twoByteCharacters.has(codePoint)) return character;
	}
	return null;
}

/** Control characters other than line breaks and tab (vendor code 1028). */
export function hasUnprintable(text: string): boolean {
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if ((code < 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) || code === 0x7f) return true;
	}
	return false;
}
