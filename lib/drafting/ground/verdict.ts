import type { Trace } from '../types';

/** What comparing a claim with the facts gives. */
export interface Verdict {
	verdict: Trace['verdict'];
	factNos: readonly number[];
	why: string;
	/** Rule of a quotation; the rules of other claims follow from their kind. */
	ruleId?: string;
}

export const traced = (factNos: readonly number[]): Verdict => ({ verdict: 'traced', factNos: [...new Set(factNos)], why: '' });
export const untraced = (why: string, ruleId?: string): Verdict => ({ verdict: 'untraced', factNos: [], why, ruleId });
export const misplaced = (why: string, factNos: readonly number[]): Verdict => ({ verdict: 'misplaced', factNos: [...new Set(factNos)], why });
