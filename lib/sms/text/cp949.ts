import { TextDecoder } from 'node:util';

/**
 * The character set of Korean text messages without a library. Node's `TextDecoder('euc-kr')` knows the KS X 1001 set
 * but not its CP949 extension, which is exactly the Hangul syllables KS X 1001 lacks. Measured: 8,224 two-byte
 * characters of KS X 1001, and 11,172 syllables in all with CP949.
 */

/** Class of a UTF-16 code unit. */
export const UNENCODABLE = 0;
export const SINGLE_BYTE = 1;
export const KSX1001 = 2;
export const CP949_EXTENSION = 3;

const CLASSES = buildClasses();

function buildClasses(): Uint8Array {
	const classes = new Uint8Array(0x10000);
	for (let code = 0x20; code < 0x7f; code++) classes[code] = SINGLE_BYTE;
	for (const code of [0x09, 0x0a, 0x0d]) classes[code] = SINGLE_BYTE;
	classes.fill(CP949_EXTENSION, 0xac00, 0xd7a4);

	const decoder = new TextDecoder('euc-kr', { fatal: true });
	const pair = new Uint8Array(2);
	for (let lead = 0xa1; lead <= 0xfe; lead++) {
		for (let trail = 0xa1; trail <= 0xfe; trail++) {
			pair[0] = lead;
			pair[1] = trail;
			const code = decodePair(decoder, pair);
			if (code !== null && !isPrivateUse(code)) classes[code] = KSX1001;
		}
	}
	return classes;
}

function decodePair(decoder: TextDecoder, pair: Uint8Array): number | null {
	try {
		const text = decoder.decode(pair);
		return text.length === 1 ? text.charCodeAt(0) : null;
	} catch {
		return null;
	}
}

function isPrivateUse(code: number): boolean {
	return code >= 0xe000 && code <= 0xf8ff;
}

/** Class of the UTF-16 code unit: `UNENCODABLE`, `SINGLE_BYTE`, `KSX1001` or `CP949_EXTENSION`. Control characters other than tab and line breaks are unencodable (gateways refuse them). */
export function classOf(codeUnit: number): number {
	return CLASSES[codeUnit] ?? UNENCODABLE;
}

/** Can the whole text be written in CP949? */
export function isEncodable(text: string): boolean {
	for (let index = 0; index < text.length; index++) {
		if (CLASSES[text.charCodeAt(index)] === UNENCODABLE) return false;
	}
	return true;
}

/** CP949 bytes of a text: ASCII 1, everything else 2; a character that cannot be encoded counts 2. CRLF counts 2, LF 1. */
export function byteLength(text: string): number {
	let bytes = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		bytes += CLASSES[code] === SINGLE_BYTE ? 1 : 2;
		if (code >= 0xd800 && code <= 0xdbff && isLowSurrogate(text.charCodeAt(index + 1))) index++;
	}
	return bytes;
}

function isLowSurrogate(code: number): boolean {
	return code >= 0xdc00 && code <= 0xdfff;
}
