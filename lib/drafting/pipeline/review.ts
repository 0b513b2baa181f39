import { copiedPassages } from '../exemplars/copy-guard';
import { groundFindings } from '../ground/findings';
import { ground } from '../ground/ground';
import { markUntraced } from '../ground/mark';
import { applySafeFixes } from '../lint/fixes';
import { lint } from '../lint/lint';
import { pasteText } from '../render/paste-text';
import type { DraftContent, Exemplar, Finding, Severity, TextUnit, Trace } from '../types';
import { unitsOf } from '../units';
import type { CheckContext } from './request';
import { withUnapproved } from './unapproved';

/** What the rules say of a document as it stands. */
export interface Review {
	content: DraftContent;
	units: readonly TextUnit[];
	traces: readonly Trace[];
	/** Without those of the input. */
	findings: readonly Finding[];
	/** Safe fixes that were applied. */
	fixed: readonly Finding[];
}

const WEIGHT: Readonly<Record<Severity, number>> = { error: 10, warning: 2, info: 0 };

/** Applies the safe fixes, traces every claim and reads the document by all rules. */
export function review(draft: DraftContent, context: CheckContext, exemplars: readonly Exemplar[]): Review {
	const { profile, values, settings, sheet, houseStyle } = context;
	const lintContext = { today: settings.today, city: settings.city, houseStyle, values, words: settings.words };
	const { content, fixed } = applySafeFixes(draft, profile, lintContext);
	const units = unitsOf(content, profile, context.byHand);
	const pasted = pasteText({ profile, content, values, city: settings.city, state: 'draft', today: settings.today });
	const traces = !context.traced ? [] : withUnapproved(ground(units, sheet, { profile, city: settings.city, today: settings.today }), units, sheet.quotes);
	const findings = [...groundFindings(traces, units), ...lint(units, profile, { ...lintContext, pasted }), ...copiedPassages(units, exemplars, sheet)];
	return { content, units, traces, findings, fixed };
}

/** How bad findings are, all together: what must not be signed weighs most. */
export const weightOf = (findings: readonly Finding[]): number => findings.reduce((sum, { severity }) => sum + WEIGHT[severity], 0);

/** The document as it is handed over: untraced claims are open slots, and every finding points at where it stands now. */
export function marked(reviewed: Review, context: CheckContext): { content: DraftContent; findings: Finding[]; traces: readonly Trace[] } {
	const content = markUntraced(reviewed.content, reviewed.traces);
	const units = new Map(unitsOf(content, context.profile, context.byHand).map((unit) => [unit.place, unit.text]));
	const before = new Map(reviewed.units.map((unit) => [unit.place, unit.text]));
	const moved = <T extends { place: string; start: number; end: number }>(one: T): T => {
		const [was, is] = [before.get(one.place), units.get(one.place)];
		if (was === undefined || is === undefined || was === is || one.end === 0) return one;
		return { ...one, ...relocated(was, is, one) };
	};
	return { content, findings: [...reviewed.findings.map(moved), ...reviewed.fixed], traces: reviewed.traces.map(moved) };
}

/**
 * Where words stand after open slots were put into a text: the same words by their turn, or the slot that now holds them.
 * The whole unit where they are gone.
 */
function relocated(was: string, is: string, { start, end }: { start: number; end: number }): { start: number; end: number } {
	const words = was.slice(start, end);
	let turn = 0;
	for (let at = was.indexOf(words); at !== -1 && at < start; at = was.indexOf(words, at + 1)) turn += 1;
	let at = is.indexOf(words);
	while (turn > 0 && at !== -1) {
		at = is.indexOf(words, at + 1);
		turn -= 1;
	}
	return at === -1 ? { start: 0, end: 0 } : { start: at, end: at + words.length };
}
