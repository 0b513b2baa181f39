import type { Profile, RuleSet, Severity, TextUnit, UnitRole } from '../types';
import type { LintContext } from './context';

/** A unit with what several rules need of it. */
export interface ReadUnit extends TextUnit {
	/** `text` with quotations, laws and slots hidden, of the same length. */
	masked: string;
	hasDigit: boolean;
	hasLatin: boolean;
}

/** A document as rules read it. */
export interface LintedDocument {
	units: readonly ReadUnit[];
	profile: Profile;
	context: LintContext;
}

/** One place where a rule does not hold. */
export interface Hit {
	start: number;
	end: number;
	message: string;
	suggestion: string;
	/** What a safe fix puts there; absent where only a person can know. */
	replacement?: string;
}

export interface DocumentHit extends Hit {
	/** Place of the unit; empty for the whole document. */
	place: string;
	/** Words shown where there is no unit. */
	excerpt?: string;
}

export const ALL_SETS: readonly RuleSet[] = ['office', 'press', 'speech', 'citizen'];

export interface Rule {
	id: string;
	sets: readonly RuleSet[];
	/** Korean. */
	name: string;
	/** Article, 편람, measured. */
	basis: string;
	severity: Severity;
	/** Whether hits with a replacement are mended without asking. */
	safeFix: boolean;
	/** Reads one unit; not asked about units written by our own code. */
	unit?(unit: ReadUnit, document: LintedDocument): Iterable<Hit>;
	/** Reads the document as a whole. */
	document?(document: LintedDocument): Iterable<DocumentHit>;
}

/** A rule that is a pattern over the masked text. */
export interface PatternRule extends Omit<Rule, 'unit' | 'document' | 'safeFix'> {
	safeFix?: boolean;
	/** Global; must not backtrack over long runs. */
	pattern: RegExp;
	/** Units without one are not searched. */
	needs?: 'digit' | 'latin';
	/** Searches quotations and slots as well. */
	everywhere?: boolean;
	roles?: readonly UnitRole[];
	accepts?(match: RegExpExecArray, unit: ReadUnit, document: LintedDocument): boolean;
	message: string | ((match: RegExpExecArray) => string);
	/** What to write instead; null where only a person can know. */
	use?(match: RegExpExecArray, unit: ReadUnit, document: LintedDocument): string | null;
	/** Advice where `use` gives nothing. */
	advice?: string;
}

/** The rule of a pattern. */
export function patternRule(spec: PatternRule): Rule {
	const { id, sets, name, basis, severity, safeFix = false, pattern, needs, everywhere = false, roles, accepts, message, use, advice = '' } = spec;
	return {
		id,
		sets,
		name,
		basis,
		severity,
		safeFix,
		*unit(unit, document) {
			if (needs === 'digit' && !unit.hasDigit) return;
			if (needs === 'latin' && !unit.hasLatin) return;
			if (roles !== undefined && !roles.includes(unit.role)) return;
			const text = everywhere ? unit.text : unit.masked;
			pattern.lastIndex = 0;
			for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
				if (match[0] === '') pattern.lastIndex += 1;
				if (accepts !== undefined && !accepts(match, unit, document)) continue;
				const better = use?.(match, unit, document) ?? null;
				if (better === match[0]) continue;
				yield {
					start: match.index,
					end: match.index + match[0].length,
					message: typeof message === 'string' ? message : message(match),
					suggestion: better ?? advice,
					...(better !== null && safeFix ? { replacement: better } : {}),
				};
			}
		},
	};
}

/** Group of a match, empty where it took no part. */
export const group = (match: RegExpExecArray, name: string): string => match.groups?.[name] ?? '';
