import { hash } from 'node:crypto';

import { CityhallError, ValidationError } from '../errors';
import type { NoticeToSend } from '../ledger/types';
import type { SealBox } from '../privacy/seal';
import type { Composed } from './drive-batch';
import { type KakaoTemplates, kakaoMessage } from './kakao';
import { classifyPhone } from './phone';
import { measureText } from './text/measure';
import { normaliseText } from './text/normalise';
import { fillTemplate } from './text/template';

/** The one personal placeholder: the last four digits of the plate, filled at the moment of sending. */
export const PLATE_PLACEHOLDER = '차량번호뒤4자리';

/** Stands for a whole sealed text. */
export const TEXT_PLACEHOLDER = '문안';

const refuse = (reasonCode: string, reason: string): Composed => ({ ok: false, reasonCode, reason });

/**
 * Opens a notice's phone and plate and fills its text. What cannot be sent (mixed-up seals, no mobile number, a
 * missing value, a character no phone shows) is refused with a reason, never guessed. Where its template is registered for
 * AlimTalk, the message carries that too; the text is then what the gateway falls back to.
 */
export function composeNotice(seals: SealBox, notice: NoticeToSend, templates?: KakaoTemplates): Composed {
	const binding = { receiptKey: notice.receiptKey, recipientOrdinal: notice.recipientOrdinal };
	try {
		const phone = classifyPhone(seals.open(notice.sealedPhone, { ...binding, field: 'phone' }));
		if (phone.kind !== 'mobile' || phone.digits === null) {
			return refuse('notMobile', '휴대전화 번호가 아니어서 보내지 않았습니다.');
		}
		const values = { ...notice.values };
		if (notice.sealedPlate !== null) {
			const plate = seals.open(notice.sealedPlate, { ...binding, field: 'plate' });
			values[PLATE_PLACEHOLDER] = plate.replace(/\D/g, '').slice(-4);
		}
		if (notice.sealedText !== null) values[TEXT_PLACEHOLDER] = seals.open(notice.sealedText, { ...binding, field: 'text' });
		const text = normaliseText(fillTemplate(notice.template, values));
		const measure = measureText(text);
		if (measure.unencodable.length > 0) {
			const characters = [...new Set(measure.unencodable.map(({ character, suggestion }) => `'${character}'${suggestion === null ? '' : ` → '${suggestion}'`}`))].join(', ');
			return refuse('unencodable', `문자로 보낼 수 없는 글자가 있습니다(고칠 글자): ${characters}`);
		}
		if (measure.tooLong) return refuse('tooLong', `문자 길이가 ${measure.bytes}바이트로 한도(2,000바이트)를 넘습니다. 안내문을 줄이시기 바랍니다.`);
		const kakao = kakaoMessage(notice, values, text, templates);
		return {
			ok: true,
			message: { noticeKey: notice.noticeKey, attempt: notice.attempt, to: phone.digits, text, type: measure.type, ...(kakao ? { kakao } : {}) },
			bytes: measure.bytes,
			textHash: hash('sha256', text, 'base64url'),
		};
	} catch (error) {
		if (error instanceof CityhallError && error.code !== 'sealKeyUnknown') return refuse(error.code, error.message);
		throw error;
	}
}

/**
 * Composes many notices. Where none of several opens, the key is wrong and not the notices: nobody is refused then.
 * @throws ValidationError `sealKeyUnknown`, `sealKeyWrong`
 */
export function composeNotices(seals: SealBox, notices: readonly NoticeToSend[], templates?: KakaoTemplates): Map<string, Composed> {
	const composed = new Map(notices.map((notice) => [notice.noticeKey, composeNotice(seals, notice, templates)]));
	const mismatched = [...composed.values()].filter((one) => !one.ok && one.reasonCode === 'sealMismatch').length;
	if (mismatched > 1 && mismatched === composed.size) throw sealKeyWrong();
	return composed;
}

/** The key has the right name and opens nothing. */
export const sealKeyWrong = () =>
	new ValidationError(
		'sealKeyWrong',
		"'개인정보 보호 키'로 이 회차의 개인정보를 하나도 열 수 없습니다. 키 식별자는 같지만 키 값이 바뀐 것으로 보입니다. 열지 못한 안내는 보내지 않았습니다.",
		"회차를 준비할 때 쓰던 키 값을 '개인정보 보호 키' 자격 증명에 되돌려 넣고 다시 실행하시기 바랍니다.",
	);
