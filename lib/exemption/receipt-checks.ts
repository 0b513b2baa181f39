import { isDay, officialDate } from '../calendar/day';
import { isAddedCategory, type ReceiptRow } from '../revenue/receipt';
import type { DecisionKind } from './decision';
import { contradicts, parseLegalBasis } from './legal-basis';
import { ruleFor, type ExemptionRule, type RuleSet } from './rules';

/** A decision reached before or instead of a rule's own outcome. */
export interface Verdict {
	decision: Exclude<DecisionKind, 'notify'>;
	/** The rule concerned, or `receipt-status` / `receipt-fields` where none was reached. */
	ruleId: string;
	reasonCode: string;
	reason: string;
}

export type RuleSearch = { rule: ExemptionRule; acquiredOn: string } | { verdict: Verdict };

const STATUS_RULE = 'receipt-status';
const FIELD_RULE = 'receipt-fields';

/** What the receipt's state alone decides, or null where it is decided relief. Withdrawn and refused relief is not told. */
export function statusVerdict(row: ReceiptRow): Verdict | null {
	const verdict = (decision: Verdict['decision'], reasonCode: string, reason: string): Verdict => ({
		decision,
		ruleId: STATUS_RULE,
		reasonCode,
		reason,
	});
	switch (row.status) {
		case 'unreadable':
			return verdict(
				'review',
				'unreadable',
				`자료를 읽을 수 없습니다: ${row.problem ?? `${row.sourceName} ${row.sourceRow}행의 내용을 알아볼 수 없습니다.`} 원자료를 확인하시기 바랍니다.`,
			);
		case 'withdrawn':
			return verdict('exclude', 'withdrawn', '감면 신청이 취하되어 안내하지 않습니다.');
		case 'refused':
			return verdict('exclude', 'refused', '감면되지 않은 건이어서 안내하지 않습니다.');
		case 'corrected':
			return verdict(
				'review',
				'corrected',
				'감면 결정이 경정되었으므로 내용과 이미 안내한 사항을 확인하시기 바랍니다.',
			);
		case 'pending':
			return verdict('waiting', 'pending', '감면 결정 전이므로 결정될 때까지 기다립니다.');
		case 'decided':
			return null;
	}
}

/** The rule in force for the receipt, or why there is none. */
export function findRule(row: ReceiptRow, rules: RuleSet, today: string): RuleSearch {
	const review = (reasonCode: string, reason: string, ruleId = FIELD_RULE): RuleSearch => ({
		verdict: { decision: 'review', ruleId, reasonCode, reason },
	});
	if (row.category === 'unknown') {
		const rule = rules.rules.find((each) => each.category === 'unknown');
		const reason = rule?.reason ?? '감면구분을 알 수 없습니다.';
		return review('unknownCategory', row.problem === undefined ? reason : `${row.problem} ${reason}`, rule?.ruleId);
	}
	if (isAddedCategory(row.category) && !rules.rules.some((rule) => rule.category === row.category))
		return review(
			'addedCategoryMissing',
			`감면코드 대응표의 추가 감면구분(${row.category.slice('added-'.length)})이 선별 설정에 없으므로 '추가 감면구분(조례 등)'에 등록하시기 바랍니다.`,
		);
	if (row.acquiredOn === null)
		return review(
			'missingAcquisitionDate',
			'취득일이 없어 적용할 규칙을 정할 수 없으므로 취득일을 확인하시기 바랍니다.',
		);
	for (const [value, name] of [
		[row.acquiredOn, '취득일'],
		[row.registeredOn, '등록일'],
	] as const) {
		if (value !== null && !isDay(value))
			return review('invalidDate', `${name}이 올바른 날짜가 아니므로 원자료를 확인하시기 바랍니다.`);
		if (value !== null && value > today)
			return review('futureDate', `${name}(${officialDate(value)})이 오늘보다 뒤이므로 원자료를 확인하시기 바랍니다.`);
	}
	if (row.registeredOn !== null && row.registeredOn < row.acquiredOn) {
		return review(
			'datesDisagree',
			`등록일(${officialDate(row.registeredOn)})이 취득일(${officialDate(row.acquiredOn)})보다 이르므로 원자료를 확인하시기 바랍니다.`,
		);
	}
	const rule = ruleFor(rules, row.category, row.acquiredOn);
	if (rule === null)
		return review(
			'noRuleForDate',
			`취득일(${officialDate(row.acquiredOn)})에 적용되는 규칙이 없으므로 감면 기한을 확인하시기 바랍니다.`,
		);
	const recorded = row.legalBasis === null ? null : parseLegalBasis(row.legalBasis);
	if (recorded !== null && contradicts(recorded, rule.legalBasis)) {
		return review(
			'basisMismatch',
			`원자료의 근거규정이 감면구분의 근거(${rule.legalBasis.text})와 다르므로 감면코드 대응표와 원자료를 확인하시기 바랍니다.`,
			rule.ruleId,
		);
	}
	return { rule, acquiredOn: row.acquiredOn };
}
