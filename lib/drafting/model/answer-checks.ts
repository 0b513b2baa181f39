import { repeats, wrongLanguage } from './answer-failures';

/** Letters below which the language of an answer is not judged: a repaired table cell may be a name in Latin letters. */
const FEWEST_LETTERS = 40;
/** Share of Hangul among letters; official texts with many foreign names still have above 0.8. */
const LEAST_HANGUL = 0.5;
/** Longest unit looked for in an endless repetition, and how much of it there must be. */
const LONGEST_UNIT = 600;
const FEWEST_REPEATS = 6;
const SHORTEST_RUN = 400;
/** JSON grammars let some models go on with blanks for ever. */
const LONGEST_BLANK = 1_000;

/** All texts in a value, in its order. */
export function textsOf(value: unknown): string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsOf);
	return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/**
 * Throws where nobody could read these texts as a Korean document.
 * @throws ValidationError `modelLanguage` (mostly not Korean), `modelRepeats`
 */
export function checkTexts(texts: readonly string[]): void {
	if (texts.some(endsRepeating) || endsRepeating(texts.join('\n'))) throw repeats();
	const whole = texts.join(' ');
	const letters = whole.match(/\p{L}/gu)?.length ?? 0;
	const hangul = whole.match(/\p{Script=Hangul}/gu)?.length ?? 0;
	if (letters >= FEWEST_LETTERS && hangul / letters < LEAST_HANGUL) throw wrongLanguage();
}

/** Whether a text ends in the same words over and over, or in blanks without end. */
export function endsRepeating(text: string): boolean {
	const end = text.replace(/[\]}"',\s]+$/, '');
	if (text.length - text.trimEnd().length >= LONGEST_BLANK) return true;
	for (let unit = 4; unit <= LONGEST_UNIT; unit += 1) {
		let run = 0;
		const last = end.length - 1;
		while (last - run - unit >= 0 && end[last - run] === end[last - run - unit]) run += 1;
		if (run + unit < Math.max(SHORTEST_RUN, unit * FEWEST_REPEATS)) continue;
		if ((end.slice(-unit).match(/\p{L}/gu)?.length ?? 0) >= 4) return true;
	}
	return false;
}
