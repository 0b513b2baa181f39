import { officialDate } from '../calendar/day';
import { oncePer, remembering } from '../remember';
import type { ReceiptRow } from '../revenue/receipt';
import { fillTemplate, missingPlaceholders } from '../sms/text/template';
import { cautionUntil, keepUntil, replacementDeadline } from './dates';
import type { DecisionWarning, NoticeTemplate } from './decision';
import type { ExemptionRule } from './rules';
import type { SelectionContext } from './selection';
import { PERSONAL_PLACEHOLDERS } from './templates';

/** Until when the car must be kept, and the day that is printed. */
export interface KeepingDates {
	until: string;
	caution: string;
}

/** What a rule's text says for certain days: the same for many receipts, so it is put together once a run. */
export interface Wording {
	/** Values of the placeholders, but for the personal ones. */
	values: Readonly<Record<string, string>>;
	/** Placeholders without a value, each once. */
	missing: readonly string[];
	warnings: readonly DecisionWarning[];
}

/** The dates of a clock that starts on a day, each worked out once a run. */
export const datesFrom = oncePer((context: SelectionContext) =>
	remembering((start): KeepingDates => {
		const until = keepUntil(start);
		return { until, caution: cautionUntil(until, context.calendar) };
	}),
);

const wordings = oncePer((_context: SelectionContext) => new Map<string, Wording>());

/** The wording of a receipt's text, from those of this run where there is one for the same rule and days. */
export function wordingOf(
	row: ReceiptRow,
	rule: ExemptionRule,
	template: NoticeTemplate,
	dates: KeepingDates,
	context: SelectionContext,
): Wording {
	const known = wordings(context);
	const key = [rule.ruleId, row.registeredOn, row.acquiredOn, row.coOwned, row.replacement].join(' ');
	let wording = known.get(key);
	if (wording === undefined) {
		wording = makeWording(row, rule, template, dates, context);
		known.set(key, wording);
	}
	return wording;
}

/** Is the placeholder filled only at the moment of sending? */
export function isPersonal(name: string): boolean {
	return PERSONAL_PLACEHOLDERS.some((personal) => personal === name);
}

function makeWording(
	row: ReceiptRow,
	rule: ExemptionRule,
	template: NoticeTemplate,
	dates: KeepingDates,
	context: SelectionContext,
): Wording {
	const plain = plainValues(row, rule, dates, context);
	const sentences = optionalSentences(row, rule, context);
	const values = { ...plain, ...sentences };
	const missing = [template.text, ...Object.values(sentences)]
		.flatMap((text) => missingPlaceholders(text, values))
		.filter((name) => !isPersonal(name));
	return {
		values: missing.length > 0 ? {} : { ...values, ...filled(sentences, plain) },
		missing: [...new Set(missing)],
		warnings: warningsFor(dates, context),
	};
}

function plainValues(
	row: ReceiptRow,
	rule: ExemptionRule,
	dates: KeepingDates,
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

function warningsFor(dates: KeepingDates, { calendar }: SelectionContext): DecisionWarning[] {
	if (calendar.isCovered(dates.until) && calendar.isCovered(dates.caution)) return [];
	const message = `공휴일 자료가 ${officialDate(calendar.coverageEnd)}까지여서 주의 기한(${officialDate(dates.caution)})에는 토·일요일만 반영하였습니다.`;
	return [{ code: 'holidaysUnknown', message }];
}
