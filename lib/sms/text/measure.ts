import type { TextMeasure, UnencodableCharacter } from '../types';
import { CP949_EXTENSION, SINGLE_BYTE, UNENCODABLE, classOf } from './cp949';
import { SAFE_REPLACEMENTS, SUGGESTED_REPLACEMENTS } from './replacements';

/** Longest short message (단문), long message (장문) and subject, in CP949 bytes. */
export const SMS_LIMIT_BYTES = 90;
export const LMS_LIMIT_BYTES = 2000;
export const SUBJECT_LIMIT_BYTES = 40;

const WEB_MARK = '[Web발신]';
/** Conjoining jamo: what decomposed (NFD) Hangul from macOS is made of. */
const DECOMPOSED_SYLLABLE = /[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?/y;

/**
 * Size of a text as Korean gateways count it. The carriers' `[Web발신]` mark is not counted (see `withWebMark`).
 * `unencodable[].index` counts characters (code points); a decomposed syllable or an emoji is one entry of 2 bytes.
 */
export function measureText(text: string): TextMeasure {
	let bytes = 0;
	let surrogatePairs = 0;
	const unencodable: UnencodableCharacter[] = [];
	const outsideKsx1001 = new Set<string>();
	for (let unit = 0; unit < text.length; unit++) {
		const kind = classOf(text.charCodeAt(unit));
		if (kind === SINGLE_BYTE) {
			bytes += 1;
			continue;
		}
		bytes += 2;
		if (kind === CP949_EXTENSION) {
			outsideKsx1001.add(text.charAt(unit));
		} else if (kind === UNENCODABLE) {
			const character = characterAt(text, unit);
			unencodable.push({ character, index: unit - surrogatePairs, suggestion: suggest(character) });
			if (isSurrogatePair(character)) surrogatePairs += 1;
			unit += character.length - 1;
		}
	}
	return {
		bytes,
		type: bytes <= SMS_LIMIT_BYTES ? 'SMS' : 'LMS',
		tooLong: bytes > LMS_LIMIT_BYTES,
		unencodable,
		outsideKsx1001: [...outsideKsx1001],
	};
}

/** The text as it appears on the handset: carriers put `[Web발신]` in front of internet-sent texts, not charged to us. */
export function withWebMark(text: string): string {
	return `${WEB_MARK}\n${text}`;
}

function characterAt(text: string, unit: number): string {
	DECOMPOSED_SYLLABLE.lastIndex = unit;
	const syllable = DECOMPOSED_SYLLABLE.exec(text);
	if (syllable) return syllable[0];
	return String.fromCodePoint(text.codePointAt(unit) ?? 0xfffd);
}

function isSurrogatePair(character: string): boolean {
	return character.length === 2 && (character.codePointAt(0) ?? 0) > 0xffff;
}

function suggest(character: string): string | null {
	const known = SAFE_REPLACEMENTS.get(character) ?? SUGGESTED_REPLACEMENTS.get(character);
	if (known !== undefined) return known;
	const composed = character.normalize('NFC');
	if (composed.length === 1 && classOf(composed.charCodeAt(0)) !== UNENCODABLE) return composed;
	const base = character.normalize('NFKD').replace(/\p{M}/gu, '');
	if (base !== '' && [...base].every((part) => classOf(part.charCodeAt(0)) !== UNENCODABLE)) return base;
	return isControl(character) ? '' : null;
}

function isControl(character: string): boolean {
	return character < ' ' || character === '\u007f';
}
