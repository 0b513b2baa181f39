import { isDay } from '../calendar/day';
import { ValidationError } from '../errors';
import { addedCategory } from '../revenue/receipt';
import { parseLegalBasis, type LegalBasis } from './legal-basis';
import { withVersionOf, type Clock, type ExemptionRule, type RuleSet } from './rules';
import type { Contact, SelectionInput } from './selection';
import { shippedTemplates } from './templates';

/** 추징 사유 that an office can choose for a category of its own. */
export const CAUSES = ['transfer', 'householdSplit', 'businessUse', 'replacement'] as const;
export type Cause = (typeof CAUSES)[number];

/** A category as an officer describes it on the canvas: unchecked texts. */
export interface AddedCategoryInput {
	/** 영문 식별자, the same as in the code table. */
	identifier: string;
	name: string;
	/** Article as officials write it, e.g. `경기도 도세 감면 조례 제5조`. */
	legalBasis: string;
	/** Days of acquisition, `YYYY-MM-DD`; the last may be empty. */
	effectiveFrom: string;
	effectiveTo: string;
	clock: string;
	causes: readonly string[];
	text: string;
	contact: Partial<Contact>;
}

const PANEL = '추가 감면구분(조례 등)';

/**
 * The settings of a selection with the office's own categories: each becomes a rule that tells, with its own text and
 * contact. Several rows may share an identifier where their periods do not overlap. The rule version covers them.
 * Throws `ValidationError` (`badAddedCategory`) that names the row and the field.
 */
export function withAddedCategories(input: SelectionInput, added: readonly AddedCategoryInput[]): SelectionInput {
	if (added.length === 0) return input;
	const entries = added.map((entry, index) => ({ ...entry, rule: ruleOf(entry, index + 1), where: whereOf(entry, index + 1) }));
	entries.forEach(({ rule }, index) => {
		const before = entries.findIndex((other, at) => at < index && overlap(other.rule, rule));
		if (before < 0) return;
		throw bad(index + 1, '적용 시작일', `식별자가 같은 ${before + 1}번째 줄과 적용 기간이 겹칩니다.`, '적용 기간을 나누거나 다른 식별자를 적으시기 바랍니다.');
	});
	const rules: RuleSet = { ...input.rules, rules: [...input.rules.rules, ...entries.map(({ rule }) => rule)] };
	return {
		...input,
		rules: withVersionOf(
			rules,
			entries.map(({ rule }) => rule),
		),
		templates: [
			...(input.templates ?? shippedTemplates()),
			...entries.map(({ rule, name, text, where }) => ({ id: rule.ruleId, title: name.trim(), text, where })),
		],
		contactsByRule: { ...input.contactsByRule, ...Object.fromEntries(entries.map(({ rule, contact }) => [rule.ruleId, contact])) },
	};
}

function ruleOf(entry: AddedCategoryInput, row: number): ExemptionRule {
	const category = addedCategory(entry.identifier);
	if (category === null) throw bad(row, '식별자', '영문자로 시작하는 영문자·숫자·붙임표(40자 이내)가 아닙니다.', '예: senior-driver');
	const name = entry.name.trim();
	if (name === '') throw bad(row, '이름', '비어 있습니다.', '보고서에 쓸 이름을 적으시기 바랍니다.');
	const [effectiveFrom, effectiveTo] = periodOf(entry, row);
	const clock = clockOf(entry, row);
	const causes = causesOf(entry, row);
	if (entry.text.trim() === '') throw bad(row, '안내문', '비어 있습니다.', '수신자에게 보낼 안내문을 적으시기 바랍니다.');
	const legalBasis = basisOf(entry.legalBasis.trim(), row);
	return {
		ruleId: `${category}-${effectiveFrom}`,
		category,
		categoryName: name,
		legalBasis,
		effectiveFrom,
		effectiveTo,
		outcome: 'notify',
		reasonCode: 'addedCategory',
		reason: `${name}(${legalBasis.text}) 감면은 추가 감면구분에서 안내하도록 정하였으므로 안내합니다.`,
		duty: causes.has('transfer') || causes.has('householdSplit') || causes.has('replacement') ? 'retention' : 'useRestriction',
		clock,
		clawback: {
			transfer: causes.has('transfer'),
			spouseProviso: false,
			householdSplit: causes.has('householdSplit') ? 'coOwned' : 'none',
			businessUse: causes.has('businessUse'),
			replacement: causes.has('replacement') ? 'receipt' : 'none',
		},
		templateId: `${category}-${effectiveFrom}`,
		relief: null,
		coRegistration: 'unrestricted',
	};
}

function periodOf({ effectiveFrom, effectiveTo }: AddedCategoryInput, row: number): [string, string | null] {
	const [from, to] = [effectiveFrom.trim(), effectiveTo.trim()];
	const form = '2026-01-01과 같은 형식(연-월-일)으로 적으시기 바랍니다.';
	if (!isDay(from)) throw bad(row, '적용 시작일', '날짜가 아닙니다.', form);
	if (to !== '' && !isDay(to)) throw bad(row, '적용 종료일', '날짜가 아닙니다.', `${form} 정해지지 않았으면 비우시기 바랍니다.`);
	if (to !== '' && to < from) throw bad(row, '적용 종료일', '적용 시작일보다 이릅니다.', '기간을 확인하시기 바랍니다.');
	return [from, to === '' ? null : to];
}

function clockOf({ clock }: AddedCategoryInput, row: number): Clock {
	if (clock === 'registration' || clock === 'acquisition') return clock;
	throw bad(row, '기산일', '고르지 않았습니다.', '등록일 또는 취득일을 고르시기 바랍니다.');
}

function causesOf({ causes }: AddedCategoryInput, row: number): ReadonlySet<Cause> {
	const chosen = new Set(CAUSES.filter((cause) => causes.includes(cause)));
	if (chosen.size > 0) return chosen;
	throw bad(row, '추징 사유', '하나도 고르지 않았습니다.', '조례에서 정한 추징 사유를 하나 이상 고르시기 바랍니다.');
}

function basisOf(text: string, row: number): LegalBasis {
	const parsed = parseLegalBasis(text);
	if (parsed !== null && parsed.law !== '') return { text, ...parsed };
	if (text.includes('조례')) return { text, law: text.slice(0, text.indexOf('조례') + 2), article: '', paragraph: null, item: null };
	throw bad(row, '근거규정', '법령 또는 조례의 이름과 조를 알아볼 수 없습니다.', "'경기도 도세 감면 조례 제5조'와 같이 적으시기 바랍니다.");
}

function overlap(one: ExemptionRule, other: ExemptionRule): boolean {
	const last = (rule: ExemptionRule) => rule.effectiveTo ?? '9999-12-31';
	return one.category === other.category && one.effectiveFrom <= last(other) && other.effectiveFrom <= last(one);
}

function whereOf({ name }: AddedCategoryInput, row: number): string {
	return `'${PANEL}' ${row}번째 줄(${name.trim()})의 '안내문'`;
}

function bad(row: number, field: string, what: string, remedy: string): ValidationError {
	return new ValidationError('badAddedCategory', `'${PANEL}' ${row}번째 줄의 '${field}'을(를) 쓸 수 없습니다. ${what}`, remedy);
}
