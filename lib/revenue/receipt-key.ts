import { officeCode, withLostZeros, type OfficeSettings } from './office-codes';

export interface ReceiptIdentity {
	receiptKey: string;
	receivingOffice: string;
	/** Number with its leading zeros. */
	receiptNo: string;
}

export interface ReceiptKeySettings extends OfficeSettings {
	/** Digits of the running number; Excel drops leading zeros, so they are restored to this width. */
	numberWidth: number;
}

export const DEFAULT_RECEIPT_KEY_SETTINGS: ReceiptKeySettings = { numberWidth: 6, defaultOffice: null, officeCodes: {} };

/**
 * The canonical receipt key, `office-year-number` with leading zeros restored: the same receipt has the same key
 * whether it is read over REST, from a CSV or from a workbook that ate its zeros. Understands `123`, `2026-123`,
 * `2026000123`, `4115000-2026-000123`; the year of a bare number is that of the day it was received.
 * @returns the identity, or a Korean sentence that says what cannot be read
 */
export function receiptIdentity(
	receiptNo: string | null,
	office: string | null,
	receivedOn: string | null,
	settings: ReceiptKeySettings,
): ReceiptIdentity | string {
	if (receiptNo === null) return '접수번호가 비어 있습니다';
	const parts = receiptNo.normalize('NFKC').replace(/\.0+$/, '').replace(/[\s]/g, '').replace(/^제|호$/g, '').split(/[-–/]/);
	if (!parts.every((part) => /^\d+$/.test(part)) || parts.length > 3) return '접수번호에서 연도와 번호를 알아볼 수 없습니다';
	const number = splitNumber(parts, settings.numberWidth);
	const year = number.year ?? receivedOn?.slice(0, 4);
	if (year === undefined) return '접수번호의 연도를 알 수 없습니다(접수일자도 읽을 수 없음)';
	if (!/^(?:19|20)\d{2}$/.test(year) || number.digits === '' || /^0*$/.test(number.digits)) {
		return '접수번호에서 연도와 번호를 알아볼 수 없습니다';
	}
	const named = officeCode(office, settings);
	const code = number.office === undefined ? named : withLostZeros(number.office, settings);
	if (code === undefined) {
		return office === null ? '접수기관이 비어 있습니다' : '접수기관의 코드를 알 수 없습니다(접수기관 코드표에 추가 필요)';
	}
	if (number.office !== undefined && office !== null && named !== undefined && named !== code) {
		return '접수번호의 기관과 접수기관 칸이 서로 다릅니다';
	}
	const digits = number.digits.replace(/^0+/, '').padStart(settings.numberWidth, '0');
	return { receiptKey: `${code}-${year}-${digits}`, receivingOffice: code, receiptNo: digits };
}

function splitNumber(parts: readonly string[], width: number): { office?: string; year?: string; digits: string } {
	const [a = '', b = '', c = ''] = parts;
	if (parts.length === 3) return { office: a, year: b, digits: c };
	if (parts.length === 2) return { year: a, digits: b };
	if (a.length === 4 + width && /^(?:19|20)\d{2}/.test(a)) return { year: a.slice(0, 4), digits: a.slice(4) };
	return { digits: a };
}
