import type { Claim } from './claim';
import { stemsOf } from './stem';
import data from './stop-words.json';
import { isParticle } from './stem';

/** Words with how close they stand to a claim, 1 the closest. */
export type Weights = ReadonlyMap<string, number>;

/** Words beside a claim. */
export interface Words {
	all: Weights;
	/** Those before it alone. */
	before: Weights;
	/** Those of its own text, without the labels it stands under. */
	stated: Weights;
}

const STOP: ReadonlySet<string> = new Set(data.words);
/** Where one statement ends and the next begins. */
const CLAUSE = /[,;\n▲()]|(?<=[다음임함됨요까])[.!?](?=\s|$)|(?<=[가-힣](?:고|며|지만|는데|으나|면서|아서|어서|해서|하여))\s/g;
const WORD = /[가-힣A-Za-z0-9]+/g;
const DAYS = /^\s?(?:\([월화수목금토일]\))?\s?(?:[~-]|부터|에서)\s?$/;
const NUMBERS = /^\s?(?:[~-]|에서|부터)\s?$/;
/** Korean puts what a number is of before it; behind it only the next words count. */
const BEFORE = (distance: number) => Math.max(0.2, 1 - 0.08 * distance);
const BEHIND = (distance: number) => 0.7 * 0.65 ** distance;

/** The words that say what a claim is about: those of its clause up to the next claim of its sort, those of `labels` above it and of what stands `beside` it in a row. */
export function wordsAround(text: string, claim: Claim, claims: readonly Claim[], labels: readonly string[] = [], beside: readonly string[] = []): Words {
	const rivals = claims.filter((other) => other !== claim && sort(other) === sort(claim));
	const edges = [...text.matchAll(CLAUSE)].map(({ index, 0: { length } }) => ({ index, end: index + length })).filter(({ index }) => !claims.some(({ start, end }) => index > start && index < end));
	// A body alone in brackets belongs to what stands before them.
	const bracketed = claim.kind === 'organisation' && text[claim.start - 1] === '(' && text[claim.end] === ')';
	let from = Math.max(0, ...edges.filter(({ end }) => end <= claim.start - (bracketed ? 1 : 0)).map(({ end }) => end));
	let to = Math.min(text.length, ...edges.filter(({ index }) => index >= claim.end).map(({ index }) => index));
	const range = claim.kind === 'date' || claim.kind === 'time' ? DAYS : NUMBERS;
	// `회계과: 대강당 사용`: all that follows is said of the body before the colon.
	const leads = claim.kind === 'organisation' && /^\s?:/.test(text.slice(claim.end));
	for (const rival of rivals) {
		if (rival.end <= claim.start && !range.test(text.slice(rival.end, claim.start))) from = Math.max(from, rival.end + (claim.kind === 'person' ? titleBehind(text, rival.end) : 0));
		if (rival.start >= claim.end && !leads && !range.test(text.slice(claim.end, rival.start))) to = Math.min(to, rival.start);
	}
	const named = claim.kind === 'person' || claim.kind === 'organisation';
	const [all, before, stated] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
	const add = (word: string, weight: number, into: ReadonlyArray<Map<string, number>>) => {
		for (const words of into) words.set(word, Math.max(weight, words.get(word) ?? 0));
	};
	const others = claims.filter((other) => other !== claim && !rivals.includes(other));
	const side = (start: number, end: number, weight: (distance: number) => number, backwards: boolean) => {
		const found = [...text.slice(start, end).matchAll(WORD)]
			.map((match) => ({ text: match[0], at: start + match.index }))
			.filter((word) => !(word.at === claim.end && isParticle(word.text)) && !rivals.some((rival) => word.at < rival.end && word.at + word.text.length > rival.start));
		if (backwards) found.reverse();
		const said = found.map((word) => wordAt(word, others)).filter(telling);
		for (const [distance, word] of said.entries()) add(word, named ? 1 : weight(distance), backwards ? [all, before, stated] : [all, stated]);
	};
	side(from, claim.start, BEFORE, true);
	side(claim.end, to, BEHIND, false);
	for (const word of labels) add(word, 1, [all, before]);
	for (const word of beside) add(word, 1, [all, before, stated]);
	return { all, before, stated };
}

const TOTALS: ReadonlySet<string> = new Set(['총', '모두', '전체', '합계', '모두 합쳐']);
const BOUNDARY = /[,;()\n▲·:]/;
const VERB_END = /(?:[다음함됨임요까][.!?]|[가-힣](?:[하되]고|며|지만|는데|으나|면서))$/;

/** The words right before a claim, back to the number before it: in a list they say whose number it is (`직영 12대, 임차 29대`). */
export function wordsAhead(text: string, claim: Claim, claims: readonly Claim[]): string[] {
	let from = Math.max(0, claim.start - 40);
	for (const other of claims) if (other !== claim && other.end <= claim.start && sort(other) === sort(claim)) from = Math.max(from, other.end);
	for (let at = claim.start - 1; at >= from; at--) {
		const ended = text[at] === ' ' && VERB_END.test(text.slice(Math.max(0, at - 3), at));
		if ((!ended && !BOUNDARY.test(text.charAt(at))) || claims.some(({ start, end }) => at >= start && at < end) || (text[at] === ':' && at >= claim.start - 2)) continue;
		from = at + 1;
		break;
	}
	return [...text.slice(from, claim.start).matchAll(WORD)].flatMap((match) => {
		const at = from + match.index;
		const word = match[0];
		if (TOTALS.has(word)) return ['총'];
		if (isParticle(word) && match.index === 0) return [];
		const inside = claims.find((other) => other !== claim && at < other.end && at + word.length > other.start);
		const said = inside ? claimWord(inside) : word.length > 2 ? shortest(word) : word;
		return STOP.has(said) || STOP.has(word) ? [] : [said];
	});
}

/** Letters of the word behind a name, which is the title of that person. */
const titleBehind = (text: string, at: number): number => /^ ?[가-힣]*/.exec(text.slice(at))?.[0].length ?? 0;

/** The telling words of a text, claims in the form that does not depend on how they are written. */
export const wordsOf = (text: string, claims: readonly Claim[] = []): string[] =>
	[...text.matchAll(WORD)].map((match) => wordAt({ text: match[0], at: match.index }, claims)).filter(telling);

function wordAt(word: { text: string; at: number }, claims: readonly Claim[]): string {
	const inside = claims.find((claim) => word.at < claim.end && word.at + word.text.length > claim.start);
	return inside ? claimWord(inside) : shortest(word.text);
}

const telling = (word: string): boolean => word.length >= 2 && !STOP.has(word);

/** Claims of one sort compete for the words between them: persons with persons, won with won. */
export function sort({ kind, value }: Claim): string {
	if (value.type === 'measure') return `${kind} ${value.unit}`;
	return kind;
}

/** `지급했다`, `지급하였음`, `지급된`: the noun of a verb in 하다 or 되다. */
const VERB = /^([가-힣]{2,})(?:했|하였|하[는던여며고지기]|한다|합니|해[서야]?$|됐|되었|되[는던며고지기]|된다|됩니|된$|한$|할$|함$|됨$)/;

const shortest = (word: string): string => VERB.exec(word)?.[1] ?? stemless(word);

const stemless = (word: string): string => stemsOf(word).filter((stem) => stem === word || isParticle(word.slice(stem.length))).at(-1) ?? word;

function claimWord({ value, text }: Claim): string {
	switch (value.type) {
		case 'measure':
			return `${value.value}${value.unit}`;
		case 'date':
			return value.day === null ? stemless(text) : `${value.month ?? ''}/${value.day}`;
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

/** Whether two words beside claims are one: the same, one begins with the other (주관, 주관하), or both with the same stem (정비하겠다, 정비하겠음). */
export const alike = (one: string, other: string): boolean => {
	if (one === other) return true;
	const [short, long] = one.length < other.length ? [one, other] : [other, one];
	if (short.length < 2 || /\d/.test(short)) return false;
	return long.startsWith(short) || (short.length >= 4 && long.startsWith(short.slice(0, 3)));
};

/** How close a word stands there, 0 where it does not. */
export function weightIn(words: Weights, word: string): number {
	const exact = words.get(word);
	if (exact !== undefined) return exact;
	let weight = 0;
	for (const [other, one] of startingLike(words, word)) if (one > weight && alike(word, other)) weight = one;
	return weight;
}

const BEGINNINGS = new WeakMap<Weights, Map<string, Array<[string, number]>>>();

/** Words by their first two letters, which words that are one share. */
function startingLike(words: Weights, word: string): ReadonlyArray<[string, number]> {
	let beginnings = BEGINNINGS.get(words);
	if (!beginnings) {
		beginnings = new Map();
		for (const one of words) {
			const beginning = one[0].slice(0, 2);
			const known = beginnings.get(beginning);
			if (known) known.push(one);
			else beginnings.set(beginning, [one]);
		}
		BEGINNINGS.set(words, beginnings);
	}
	return beginnings.get(word.slice(0, 2)) ?? [];
}

/** How much of what stands around a claim speaks for one statement more than for any of the others. */
export function speaksFor(around: Weights, one: Weights, others: readonly Weights[], counts: (word: string) => boolean = () => true): number {
	let sum = 0;
	for (const [word, weight] of around) {
		const here = counts(word) ? weightIn(one, word) : 0;
		if (here > 0) sum += weight * Math.max(0, here - Math.max(0, ...others.map((other) => weightIn(other, word))));
	}
	return sum;
}
