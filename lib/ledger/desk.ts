import type { LedgerContext } from './runs';
import type { Steps } from './steps';

/** Runs steps in one transaction of the ledger. */
export type Write = <T>(steps: (context: LedgerContext) => Steps<T>) => Promise<T>;

/**
 * What the office does around the texts: statutory forms (서식 안내), letters (우편·반송), tasks (처리할 일), files with
 * readable personal data and their destruction, retention. Each method is one transaction.
 */
export class Desk {
	constructor(private readonly write: Write) {}
}
