import type { Steps } from './steps';
import { change, first, int } from './steps';

const CHUNK = 200;

/** A task of the recipient that is not settled, or a last letter that was not delivered; `x` is the recipient's row. */
const stillOpen = (x: string, ordinal: string) => `(EXISTS (SELECT 1 FROM task t WHERE t.receipt_key = ${x}.receipt_key
		AND t.recipient_ordinal = ${ordinal} AND t.state = 'open')
	OR EXISTS (SELECT 1 FROM mail m WHERE m.receipt_key = ${x}.receipt_key AND m.recipient_ordinal = ${ordinal} AND m.outcome <> 'delivered'
		AND NOT EXISTS (SELECT 1 FROM mail l WHERE l.receipt_key = m.receipt_key AND l.recipient_ordinal = m.recipient_ordinal AND l.number > m.number)))`;

/** Notices of the run with a contact that were settled before the day; without a report of their own, by the run's closing. */
const PAST = `FROM notice n JOIN run r ON r.id = n.run_id WHERE n.run_id = ? AND (n.sealed IS NOT NULL OR n.phone_masked IS NOT NULL)
	AND COALESCE(n.settled_at, r.closed_at) < ?`;

/** One step; returns how many notices lost their contact, 0 at the end. */
export function* purgeNoticeContacts(runId: string, beforeDay: string): Steps<number> {
	return yield* change(
		`UPDATE notice SET sealed = NULL, phone_masked = NULL WHERE notice_key IN (
			SELECT n.notice_key ${PAST} AND NOT ${stillOpen('n', 'n.recipient_ordinal')} LIMIT ${CHUNK})`,
		runId,
		beforeDay,
	);
}

/** The same for forms, once no notice to the applicant is younger. */
export function* purgeFormContacts(runId: string, beforeDay: string): Steps<number> {
	return yield* change(
		`UPDATE form SET sealed = NULL WHERE receipt_key IN (
			SELECT f.receipt_key FROM form f JOIN run r ON r.id = f.run_id
			WHERE f.run_id = ? AND f.sealed IS NOT NULL AND r.closed_at < ? AND NOT ${stillOpen('f', '1')}
				AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.receipt_key = f.receipt_key AND n.recipient_ordinal = 1 AND n.sealed IS NOT NULL)
			LIMIT ${CHUNK})`,
		runId,
		beforeDay,
	);
}

/** Notices past the day whose contact stays, because a task or a letter is open. */
export function* countKept(runId: string, beforeDay: string): Steps<number> {
	return int((yield* first(`SELECT COUNT(*) AS n ${PAST}`, runId, beforeDay)) ?? {}, 'n');
}
