import data from './units.json';

interface Word {
	word: string;
	id: string;
}

const WORDS: readonly Word[] = data.units.flatMap(({ id, words }) => words.map((word) => ({ word, id }))).sort((one, other) => other.word.length - one.word.length);
const LOOSE: ReadonlySet<string> = new Set(data.units.filter((unit) => 'loose' in unit).map(({ id }) => id));
const PAIRS: ReadonlySet<string> = new Set(data.compatible.flatMap((pair) => [pair.join(' '), [...pair].reverse().join(' ')]));
const LATIN = /[A-Za-z]$/;

export const NATIVE_NOUNS: readonly string[] = data.nativeNouns;
export const COUNTERS_OF_ONE: ReadonlySet<string> = new Set(data.onlyAsNumberOne);
export const BOUNDS: readonly string[] = data.bounds;

/** The unit that stands at a place, one space before it passed over; null where none does. */
export function unitAt(text: string, at: number): { id: string; end: number; word: string } | null {
	const start = text[at] === ' ' ? at + 1 : at;
	for (const { word, id } of WORDS) {
		if (!text.startsWith(word, start)) continue;
		const end = start + word.length;
		if (LATIN.test(word) && /[A-Za-z]/.test(text[end] ?? '')) continue;
		return { id, end, word };
	}
	return null;
}

/** Whether two numbers of these units can mean the same. */
export const sameUnit = (one: string, other: string): boolean =>
	one === other || one === '' || other === '' || PAIRS.has(`${one} ${other}`) || (LOOSE.has(one) && LOOSE.has(other));

const LARGER = data.larger.map(([unit, smaller, times]) => ({ unit: String(unit), smaller: String(smaller), times: Number(times) }));

/** A quantity in the smaller unit that makes it up: 3 years are 36 months. */
export function inSmaller(value: number, unit: string): { value: number; unit: string } {
	const larger = LARGER.find((one) => one.unit === unit);
	return larger ? { value: value * larger.times, unit: larger.smaller } : { value, unit };
}
