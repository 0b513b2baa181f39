import { officialDate } from '../calendar/day';
import type { ReceiptRow } from '../revenue/receipt';
import { listPlaceholders } from '../sms/text/template';
import { chooseChannel } from './channel';
import { crossChecks } from './cross-checks';
import type { Decision, NoticeTemplate } from './decision';
import { findRule, statusVerdict, type Verdict } from './receipt-checks';
import type { ExemptionRule } from './rules';
import type { SelectionContext } from './selection';
import { datesFrom, isPersonal, wordingOf, type KeepingDates } from './wording';

/**
 * Decides for one recipient row whether the person is told (안내), not told (제외), must be looked at (확인 필요) or waits
 * (대기). Whether is decided by the receipt alone, so it is the same for all recipients; how (text or post) by the
 * recipient. Never throws for a row; use `selectRows` for a whole read, which also finds rows that contradict each other.
 * Order of checks: state of the receipt, its fields, the rule in force, the date, the text's values. What the rule's
 * cross-checks find (tax, co-owner) is only a warning.
 */
export function selectRow(row: ReceiptRow, context: SelectionContext): Decision {
	const status = statusVerdict(row);
	if (status !== null) return fromVerdict(status, context);
	const search = findRule(row, context.rules, context.today);
	if ('verdict' in search) return fromVerdict(search.verdict, context);
	const { rule, acquiredOn } = search;
	const decision = decide(row, rule, acquiredOn, context);
	const warnings = [...(decision.warnings ?? []), ...crossChecks(row, rule, context.rules)];
	return {
		...decision,
		...(rule.categoryName === undefined ? {} : { categoryName: rule.categoryName }),
		...(warnings.length === 0 ? {} : { warnings }),
	};
}

function decide(row: ReceiptRow, rule: ExemptionRule, acquiredOn: string, context: SelectionContext): Decision {
	const template = context.templateOf(rule);
	const tells = rule.outcome === 'notify' || (rule.notifyWithTemplate !== undefined && template !== undefined);
	if (!tells)
		return fromVerdict(
			{
				decision: rule.outcome === 'exclude' ? 'exclude' : 'review',
				ruleId: rule.ruleId,
				reasonCode: rule.reasonCode,
				reason: rule.reason,
			},
			context,
		);

	const start = rule.clock === 'registration' ? row.registeredOn : acquiredOn;
	if (start === null)
		return review(
			rule,
			context,
			'missingRegistrationDate',
			'등록일이 없어 의무보유 기간을 계산할 수 없으므로 등록일을 확인하시기 바랍니다.',
		);
	const dates = datesFrom(context)(start);
	if (dates.caution < context.today) {
		const reason = `의무 기간이 ${officialDate(dates.caution)}에 이미 끝나 안내하지 않습니다.`;
		return fromVerdict({ decision: 'exclude', ruleId: rule.ruleId, reasonCode: 'alreadyExpired', reason }, context);
	}
	if (template === undefined)
		return review(rule, context, 'templateMissing', '이 감면구분에 쓸 안내문이 없으므로 설정을 확인하시기 바랍니다.');
	return notify(row, rule, template, dates, context);
}

function notify(
	row: ReceiptRow,
	rule: ExemptionRule,
	template: NoticeTemplate,
	dates: KeepingDates,
	context: SelectionContext,
): Decision {
	const { values, missing, warnings } = wordingOf(row, rule, template, dates, context);
	if (missing.length > 0) {
		return review(
			rule,
			context,
			'missingValue',
			`안내문의 ${missing.map((name) => `#{${name}}`).join(', ')}에 넣을 값이 자료에 없으므로 원자료를 확인하시기 바랍니다.`,
		);
	}
	if (row.plate === null && listPlaceholders(template.text).some(isPersonal)) {
		return review(
			rule,
			context,
			'missingPlate',
			'차량번호가 없어 안내문을 완성할 수 없으므로 차량번호를 확인하시기 바랍니다.',
		);
	}
	const told = rule.outcome === 'notify' ? rule : (rule.notifyWithTemplate ?? rule);
	const late = row.appearedOn < context.period.from ? ' 이번 대상기간보다 먼저 나타난 자료입니다.' : '';
	const channel = chooseChannel(row, context.settings.sharedPhoneLimit);
	return {
		decision: 'notify',
		ruleId: rule.ruleId,
		ruleVersion: context.rules.version,
		reasonCode: told.reasonCode,
		reason: `${told.reason}${late}`,
		...(warnings.length === 0 ? {} : { warnings: [...warnings] }),
		notify: {
			duty: rule.duty ?? rule.ruleId,
			channel: channel.channel,
			channelReasonCode: channel.reasonCode,
			channelReason: channel.reason,
			keepUntil: dates.until,
			cautionUntil: dates.caution,
			legalBasis: rule.notifyWithTemplate ? (row.legalBasis ?? rule.legalBasis.text) : rule.legalBasis.text,
			template,
			values: { ...values },
		},
	};
}

function review(rule: ExemptionRule, context: SelectionContext, reasonCode: string, reason: string): Decision {
	return fromVerdict({ decision: 'review', ruleId: rule.ruleId, reasonCode, reason }, context);
}

function fromVerdict(verdict: Verdict, context: SelectionContext): Decision {
	return { ...verdict, ruleVersion: context.rules.version };
}
