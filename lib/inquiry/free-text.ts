import { ValidationError } from '../errors';
import { maskText, scrubDigits } from '../privacy/mask';
import { dropResidentNumbers } from '../privacy/resident-number';

const PHONE = /(?<!\d)(?:\+82[\s-]?|0)\d{1,3}[-\s.)]?\d{3,4}[-\s.]?\d{4}(?!\d)|(?<!\d)1[5-8]\d{2}-?\d{4}(?!\d)/g;
const PLATE = /\d{2,3}\s?[가-힣]\s?\d{4}(?!\d)/g;

/** A clerk's words for the ledger: numbers, plates and the value just looked up are hidden. At most 200 letters. */
export function memoForLedger(text: string, looked: readonly string[] = []): string {
	return scrubDigits(maskText(text.trim().slice(0, 200), looked).replace(PLATE, '****'));
}

/**
 * Words that leave the ledger (to the flow, to a text): refused where they carry a resident number, a plate or any phone
 * number but the office's own.
 * @throws ValidationError `personalInText`
 */
export function requireImpersonal(text: string, label: string, officePhone: string): void {
	const digits = (value: string) => value.replace(/\D/g, '');
	const foreign = [...text.matchAll(PHONE)].some(([found]) => digits(found) !== digits(officePhone));
	if (!dropResidentNumbers(text).found && !foreign && text.search(PLATE) === -1) return;
	throw new ValidationError(
		'personalInText',
		`'${label}'에 주민등록번호, 차량번호 또는 담당부서가 아닌 전화번호로 보이는 값이 있어 접수하지 않았습니다.`,
		'개인을 알아볼 수 있는 번호를 지우고 다시 입력하시기 바랍니다.',
	);
}
