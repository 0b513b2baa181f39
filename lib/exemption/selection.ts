import type { BusinessCalendar } from '../calendar/business-calendar';
import { assertDay } from '../calendar/day';
import { ValidationError } from '../errors';
import { CATEGORIES, type Category } from '../revenue/receipt';
import { normaliseText } from '../sms/text/normalise';
import { CATEGORY_NAMES } from './category-names';
import type { NoticeTemplate } from './decision';
import type { ExemptionRule, RuleSet } from './rules';
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
	/** Default texts; those shipped with the package unless given. */
	templates?: readonly DefaultTemplate[];
}

/** Everything `selectRow` needs, checked once. */
export interface SelectionContext {
	rules: RuleSet;
	calendar: BusinessCalendar;
	today: string;
	period: { from: string; to: string };
	settings: SelectionSettings;
	sentences: Sentences;
	contacts: ReadonlyMap<Category, Contact>;
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
	const contacts = new Map<Category, Contact>();
	const defaults = new Map((input.templates ?? shippedTemplates()).map((template) => [template.id, template]));

	for (const category of CATEGORIES) {
		const own = input.textsByCategory?.[category]?.trim() ?? '';
		const telling = input.rules.rules.filter((rule) => rule.category === category && mayTell(rule));
		if (own !== '' && telling.length === 0) {
			throw new ValidationError(
				'textNotUsed',
				`${CATEGORY_NAMES[category]} 감면은 안내 대상이 아니므로 안내문을 쓸 수 없습니다.`,
				'해당 감면구분의 안내문을 지우시기 바랍니다.',
			);
		}
		const where = `안내문(${CATEGORY_NAMES[category]})`;
		for (const rule of telling) {
			const fallback = rule.templateId === null ? undefined : defaults.get(rule.templateId);
			if (own === '' && rule.templateId !== null && fallback === undefined) {
				throw new ValidationError(
					'templateMissing',
					`규칙 ${rule.ruleId}의 기본 안내문 "${rule.templateId}"이(가) 없습니다.`,
					'규칙 파일의 templateId를 확인하시기 바랍니다.',
				);
			}
			if (own !== '')
				templates.set(rule.ruleId, noticeTemplate(`${category}-custom`, own, sentences, where, settings.allowUrl));
			else if (fallback)
				templates.set(rule.ruleId, noticeTemplate(fallback.id, fallback.text, sentences, where, settings.allowUrl));
		}
		if (telling.some((rule) => templates.has(rule.ruleId))) contacts.set(category, mergeContact(input, category));
	}
	return {
		rules: input.rules,
		calendar: input.calendar,
		today: input.today,
		period: input.period,
		settings,
		sentences,
		contacts,
		templateOf: (rule) => templates.get(rule.ruleId),
	};
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

function mergeContact(input: SelectionInput, category: Category): Contact {
	const own = input.contactsByCategory?.[category] ?? {};
	const pick = (field: keyof Contact): string => {
		const value = normaliseText(own[field]?.trim() || input.contact[field].trim());
		if (value === '') {
			throw new ValidationError(
				'contactMissing',
				`${CATEGORY_NAMES[category]} 안내의 ${CONTACT_FIELDS[field]}이(가) 비어 있어 안내할 수 없습니다.`,
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
