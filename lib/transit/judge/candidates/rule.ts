import type { Candidate, CandidateKind } from '../../model';
import type { Thresholds } from '../thresholds';
import { figure, fill } from '../words';
import rules from './rules.json';

/** One rule of rules.json. */
export interface CandidateRule {
	id: string;
	kind: CandidateKind;
	/** Speaks of fewer runs, shorter hours or closing: never before twenty observed days of the same day type. */
	reduction: boolean;
	/** Threshold: share of the observed days that must meet the rule. */
	dayShare: string;
	name: string;
	watchName: string;
	rule: string;
	/** Neutral words for the stage 관찰; the rule itself where absent. */
	watchRule?: string;
	caution: string;
}

const KINDS: readonly CandidateKind[] = ['moreRuns', 'peakOnlyRuns', 'holidayReduction', 'fewerRuns', 'stopReview', 'routeReview'];

export const RULES: readonly CandidateRule[] = rules.map((rule) => {
	const kind = KINDS.find((known) => known === rule.kind);
	if (kind === undefined) throw new TypeError(`unknown kind in rules.json: ${rule.kind}`);
	return { ...rule, kind };
});

/** @throws TypeError for an id that rules.json lacks */
export function ruleOf(id: string): CandidateRule {
	const found = RULES.find((rule) => rule.id === id);
	if (found === undefined) throw new TypeError(`no rule ${id}`);
	return found;
}

/**
 * `review` (검토 대상) once enough days of the same day type were observed, `watch` (관찰) before that, null where too few of
 * them met the rule. A reduction needs `candidates.leastReductionDays` (never under 20), the others `candidates.leastDays`.
 */
export function stageOf(rule: CandidateRule, metDays: number, observedDays: number, thresholds: Thresholds): Candidate['stage'] | null {
	if (observedDays === 0 || metDays / observedDays < thresholds.share(rule.dayShare)) return null;
	const least = thresholds.value(rule.reduction ? 'candidates.leastReductionDays' : 'candidates.leastDays');
	if (observedDays >= least) return 'review';
	return metDays >= thresholds.value('candidates.leastWatchDays') ? 'watch' : null;
}

/** The rule in Korean with its thresholds filled in. */
export function ruleText(rule: CandidateRule, stage: Candidate['stage'], thresholds: Thresholds): string {
	const values = Object.fromEntries(thresholds.list().map(({ id, value }) => [id, figure(value)]));
	return fill(stage === 'watch' ? (rule.watchRule ?? rule.rule) : rule.rule, values);
}
