import type { Claim } from './claim';
import { stemsOf } from './stem';
import data from './stop-words.json';
import { isParticle } from './stem';

/** Words beside a claim with how close they stand, 1 the closest. */
export type Words = ReadonlyMap<string, number>;

const STOP: ReadonlySet<string> = new Set(data.words);
/** Where one statement ends and the next begins. */
const CLAUSE = /[,;\n▲]|(?<=[다음임함됨요까])[.!?](?=\s|$)|(?<=[가-힣](?:고|며|지만|는데|으나|면서|아서|어서|해서|하여))\s/g;
const WORD = /[가-힣A-Za-z0-9]+/g;
const RANGE = /^\s?(?:\([월화수목금토일]\))?\s?(?:[~-]|부터|에서)\s?$/;
const [BEFORE, BEHIND, FADE] = [1, 0.7, 0.08];

/** The words that say what a claim is about: those of its clause up to the next claim of its sort, and `labels`. */
export function wordsAround(text: string, claim: Claim, claims: readonly Claim[], labels: readonly string[] = []): Words {
	const rivals = claims.filter((other) => other !== claim && sort(other) === sort(claim));
	const edges = [...text.matchAll(CLAUSE)].map(({ index, 0: { length } }) => ({ index, end: index + length })).filter(({ index }) => !claims.some(({ start, end }) => index > start && index < end));
	let from = Math.max(0, ...edges.filter(({ end }) => end <= claim.start).map(({ end }) => end));
	let to = Math.min(text.length, ...edges.filter(({ index }) => index >= claim.end).map(({ index }) => index));
	for (const rival of rivals) {
		if (rival.end <= claim.start && !RANGE.test(text.slice(rival.end, claim.start))) from = Math.max(from, rival.end);
		if (rival.start >= claim.end && !RANGE.test(text.slice(claim.end, rival.start))) to = Math.min(to, rival.start);
	}
	const words = new Map<string, number>();
	const add = (word: string, weight: number) => {
		if (word.length >= 2 && !STOP.has(word)) words.set(word, Math.max(weight, words.get(word) ?? 0));
	};
	const others = claims.filter((other) => other !== claim && !rivals.includes(other));
	const side = (start: number, end: number, weight: number, backwards: boolean) => {
		const found = [...text.slice(start, end).matchAll(WORD)].map((match) => ({ text: match[0], at: start + match.index }));
		if (backwards) found.reverse();
		for (const [distance, word] of found.entries()) {
			if (rivals.some((rival) => word.at < rival.end && word.at + word.text.length > rival.start)) continue;
			const inside = others.find((other) => word.at < other.end && word.at + word.text.length > other.start);
			add(inside ? claimWord(inside) : shortest(word.text), weight * Math.max(0.2, 1 - FADE * distance));
		}
	};
	side(from, claim.start, BEFORE, true);
	side(claim.end, to, BEHIND, false);
	for (const label of labels) for (const match of label.matchAll(WORD)) add(shortest(match[0]), BEFORE);
	return words;
}

/** Claims of one sort compete for the words between them: persons with persons, won with won. */
export function sort({ kind, value }: Claim): string {
	if (value.type === 'measure') return `${kind} ${value.unit}`;
	return kind;
}

const shortest = (word: string): string => stemsOf(word).filter((stem) => stem === word || isParticle(word.slice(stem.length))).at(-1) ?? word;

function claimWord({ value, text }: Claim): string {
	switch (value.type) {
		case 'measure':
			return `${value.value}${value.unit}`;
		case 'date':
			return value.day === null ? shortest(text) : `${value.month ?? ''}/${value.day}`;
		case 'time':
			return `${value.minutes % 720}분시각`;
		case 'name':
		case 'latin':
			return value.key;
		case 'person':
			return value.name;
		default:
			return text;
	}
}

/** Whether two words beside claims are one: the same, or one begins with the other (주관, 주관하). */
const alike = (one: string, other: string): boolean => {
	if (one === other) return true;
	const [short, long] = one.length < other.length ? [one, other] : [other, one];
	return short.length >= 2 && !/\d/.test(short) && long.startsWith(short);
};

export const holds = (words: Words, word: string): boolean => words.has(word) || [...words.keys()].some((other) => alike(word, other));

/** How much of what stands around a claim speaks for one statement and not for another. */
export function speaksFor(around: Words, one: Words, notOther: readonly Words[], counts: (word: string) => boolean = () => true): number {
	let sum = 0;
	for (const [word, weight] of around) if (counts(word) && holds(one, word) && !notOther.some((other) => holds(other, word))) sum += weight;
	return sum;
}
