import type { DecidedRow } from '../exemption/decision';
import { appendEvents } from './chain';
import { reasonHash } from './row-seal';
import type { LedgerContext } from './runs';
import type { Row, Steps } from './steps';
import { all, allIn, first, int, text, textOrNull } from './steps';
import type { RunView } from './types';
import { TEXT_OUT } from './words';

/** Rule of single texts (항목별 발송): by a receipt's number, maybe, but about something else. */
export const SINGLE_TEXT_RULE = 'items';

/** Rule of corrections, and rule version of their runs. */
export const CORRECTION_RULE = 'correction';

/** SQL: the day of the last letter to the recipient of notice `n` that has not come back; null where none was posted. */
export const POSTED_ON = `(SELECT MAX(m.sent_on) FROM mail m WHERE m.receipt_key = n.receipt_key
	AND m.recipient_ordinal = n.recipient_ordinal AND m.outcome <> 'returned')`;

/** One notice as another run has it. */
export interface Earlier {
	noticeKey: string;
	runId: string;
	state: string;
	channel: string;
	reasonCode: string | null;
	reason: string | null;
	attempt: number;
	phoneFingerprint: string | null;
	at: string | null;
	category: string | undefined;
	/** Day of the last letter that has not come back. */
	postedOn: string | null;
}

/** The notice of this key, unless it belongs to the given run. */
export function* earlierNotice(key: string, runId: string): Steps<Earlier | null> {
	const row = yield* first(
		`SELECT notice_key, run_id, state, channel, reason_code, reason, attempt, phone_fingerprint, details,
			COALESCE(submitted_at, settled_at) AS at, ${POSTED_ON} AS posted_on FROM notice n WHERE notice_key = ? AND run_id <> ?`,
		key,
		runId,
	);
	return row
		? {
				noticeKey: text(row, 'notice_key'),
				runId: text(row, 'run_id'),
				state: text(row, 'state'),
				channel: text(row, 'channel'),
				reasonCode: textOrNull(row, 'reason_code'),
				reason: textOrNull(row, 'reason'),
				attempt: int(row, 'attempt'),
				phoneFingerprint: textOrNull(row, 'phone_fingerprint'),
				at: textOrNull(row, 'at'),
				category: categoryIn(row),
				postedOn: textOrNull(row, 'posted_on'),
			}
		: null;
}

/** What other runs of the campaign have about one recipient. */
export interface EarlierNotices {
	/** The last notice that told, or is to tell by post; undefined where none did. */
	told: Row | undefined;
	/** Texts that still wait. */
	waiting: Row[];
}

/** Reads what a recipient was told by the campaign's other runs, whatever the duty; a letter after a failed text tells too. */
export function* earlierNotices(run: RunView, row: DecidedRow): Steps<EarlierNotices> {
	const rows = yield* all(
		`SELECT n.notice_key, n.channel, n.state, n.duty, n.details, COALESCE(n.submitted_at, n.settled_at) AS at, ${POSTED_ON} AS posted_on
		 FROM notice n WHERE n.receipt_key = ? AND n.recipient_ordinal = ? AND n.campaign = ? AND n.run_id <> ?
		 ORDER BY COALESCE(n.submitted_at, '') DESC`,
		row.receiptKey,
		row.recipientOrdinal,
		run.campaign,
		run.runId,
	);
	return {
		told: rows.find((one) => one.channel === 'post' || TEXT_OUT.has(text(one, 'state')) || one.posted_on !== null),
		waiting: rows.filter((one) => one.state === 'reserved'),
	};
}

/** What other runs have about many rows; of what is not in it nothing need be looked for row by row. */
export interface Elsewhere {
	/** Keys of notices. */
	noticeKeys: ReadonlySet<string>;
	/** Receipts of which the campaign has notices. */
	receipts: ReadonlySet<string>;
}

/** Finds which of the notices and receipts other runs have, in a few statements however many there are. */
export function* findElsewhere(run: RunView, noticeKeys: readonly string[], receiptKeys: readonly string[]): Steps<Elsewhere> {
	const notices = yield* allIn((places) => `SELECT notice_key FROM notice WHERE run_id <> ? AND notice_key IN (${places})`, [run.runId], noticeKeys);
	const receipts = yield* allIn(
		(places) => `SELECT DISTINCT receipt_key FROM notice WHERE campaign = ? AND run_id <> ? AND receipt_key IN (${places})`,
		[run.campaign, run.runId],
		receiptKeys,
	);
	return {
		noticeKeys: new Set(notices.map((row) => text(row, 'notice_key'))),
		receipts: new Set(receipts.map((row) => text(row, 'receipt_key'))),
	};
}

/** Category by which a notice told; undefined where the ledger does not keep it (letters taken over). */
export function categoryIn(notice: Row): string | undefined {
	return (JSON.parse(textOrNull(notice, 'details') ?? '{}') as { category?: string }).category;
}

/** Why a text that waits is not sent any more. */
export const CHANGED_BEFORE_SENDING = { reasonCode: 'changedBeforeSending', reason: '발송하기 전에 접수 내용이 바뀌어 보내지 않았습니다.' } as const;
export const MAILED_BEFORE = { reasonCode: 'mailedBefore', reason: '이전에 우편으로 안내한 건입니다.' } as const;

/** Texts that wait in another run and would tell what no longer holds, or what is told: they are not sent. Each is an event. */
export function* withdrawWaiting(
	context: LedgerContext,
	waiting: readonly Row[],
	{ reasonCode, reason }: { reasonCode: string; reason: string } = CHANGED_BEFORE_SENDING,
): Steps<void> {
	for (const notice of waiting) {
		const key = text(notice, 'notice_key');
		const rows = yield* all(
			`UPDATE notice SET state = 'notSent', reason_code = ?, reason = ? WHERE notice_key = ? AND state = 'reserved' RETURNING run_id`,
			reasonCode,
			reason,
			key,
		);
		for (const row of rows) {
			yield* appendEvents(context.keys.chain, context.at, [
				{ kind: 'notice.notSent', runId: text(row, 'run_id'), subject: key, payload: { reasonCode, reasonHash: reasonHash(reasonCode, reason) } },
			]);
		}
	}
}
