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
	const whole = texts.join(' ');
	const letters = whole.match(/\p{L}/gu)?.length ?? 0;
	const hangul = whole.match(/\p{Script=Hangul}/gu)?.length ?? 0;
	if (letters >= FEWEST_LETTERS && hangul / letters < LEAST_HANGUL) throw wrongLanguage();
	if (texts.some(endsRepeating) || endsRepeating(texts.join('\n'))) throw repeats();
}

/** Whether a text ends in the same words over and over, or in blanks without end. */
export function endsRepeating(text: string): boolean {
	const bare = text.trimEnd();
	if (text.length - bare.length >= LONGEST_BLANK) return true;
	const end = withoutClosing(bare);
	for (let unit = 4; unit <= LONGEST_UNIT; unit += 1) {
		const needed = Math.max(SHORTEST_RUN, unit * FEWEST_REPEATS);
		if (end.length >= needed && repeatsUnit(end, unit, needed) && (end.slice(-unit).match(/\p{L}/gu)?.length ?? 0) >= 4) return true;
	}
	return false;
}

/** Without the marks that close a JSON text. */
function withoutClosing(text: string): string {
	let end = text.length;
	while (end > 0 && ']}"\', \n\t'.includes(text.charAt(end - 1))) end -= 1;
	return text.slice(0, end);
}

/** Whether the last `needed` characters repeat those `unit` before them. */
function repeatsUnit(text: string, unit: number, needed: number): boolean {
	for (let at = text.length - 1; at >= text.length - needed + unit; at -= 1) if (text[at] !== text[at - unit]) return false;
	return true;
}
