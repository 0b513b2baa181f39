import { ValidationError } from '../errors';
import type { PhoneKind } from '../revenue/receipt';

export interface PhoneNumber {
	kind: PhoneKind;
	/** Digits only, as gateways want them (`01012345678`); null where there is no usable number. */
	digits: string | null;
}

const MOBILE = /^010\d{8}$/;
/** SKT released 011–019 in 2022-08, LG U+ ended 2023-06-29, KT's forwarding ended 2023-07-31. */
const DEAD_PREFIX = /^01[16789]\d{7,8}$/;
const LANDLINE = /^(02\d{7,8}|0[3-6][1-5]\d{7,8}|070\d{7,8}|050\d{8,9}|080\d{7,8}|1[5-8]\d{6})$/;
const NO_NUMBER = /^(없음|무|해당\s*없음|미기재|n\/a|null|none|x)$/i;
const SEPARATORS = /[\s\-‐‑‒–—−.·()]/g;

/**
 * A recipient's number as people and Excel write it: `010-…`, `+82 10…`, `8210…`, full-width digits, or without its leading
 * zero (`1012345678`). Only 010 with eight digits is a number a text may go to.
 */
export function classifyPhone(raw: string | null | undefined): PhoneNumber {
	if (raw === null || raw === undefined || raw === '') return { kind: 'missing', digits: null };
	const text = raw
		.normalize('NFKC')
		.replace(/[\u200b-\u200f\ufeff]/g, '')
		.replace(SEPARATORS, '');
	if (text === '' || NO_NUMBER.test(text)) return { kind: 'missing', digits: null };
	if (!/^\+?\d+$/.test(text)) return { kind: 'invalid', digits: null };
	const digits = restoreLeadingZero(withoutCountryCode(text));
	if (MOBILE.test(digits) && !/^010(\d)\1{7}$/.test(digits)) return { kind: 'mobile', digits };
	if (DEAD_PREFIX.test(digits)) return { kind: 'deadPrefix', digits };
	if (LANDLINE.test(digits)) return { kind: 'landline', digits };
	return { kind: 'invalid', digits: null };
}

function withoutCountryCode(text: string): string {
	const international = /^(?:\+82|0082|82(?=0?1\d{8,9}$)|82(?=0\d{8,10}$))0?(\d+)$/.exec(text);
	return international ? `0${international[1]}` : text.replace('+', '');
}

function restoreLeadingZero(digits: string): string {
	if (/^10\d{8}$/.test(digits) || /^1[16789]\d{7,8}$/.test(digits)) return `0${digits}`;
	if (/^(2\d{7,8}|[3-6][1-5]\d{7,8}|70\d{7,8})$/.test(digits)) return `0${digits}`;
	return digits;
}

/** `01012345678` as people read it: `010-1234-5678`; anything unknown is returned as it is. */
export function formatPhone(digits: string): string {
	if (/^1[5-8]\d{6}$/.test(digits)) return `${digits.slice(0, 4)}-${digits.slice(4)}`;
	const parts = /^(02|0505|0\d{2})(\d{3,4})(\d{4})$/.exec(digits);
	return parts ? `${parts[1]}-${parts[2]}-${parts[3]}` : digits;
}

/**
 * The sender number (발신번호) as digits. Form as required for pre-registration (전기통신사업법 제84조의2): 8–11 digits, a land
 * line with its area code, 15xx/16xx/18xx exactly 8 digits without area code, 030 up to 12, no 050.
 * Throws `ValidationError` (`senderNumber`); whether the number is registered only the vendor knows.
 */
export function senderNumber(raw: string): string {
	const digits = raw.normalize('NFKC').replace(SEPARATORS, '');
	const problem = senderProblem(digits);
	if (problem !== null) {
		throw new ValidationError(
			'senderNumber',
			`발신번호가 올바르지 않습니다: ${problem}`,
			'문자중계사업자에 사전 등록한 발신번호를 지역번호까지 숫자로 입력하시기 바랍니다.',
		);
	}
	return digits;
}

function senderProblem(digits: string): string | null {
	if (!/^\d+$/.test(digits)) return '숫자와 붙임표(-)만 쓸 수 있습니다.';
	if (/^1[0-9]{2,3}$/.test(digits)) return null;
	if (/^050/.test(digits)) return '050 번호는 발신번호로 등록할 수 없습니다.';
	if (/^1[568]/.test(digits))
		return digits.length === 8 ? null : '대표번호(15xx·16xx·18xx)는 지역번호 없이 8자리여야 합니다.';
	if (/^(02|0[3-6][1-5])1[568]\d{6}$/.test(digits))
		return '대표번호(15xx·16xx·18xx) 앞에는 지역번호를 붙이지 않습니다.';
	if (/^030/.test(digits)) return digits.length >= 8 && digits.length <= 12 ? null : '030 번호는 12자리까지입니다.';
	if (!digits.startsWith('0')) return '지역번호가 빠졌습니다.';
	if (/^01[16789]/.test(digits)) return '011·016·017·018·019 번호는 더 이상 쓰이지 않습니다.';
	if (/^(010\d{8}|02\d{7,8}|0[3-6][1-5]\d{7,8}|070\d{8}|080\d{7,8})$/.test(digits)) return null;
	return '자릿수 또는 지역번호가 맞지 않습니다.';
}
