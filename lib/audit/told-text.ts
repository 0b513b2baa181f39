import { CityhallError, ValidationError } from '../errors';
import type { Ledger } from '../ledger/ledger';
import type { NoticeView } from '../ledger/lookup';
import type { NoticeToSend } from '../ledger/types';
import { maskText } from '../privacy/mask';
import type { SealBox } from '../privacy/seal';
import { composeNotice } from '../sms/compose';

/** A text as it was told, made again; `exact` is readable personal data. */
export interface ToldText {
	notice: NoticeView;
	/** Null where it cannot be shown. */
	exact: string | null;
	/** The same without its personal parts; null where it cannot be shown, or all of it is personal. */
	masked: string | null;
	/** Why it cannot be shown, in Korean. */
	problem: string | null;
}

/** Of a text that was put back, refused or cancelled only a draft's hash is left. */
const UNTOLD: ReadonlySet<string> = new Set(['reserved', 'notSent', 'rejected']);

/** The notice of this key. @throws ValidationError `noticeMissing` */
export async function noticeAt(ledger: Pick<Ledger, 'notices'>, noticeKey: string): Promise<NoticeView> {
	const [notice] = await ledger.notices({ noticeKey }, 1);
	if (notice) return notice;
	throw new ValidationError(
		'noticeMissing',
		'발송 대장에 이 식별값의 안내가 없습니다.',
		"'안내 이력 조회'나 감사 자료에 나온 안내 식별값(noticeKey)을 그대로 넘겨주시기 바랍니다.",
	);
}

/**
 * Makes the text of a notice again out of its sealed values and shows it only where its hash is the one that was recorded when
 * it was sent. Put the opening on record before the call.
 */
export async function toldText(ledger: Pick<Ledger, 'noticeToSend'>, seals: SealBox, notice: NoticeView): Promise<ToldText> {
	const not = (problem: string): ToldText => ({ notice, exact: null, masked: null, problem });
	if (notice.textHash === null || UNTOLD.has(notice.state)) return not('문자로 보낸 기록이 없는 건입니다(우편 안내이거나 보내지 않음).');
	const sealed = await ledger.noticeToSend(notice.noticeKey);
	if (!sealed) return not('보존기간이 지나 연락처를 파기하여, 보낸 문자를 그대로 다시 볼 수 없습니다. 안내문의 판과 문안 확인값은 남아 있습니다.');
	try {
		const composed = composeNotice(seals, sealed);
		if (!composed.ok || composed.textHash !== notice.textHash) {
			return not('다시 만든 문안이 발송할 때 기록한 확인값과 다릅니다. 자료가 바뀌었을 수 있으므로 대장 검증을 실행하시기 바랍니다.');
		}
		return { notice, exact: composed.message.text, masked: maskedText(seals, sealed, composed.message.text), problem: null };
	} catch (error) {
		if (error instanceof CityhallError) return not(`${error.message} ${error.remedy}`);
		throw error;
	}
}

function maskedText(seals: SealBox, { sealedText, sealedPlate, receiptKey, recipientOrdinal }: NoticeToSend, text: string): string | null {
	if (sealedText !== null) return null;
	if (sealedPlate === null) return text;
	const digits = seals.open(sealedPlate, { field: 'plate', receiptKey, recipientOrdinal }).replace(/\D/g, '').slice(-4);
	return maskText(text, [digits]);
}
