import { alike, sort } from './context';
import type { Occurrence } from './fact-index';

/** Where a word stands beside a statement of a fact, and how close. */
export type Beside = ReadonlyMap<Occurrence, number>;

/** Finds the statements of one sort beside which a word stands, without reading them all. */
export type WordIndex = (sort: string, word: string) => Beside;

const NOWHERE: Beside = new Map();

/** Words of all statements by sort; words that are one (주관, 주관하) share their first two letters. */
export function wordIndex(occurrences: readonly Occurrence[]): WordIndex {
	const sorts = new Map<string, Map<string, Map<string, Map<Occurrence, number>>>>();
	for (const occurrence of occurrences) {
		if (occurrence.derived) continue;
		const beginnings = entry(sorts, sort(occurrence.claim), () => new Map<string, Map<string, Map<Occurrence, number>>>());
		for (const [word, weight] of occurrence.words.all) entry(entry(beginnings, word.slice(0, 2), () => new Map<string, Map<Occurrence, number>>()), word, () => new Map<Occurrence, number>()).set(occurrence, weight);
	}
	const answers = new Map<string, Beside>();
	return (of, word) => {
		const words = sorts.get(of)?.get(word.slice(0, 2));
		return words ? entry(answers, `${of}\n${word}`, () => beside(words, word)) : NOWHERE;
	};
}

/** An exact word counts more than a likeness, as it does where two statements are compared. */
function beside(words: ReadonlyMap<string, ReadonlyMap<Occurrence, number>>, word: string): Beside {
	const found = new Map<Occurrence, number>();
	for (const [other, places] of words) {
		if (other === word || !alike(word, other)) continue;
		for (const [occurrence, weight] of places) found.set(occurrence, Math.max(weight, found.get(occurrence) ?? 0));
	}
	for (const [occurrence, weight] of words.get(word) ?? []) found.set(occurrence, weight);
	return found;
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
	const known = map.get(key);
	if (known !== undefined) return known;
	const made = make();
	map.set(key, made);
	return made;
}
