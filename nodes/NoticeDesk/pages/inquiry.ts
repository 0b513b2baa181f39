import { randomUUID } from 'node:crypto';

import { assertDay } from '../../../lib/calendar/day';
import { inquiryForm, reasonWords } from '../../../lib/desk-pages/inquiry-page';
import { type AnsweredReceipt, inquiryResult, type SentText } from '../../../lib/desk-pages/inquiry-result';
import { faultBanner } from '../../../lib/desk-pages/frame';
import { CityhallError, ValidationError } from '../../../lib/errors';
import { filingDeadline } from '../../../lib/exemption/dates';
import type { NamedEvent } from '../../../lib/inquiry/answer';
import { memoForLedger } from '../../../lib/inquiry/free-text';
import { inquiryKey } from '../../../lib/inquiry/key';
import { InquiryRate } from '../../../lib/inquiry/rate';
import type { InquiredReceipt, InquiryKey } from '../../../lib/ledger/inquiry';
import type { NoticeView } from '../../../lib/ledger/lookup';
import type { SealBox } from '../../../lib/privacy/seal';
import { composeNotice } from '../../../lib/sms/compose';
import { type Desk, emitted, given, type Outcome, type PageHandler } from '../desk';

const MOST_OF_A_RECEIPT = 50;
const rate = new InquiryRate();

/** Answers an inquiry and puts it on record, before anything is opened; one too many is refused, on record too. */
async function inquire(desk: Desk, form: Record<string, string>): Promise<Outcome> {
	const { ledger, settings, origin } = desk;
	const by: InquiryKey['by'] = form.by === 'phone' ? 'phone' : 'plate';
	const reason = reasonWords(given(form, 'reason'));
	if (reason === undefined) throw new ValidationError('inquiryReason', '문의 내용을 고르지 않아 조회하지 않았습니다.', '문의 내용(사유)을 고르고 다시 조회하시기 바랍니다.');
	const event = namedEvent(desk, given(form, 'eventOn'));
	const { seals, fingerprints } = await desk.keys();
	const key = inquiryKey(by, given(form, 'value'), fingerprints);
	const memo = memoForLedger(given(form, 'memo'), [given(form, 'value')]);
	const recorded = { by, reason: memo === '' ? reason : `${reason} - ${memo}`, staff: desk.by, origin };
	const emission = (found: number, result: string) => emitted(desk, 'inquiry', 'inquire', { by, found, reason, result });
	if (!rate.admit(desk.frame.staff.email, settings.limit, Date.now())) {
		await ledger.recordInquiry({ ...recorded, receipts: [] }, false);
		const banner = faultBanner('10분 동안 조회할 수 있는 횟수를 넘어 조회하지 않았습니다.', '잠시 뒤에 다시 조회하시기 바랍니다. 이 시도는 대장에 기록되었습니다.');
		// The form that was sent counts as acted on; this one is a new one.
		return { status: 429, body: inquiryForm({ requestId: randomUUID() }, banner), emission: emission(0, 'refused') };
	}
	const receipts = await ledger.inquire(key);
	await ledger.recordInquiry({ ...recorded, receipts: receipts.map((receipt) => receipt.receiptKey) });
	const texts = await sentTexts(desk, seals, receipts, reason);
	const answered: AnsweredReceipt[] = [];
	for (const receipt of receipts) answered.push(await withDesk(desk, receipt, texts));
	return { body: inquiryResult(answered, settings.contact, event), emission: emission(receipts.length, 'answered') };
}

function namedEvent({ settings, today }: Desk, eventOn: string): NamedEvent | null {
	if (eventOn === '') return null;
	assertDay(eventOn, '추징 사유 발생일');
	if (eventOn > today) throw new ValidationError('futureEvent', '추징 사유 발생일이 오늘보다 뒤여서 조회하지 않았습니다.', '이미 일어난 날을 입력하거나 비워 두시기 바랍니다.');
	return { eventOn, filingDeadline: filingDeadline(eventOn, settings.calendar) };
}

/** Texts of the receipts' notices as they were sent. Opening them is on record before the first is opened. */
async function sentTexts(desk: Desk, seals: SealBox, receipts: readonly InquiredReceipt[], reason: string): Promise<Map<string, SentText>> {
	const sent = receipts.flatMap((receipt) => receipt.notices.filter((notice) => notice.textHash !== null));
	if (sent.length > 0) {
		const subjects = sent.map((notice) => notice.noticeKey);
		await desk.ledger.recordOpening({ fields: ['phone', 'plate'], reason: `문의 응대: ${reason}`, subjects, runId: null, origin: desk.origin });
	}
	const texts = new Map<string, SentText>();
	for (const notice of sent) texts.set(notice.noticeKey, await sentText(desk, seals, notice));
	return texts;
}

async function sentText({ ledger }: Desk, seals: SealBox, view: NoticeView): Promise<SentText> {
	const notice = await ledger.noticeToSend(view.noticeKey);
	if (!notice) return { missing: '보존기간이 지나 연락처를 파기하여, 보낸 문자를 그대로 다시 보여 드릴 수 없습니다.' };
	try {
		const composed = composeNotice(seals, notice);
		if (composed.ok && composed.textHash === view.textHash) return { text: composed.message.text };
	} catch (error) {
		if (!(error instanceof CityhallError)) throw error;
		return { missing: `보낸 문자를 다시 보여 드릴 수 없습니다. ${error.message} ${error.remedy}` };
	}
	return { missing: '다시 만든 문안이 발송할 때 기록한 확인값과 달라 보여 드리지 않습니다. 전산 담당자에게 대장 검증을 요청하시기 바랍니다.' };
}

async function withDesk({ ledger }: Desk, receipt: InquiredReceipt, texts: ReadonlyMap<string, SentText>): Promise<AnsweredReceipt> {
	const filter = { receiptKey: receipt.receiptKey };
	return {
		receipt,
		texts,
		forms: await ledger.desk.forms(filter, 1),
		mails: await ledger.desk.mails(filter, MOST_OF_A_RECEIPT),
		tasks: await ledger.desk.tasks(filter, MOST_OF_A_RECEIPT),
	};
}

export const inquiryPage: PageHandler = {
	show: async ({ frame }) => await Promise.resolve(inquiryForm(frame)),
	acts: { inquire },
	done: {},
};
