import type { InquiredReceipt } from '../ledger/inquiry';
import type { DecisionView, NoticeView } from '../ledger/lookup';
import type { MailView } from '../ledger/types';

/** How a receipt stands towards the citizen who asks. */
export type Situation =
	| { kind: 'told'; notice: NoticeView; correctedBy: null }
	| { kind: 'corrected'; notice: NoticeView; correctedBy: NoticeView }
	| { kind: 'underway' | 'reserved' | 'unknown' | 'failed' | 'stopped'; notice: NoticeView }
	| { kind: 'post'; notice: NoticeView; letter: MailView | null }
	| { kind: 'exclude' | 'review' | 'waiting'; decision: DecisionView }
	| { kind: 'nothing' };

const isCorrection = (notice: NoticeView) => notice.ruleId === 'correction';

/** The recipient's last letter, which tells how the post stands. */
export function lastLetter(mails: readonly MailView[], recipientOrdinal: number): MailView | null {
	return mails.filter((letter) => letter.recipientOrdinal === recipientOrdinal).sort((a, b) => a.number - b.number).at(-1) ?? null;
}

/**
 * How one recipient of a receipt stands: by the best of what was told, else by the last decision. A text that arrived
 * counts before a later try that did not; a correction that went out counts with what it corrects.
 */
export function situationOf(receipt: InquiredReceipt, mails: readonly MailView[], recipientOrdinal: number): Situation {
	const own = receipt.notices.filter((notice) => notice.recipientOrdinal === recipientOrdinal);
	const first = chosen(own.filter((notice) => !isCorrection(notice)));
	const correction = chosen(own.filter((notice) => isCorrection(notice) && ['accepted', 'delivered'].includes(notice.state)));
	if (first && correction) return { kind: 'corrected', notice: first, correctedBy: correction };
	if (first) return ofNotice(first, lastLetter(mails, recipientOrdinal));
	const decision = receipt.decisions.find((one) => one.recipientOrdinal === recipientOrdinal);
	const kind = decision?.decision;
	if (decision && (kind === 'exclude' || kind === 'review' || kind === 'waiting')) return { kind, decision };
	return { kind: 'nothing' };
}

/** Recipients of a receipt, in their order. */
export function recipientsOf(receipt: InquiredReceipt): number[] {
	return [...new Set([...receipt.notices, ...receipt.decisions].map((one) => one.recipientOrdinal))].sort((a, b) => a - b);
}

const RANK = ['delivered', 'accepted', 'submitting', 'unknown', 'notSent', 'failed', 'rejected', 'reserved'];

function chosen(notices: readonly NoticeView[]): NoticeView | undefined {
	return [...notices].sort((a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state))[0];
}

function ofNotice(notice: NoticeView, letter: MailView | null): Situation {
	switch (notice.state) {
		case 'delivered':
			return { kind: 'told', notice, correctedBy: null };
		case 'accepted':
		case 'submitting':
			return { kind: 'underway', notice };
		case 'unknown':
			return { kind: 'unknown', notice };
		case 'notSent':
			return notice.channel === 'post' ? { kind: 'post', notice, letter } : letter ? { kind: 'post', notice, letter } : { kind: 'stopped', notice };
		case 'failed':
		case 'rejected':
			return letter ? { kind: 'post', notice, letter } : { kind: 'failed', notice };
		default:
			return { kind: 'reserved', notice };
	}
}
