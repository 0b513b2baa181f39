import type { Finding, Profile, TextUnit } from '../types';
import type { LintContext } from './context';
import { linted } from './read-document';
import type { Rule } from './rule';
import { rulesFor } from './rules';

export type { LintContext } from './context';
export { applySafeFixes } from './fixes';
export { RULES } from './rules';

/** Words of a finding are not longer than this. */
const EXCERPT = 60;

/**
 * Findings of every rule that holds for the document type, in reading order; those of the whole document come first.
 * Pure and linear in the length of the text. Quotations, laws in 「 」 and open slots are not judged by wording, texts written
 * by our own code (`fixed`) not at all.
 */
export function lint(units: readonly TextUnit[], profile: Profile, context: LintContext): Finding[] {
	const document = linted(units, profile, context);
	const order = new Map(units.map(({ place }, index) => [place, index]));
	const findings: Finding[] = [];
	for (const rule of rulesFor(profile)) {
		for (const unit of rule.unit === undefined ? [] : document.units)
			if (!unit.fixed) for (const hit of rule.unit?.(unit, document) ?? []) findings.push(finding(rule, unit.place, unit.text.slice(hit.start, hit.end), hit));
		for (const hit of rule.document?.(document) ?? []) {
			const text = units[order.get(hit.place) ?? -1]?.text ?? '';
			findings.push(finding(rule, hit.place, hit.excerpt ?? text.slice(hit.start, hit.end), hit));
		}
	}
	return findings.sort((a, b) => (order.get(a.place) ?? -1) - (order.get(b.place) ?? -1) || a.start - b.start);
}

function finding(rule: Rule, place: string, words: string, hit: { start: number; end: number; message: string; suggestion: string }): Finding {
	const excerpt = words.length > EXCERPT ? `${words.slice(0, EXCERPT)}…` : words;
	return { ruleId: rule.id, severity: rule.severity, place, start: hit.start, end: hit.end, excerpt, message: hit.message, suggestion: hit.suggestion, fixed: false };
}
