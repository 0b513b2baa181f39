import type { Claim } from './claim';
import { sort, speaksFor, type Words } from './context';
import type { FactIndex, Occurrence } from './fact-index';
import { misplaced, type Verdict } from './verdict';

/** What must speak for another statement before the right number counts as standing beside the wrong thing. */
const ENOUGH = 0.95;
const TIMES = 2.5;

/**
 * Whether a claim that facts have stands beside something of which they say otherwise: the words around it fit another
 * statement of the same sort clearly better than every statement that has it. Null where they do not.
 */
export function elsewhere(claim: Claim, words: Words, same: readonly Occurrence[], index: FactIndex, counts?: (word: string) => boolean, enough = ENOUGH): Verdict | null {
	if (same.every(({ derived }) => derived)) return null;
	const own = same.map((one) => one.words);
	const rivals = index.occurrences.filter((other) => !other.derived && !same.includes(other) && same.some((one) => sort(one.claim) === sort(other.claim)));
	for (const rival of rivals) {
		const against = speaksFor(words, rival.words, own, counts);
		if (against < enough) continue;
		const inFavour = Math.max(...own.map((one) => speaksFor(words, one, [rival.words], counts)));
		if (against < inFavour * TIMES) continue;
		return misplaced(`입력 사실에서 '${claim.text}'은(는) 다른 것에 관한 내용입니다. 이 자리에 맞는 것은 '${rival.claim.text}'[${rival.factNo}](으)로 보입니다.`, same.map(({ factNo }) => factNo));
	}
	return null;
}
