import type { Claim } from './claim';
import { sort, speaksFor, type Words } from './context';
import type { FactIndex, Occurrence } from './fact-index';
import { misplaced, type Verdict } from './verdict';

/** What must speak for another statement before the right number counts as standing beside the wrong thing. */
const ENOUGH = 0.55;
const TIMES = 2.5;

/**
 * Whether a claim that facts have stands beside something of which they say otherwise: the words around it fit another
 * statement of the same sort clearly better than every statement that has it. Null where they do not.
 */
export function elsewhere(claim: Claim, words: Words, same: readonly Occurrence[], index: FactIndex, counts?: (word: string) => boolean, enough = ENOUGH): Verdict | null {
	if (same.every(({ derived }) => derived)) return null;
	// What was asked for as a change takes the place of what was entered.
	if (same.some(({ factNo }) => index.facts.some(({ no, fieldId }) => no === factNo && fieldId === 'instruction'))) return null;
	const rivals = index.occurrences.filter((other) => !other.derived && !same.includes(other) && same.some((one) => comparable(one.claim, other.claim)));
	const named = claim.kind === 'person' || claim.kind === 'organisation';
	for (const rival of rivals) {
		// Two numbers of one statement share their label and what stands behind them.
		const seen = ({ factNo, words: { all, stated } }: Occurrence) => (same.some((one) => one.factNo === rival.factNo) && factNo === rival.factNo ? stated : all);
		const own = same.map(seen);
		const around = named || !same.some(({ factNo }) => factNo === rival.factNo) ? words.all : words.before;
		const against = speaksFor(around, seen(rival), own, counts);
		if (against < enough) continue;
		const inFavour = Math.max(...own.map((one) => speaksFor(words.all, one, [seen(rival)], counts)));
		if (against < inFavour * TIMES) continue;
		return misplaced(`입력 사실에서 '${claim.text}'은(는) 다른 것에 관한 내용입니다. 이 자리에 맞는 것은 '${rival.claim.text}'[${rival.factNo}](으)로 보입니다.`, same.map(({ factNo }) => factNo));
	}
	return null;
}

/** Two claims of which one could stand in the other's place: a day for a day, not for a year. */
function comparable(one: Claim, other: Claim): boolean {
	if (sort(one) !== sort(other)) return false;
	return one.value.type !== 'date' || other.value.type !== 'date' || ((one.value.day === null) === (other.value.day === null) && (one.value.month === null) === (other.value.month === null));
}
