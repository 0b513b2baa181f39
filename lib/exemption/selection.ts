import type { BusinessCalendar } from '../calendar/business-calendar';
import { assertDay } from '../calendar/day';
import { ValidationError } from '../errors';
import type { Category } from '../revenue/receipt';
import { normaliseText } from '../sms/text/normalise';
import { builtInName } from './category-names';
import type { NoticeTemplate } from './decision';
import { refuseTooLong } from './longest-text';
import { withVersionOf, type ExemptionRule, type RuleSet } from './rules';
import {
	noticeTemplate,
	optionalSentence,
	shippedSentences,
	shippedTemplates,
	type DefaultTemplate,
	type SentenceName,
	type Sentences,
} from './templates';

/** Who answers questions about a category; printed at the end of each text. */
export interface Contact {
	/** 기관명, e.g. `의정부시`. */
	organisation: string;
	/** 담당부서. */
	department: string;
	/** 담당전화. */
	phone: string;
	/** 문의시간, e.g. `평일 09:00~18:00`. */
	hours: string;
}

export interface SelectionSettings {
	/** Print the household-split sentence for sole owners too. */
	householdSentenceForSoleOwner: boolean;
	/** A number carried by more different taxpayers than this is not used. */
	sharedPhoneLimit: number;
	/** Allow an internet address in the texts (never a short link). */
	allowUrl: boolean;
}

export const DEFAULT_SETTINGS: SelectionSettings = {
	householdSentenceForSoleOwner: false,
	sharedPhoneLimit: 3,
	allowUrl: false,
};

/** What an officer sets on the canvas, before it is checked. */
export interface SelectionInput {
	rules: RuleSet;
	calendar: BusinessCalendar;
	/** Korean day of the run. */
	today: string;
	/** Days the receipts of this run appeared; older ones are late but still told. */
	period: { from: string; to: string };
	contact: Contact;
	contactsByCategory?: Partial<Record<Category, Partial<Contact>>>;
	/** Texts that replace the default of a category; an empty text means the default. */
	textsByCategory?: Partial<Record<Category, string>>;
	sentences?: Partial<Record<SentenceName, string>>;
	settings?: Partial<SelectionSettings>;
	/** Default texts by `templateId`; those shipped with the package unless given. */
	templates?: readonly DefaultTemplate[];
	/** Contacts that differ for one rule, by `ruleId`; they go before those of its category. */
	contactsByRule?: Readonly<Record<string, Partial<Contact>>>;
}

/** Everything `selectRow` needs, checked once. */
export interface SelectionContext {
	rules: RuleSet;
	calendar: BusinessCalendar;
	today: string;
	period: { from: string; to: string };
	settings: SelectionSettings;
	sentences: Sentences;
	/** By `ruleId`. */
	contacts: ReadonlyMap<string, Contact>;
	/** Text of a category, or undefined where it has none. */
	templateOf(rule: ExemptionRule): NoticeTemplate | undefined;
}

const CONTACT_FIELDS = {
	organisation: '기관명',
	department: '담당부서',
	phone: '담당전화',
	hours: '문의시간',
} as const;

/**
 * Checks the settings once for a whole run. Throws `ValidationError` where a contact is incomplete (`contactMissing`), a
 * text is faulty (`faultyTemplate`), a text is set for a category that is never told (`textNotUsed`) or a rule names a
 * default text that does not exist (`templateMissing`), so that nothing is sent on half a configuration.
 */
export function createSelection(input: SelectionInput): SelectionContext {
	assertDay(input.today, '회차 실행일');
	assertDay(input.period.from, '대상기간 시작일');
	assertDay(input.period.to, '대상기간 종료일');
	const settings = { ...DEFAULT_SETTINGS, ...input.settings };
	if (!Number.isInteger(settings.sharedPhoneLimit) || settings.sharedPhoneLimit < 1) {
		throw new ValidationError(
			'sharedPhoneLimit',
			'「같은 번호 허용 인원」이 올바르지 않습니다.',
			'1 이상의 정수를 입력하시기 바랍니다.',
		);
	}
	const sentences = mergeSentences(input.sentences ?? {}, settings.allowUrl);
	const templates = new Map<string, NoticeTemplate>();
	const contacts = new Map<string, Contact>();
	const defaults = new Map((input.templates ?? shippedTemplates()).map((template) => [template.id, template]));

	refuseUnusedTexts(input);
	for (const rule of input.rules.rules.filter(mayTell)) {
		const own = input.textsByCategory?.[rule.category]?.trim() ?? '';
		const fallback = rule.templateId === null ? undefined : defaults.get(rule.templateId);
		if (own === '' && rule.templateId !== null && fallback === undefined) {
			throw new ValidationError(
				'templateMissing',
				`규칙 ${rule.ruleId}의 기본 안내문 "${rule.templateId}"이(가) 없습니다.`,
				'규칙 파일의 templateId를 확인하시기 바랍니다.',
			);
		}
		const chosen = own === '' ? fallback : { id: `${rule.category}-custom`, text: own, where: undefined };
		if (chosen === undefined) continue;
		const where = chosen.where ?? `안내문(${nameOf(rule)})`;
		const template = noticeTemplate(chosen.id, chosen.text, sentences, where, settings.allowUrl);
		const contact = mergeContact(input, rule);
		refuseTooLong(template, rule, sentences, contact, where);
		templates.set(rule.ruleId, template);
		contacts.set(rule.ruleId, contact);
	}
	return {
		rules: pinned(input.rules, settings),
		calendar: input.calendar,
		today: input.today,
		period: input.period,
		settings,
		sentences,
		contacts,
		templateOf: (rule) => templates.get(rule.ruleId),
	};
}

/** Settings other than the defaults decide too, so they show in the rule version; those of the lint do not. */
function pinned(rules: RuleSet, { householdSentenceForSoleOwner, sharedPhoneLimit }: SelectionSettings): RuleSet {
	const changed =
		householdSentenceForSoleOwner !== DEFAULT_SETTINGS.householdSentenceForSoleOwner ||
		sharedPhoneLimit !== DEFAULT_SETTINGS.sharedPhoneLimit;
	return changed ? withVersionOf(rules, { householdSentenceForSoleOwner, sharedPhoneLimit }) : rules;
}

function refuseUnusedTexts({ rules, textsByCategory = {} }: SelectionInput): void {
	for (const [category, text] of Object.entries(textsByCategory)) {
		if ((text ?? '').trim() === '' || rules.rules.some((rule) => rule.category === category && mayTell(rule))) continue;
		throw new ValidationError(
			'textNotUsed',
			`${builtInName(category) ?? category} 감면은 안내 대상이 아니므로 안내문을 쓸 수 없습니다.`,
			'해당 감면구분의 안내문을 지우시기 바랍니다.',
		);
	}
}

function nameOf(rule: ExemptionRule): string {
	return rule.categoryName ?? builtInName(rule.category) ?? rule.category;
}

function mayTell(rule: ExemptionRule): boolean {
	return rule.outcome === 'notify' || rule.notifyWithTemplate !== undefined;
}

function mergeSentences(own: Partial<Record<SentenceName, string>>, allowUrl: boolean): Sentences {
	const given = Object.fromEntries(
		Object.entries(own).map(([name, text]) => [name, text.trim() === '' ? '' : optionalSentence(name, text, allowUrl)]),
	);
	return { ...shippedSentences(), ...given };
}

function mergeContact(input: SelectionInput, rule: ExemptionRule): Contact {
	const sources = [input.contactsByRule?.[rule.ruleId], input.contactsByCategory?.[rule.category], input.contact];
	const pick = (field: keyof Contact): string => {
		const given = sources.map((source) => source?.[field]?.trim() ?? '').find((value) => value !== '') ?? '';
		const value = normaliseText(given);
		if (value === '') {
			throw new ValidationError(
				'contactMissing',
				`${nameOf(rule)} 안내의 ${CONTACT_FIELDS[field]}이(가) 비어 있어 안내할 수 없습니다.`,
				`설정에서 ${CONTACT_FIELDS[field]}을(를) 입력하시기 바랍니다.`,
			);
		}
		return value;
	};
	return {
		organisation: pick('organisation'),
		department: pick('department'),
		phone: pick('phone'),
		hours: pick('hours'),
	};
}
