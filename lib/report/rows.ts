import type { DecisionWarning } from '../exemption/decision';
import type { DecisionView, NoticeView } from '../ledger/lookup';
import type { FormView, MailView, TaskView } from '../ledger/types';
import type { ExcludedRow, FailedRow, FormRow, ReviewRow, SentRow, Subject } from './model';
import { reasonAction, reasonName } from './reasons';
import { categoryName, formStatusName, mailWords, methodName, roleName, stateName, taskName } from './words';

/** States of a notice that need somebody's work. */
const FAILED: ReadonlySet<string> = new Set(['failed', 'rejected', 'unknown']);

const subject = (
	view: { receiptKey: string; recipientOrdinal: number; nameMasked: string | null },
	{ category, categoryName: own = null }: { category: string; categoryName?: string | null },
): Subject => ({
	receiptKey: view.receiptKey,
	recipientOrdinal: view.recipientOrdinal,
	nameMasked: view.nameMasked ?? '',
	category: categoryName(category, own),
});

/** States in which a message is, or may be, out. */
const OUT: ReadonlySet<string> = new Set(['submitting', 'accepted', 'delivered', 'failed', 'unknown']);

/** When a notice went to the gateway; null where it provably did not. */
export const sentAtOf = (notice: NoticeView) => (OUT.has(notice.state) ? notice.submittedAt : null);

const byPost = (notice: NoticeView) => notice.channel === 'post';

export function sentRow(notice: NoticeView, letter: MailView | undefined): SentRow {
	const { details } = notice;
	const post = mailWords(letter);
	return {
		...subject(notice, details),
		legalBasis: details.legalBasis,
		registeredOn: details.registeredOn,
		keepUntil: details.keepUntil,
		role: roleName(details.recipientRole),
		sentAt: sentAtOf(notice),
		result: byPost(notice) ? (post?.outcome ?? '우편 발송 대상') : stateName(notice.state),
		reason: [notice.reason, post?.course].filter(Boolean).join(' '),
	};
}

/** The row of 실패·미확인, or null where nothing is left to do: failed texts and letters that came back. */
export function failedRow(notice: NoticeView, letter: MailView | undefined): FailedRow | null {
	const returned = letter?.outcome === 'returned' ? mailWords(letter) : null;
	const stopped = notice.state === 'notSent' && !byPost(notice);
	if (!FAILED.has(notice.state) && !stopped && !returned) return null;
	const row = { ...subject(notice, notice.details), phoneMasked: notice.phoneMasked ?? '', role: roleName(notice.details.recipientRole) };
	if (returned) {
		return { ...row, sentAt: null, result: returned.outcome, reason: returned.course, action: reasonAction('mailReturned'), statusCode: '' };
	}
	return {
		...row,
		sentAt: sentAtOf(notice),
		result: stateName(notice.state),
		reason: notice.reason ?? failureName(notice, letter),
		action: letter ? `우편으로 안내한 건입니다. ${mailWords(letter)?.course ?? ''}` : reasonAction(notice.reasonCode),
		statusCode: notice.statusCode ?? '',
	};
}

/** Name under which a failure is counted: the vendor's own reason where there is one. */
export function failureName(notice: NoticeView, letter: MailView | undefined): string {
	if (letter?.outcome === 'returned') return `우편 반송 · ${letter.returnedReason ?? '사유 없음'}`;
	const vendor = notice.reasonCode === 'deliveryFailed' || notice.reasonCode === 'gatewayRefused';
	const reason = vendor && notice.reason !== null ? notice.reason : reasonName(notice.reasonCode ?? '', notice.reason);
	return `${stateName(notice.state)} · ${reason || '사유 없음'}`;
}

const UNSETTLED = { doneBy: '', doneOn: null, outcome: '' };
/** Receipts read over the interface have no file and no line; they are counted. */
const placeOf = ({ sourceName, sourceRow }: DecisionView) => (sourceName === 'REST' ? `연계 자료 ${sourceRow}번째` : `${sourceName} ${sourceRow}행`);

const decided = (decision: DecisionView) => ({
	...subject(decision, decision),
	legalBasis: decision.legalBasis ?? '',
	receivedOn: decision.receivedOn,
	source: placeOf(decision),
});

/** A decision that a person must make and for which no task was opened. */
export function reviewRow(decision: DecisionView, name: string): ReviewRow {
	return { ...decided(decision), kind: '확인 필요', reasonName: name, reason: decision.reason, action: reasonAction(decision.reasonCode), ...UNSETTLED };
}

/** 세액 확인: a warning beside a decision, which it does not change. */
export function taxCheckRow(decision: DecisionView, warning: DecisionWarning): ReviewRow {
	return {
		...decided(decision),
		kind: '세액 확인',
		reasonName: reasonName(warning.code, null),
		reason: warning.message,
		action: reasonAction(warning.code),
		...UNSETTLED,
	};
}

/** A task with what is known of its recipient: the decision of the run or, for another run's receipt, the notice. */
export function taskRow(task: TaskView, decision: DecisionView | null, notice: NoticeView | null): ReviewRow {
	const known = decision
		? decided(decision)
		: {
				...subject({ ...task, nameMasked: notice?.nameMasked ?? null }, notice?.details ?? { category: '' }),
				legalBasis: notice?.details.legalBasis ?? '',
				receivedOn: notice?.details.receivedOn ?? null,
				source: '',
			};
	return {
		...known,
		kind: taskName(task.kind),
		reasonName: reasonName(task.reasonCode, task.reason),
		reason: task.reason,
		action: reasonAction(task.reasonCode),
		doneBy: task.doneBy ?? '',
		doneOn: task.doneOn,
		outcome: task.note ?? '',
	};
}

export function excludedRow(decision: DecisionView, name: string): ExcludedRow {
	return {
		...subject(decision, decision),
		kind: decision.decision === 'waiting' ? '대기' : '제외',
		legalBasis: decision.legalBasis ?? '',
		receivedOn: decision.receivedOn,
		reasonName: name,
		reason: decision.reason,
		ruleId: decision.ruleId,
	};
}

/** What the run did for the applicant beside the form. */
export function textNote(decision: DecisionView, posted: boolean): string {
	if (posted) return '우편 발송 대상(문자 미발송)';
	const notes: Record<string, string> = { notify: '문자는 보조 안내', review: '확인 필요 처리 후 안내', waiting: '감면 결정 대기' };
	return notes[decision.decision] ?? '문자 안내 대상 아님';
}

/**
 * The applicant's statutory form (지방세특례제한법 제183조제2항, 별지 제2호서식): due whatever the selector decided,
 * also where no text is sent.
 */
export function formRow(form: FormView, note: string, letter: MailView | undefined): FormRow {
	const post = mailWords(letter);
	return {
		...subject({ ...form, recipientOrdinal: 1 }, { category: form.category, categoryName: form.details.categoryName }),
		receivedOn: form.receivedOn,
		requested: methodName(form.requestedMethod),
		requestedOn: form.requestedOn,
		note: form.status === 'electronic' && form.requestedMethod === 'text' ? '요청에 따라 문자로 서식 안내' : note,
		status: formStatusName(form.status),
		doneOn: form.doneOn,
		basis: form.basis ?? '',
		registeredNo: letter?.registeredNo ?? '',
		mail: post?.outcome ?? '',
	};
}
