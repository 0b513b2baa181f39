import type { Steps } from './steps';
import { all, change, first, int, text } from './steps';

/** A task of the recipient that is not settled, or a last letter that was not delivered; `x` is the recipient's row. */
const stillOpen = (x: string, ordinal: string) => `(EXISTS (SELECT 1 FROM task t WHERE t.receipt_key = ${x}.receipt_key
		AND t.recipient_ordinal = ${ordinal} AND t.state = 'open')
	OR EXISTS (SELECT 1 FROM mail m WHERE m.receipt_key = ${x}.receipt_key AND m.recipient_ordinal = ${ordinal} AND m.outcome <> 'delivered'
		AND NOT EXISTS (SELECT 1 FROM mail l WHERE l.receipt_key = m.receipt_key AND l.recipient_ordinal = m.recipient_ordinal AND l.number > m.number)))`;

/** Notices of the run with a contact that were settled before the day; without a report of their own, by the run's closing. */
const PAST = `FROM notice n JOIN run r ON r.id = n.run_id WHERE n.run_id = ? AND (n.sealed IS NOT NULL OR n.phone_masked IS NOT NULL)
	AND COALESCE(n.settled_at, r.closed_at) < ?`;

/** Keys of the notices whose contact is past the day. */
export function* pastNotices(runId: string, beforeDay: string): Steps<string[]> {
	return (yield* all(`SELECT n.notice_key ${PAST}`, runId, beforeDay)).map((row) => text(row, 'notice_key'));
}

/** Removes the contacts of these notices, except where something is open; returns how many. */
export function* purgeNoticeContacts(keys: readonly string[]): Steps<number> {
	let purged = 0;
	for (const key of keys) {
		purged += yield* change(
			`UPDATE notice SET sealed = NULL, phone_masked = NULL WHERE notice_key = ? AND NOT ${stillOpen('notice', 'notice.recipient_ordinal')}`,
			key,
		);
	}
	return purged;
}

/** Receipts of the run whose form has a contact. */
export function* pastForms(runId: string, beforeDay: string): Steps<string[]> {
	const rows = yield* all(
		`SELECT f.receipt_key FROM form f JOIN run r ON r.id = f.run_id WHERE f.run_id = ? AND f.sealed IS NOT NULL AND r.closed_at < ?`,
		runId,
		beforeDay,
	);
	return rows.map((row) => text(row, 'receipt_key'));
}

/** Removes the contacts of these forms, once no notice to the applicant has one and nothing is open; returns how many. */
export function* purgeFormContacts(receipts: readonly string[]): Steps<number> {
	let purged = 0;
	for (const receipt of receipts) {
		purged += yield* change(
			`UPDATE form SET sealed = NULL WHERE receipt_key = ? AND NOT ${stillOpen('form', '1')} AND NOT EXISTS (SELECT 1 FROM notice n
				WHERE n.receipt_key = form.receipt_key AND n.recipient_ordinal = 1 AND n.sealed IS NOT NULL)`,
			receipt,
		);
	}
	return purged;
}

/** Notices past the day whose contact stays, because a task or a letter is open. */
export function* countKept(runId: string, beforeDay: string): Steps<number> {
	return int((yield* first(`SELECT COUNT(*) AS n ${PAST}`, runId, beforeDay)) ?? {}, 'n');
}
