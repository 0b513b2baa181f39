import { appendEvents } from './chain';
import { type DecisionView, findNotices, type NoticeView, toDecisionView } from './lookup';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { all, text } from './steps';
import { SINGLE_TEXT_RULE } from './told';
import type { Origin } from './types';

/** By what a citizen is looked up: a keyed hash, never the value. */
export interface InquiryKey {
	by: 'phone' | 'plate';
	fingerprint: string;
}

/** All the ledger knows of one receipt. */
export interface InquiredReceipt {
	receiptKey: string;
	/** Notices about it, the latest first. */
	notices: NoticeView[];
	/** The latest decision on each of its recipients. */
	decisions: DecisionView[];
}

const MOST_RECEIPTS = 20;

/** Receipts that carry the number or plate (in any run), at most twenty, the latest first. Reads only. */
export function* inquire(key: InquiryKey): Steps<InquiredReceipt[]> {
	const column = key.by === 'phone' ? 'phone_fingerprint' : 'plate_fingerprint';
	const rows = yield* all(
		`SELECT receipt_key FROM (SELECT receipt_key FROM notice WHERE ${column} = ? UNION SELECT receipt_key FROM decision WHERE ${column} = ?) AS found
		 ORDER BY receipt_key DESC LIMIT ${MOST_RECEIPTS}`,
		key.fingerprint,
		key.fingerprint,
	);
	const receipts: InquiredReceipt[] = [];
	for (const row of rows) receipts.push(yield* receiptOf(text(row, 'receipt_key')));
	return receipts;
}

function* receiptOf(receiptKey: string): Steps<InquiredReceipt> {
	const notices = (yield* findNotices({ receiptKey }, 100)).filter(({ ruleId }) => ruleId !== SINGLE_TEXT_RULE);
	const rows = yield* all(
		`SELECT d.* FROM decision d JOIN run r ON r.id = d.run_id WHERE d.receipt_key = ? AND d.rule_id <> ?
		 ORDER BY r.opened_at DESC, d.recipient_ordinal`,
		receiptKey,
		SINGLE_TEXT_RULE,
	);
	const latest = new Map<number, DecisionView>();
	for (const view of rows.map(toDecisionView)) if (!latest.has(view.recipientOrdinal)) latest.set(view.recipientOrdinal, view);
	return {
		receiptKey,
		notices: notices.sort((a, b) => (b.submittedAt ?? '').localeCompare(a.submittedAt ?? '')),
		decisions: [...latest.values()],
	};
}

/**
 * Puts an inquiry on record as an access: who asked why, about which receipts; never the number or plate. One that was
 * not answered because the person has made too many is `inquiry.refused`.
 */
export function* recordInquiry(
	context: LedgerContext,
	inquiry: { by: InquiryKey['by']; reason: string; staff: string; receipts: readonly string[]; origin: Origin },
	answered = true,
): Steps<void> {
	yield* appendEvents(context.keys.chain, context.at, [{ kind: answered ? 'inquiry.answered' : 'inquiry.refused', payload: { ...inquiry } }]);
}
