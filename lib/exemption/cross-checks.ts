import type { ReceiptRow } from '../revenue/receipt';
import { relationProblem } from './co-registration';
import type { DecisionWarning } from './decision';
import type { ExemptionRule, RuleSet } from './rules';
import { checkRelief } from './tax-check';

/**
 * What does not fit the rule on a decided receipt although it changes nothing in the decision: recorded relief other than
 * computed (`reliefMismatch`, for the taxpayer's row, so that a receipt has it once) and a co-owner whose relation the law
 * does not permit (`coOwnerRelation`).
 */
export function crossChecks(row: ReceiptRow, rule: ExemptionRule, rules: RuleSet): DecisionWarning[] {
	const warnings: DecisionWarning[] = [];
	if (row.recipientRole === 'taxpayer') {
		const check = checkRelief(row, rule, rules);
		if (check.result === 'mismatch') warnings.push({ code: 'reliefMismatch', message: check.reason });
	}
	const problem = relationProblem(row, rule);
	if (problem !== null) warnings.push({ code: 'coOwnerRelation', message: problem });
	return warnings;
}
