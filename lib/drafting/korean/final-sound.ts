import readings from './latin-readings.json';
import { soundOfSyllable, type FinalSound } from './syllable';

const WORDS: ReadonlyMap<string, string> = new Map(Object.entries(readings.words).map(([word, reading]) => [word.toLowerCase(), reading]));
const LETTERS: ReadonlyMap<string, string> = new Map(Object.entries(readings.letters));
const UNITS: ReadonlyMap<string, string> = new Map(Object.entries(readings.units));
const LONGEST_UNIT = Math.max(...[...UNITS.keys()].map((unit) => unit.length));

/** Last sounds of 영 일 이 삼 사 오 육 칠 팔 구. */
const DIGITS: readonly FinalSound[] = ['consonant', 'rieul', 'vowel', 'consonant', 'vowel', 'vowel', 'consonant', 'rieul', 'rieul', 'vowel'];
const ROMAN = ['Ⅰ', 'Ⅱ', 'Ⅲ', 'Ⅳ', 'Ⅴ', 'Ⅵ', 'Ⅶ', 'Ⅷ', 'Ⅸ', 'Ⅹ'];
const CIRCLED_ONE = 0x2460;

/** Closing marks that a reader does not hear; the word before them counts. */
export const CLOSERS = '"\'”’」』〉》】］]}｝〕⟧';
const ROUND_CLOSERS = ')）';
const ROUND_OPENERS = '(（';
/** Longest stretch in round brackets that is skipped. */
const BRACKET_REACH = 80;
/** Characters at the end of a word that its last sound can depend on. */
const REACH = 40;

export interface Ending {
	sound: FinalSound;
	/** False for a Latin word that is in no list, for R (아르 or 알) and where brackets stand apart from the word before them. */
	certain: boolean;
}

/**
 * The last sound of a word as it is spoken: Hangul, digits (`3` 삼, `100` 백), Latin abbreviations letter by letter (`AI` 에이아이),
 * units after digits (`20㎡`), Roman and circled numerals. Closing quotation marks are passed over, and so is what stands in round
 * brackets behind a word (`업무 협약(MOU)`). Null where nobody can tell (Chinese characters, an empty word).
 */
export function endingSound(word: string): Ending | null {
	const { bare, apart } = withoutClosers(word);
	const ending = endingOfBare(bare);
	return ending && apart ? { ...ending, certain: false } : ending;
}

function endingOfBare(bare: string): Ending | null {
	const last = bare.at(-1);
	if (last === undefined) return null;
	const hangul = soundOfSyllable(last);
	if (hangul) return { sound: hangul, certain: true };
	if (last >= '0' && last <= '9') return { sound: soundOfDigits(bare), certain: true };
	const unit = unitAtEnd(bare);
	if (unit) return readingSound(unit, true);
	const roman = ROMAN.indexOf(last);
	if (roman >= 0) return { sound: soundOfDigits(String(roman + 1)), certain: true };
	const circled = last.charCodeAt(0) - CIRCLED_ONE;
	if (circled >= 0 && circled < 20) return { sound: soundOfDigits(String(circled + 1)), certain: true };
	if (last === '+') return readingSound('플러스', false);
	return /[A-Za-z]$/.test(bare) ? soundOfLatin(bare) : null;
}

/** The word up to its last letter that is heard, and whether brackets stand apart from it. */
function withoutClosers(word: string): { bare: string; apart: boolean } {
	let end = word.length;
	let apart = false;
	while (end > 0) {
		const letter = word.charAt(end - 1);
		if (letter === ' ' || CLOSERS.includes(letter)) end--;
		else if (ROUND_CLOSERS.includes(letter)) {
			const open = openerBefore(word, end - 1);
			const skipped = open > 0 && word.slice(0, open).trim() !== '';
			apart ||= skipped && word.charAt(open - 1) === ' ';
			end = skipped ? open : end - 1;
		} else break;
	}
	return { bare: word.slice(Math.max(0, end - REACH), end), apart };
}

/** Place of the round bracket that the one at `close` closes; -1 where there is none near. */
export function openerBefore(text: string, close: number): number {
	let depth = 0;
	for (let at = close; at >= Math.max(0, close - BRACKET_REACH); at--) {
		const letter = text.charAt(at);
		if (ROUND_CLOSERS.includes(letter)) depth++;
		else if (ROUND_OPENERS.includes(letter) && --depth === 0) return at;
	}
	return -1;
}

function soundOfDigits(text: string): FinalSound {
	const number = /(?:\d[\d,]*\.)?\d[\d,]*$/.exec(text)?.[0] ?? '';
	const digit = Number(number.at(-1));
	if (digit !== 0 || number.includes('.')) return DIGITS[digit] ?? 'consonant';
	const zeros = /0*$/.exec(number.replace(/,/g, ''))?.[0].length ?? 0;
	// 조 is the only power of ten that ends in a vowel: 십 백 천 만 억 조 경.
	return zeros >= 12 && zeros < 16 ? 'vowel' : 'consonant';
}

function unitAtEnd(text: string): string | null {
	for (let length = Math.min(LONGEST_UNIT, text.length); length > 0; length--) {
		const reading = UNITS.get(text.slice(-length));
		if (reading === undefined) continue;
		const before = text.slice(0, -length).trimEnd();
		const needsNumber = /[A-Za-z]/.test(text.slice(-length));
		if (!needsNumber || /\d$/.test(before)) return reading;
	}
	return null;
}

function soundOfLatin(text: string): Ending | null {
	const word = /[A-Za-z][A-Za-z-]*$/.exec(text)?.[0] ?? '';
	const known = WORDS.get(word.toLowerCase()) ?? WORDS.get((/[A-Za-z]+$/.exec(word)?.[0] ?? '').toLowerCase());
	if (known !== undefined) return readingSound(known, true);
	const letter = word.at(-1) ?? '';
	if (/^[A-Z]{1,5}$/.test(/[A-Za-z]+$/.exec(word)?.[0] ?? '')) return readingSound(LETTERS.get(letter) ?? '', letter !== 'R');
	return { sound: guessOfWord(word.toLowerCase()), certain: false };
}

/** How a foreign word most often ends in Korean: 북, 팀, 맨, 몰, 맵; other consonants get a vowel behind them (버스). */
function guessOfWord(word: string): FinalSound {
	if (/(?:l|le)$/.test(word)) return 'rieul';
	return /(?:[mn]|ng|[aeiou](?:ck|k|p|t)|[aeiou]me|[aeiou]ne)$/.test(word) ? 'consonant' : 'vowel';
}

function readingSound(reading: string, certain: boolean): Ending | null {
	const sound = soundOfSyllable(reading.at(-1) ?? '');
	return sound && { sound, certain };
}
