import { DELIVERED_AFTER_ALL } from './after-all';
import type { Row, SqlValue, Steps } from './steps';
import { all, first, int, intOrNull, text, textOrNull } from './steps';
import { CORRECTION_RULE } from './told';
import type { FormDetails } from './types';

/** A recipient who must be told by post. Sealed values stay sealed; null where there is none or retention has ended. */
export interface MailDue {
	receiptKey: string;
	recipientOrdinal: number;
	/** The notice to be posted; null where only a letter came back, e.g. one with the form. */
	noticeKey: string | null;
	runId: string;
	campaign: string;
	category: string;
	reasonCode: string;
	/** Why by post, in Korean. */
	reason: string;
	nameMasked: string | null;
	corporation: boolean;
	/** Which letter this will be, from 1. */
	number: number;
	/** Reason of the last return; null where nothing came back. */
	returnedReason: string | null;
	sealed: { name: string | null; address: string | null; plate: string | null };
}

export interface MailDueFilter {
	runId?: string | undefined;
	campaign?: string | undefined;
}

/** Place of a recipient in the list. */
export interface RecipientPlace {
	receiptKey: string;
	recipientOrdinal: number;
}

const FIRST_PLACE: RecipientPlace = { receiptKey: '', recipientOrdinal: 0 };

/**
 * A notice that only a letter can still tell: by post from the start, or refused or failed with neither another try nor a
 * success since. Letters that were posted after its run was opened and have not come back have told it. What a person has
 * to correct first, what was taken back, what arrived after all, and what a correction stands in for is not posted.
 */
const UNTOLD = `n.state IN ('notSent', 'failed', 'rejected') AND (n.state <> 'notSent' OR n.channel = 'post')
	AND COALESCE(n.reason_code, '') <> 'mailedBefore'
	AND NOT EXISTS (SELECT 1 FROM notice o WHERE o.receipt_key = n.receipt_key AND o.recipient_ordinal = n.recipient_ordinal
		AND (o.retry_of = n.notice_key OR (o.campaign = n.campaign AND o.duty = n.duty AND o.state = 'delivered')))
	AND NOT EXISTS (SELECT 1 FROM mail m WHERE m.receipt_key = n.receipt_key AND m.recipient_ordinal = n.recipient_ordinal
		AND m.outcome <> 'returned' AND m.sent_on >= SUBSTR(r.opened_at, 1, 10))
	AND NOT EXISTS (SELECT 1 FROM task t WHERE t.receipt_key = n.receipt_key AND t.recipient_ordinal = n.recipient_ordinal
		AND t.kind = 'correction' AND t.notice_key = n.notice_key
		AND (t.state = 'open' OR t.reason_code IN ('withdrawnAfterNotice', 'refusedAfterNotice')))
	AND NOT EXISTS (SELECT 1 FROM task a WHERE a.notice_key = n.notice_key AND a.reason_code = '${DELIVERED_AFTER_ALL}')
	AND NOT EXISTS (SELECT 1 FROM notice c WHERE c.receipt_key = n.receipt_key AND c.recipient_ordinal = n.recipient_ordinal
		AND c.rule_id = '${CORRECTION_RULE}' AND n.rule_id <> '${CORRECTION_RULE}')`;

/** Corrections are runs of a campaign of their own, and due with the campaign that they correct. */
const OF_CAMPAIGN = `(r.campaign = ? OR r.rule_version = '${CORRECTION_RULE}') AND (r.campaign = ? OR EXISTS (SELECT 1 FROM notice o
	WHERE o.receipt_key = n.receipt_key AND o.recipient_ordinal = n.recipient_ordinal AND o.campaign = ?))`;

/** A letter that came back and was not sent again. */
const RETURNED = `m.outcome = 'returned' AND NOT EXISTS (SELECT 1 FROM mail l WHERE l.receipt_key = m.receipt_key
	AND l.recipient_ordinal = m.recipient_ordinal AND l.number > m.number)`;

/** Recipients who must be told by post, in receipt order after `after`, each once; at most `limit`. */
export function* findMailDue(filter: MailDueFilter, limit: number, after = FIRST_PLACE): Steps<MailDue[]> {
	const runs: string[] = [];
	const owned: string[] = [];
	const values: SqlValue[] = [];
	const ofRuns: SqlValue[] = [];
	for (const [run, column, value] of [
		['r.id = ?', 'run_id', filter.runId],
		[OF_CAMPAIGN, 'campaign', filter.campaign],
	] as const) {
		if (value === undefined) continue;
		runs.push(run);
		for (let place = run.split('?').length; place > 1; place -= 1) ofRuns.push(value);
		owned.push(
			`(EXISTS (SELECT 1 FROM notice n WHERE n.receipt_key = m.receipt_key AND n.recipient_ordinal = m.recipient_ordinal AND n.${column} = ?)
			 OR EXISTS (SELECT 1 FROM form f WHERE f.receipt_key = m.receipt_key AND f.${column} = ?))`,
		);
		values.push(value);
	}
	const rows = yield* all(
		`SELECT d.receipt_key, d.recipient_ordinal, MAX(d.notice_key) AS notice_key FROM (
			SELECT n.receipt_key, n.recipient_ordinal, n.notice_key FROM run r CROSS JOIN notice n
			WHERE ${[...runs, 'n.run_id = r.id', UNTOLD].join(' AND ')}
			UNION ALL
			SELECT m.receipt_key, m.recipient_ordinal, '' FROM mail m WHERE ${[...owned, RETURNED].join(' AND ')}) d
		 WHERE (d.receipt_key, d.recipient_ordinal) > (?, ?)
		 GROUP BY d.receipt_key, d.recipient_ordinal ORDER BY d.receipt_key, d.recipient_ordinal LIMIT ?`,
		...ofRuns,
		...values.flatMap((value) => [value, value]),
		after.receiptKey,
		after.recipientOrdinal,
		limit,
	);
	const due: MailDue[] = [];
	for (const row of rows) due.push(yield* toDue(text(row, 'receipt_key'), int(row, 'recipient_ordinal'), text(row, 'notice_key')));
	return due;
}

/** Whether this recipient must (again) be told by post. */
export function* isMailDue(receiptKey: string, recipientOrdinal: number): Steps<boolean> {
	const row = yield* first(
		`SELECT 1 AS due FROM notice n JOIN run r ON r.id = n.run_id WHERE n.receipt_key = ? AND n.recipient_ordinal = ? AND ${UNTOLD}`,
		receiptKey,
		recipientOrdinal,
	);
	return row !== undefined;
}

interface Contact {
	name?: string | null;
	address?: string | null;
	plate?: string | null;
}

const RETURNED_LETTER = { reasonCode: 'mailReturned', reason: '우편이 반송되었습니다.' };

function* toDue(receiptKey: string, recipientOrdinal: number, noticeKey: string): Steps<MailDue> {
	const notice = yield* first(
		`SELECT notice_key, run_id, campaign, reason_code, reason, name_masked, details, sealed FROM notice
		 WHERE receipt_key = ? AND recipient_ordinal = ? ORDER BY CASE notice_key WHEN ? THEN 0 ELSE 1 END, notice_key LIMIT 1`,
		receiptKey,
		recipientOrdinal,
		noticeKey,
	);
	const form = yield* first('SELECT run_id, campaign, category, name_masked, details, sealed FROM form WHERE receipt_key = ? AND ? = 1', receiptKey, recipientOrdinal);
	const letter = yield* first(
		`SELECT number, outcome, returned_reason FROM mail WHERE receipt_key = ? AND recipient_ordinal = ? ORDER BY number DESC LIMIT 1`,
		receiptKey,
		recipientOrdinal,
	);
	const known: Row = notice ?? form ?? {};
	const [own, applicant] = [contactIn(notice), contactIn(form)];
	const returned = letter?.outcome === 'returned';
	const reason = noticeKey !== '' && notice && !returned ? { reasonCode: textOrNull(notice, 'reason_code') ?? '', reason: textOrNull(notice, 'reason') ?? '' } : RETURNED_LETTER;
	return {
		receiptKey,
		recipientOrdinal,
		noticeKey: noticeKey === '' ? null : noticeKey,
		runId: text(known, 'run_id'),
		campaign: text(known, 'campaign'),
		category: notice ? (JSON.parse(text(notice, 'details')) as { category: string }).category : text(known, 'category'),
		...reason,
		nameMasked: textOrNull(known, 'name_masked'),
		corporation: form !== undefined && (JSON.parse(text(form, 'details')) as FormDetails).taxpayerType === 'corporation',
		number: (letter ? (intOrNull(letter, 'number') ?? 0) : 0) + 1,
		returnedReason: returned ? textOrNull(letter, 'returned_reason') : null,
		sealed: {
			name: own.name ?? applicant.name ?? null,
			address: own.address ?? applicant.address ?? null,
			plate: own.plate ?? applicant.plate ?? null,
		},
	};
}

const contactIn = (row: Row | undefined) => (row ? (JSON.parse(textOrNull(row, 'sealed') ?? '{}') as Contact) : {});
