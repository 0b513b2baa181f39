import { ValidationError } from '../../errors';
import type { MessageRefusal, OutgoingMessage } from '../gateway';
import { LMS_LIMIT_BYTES, measureText, SMS_LIMIT_BYTES } from '../text/measure';
import type { MessageType } from '../types';

/** Longest title, in CP949 bytes. Source: Aligo "API SPEC", 문자보내기. */
export const SUBJECT_BYTES = 44;

/** The vendor puts a name in its place. */
const VENDOR_PLACEHOLDER = /%고객명%/;

/** Bytes where a line break counts two: the vendor warns that it may. */
const longestBytes = (text: string) => measureText(text).bytes + (text.match(/\n/g)?.length ?? 0);

/** A short message that might be counted longer than 90 bytes goes as a long one, so that nothing is cut. */
export function wireType({ type, text }: Pick<OutgoingMessage, 'type' | 'text'>): MessageType {
	return type === 'SMS' && longestBytes(text) <= SMS_LIMIT_BYTES ? 'SMS' : 'LMS';
}

/**
 * Why a text must not be given to Aligo, which would alter it without a word: it turns characters outside EUC-KR into `?`.
 * Whether the Hangul that only CP949 has is among them is unverified, so it counts unless the office has tried it.
 * Source: Aligo "API SPEC", 문자보내기 (warning on EUC-KR).
 * @returns null for a text that arrives as it is
 */
export function wouldAlter(text: string, extendedHangul: boolean): MessageRefusal | null {
	const { unencodable, outsideKsx1001 } = measureText(text);
	if (unencodable.length > 0 || (!extendedHangul && outsideKsx1001.length > 0)) {
		return refusal('unencodable', '알리고가 물음표(?)로 바꿀 수 있는 글자가 있어 보내지 않았습니다. 문안의 글자를 고치시기 바랍니다.');
	}
	if (VENDOR_PLACEHOLDER.test(text)) return refusal('placeholder', '알리고가 다른 말로 바꾸는 표시(%고객명%)가 있어 보내지 않았습니다.');
	if (longestBytes(text) > LMS_LIMIT_BYTES) return refusal('tooLong', '줄바꿈까지 세면 2,000바이트를 넘어 잘릴 수 있어 보내지 않았습니다. 문안을 줄이시기 바랍니다.');
	return null;
}

const refusal = (statusCode: string, reason: string): MessageRefusal => ({ statusCode, reason, blocksAccount: false });

/** @throws ValidationError `badSubject` for a title that would be cut or altered */
export function checkSubject(subject: string): void {
	const { bytes, unencodable, outsideKsx1001 } = measureText(subject);
	if (bytes <= SUBJECT_BYTES && unencodable.length === 0 && outsideKsx1001.length === 0 && !subject.includes('\n') && !VENDOR_PLACEHOLDER.test(subject)) return;
	throw new ValidationError(
		'badSubject',
		'장문 제목이 너무 길거나 알리고로 보낼 수 없는 글자가 있습니다.',
		`장문 제목을 이모지와 드문 글자 없이 ${SUBJECT_BYTES}바이트(한글 ${SUBJECT_BYTES / 2}자) 이내, 한 줄로 고치시기 바랍니다.`,
	);
}
