import { withJosa } from '../korean/josa';
import type { Claim } from './claim';
import { sort, speaksFor, weightIn, type Words } from './context';
import type { FactIndex, Occurrence } from './fact-index';
import { misplaced, type Verdict } from './verdict';

/** What must speak for another statement before the right number counts as standing beside the wrong thing. */
const ENOUGH = 0.55;
const TIMES = 2.5;
/** What facts state in more places than these stands in its place anywhere. */
export const EVERYWHERE = 40;

/** What else may speak for or against another statement. */
export interface Weighing {
	/** Words that count; all where it is not given. */
	counts?: (word: string) => boolean;
	enough?: number;
	/** Whether another statement may be meant at all, whatever the words beside it. */
	isRival?: (rival: Occurrence) => boolean;
}

/**
 * Whether a claim that facts have stands beside something of which they say otherwise: the words around it fit another
 * statement of the same sort clearly better than every statement that has it. Null where they do not. Of numbers, days and
 * times only other facts are rivals: what changed places within one fact is told by their roles.
 */
export function elsewhere(claim: Claim, words: Words, same: readonly Occurrence[], index: FactIndex, weighing: Weighing = {}): Verdict | null {
	const { counts, enough = ENOUGH, isRival = () => true } = weighing;
	if (same.length > EVERYWHERE || same.every(({ derived }) => derived)) return null;
	// What was asked for as a change takes the place of what was entered.
	if (same.some(({ factNo }) => index.fact(factNo)?.fieldId === 'instruction')) return null;
	const named = claim.kind === 'person' || claim.kind === 'organisation';
	const facts = new Set(same.map(({ factNo }) => factNo));
	const own = new Set(same);
	const kinds = new Set(same.map((one) => kindOf(one.claim)));
	const standing = [...against(claim, words, same, index, counts)]
		.filter(([rival, sum]) => sum >= enough && !own.has(rival) && !facts.has(rival.factNo) && kinds.has(kindOf(rival.claim)))
		.map(([rival, sum]) => ({ rival, sum, own: same.map((one) => one.words.all), there: rival.words.all }));
	for (const rival of named ? [...facts].flatMap((no) => index.byFact.get(no) ?? []) : []) {
		if (rival.derived || own.has(rival) || !kinds.has(kindOf(rival.claim))) continue;
		// Two names of one statement share their label and what stands behind them.
		const [there, here] = [rival.words.stated, same.map(({ factNo, words: { all, stated } }) => (factNo === rival.factNo ? stated : all))];
		const sum = speaksFor(words.all, there, here, counts);
		if (sum >= enough) standing.push({ rival, sum, own: here, there });
	}
	standing.sort((one, other) => other.sum - one.sum);
	for (const { rival, sum, own: here, there } of standing) {
		const inFavour = Math.max(...here.map((one) => speaksFor(words.all, one, [there], counts)));
		if (sum < inFavour * TIMES || (named && partOf(rival.claim, claim)) || !isRival(rival)) continue;
		return other(claim, rival, [...facts]);
	}
	return null;
}

/** Names of which one is part of the other (경기도, 경기도청) hardly stand for two matters. */
const partOf = ({ value: one }: Claim, { value: other }: Claim): boolean => one.type === 'name' && other.type === 'name' && (one.key.includes(other.key) || other.key.includes(one.key));

/** The verdict that names what belongs there. */
export const other = (claim: Claim, rival: Occurrence, nos: readonly number[]): Verdict =>
	misplaced(`입력 사실에서 ${quoted(claim.text, '은/는')} 다른 것에 관한 내용입니다. 이 자리에 맞는 것은 [${rival.factNo}]번 사실의 ${quoted(rival.claim.text, '으로/로')} 보입니다.`, nos);

const quoted = (text: string, pair: '은/는' | '으로/로'): string => withJosa(`'${text}'`, pair);

/** How much speaks for each other statement of the same sort, beyond what speaks for those that have the claim. */
function against(claim: Claim, words: Words, same: readonly Occurrence[], index: FactIndex, counts: ((word: string) => boolean) | undefined): Map<Occurrence, number> {
	const sums = new Map<Occurrence, number>();
	const own = new Set(same);
	const named = claim.kind === 'person' || claim.kind === 'organisation';
	const sorts = new Set([sort(claim), ...same.map((one) => sort(one.claim))]);
	for (const [word, weight] of words.all) {
		if (counts && !counts(word)) continue;
		let most = 0;
		for (const one of same) if (most < 1) most = Math.max(most, weightIn(one.words.all, word));
		if (most >= 1) continue;
		const beside = [...sorts].flatMap((one) => [...index.beside(one, word)]).filter(([rival, there]) => there > most && !own.has(rival));
		// A word beside many statements says little of any of them.
		const shared = new Set(beside.map(([{ factNo }]) => factNo)).size;
		for (const [rival, there] of beside) sums.set(rival, (sums.get(rival) ?? 0) + (weight * (there - most)) / (named ? 1 : shared));
	}
	return sums;
}

/** Two claims of which one could stand in the other's place are of one kind: a day and a day, not a day and a year. */
function kindOf(claim: Claim): string {
	const { value } = claim;
	return value.type === 'date' ? `${sort(claim)} ${value.day === null ? '' : 'd'}${value.month === null ? '' : 'm'}` : sort(claim);
}

/** Whether one claim could stand in the other's place. */
export const comparable = (one: Claim, another: Claim): boolean => kindOf(one) === kindOf(another);
