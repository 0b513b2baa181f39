import { officialDate } from '../calendar/day';
import type { ReceiptRow } from '../revenue/receipt';
import { fillTemplate, listPlaceholders, missingPlaceholders } from '../sms/text/template';
import { chooseChannel } from './channel';
import { crossChecks } from './cross-checks';
import { cautionUntil, keepUntil, replacementDeadline } from './dates';
import type { Decision, DecisionWarning, NoticeTemplate } from './decision';
import { findRule, statusVerdict, type Verdict } from './receipt-checks';
import type { ExemptionRule } from './rules';
import type { SelectionContext } from './selection';
import { PERSONAL_PLACEHOLDERS } from './templates';

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
	const until = keepUntil(start);
	const caution = cautionUntil(until, context.calendar);
	if (caution < context.today) {
		const reason = `의무 기간이 ${officialDate(caution)}에 이미 끝나 안내하지 않습니다.`;
		return fromVerdict({ decision: 'exclude', ruleId: rule.ruleId, reasonCode: 'alreadyExpired', reason }, context);
	}
	if (template === undefined)
		return review(rule, context, 'templateMissing', '이 감면구분에 쓸 안내문이 없으므로 설정을 확인하시기 바랍니다.');
	return notify(row, rule, template, { until, caution }, context);
}

function notify(
	row: ReceiptRow,
	rule: ExemptionRule,
	template: NoticeTemplate,
	dates: { until: string; caution: string },
	context: SelectionContext,
): Decision {
	const plain = plainValues(row, rule, dates, context);
	const personal: readonly string[] = PERSONAL_PLACEHOLDERS;
	const sentences = optionalSentences(row, rule, context);
	const values = { ...plain, ...sentences };
	const missing = [template.text, ...Object.values(sentences)]
		.flatMap((text) => missingPlaceholders(text, values))
		.filter((name) => !personal.includes(name));
	if (missing.length > 0) {
		return review(
			rule,
			context,
			'missingValue',
			`안내문의 ${[...new Set(missing)].map((name) => `#{${name}}`).join(', ')}에 넣을 값이 자료에 없으므로 원자료를 확인하시기 바랍니다.`,
		);
	}
	if (row.plate === null && listPlaceholders(template.text).some((name) => personal.includes(name))) {
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
		...warningsFor(dates, context),
		notify: {
			duty: rule.duty ?? rule.ruleId,
			channel: channel.channel,
			channelReasonCode: channel.reasonCode,
			channelReason: channel.reason,
			keepUntil: dates.until,
			cautionUntil: dates.caution,
			legalBasis: rule.notifyWithTemplate ? (row.legalBasis ?? rule.legalBasis.text) : rule.legalBasis.text,
			template,
			values: { ...values, ...filled(sentences, plain) },
		},
	};
}

function plainValues(
	row: ReceiptRow,
	rule: ExemptionRule,
	dates: { until: string; caution: string },
	context: SelectionContext,
): Record<string, string> {
	const contact = context.contacts.get(rule.ruleId);
	const dateOrNone = (day: string | null): string => (day === null ? '' : officialDate(day));
	return {
		기관명: contact?.organisation ?? '',
		담당부서: contact?.department ?? '',
		담당전화: contact?.phone ?? '',
		문의시간: contact?.hours ?? '',
		등록일: dateOrNone(row.registeredOn),
		취득일: dateOrNone(row.acquiredOn),
		만료일: officialDate(dates.until),
		주의기한: officialDate(dates.caution),
		대체취득기한: dateOrNone(row.registeredOn === null ? null : replacementDeadline(row.registeredOn)),
	};
}

/** The optional sentences that apply, still with their own placeholders; empty where they do not. */
function optionalSentences(
	row: ReceiptRow,
	rule: ExemptionRule,
	{ sentences, settings, today }: SelectionContext,
): Record<string, string> {
	const { clawback } = rule;
	const household = clawback?.householdSplit === 'coOwned' && (row.coOwned || settings.householdSentenceForSoleOwner);
	const replacement = clawback?.replacement === 'always' || (clawback?.replacement === 'receipt' && row.replacement);
	const inTime = row.registeredOn !== null && replacementDeadline(row.registeredOn) >= today;
	return {
		배우자이전문구: clawback?.spouseProviso === true ? sentences.배우자이전문구 : '',
		세대분리문구: household ? sentences.세대분리문구 : '',
		대체취득문구: replacement ? (inTime ? sentences.대체취득문구 : sentences.대체취득경과문구) : '',
	};
}

function filled(sentences: Record<string, string>, plain: Record<string, string>): Record<string, string> {
	return Object.fromEntries(Object.entries(sentences).map(([name, text]) => [name, fillTemplate(text, plain)]));
}

function warningsFor(
	dates: { until: string; caution: string },
	{ calendar }: SelectionContext,
): { warnings?: DecisionWarning[] } {
	if (calendar.isCovered(dates.until) && calendar.isCovered(dates.caution)) return {};
	const message = `공휴일 자료가 ${officialDate(calendar.coverageEnd)}까지여서 주의 기한(${officialDate(dates.caution)})에는 토·일요일만 반영하였습니다.`;
	return { warnings: [{ code: 'holidaysUnknown', message }] };
}

function review(rule: ExemptionRule, context: SelectionContext, reasonCode: string, reason: string): Decision {
	return fromVerdict({ decision: 'review', ruleId: rule.ruleId, reasonCode, reason }, context);
}

function fromVerdict(verdict: Verdict, context: SelectionContext): Decision {
	return { ...verdict, ruleVersion: context.rules.version };
}
