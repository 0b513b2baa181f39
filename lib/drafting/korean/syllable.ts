const FIRST = 0xac00;
const LAST = 0xd7a3;
const FINALS = 28;
/** Places in the order of final consonants. */
const RIEUL = 8;
const MIEUM = 16;
const SSANG_SIOT = 20;
const IEUNG = 21;

/** How a spoken word ends, which is all that a 조사 asks. */
export type FinalSound = 'vowel' | 'rieul' | 'consonant';

export const isHangul = (letter: string): boolean => letter >= '가' && letter <= '힣';

/** Number of the final consonant of a Hangul syllable, 0 for none; -1 where it is no syllable. */
function finalOf(syllable: string): number {
	const code = syllable.charCodeAt(0);
	return code >= FIRST && code <= LAST ? (code - FIRST) % FINALS : -1;
}

/** How a Hangul syllable ends; null where it is no syllable. */
export function soundOfSyllable(syllable: string): FinalSound | null {
	const final = finalOf(syllable);
	if (final < 0) return null;
	if (final === 0) return 'vowel';
	return final === RIEUL ? 'rieul' : 'consonant';
}

/** Whether the syllable ends in ㅆ, as past and future stems do: 했, 됐, 겠. */
export const endsInSsangSiot = (syllable: string): boolean => finalOf(syllable) === SSANG_SIOT;

/** Whether the syllable ends in ㅁ, as noun endings do: 함, 됨. */
export const endsInMieum = (syllable: string): boolean => finalOf(syllable) === MIEUM;

/** Whether the syllable ends in ㄴ, as present stems do: 한, 된. */
export const endsInNieun = (syllable: string): boolean => finalOf(syllable) === 4;

/** Whether the syllable ends in ㅇ, as no stem of a verb does: 동, 장. */
export const endsInIeung = (syllable: string): boolean => finalOf(syllable) === IEUNG;
