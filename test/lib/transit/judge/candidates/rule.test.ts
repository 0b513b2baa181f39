import fc from 'fast-check';
import { RULES, ruleOf, ruleText, stageOf } from '../../../../../lib/transit/judge/candidates/rule';
import { Thresholds } from '../../../../../lib/transit/judge/thresholds';

const thresholds = new Thresholds();
const REDUCING_WORDS = /감회|감차|감축|축소|단축|폐선|폐지|줄이/;

describe('the stage of a candidate', () => {
	test.each([
		['fewerRuns.perRun', 20, 20, 'review'], ['fewerRuns.perRun', 19, 19, 'watch'], ['fewerRuns.perRun', 16, 20, 'review'], ['fewerRuns.perRun', 15, 20, null],
		['fewerRuns.perRun', 3, 3, 'watch'], ['fewerRuns.perRun', 2, 2, null], ['fewerRuns.perRun', 0, 0, null],
		['moreRuns.meanLoad', 3, 5, 'review'], ['moreRuns.meanLoad', 2, 5, null], ['moreRuns.meanLoad', 4, 4, 'watch'],
		['stopReview.fewUsers', 18, 20, 'review'], ['stopReview.fewUsers', 17, 20, null],
	] as const)('%s met on %d of %d days: %s', (id, met, observed, stage) => {
		expect(stageOf(ruleOf(id), met, observed, thresholds)).toBe(stage);
	});

	test('of a reduction is never 검토 below twenty days, whatever the department sets', () => {
		const reductions = RULES.filter((rule) => rule.reduction);
		fc.assert(
			fc.property(fc.constantFrom(...reductions), fc.nat(40), fc.nat(40), fc.integer({ min: 20, max: 60 }), fc.nat(10), fc.nat(100), (rule, met, observed, leastReductionDays, leastDays, share) => {
				const own = new Thresholds({ 'candidates.leastReductionDays': leastReductionDays, 'candidates.leastDays': leastDays, 'candidates.leastWatchDays': leastDays, [rule.dayShare]: share });
				if (observed < 20) expect(stageOf(rule, Math.min(met, observed), observed, own)).not.toBe('review');
			}),
		);
	});

	test('of every kind that may end in less service is held to twenty days', () => {
		expect(new Set(RULES.filter((rule) => rule.reduction).map((rule) => rule.kind))).toEqual(new Set(['holidayReduction', 'fewerRuns', 'stopReview', 'routeReview']));
	});
});

describe('the words of a rule', () => {
	test.each(RULES.map((rule) => [rule.id, rule] as const))('%s: neutral as long as it is watched, every threshold filled in', (_, rule) => {
		expect(`${rule.watchName} ${ruleText(rule, 'watch', thresholds)} ${rule.caution}`).not.toMatch(REDUCING_WORDS);
		expect(ruleText(rule, 'review', thresholds)).not.toMatch(/[{}]/);
		expect(ruleText(rule, 'watch', thresholds)).not.toMatch(/[{}]/);
	});

	test('hold the department’s value', () => {
		expect(ruleText(ruleOf('fewerRuns.perRun'), 'review', new Thresholds({ 'fewerRuns.perRun': 6.5 }))).toBe('운행당 승차가 6.5명 이하이고 하루 최대 재차인원이 12명 이하인 날이 관찰일의 80% 이상(최소 20일)');
	});
});
