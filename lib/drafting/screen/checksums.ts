import { birthDateOf } from '../../privacy/resident-number';

/** From this day on new resident and foreigner numbers carry no check digit (주민등록법 시행규칙, 2020-10-05). */
const WITHOUT_CHECK_DIGIT_FROM = '2020-10-05';
const RESIDENT_WEIGHTS = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5];
const BUSINESS_WEIGHTS = [1, 3, 7, 1, 3, 7, 1, 3, 5];

const digitsOf = (text: string) => [...text].map(Number);

function weighted(digits: readonly number[], weights: readonly number[]): number {
	return weights.reduce((sum, weight, at) => sum + weight * (digits[at] ?? 0), 0);
}

/** Whether 13 digits are a foreigner's number: 5 to 8 at the seventh place. */
export const isForeigner = (digits: string): boolean => /^\d{6}[5-8]/.test(digits);

/** Whether the first seven digits tell a date of birth. */
export const tellsBirth = (digits: string): boolean => birthDateOf(digits) !== null;

/** Whether 13 digits have the check digit of a resident (or foreigner) number, or were issued when there was none any more. */
export function isResidentNumber(digits: string): boolean {
	const birth = birthDateOf(digits);
	if (birth === null) return false;
	if (birth >= WITHOUT_CHECK_DIGIT_FROM) return true;
	const all = digitsOf(digits);
	const rest = weighted(all, RESIDENT_WEIGHTS) % 11;
	return all[12] === ((isForeigner(digits) ? 13 : 11) - rest) % 10;
}

/** First digits and lengths of cards: 16 digits, 15 (34, 37) or 14 (30, 36, 38). */
const CARD_FORM = /^(?:[2-69]\d{15}|3[47]\d{13}|3[068]\d{12})$/;

/** Luhn check of a card number. */
export function isCardNumber(digits: string): boolean {
	if (!CARD_FORM.test(digits)) return false;
	const sum = digitsOf(digits)
		.reverse()
		.reduce((total, digit, at) => total + (at % 2 === 0 ? digit : digit * 2 > 9 ? digit * 2 - 9 : digit * 2), 0);
	return sum % 10 === 0;
}

/** Check digit of a business registration number (ten digits). */
export function isBusinessNumber(digits: string): boolean {
	const all = digitsOf(digits);
	const sum = weighted(all, BUSINESS_WEIGHTS) + Math.floor(((all[8] ?? 0) * 5) / 10);
	return all.length === 10 && all[9] === (10 - (sum % 10)) % 10;
}
