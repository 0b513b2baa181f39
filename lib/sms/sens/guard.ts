import { ValidationError } from '../../errors';
import type { MessageRefusal, OutgoingMessage } from '../gateway';
import { LMS_LIMIT_BYTES, measureText, SMS_LIMIT_BYTES, SUBJECT_LIMIT_BYTES } from '../text/measure';

const refusal = (statusCode: string, reason: string): MessageRefusal => ({ statusCode, reason, blocksAccount: false });

/** Why SENS must not get this message: it would cut a long text without a word, and lose one it cannot encode. */
export function textRefusal({ text, type }: OutgoingMessage): MessageRefusal | null {
	const { bytes, unencodable } = measureText(text);
	const limit = type === 'SMS' ? SMS_LIMIT_BYTES : LMS_LIMIT_BYTES;
	if (text.trim() === '') return refusal('textEmpty', '문안이 비어 있어 중계사에 넘기지 않았습니다.');
	if (bytes > limit) return refusal('textTooLong', `문안이 ${bytes}바이트로 한도(${limit.toLocaleString('ko-KR')}바이트)를 넘어 중계사에 넘기지 않았습니다.`);
	if (unencodable.length > 0) return refusal('textUnencodable', '문자로 보낼 수 없는 글자가 있어 중계사에 넘기지 않았습니다.');
	return null;
}

/** @throws ValidationError `subject` for a title that SENS would cut or could not send */
export function checkSubject(subject: string): void {
	const { bytes, unencodable } = measureText(subject);
	if (bytes <= SUBJECT_LIMIT_BYTES && unencodable.length === 0) return;
	throw new ValidationError(
		'subject',
		unencodable.length > 0 ? '장문 제목에 문자로 보낼 수 없는 글자가 있습니다.' : `장문 제목이 ${bytes}바이트로 한도(${SUBJECT_LIMIT_BYTES}바이트)를 넘습니다.`,
		'제목을 한글 20자 이내로, 이모지 같은 특수한 글자 없이 고치시기 바랍니다.',
	);
}
