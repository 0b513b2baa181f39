import type { DecisionView, NoticeView } from '../ledger/lookup';
import type { ExcludedRow, FailedRow, FormRow, ReviewRow, SentRow, Subject } from './model';
import { reasonAction, reasonName } from './reasons';
import { categoryName, roleName, stateName } from './words';

/** States of a notice that need somebody's work. */
const FAILED: ReadonlySet<string> = new Set(['failed', 'rejected', 'unknown']);
/** Receipts whose form belongs to an earlier run, or that have no decided relief to inform about. */
const WITHOUT_FORM: ReadonlySet<string> = new Set(['alreadyNotified', 'beforeStart', 'withdrawn', 'refused']);

const subject = (view: { receiptKey: string; recipientOrdinal: number; nameMasked: string | null }, category: string): Subject => ({
	receiptKey: view.receiptKey,
	recipientOrdinal: view.recipientOrdinal,
	nameMasked: view.nameMasked ?? '',
	category: categoryName(category),
});

/** States in which a message is, or may be, out. */
const OUT: ReadonlySet<string> = new Set(['submitting', 'accepted', 'delivered', 'failed', 'unknown']);

/** When a notice went to the gateway; null where it provably did not. */
export const sentAtOf = (notice: NoticeView) => (OUT.has(notice.state) ? notice.submittedAt : null);

const byPost = (notice: NoticeView) => notice.channel === 'post';

export function sentRow(notice: NoticeView): SentRow {
	const { details } = notice;
	return {
		...subject(notice, details.category),
		legalBasis: details.legalBasis,
		registeredOn: details.registeredOn,
		keepUntil: details.keepUntil,
		role: roleName(details.recipientRole),
		sentAt: sentAtOf(notice),
		result: byPost(notice) ? '우편 발송 대상' : stateName(notice.state),
		reason: notice.reason ?? '',
	};
}

/** The row of 실패·미확인, or null where nothing is left to do; letters are on 서식 안내. */
export function failedRow(notice: NoticeView): FailedRow | null {
	const stopped = notice.state === 'notSent' && !byPost(notice);
	if (!FAILED.has(notice.state) && !stopped) return null;
	return {
		...subject(notice, notice.details.category),
		phoneMasked: notice.phoneMasked ?? '',
		role: roleName(notice.details.recipientRole),
		sentAt: sentAtOf(notice),
		result: stateName(notice.state),
		reason: notice.reason ?? failureName(notice),
		action: reasonAction(notice.reasonCode),
		statusCode: notice.statusCode ?? '',
	};
}

/** Name under which a failure is counted: the vendor's own reason where there is one. */
export function failureName(notice: NoticeView): string {
	const vendor = notice.reasonCode === 'deliveryFailed' || notice.reasonCode === 'gatewayRefused';
	const reason = vendor && notice.reason !== null ? notice.reason : reasonName(notice.reasonCode ?? '', notice.reason);
	return `${stateName(notice.state)} · ${reason || '사유 없음'}`;
}

export function reviewRow(decision: DecisionView, name: string): ReviewRow {
	return {
		...subject(decision, decision.category),
		legalBasis: decision.legalBasis ?? '',
		receivedOn: decision.receivedOn,
		reasonName: name,
		reason: decision.reason,
		action: reasonAction(decision.reasonCode),
		source: `${decision.sourceName} ${decision.sourceRow}행`,
	};
}

export function excludedRow(decision: DecisionView, name: string): ExcludedRow {
	return {
		...subject(decision, decision.category),
		kind: decision.decision === 'waiting' ? '대기' : '제외',
		legalBasis: decision.legalBasis ?? '',
		receivedOn: decision.receivedOn,
		reasonName: name,
		reason: decision.reason,
		ruleId: decision.ruleId,
	};
}

/**
 * The applicant's statutory form (지방세특례제한법 제183조제2항, 별지 제2호서식): due whatever the selector decided,
 * also where no text is sent. Null for co-owners, pending receipts and receipts of an earlier run.
 */
export function formRow(decision: DecisionView, posted: boolean): FormRow | null {
	if (decision.recipientOrdinal !== 1 || decision.decision === 'waiting' || WITHOUT_FORM.has(decision.reasonCode)) return null;
	const notes: Record<string, string> = { notify: '문자는 보조 안내', review: '확인 필요 처리 후 안내' };
	return {
		...subject(decision, decision.category),
		receivedOn: decision.receivedOn,
		status: '미이행',
		note: posted ? '우편 발송 대상(문자 미발송)' : (notes[decision.decision] ?? '문자 안내 대상 아님'),
	};
}
