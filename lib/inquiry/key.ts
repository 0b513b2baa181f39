import { ValidationError } from '../errors';
import type { InquiryKey } from '../ledger/inquiry';
import type { Fingerprinter } from '../privacy/fingerprint';
import { classifyPhone } from '../sms/phone';

const PLATE = /^[\p{Script=Hangul}A-Z0-9]*\d{4}$/u;
const MOST_LETTERS = 20;

/**
 * What a typed plate or number is looked up by: the same keyed hash as the receipts carry (lib/revenue), so spaces,
 * hyphens and country codes do not count. Nothing of what was typed is in the error.
 * @throws ValidationError `inquiryPhone`, `inquiryPlate`
 */
export function inquiryKey(by: InquiryKey['by'], typed: string, fingerprints: Fingerprinter): InquiryKey {
	if (by === 'phone') {
		const { digits } = classifyPhone(typed.slice(0, MOST_LETTERS * 2));
		if (digits !== null) return { by, fingerprint: fingerprints.of('phone', digits) };
		throw new ValidationError('inquiryPhone', '전화번호로 읽을 수 없는 값이어서 조회하지 않았습니다.', '휴대전화번호를 010부터 숫자로 입력하시기 바랍니다.');
	}
	const plate = typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();
	if (plate.length <= MOST_LETTERS && PLATE.test(plate)) return { by, fingerprint: fingerprints.of('plate', plate) };
	throw new ValidationError('inquiryPlate', '차량번호로 읽을 수 없는 값이어서 조회하지 않았습니다.', "차량번호 전체를 '12가3456'과 같이 입력하시기 바랍니다. 끝 네 자리만으로는 조회할 수 없습니다.");
}
