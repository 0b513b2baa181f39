import { createRandom } from '../../../sandbox/shared/random.mts';
import { withTexts } from '../plain-document.mts';
import { dateChanged, dateMoved, timeChanged, weekdayChanged, yearChanged } from './moments.mts';
import type { Clean, Mutant, Mutator } from './mutant.mts';
import { latinInvented, lawArticle, lawInvented, organisationInvented, organisationSwapped, personInvented, personSwapped } from './names.mts';
import { endings, notation } from './notation.mts';
import { amountChanged, numberChanged, numberNative, numberSwapped, numberWords } from './numbers.mts';
import { quoteAltered, quoteInvented, quoteJoined, quoteSpeaker } from './quotes.mts';
import { shapeFlaws } from './shape.mts';
import { wording } from './wording.mts';

/** Flaws against the facts, with how many of each a document gives at most. */
const AGAINST_FACTS: ReadonlyArray<[Mutator, number]> = [
	[numberChanged, 3],
	[numberWords, 2],
	[numberNative, 2],
	[numberSwapped, 2],
	[amountChanged, 2],
	[dateChanged, 2],
	[dateMoved, 2],
	[weekdayChanged, 1],
	[yearChanged, 1],
	[timeChanged, 2],
	[personInvented, 2],
	[personSwapped, 2],
	[organisationInvented, 2],
	[organisationSwapped, 1],
	[lawInvented, 1],
	[lawArticle, 1],
	[latinInvented, 1],
	[quoteInvented, 1],
	[quoteAltered, 2],
	[quoteJoined, 3],
	[quoteSpeaker, 2],
];
/** Most flaws of one kind of wording or notation from one document. */
const AGAINST_RULES = 1;

/** The flawed variants of a clean document; the same seed gives the same ones. */
export function mutantsOf(clean: Clean, seed: string): Mutant[] {
	const random = createRandom(`${seed}/${clean.id}`);
	const mutators: ReadonlyArray<readonly [Mutator, number]> = [...AGAINST_FACTS, ...[...notation, endings, ...wording].map((mutator) => [mutator, mutator.kind === 'ending' ? 2 : AGAINST_RULES] as const)];
	const mutants: Mutant[] = [];
	for (const [{ kind, make }, most] of mutators) {
		const changes = make(clean, random);
		for (let taken = 0; taken < most && changes.length > 0; taken += 1) {
			const [change] = changes.splice(random.integer(0, changes.length - 1), 1);
			if (change) mutants.push({ kind, document: withTexts(clean.document, change.texts), places: [...change.texts.keys()], invented: change.invented ?? [] });
		}
	}
	return [...mutants, ...shapeFlaws(clean)];
}

/** Whether the flaw is one against the facts. */
export function isAgainstFacts(kind: string): boolean {
	return AGAINST_FACTS.some(([mutator]) => mutator.kind === kind);
}
