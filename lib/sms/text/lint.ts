import { classifyPhone } from '../phone';
import type { LintFinding, TextMeasure } from '../types';
import { EXEMPTION_RULES, GENERAL_RULES, LINK, SHORT_LINK, type WordingRule } from './lint-patterns';
import { LMS_LIMIT_BYTES, SMS_LIMIT_BYTES, SUBJECT_LIMIT_BYTES, measureText } from './measure';
import { unknownPlaceholders } from './template';

export interface LintOptions {
	/** `exemptionNotice` (default) adds the wording rules of the exemption notice; `general` checks any other text. */
	purpose?: 'exemptionNotice' | 'general';
	/** Allow full addresses (never short links). */
	allowUrl?: boolean;
	/** Phone of the department: the text must carry it, or the placeholder `#{담당전화}`. */
	contactPhone?: string;
	/** Names that may stand in `#{…}`; without it placeholders are not checked. An empty list refuses any that is left. */
	knownPlaceholders?: readonly string[];
	/** Subject of a long message. */
	subject?: string;
}

const CONTACT_PLACEHOLDER = /#\{\s*담당전화\s*\}/;
const PHONE_IN_TEXT =
	/(?<!\d)(?:\+82[\s-]?|0)\d{1,3}[-\s.)]?\d{3,4}[-\s.]?\d{4}(?!\d)|(?<!\d)1[5-8]\d{2}-?\d{4}(?!\d)/g;
/** Within so many bytes over the limit it is worth shortening to a short message. */
const NEARLY_SHORT_BYTES = 20;

/**
 * Checks a text message (with or without unfilled placeholders) against the rules a city hall's texts follow.
 * `error` findings should block sending. Messages quote only wording of the text itself, never numbers of persons.
 */
export function lintText(text: string, options: LintOptions = {}): LintFinding[] {
	const exemption = options.purpose !== 'general';
	const linkFindings = [
		...applyRule(SHORT_LINK, text),
		...(options.allowUrl ? [] : applyRule(LINK, text.replace(SHORT_LINK.pattern, ''))),
	];
	const rules = exemption ? [...GENERAL_RULES, ...EXEMPTION_RULES] : GENERAL_RULES;
	return [
		...linkFindings,
		...rules.flatMap((rule) => applyRule(rule, text)),
		...placeholderFindings(text, options.knownPlaceholders),
		...contactFindings(text, options.contactPhone, exemption),
		...(exemption ? toneFindings(text) : []),
		...sizeFindings(measureText(text), options.subject),
	];
}

function applyRule(rule: WordingRule, text: string): LintFinding[] {
	const found = new Set([...text.matchAll(rule.pattern)].map((match) => match[0].trim()));
	return [...found].map((words) => ({
		code: rule.code,
		severity: rule.severity,
		message: rule.message.replace('{found}', () => words),
		remedy: rule.remedy,
	}));
}

function placeholderFindings(text: string, known: readonly string[] | undefined): LintFinding[] {
	if (known === undefined) return [];
	return unknownPlaceholders(text, known).map((name) => ({
		code: 'unknownPlaceholder',
		severity: 'error',
		message: `알 수 없는 빈칸 #{${name}}이(가) 있습니다.`,
		remedy:
			known.length === 0
				? '채우지 않은 빈칸이 남아 있습니다. 값을 채우시기 바랍니다.'
				: `쓸 수 있는 빈칸: ${known.map((each) => `#{${each}}`).join(', ')}`,
	}));
}

function contactFindings(text: string, contactPhone: string | undefined, exemption: boolean): LintFinding[] {
	const numbers = [...text.matchAll(PHONE_IN_TEXT)].map((match) => match[0]);
	const wanted = contactPhone === undefined ? null : digitsOf(contactPhone);
	const hasContact =
		CONTACT_PLACEHOLDER.test(text) ||
		(wanted === null ? numbers.length > 0 : wanted !== '' && numbers.some((number) => digitsOf(number) === wanted));
	const findings: LintFinding[] = [];
	if (!hasContact && (exemption || contactPhone !== undefined)) {
		findings.push({
			code: 'missingContact',
			severity: 'error',
			message: '담당부서 전화번호가 없습니다.',
			remedy: '안내문 끝에 "#{담당부서} #{담당전화} (#{문의시간})"을 적으시기 바랍니다.',
		});
	}
	if (numbers.some((number) => classifyPhone(number).kind === 'mobile' && digitsOf(number) !== wanted)) {
		findings.push({
			code: 'mobileNumber',
			severity: 'warning',
			message: '휴대전화번호로 보이는 숫자가 들어 있습니다.',
			remedy: '개인의 번호가 아닌지 확인하고, 담당부서의 대표 번호를 적으시기 바랍니다.',
		});
	}
	return findings;
}

function digitsOf(phone: string): string {
	return phone.replace(/^\+82\s?/, '0').replace(/\D/g, '');
}

function toneFindings(text: string): LintFinding[] {
	if (/시기\s?바랍니다/.test(text)) return [];
	return [
		{
			code: 'toneMissing',
			severity: 'warning',
			message: '"…하시기 바랍니다"로 맺는 안내가 없습니다.',
			remedy: '해야 할 일을 "…하시기 바랍니다"로 안내하시기 바랍니다.',
		},
	];
}

function sizeFindings(measure: TextMeasure, subject: string | undefined): LintFinding[] {
	const findings: LintFinding[] = measure.unencodable.map(({ character, index, suggestion }) => ({
		code: 'unencodable',
		severity: 'error',
		message: `문자로 보낼 수 없는 글자 "${character}"(U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})가 ${index + 1}번째에 있습니다.`,
		remedy:
			suggestion === null
				? '이 글자를 지우거나 다른 글자로 바꾸시기 바랍니다.'
				: suggestion === ''
					? '이 글자를 지우시기 바랍니다.'
					: `"${suggestion}"(으)로 바꾸시기 바랍니다.`,
	}));
	if (measure.outsideKsx1001.length > 0) {
		findings.push({
			code: 'outsideKsx1001',
			severity: 'warning',
			message: `일부 휴대전화에서 보이지 않을 수 있는 글자가 있습니다: ${measure.outsideKsx1001.join(' ')}`,
			remedy: '맞춤법에 맞는 다른 낱말로 바꿀 수 있는지 확인하시기 바랍니다.',
		});
	}
	if (measure.tooLong) {
		findings.push({
			code: 'tooLong',
			severity: 'error',
			message: `${measure.bytes}바이트로 장문 한도(${LMS_LIMIT_BYTES}바이트)를 넘습니다.`,
			remedy: `${measure.bytes - LMS_LIMIT_BYTES}바이트 이상 줄이시기 바랍니다(한글 한 글자는 2바이트).`,
		});
	} else if (measure.type === 'LMS' && measure.bytes <= SMS_LIMIT_BYTES + NEARLY_SHORT_BYTES) {
		findings.push({
			code: 'nearlyShort',
			severity: 'warning',
			message: `${measure.bytes}바이트로 장문(LMS)입니다.`,
			remedy: `${measure.bytes - SMS_LIMIT_BYTES}바이트를 줄이면 단문(SMS)으로 보낼 수 있습니다.`,
		});
	}
	if (subject !== undefined && measureText(subject).bytes > SUBJECT_LIMIT_BYTES) {
		findings.push({
			code: 'subjectTooLong',
			severity: 'error',
			message: `제목이 ${measureText(subject).bytes}바이트로 한도(${SUBJECT_LIMIT_BYTES}바이트)를 넘습니다.`,
			remedy: '제목을 줄이시기 바랍니다.',
		});
	}
	return findings;
}
