import type { DraftContent, Finding, Profile, TextUnit } from '../types';
import { mapTexts, unitsOf } from '../units';
import type { LintContext } from './context';
import { linted } from './read-document';
import type { Hit, LintedDocument, ReadUnit, Rule } from './rule';
import { rulesFor } from './rules';

/** A fix can make room for another (a date that becomes a range); no text needs more rounds. */
const ROUNDS = 6;

interface Applied {
	rule: Rule;
	hit: Hit;
	from: string;
	to: string;
	start: number;
	end: number;
}

/**
 * The document with every safe fix applied, and what was mended (`fixed: true`; offsets are those of the mended text).
 * Values of numbers, names and the words of quotations and laws stay as they are. Idempotent.
 */
export function applySafeFixes(content: DraftContent, profile: Profile, context: LintContext): { content: DraftContent; fixed: Finding[] } {
	const rules = rulesFor(profile).filter(({ safeFix }) => safeFix);
	const units = unitsOf(content, profile);
	const mended = new Map<string, string>();
	const fixed: Finding[] = [];
	for (const unit of units) {
		if (unit.fixed) continue;
		const { text, applied } = mend(unit, rules, profile, context);
		if (text === unit.text || text === '') continue;
		mended.set(unit.place, text);
		for (const one of applied) fixed.push(report(unit.place, one));
	}
	if (mended.size === 0) return { content, fixed };
	return { content: mapTexts(content, (text, place) => mended.get(place) ?? text), fixed };
}

function mend(unit: TextUnit, rules: readonly Rule[], profile: Profile, context: LintContext): { text: string; applied: Applied[] } {
	let { text } = unit;
	let applied: Applied[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const document = linted([{ ...unit, text }], profile, context);
		const [read] = document.units;
		const fixes = read === undefined ? [] : fixesOf(read, document, rules);
		if (fixes.length === 0) break;
		let result = '';
		let at = 0;
		for (const { rule, hit } of fixes) {
			const to = hit.replacement ?? '';
			result += text.slice(at, hit.start);
			const start = result.length;
			const delta = to.length - (hit.end - hit.start);
			applied = applied.map((one) => (one.start >= start ? { ...one, start: Math.max(start, one.start + delta), end: Math.max(start, one.end + delta) } : one));
			result += to;
			applied.push({ rule, hit, from: text.slice(hit.start, hit.end), to, start, end: start + to.length });
			at = hit.end;
		}
		result += text.slice(at);
		if (result === text) break;
		text = result;
	}
	return { text, applied };
}

/** Fixes of one round in order; of two that overlap the one that begins first, then the longer. */
function fixesOf(unit: ReadUnit, document: LintedDocument, rules: readonly Rule[]): Array<{ rule: Rule; hit: Hit }> {
	const all: Array<{ rule: Rule; hit: Hit }> = [];
	for (const rule of rules) for (const hit of rule.unit?.(unit, document) ?? []) if (hit.replacement !== undefined) all.push({ rule, hit });
	all.sort((a, b) => a.hit.start - b.hit.start || b.hit.end - a.hit.end);
	let at = 0;
	return all.filter(({ hit }) => {
		if (hit.start < at) return false;
		at = Math.max(hit.end, hit.start + 1);
		return true;
	});
}

function report(place: string, { rule, hit, from, to, start, end }: Applied): Finding {
	return { ruleId: rule.id, severity: 'info', place, start, end, excerpt: from, message: hit.message, suggestion: to, fixed: true };
}
