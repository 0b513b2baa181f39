import { ValidationError } from '../errors';
import { LMS_LIMIT_BYTES, measureText } from '../sms/text/measure';
import { fillTemplate } from '../sms/text/template';
import type { NoticeTemplate } from './decision';
import type { ExemptionRule } from './rules';
import { PERSONAL_PLACEHOLDERS, SELECTOR_PLACEHOLDERS, type Sentences } from './templates';
import type { Contact } from './selection';

const LONGEST_DATE = '2027. 12. 31.';
const LONGEST_PERSONAL = '0000';

/**
 * Refuses a text that is short enough itself but, filled for a person to whom every sentence of the rule applies, is longer
 * than a long message may be. Throws `ValidationError` (`faultyTemplate`).
 */
export function refuseTooLong(
	template: NoticeTemplate,
	rule: ExemptionRule,
	sentences: Sentences,
	contact: Contact,
	where: string,
): void {
	const dates = [...SELECTOR_PLACEHOLDERS, ...PERSONAL_PLACEHOLDERS].map((name) => [name, LONGEST_DATE]);
	const plain: Record<string, string> = {
		...Object.fromEntries(dates),
		차량번호뒤4자리: LONGEST_PERSONAL,
		기관명: contact.organisation,
		담당부서: contact.department,
		담당전화: contact.phone,
		문의시간: contact.hours,
	};
	const { clawback } = rule;
	const fill = (applies: boolean | undefined, ...texts: string[]): string =>
		applies === true ? longest(texts.map((text) => fillTemplate(text, plain))) : '';
	const { bytes, tooLong } = measureText(
		fillTemplate(template.text, {
			...plain,
			배우자이전문구: fill(clawback?.spouseProviso, sentences.배우자이전문구),
			세대분리문구: fill(clawback?.householdSplit === 'coOwned', sentences.세대분리문구),
			대체취득문구: fill(clawback?.replacement !== 'none', sentences.대체취득문구, sentences.대체취득경과문구),
		}),
	);
	if (!tooLong) return;
	throw new ValidationError(
		'faultyTemplate',
		`${where}을(를) 쓸 수 없습니다. 조건부 문장까지 채우면 ${bytes}바이트로 장문 한도(${LMS_LIMIT_BYTES}바이트)를 넘습니다.`,
		`${bytes - LMS_LIMIT_BYTES}바이트 이상 줄이시기 바랍니다(한글 한 글자는 2바이트).`,
	);
}

function longest(texts: readonly string[]): string {
	return texts.reduce((one, other) => (measureText(other).bytes > measureText(one).bytes ? other : one), '');
}
