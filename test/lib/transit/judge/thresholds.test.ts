import type { ValidationError } from '../../../../lib/errors';
import checks from '../../../../lib/transit/judge/quality-checks.json';
import rules from '../../../../lib/transit/judge/candidates/rules.json';
import { Thresholds } from '../../../../lib/transit/judge/thresholds';

describe('thresholds', () => {
	test('stand for every check and every value named in a rule, and each says where it comes from', () => {
		const thresholds = new Thresholds();
		for (const check of checks) expect([check.id, thresholds.has(`${check.id}.warn`), thresholds.has(`${check.id}.bad`)]).toEqual([check.id, true, true]);
		for (const name of rules.flatMap((rule) => [rule.dayShare, ...[...`${rule.rule} ${rule.watchRule ?? ''}`.matchAll(/\{([\w.]+)\}/g)].map((match) => match[1] ?? '')])) {
			expect([name, thresholds.has(name)]).toEqual([name, true]);
		}
		for (const threshold of thresholds.list()) expect(threshold.source).not.toBe('');
		expect(new Set(thresholds.list().map((threshold) => threshold.name)).size).toBe(thresholds.list().length);
	});

	test('take the department’s values', () => {
		expect(new Thresholds({ 'fewerRuns.perRun': 6 }).value('fewerRuns.perRun')).toBe(6);
		expect(new Thresholds({ 'candidates.leastReductionDays': 25 }).value('candidates.leastReductionDays')).toBe(25);
	});

	test.each([
		['an unknown name', { 'fewerRuns.perRum': 6 }, 'unknownThreshold'],
		['a negative value', { 'fewerRuns.perRun': -1 }, 'invalidThreshold'],
		['no number', { 'fewerRuns.perRun': Number.NaN }, 'invalidThreshold'],
		['reductions after less than twenty days', { 'candidates.leastReductionDays': 19 }, 'tooFewReductionDays'],
	])('refuse %s', (_, changed, code) => {
		expect(() => new Thresholds(changed as Record<string, number>)).toThrow(expect.objectContaining({ code }) as ValidationError);
	});
});
