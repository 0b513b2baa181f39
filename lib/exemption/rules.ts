import { createHash } from 'node:crypto';
import { ValidationError } from '../errors';
import type { Category } from '../revenue/receipt';
import type { LegalBasis } from './legal-basis';
import defaultRules from './rules/vehicle-exemption.json';
import { isRuleFile, ruleFaults } from './rules-schema';

export const OUTCOMES = ['notify', 'exclude', 'review'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const CLOCKS = ['registration', 'acquisition', 'none'] as const;
/** From which day the one year runs. */
export type Clock = (typeof CLOCKS)[number];

/** What makes the relief be taken back (추징 사유); decides which optional sentences a notice carries. */
export interface Clawback {
	transfer: boolean;
	/** A transfer to the spouse is not clawed back (지방세특례제한법 제22조의2제4항 단서, ①·② only). */
	spouseProviso: boolean;
	/** Household split counts where the car is co-owned (제17조·제29조). */
	householdSplit: 'none' | 'coOwned';
	businessUse: boolean;
	/** `receipt`: where the receipt is marked as a replacement; `always`: the category is one. */
	replacement: 'none' | 'receipt' | 'always';
}

/** What the law gives; used to cross-check only. */
export interface ReliefRule {
	/** Share of the computed tax in percent. */
	sharePercent: number;
	/** Most that is given, in won, for the cars of `capFor`; both null where there is no cap. */
	capWon: number | null;
	/** `sedan`: 승용자동차 other than those of 7 to 10 seats. */
	capFor: 'sedan' | 'all' | null;
	/** 최소납부세제 applies (지방세특례제한법 제177조의2; not to 제17조, 제29조 and 제66조). */
	minimumPayment: boolean;
}

/** 최소납부세제: a full exemption of a tax above `aboveWon` gives `sharePercent` only. */
export interface MinimumPayment {
	basis: string;
	aboveWon: number;
	sharePercent: number;
}

/** Who may be registered together with the person; see co-registration.ts. `unrestricted`: the article names nobody. */
export type CoRegistration = 'spouse' | 'spouseAndChildren' | 'kin' | 'unrestricted';

/** One effective-dated rule. The period is that of the acquisition date, both days included; null is open. */
export interface ExemptionRule {
	ruleId: string;
	category: Category;
	legalBasis: LegalBasis;
	effectiveFrom: string;
	effectiveTo: string | null;
	outcome: Outcome;
	reasonCode: string;
	/** Korean sentence a clerk understands. */
	reason: string;
	/** What is told; part of the notice's identity. Null where the rule never tells anything. */
	duty: string | null;
	clock: Clock;
	clawback: Clawback | null;
	/** Default text; null where the office must write one first. */
	templateId: string | null;
	/** Null where it depends on what a receipt does not say. */
	relief: ReliefRule | null;
	coRegistration: CoRegistration;
	/** Korean name of the category where it is not a built-in one. */
	categoryName?: string;
	/** A `review` rule that becomes `notify` once the office has configured a text for the category. */
	notifyWithTemplate?: { reasonCode: string; reason: string };
}

export interface RuleSet {
	/** Label and content hash, e.g. `2026-11+3f9c01ab`: changes with any change of the file. */
	version: string;
	minimumPayment: MinimumPayment;
	rules: readonly ExemptionRule[];
}

/** Shape of a rule file; checked by `ruleFaults`. */
export interface RuleFile {
	label: string;
	basis: string;
	minimumPayment: MinimumPayment;
	rules: ExemptionRule[];
}

/** Faults explained in the message; of the others the remedy names the places. */
const TOLD_FAULTS = 5;

/**
 * Reads a rule file (parsed JSON). Throws `ValidationError` (`faultyRules`) with the place of every fault, e.g.
 * `$.rules[3].effectiveTo`. Every category must have at least one rule and periods of a category must not overlap.
 * @param name what the message calls the file.
 */
export function loadRules(json: unknown, name = '감면 규칙 파일'): RuleSet {
	if (!isRuleFile(json)) {
		const faults = ruleFaults(json);
		const [told, others] = [faults.slice(0, TOLD_FAULTS), faults.slice(TOLD_FAULTS)];
		const more = others.length > 0 ? ` 외 ${others.length}건` : '';
		const rest = others.length > 0 ? `그 밖에 고칠 곳: ${others.map((fault) => fault.path).join(', ')}. ` : '';
		throw new ValidationError(
			'faultyRules',
			`${name}에 잘못된 곳이 있습니다. ${told.map((fault) => `${fault.path}: ${fault.message}`).join(' / ')}${more}`,
			`${rest}규칙 파일의 해당 위치를 고치시기 바랍니다.`,
		);
	}
	const { label, minimumPayment, rules } = json;
	return { version: `${label}+${contentHash(json)}`, minimumPayment, rules };
}

/**
 * The same rules with a version that also stands for `content`, which decides as well (added categories, settings):
 * the label stays, the hash covers both.
 */
export function withVersionOf(set: RuleSet, content: unknown): RuleSet {
	const [label] = set.version.split(/\+(?=[0-9a-f]+$)/);
	return { ...set, version: `${label ?? ''}+${contentHash([set.version, content])}` };
}

/** The rules shipped with the package. */
export function shippedRules(): RuleSet {
	return loadRules(defaultRules);
}

/** The rule in force for a category on the acquisition date, or null. */
export function ruleFor(set: RuleSet, category: Category, acquiredOn: string): ExemptionRule | null {
	return (
		set.rules.find(
			(rule) =>
				rule.category === category &&
				rule.effectiveFrom <= acquiredOn &&
				(rule.effectiveTo === null || acquiredOn <= rule.effectiveTo),
		) ?? null
	);
}

/** First eight hex digits of the SHA-256 of the content, independent of key order and white space. */
export function contentHash(content: unknown): string {
	return createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 8);
}

function canonicalJson(value: unknown): string {
	return JSON.stringify(value, (_key, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1)))
			: part,
	);
}
