import { createRandom, type Random } from '../../shared/random.mts';

/** What goes wrong. "Acted" means that the vendor did what was asked, whatever the client got to see of it. */
export type Fault =
	/** Acted, then the connection is cut before a byte of the answer. */
	| { fault: 'acceptThenDrop' }
	/** The connection is cut, nothing done. */
	| { fault: 'dropBefore' }
	| { fault: 'acceptThen503' }
	/** Nothing done. */
	| { fault: '503' }
	/** Nothing done; with `retryAfterSeconds` the answer carries `Retry-After`. */
	| { fault: '429'; retryAfterSeconds?: number }
	/** The answer is late by `ms`; the work is done at once (`after`, the default) or at the end of the wait (`before`). */
	| { fault: 'slow'; ms: number; acts?: 'after' | 'before' }
	/** Status 200 with an HTML page. */
	| { fault: 'html'; acted: boolean }
	/** The share of the messages handed over (default 0.3, at least one) that is refused with `statusCode` (default 1060). */
	| { fault: 'partial'; share?: number; statusCode?: string }
	/** A reading step answers with the state of `ms` ago. */
	| { fault: 'listLag'; ms: number }
	/** A list whose pages never end. */
	| { fault: 'endlessPages' }
	/** On `send`: reports of this group come `ms` later than usual. */
	| { fault: 'reportLate'; ms: number }
	/** On `send`: every report of this group is processed and pushed twice. */
	| { fault: 'reportTwice' }
	/** On `send`: no report ever comes; messages stay at 3000. */
	| { fault: 'reportNever' };

/**
 * One line of a fault plan. Without `nth` and `probability` it holds for every call of the step.
 * `nth` counts calls of that step since the plan was set, from 1; `probability` draws from the seeded generator;
 * `times` ends the rule after so many hits.
 */
export type FaultRule<Step extends string = string> = { step: Step | '*'; nth?: number; probability?: number; times?: number } & Fault;

/** Picks the fault for each call. The first rule that matches wins. */
export class FaultPlan {
	private rules: Array<{ rule: FaultRule; hits: number }> = [];
	private counts = new Map<string, number>();
	private random: Random;
	private readonly seed: number | string;

	constructor(seed: number | string, rules: readonly FaultRule[] = []) {
		this.seed = seed;
		this.random = createRandom(seed);
		this.set(rules);
	}

	/** Replaces the plan and starts counting and drawing anew. */
	set(rules: readonly FaultRule[], seed?: number | string): void {
		this.rules = rules.map((rule) => ({ rule, hits: 0 }));
		this.counts.clear();
		this.random = createRandom(seed ?? this.seed);
	}

	current(): FaultRule[] {
		return this.rules.map(({ rule }) => rule);
	}

	take(step: string): Fault | null {
		const ofStep = this.count(step);
		const ofAll = this.count('*');
		for (const entry of this.rules) {
			const { rule } = entry;
			if (rule.step !== '*' && rule.step !== step) continue;
			if (rule.times !== undefined && entry.hits >= rule.times) continue;
			if (rule.nth !== undefined && rule.nth !== (rule.step === '*' ? ofAll : ofStep)) continue;
			if (rule.probability !== undefined && !this.random.chance(rule.probability)) continue;
			entry.hits++;
			return rule;
		}
		return null;
	}

	private count(step: string): number {
		const count = (this.counts.get(step) ?? 0) + 1;
		this.counts.set(step, count);
		return count;
	}
}
