import type { NoticeDetails } from './lookup';
import type { Steps } from './steps';
import { all, change, first, int, text } from './steps';

const CHUNK = 200;
const EVENT_PAGE = 2_000;

/** What one step removed. */
export interface Purged {
	/** Rows of the step's own kind; 0 at the end. */
	rows: number;
	letters: number;
}

/** What stands in the details of a notice of which only the identity is left. */
const NOTHING: NoticeDetails = {
	values: {},
	category: 'unknown',
	legalBasis: '',
	receivingOffice: '',
	receiptNo: '',
	receivedOn: '',
	registeredOn: null,
	acquiredOn: null,
	keepUntil: '',
	cautionUntil: '',
	recipientRole: '',
};

/** Keys of the run's notices of which more than the identity is left. */
export function* knownNotices(runId: string): Steps<string[]> {
	return (yield* all(`SELECT notice_key FROM notice WHERE run_id = ? AND receipt_key <> ''`, runId)).map((row) => text(row, 'notice_key'));
}

/**
 * Leaves of these notices key, campaign, duty, run, state, versions, size and times: enough to tell nobody again and to
 * count, too little to know whom they were about.
 */
export function* purgeNotices(keys: readonly string[]): Steps<Purged> {
	const receipts: string[] = [];
	for (const key of keys) {
		const row = yield* first('SELECT receipt_key FROM notice WHERE notice_key = ?', key);
		if (row) receipts.push(text(row, 'receipt_key'));
		yield* all('DELETE FROM attempt WHERE notice_key = ?', key);
		yield* all(
			`UPDATE notice SET receipt_key = '', recipient_ordinal = 0, reason_code = NULL, reason = NULL, batch_id = NULL,
				message_id = NULL, phone_fingerprint = NULL, plate_fingerprint = NULL, phone_masked = NULL, name_masked = NULL,
				text_hash = NULL, details = ?, sealed = NULL WHERE notice_key = ?`,
			JSON.stringify(NOTHING),
			key,
		);
	}
	return { rows: keys.length, letters: yield* purgeLetters(receipts) };
}

/** Forms of the run. */
export function* purgeForms(runId: string): Steps<Purged> {
	const rows = yield* all(`SELECT receipt_key FROM form WHERE run_id = ? LIMIT ${CHUNK}`, runId);
	const receipts = rows.map((row) => text(row, 'receipt_key'));
	for (const receipt of receipts) yield* all('DELETE FROM form WHERE receipt_key = ?', receipt);
	return { rows: rows.length, letters: yield* purgeLetters(receipts) };
}

/** Tasks of the run, settled or not. */
export function* purgeTasks(runId: string): Steps<Purged> {
	const rows = yield* all(`SELECT id, receipt_key FROM task WHERE run_id = ? LIMIT ${CHUNK}`, runId);
	for (const row of rows) yield* all('DELETE FROM task WHERE id = ?', text(row, 'id'));
	return { rows: rows.length, letters: yield* purgeLetters(rows.map((row) => text(row, 'receipt_key'))) };
}

/** Letters go with the last thing that is known of their receipt. */
function* purgeLetters(receipts: readonly string[]): Steps<number> {
	let letters = 0;
	for (const receipt of new Set(receipts)) {
		letters += yield* change(
			`DELETE FROM mail WHERE receipt_key = ? AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.receipt_key = mail.receipt_key)
				AND NOT EXISTS (SELECT 1 FROM form f WHERE f.receipt_key = mail.receipt_key)
				AND NOT EXISTS (SELECT 1 FROM task t WHERE t.receipt_key = mail.receipt_key)`,
			receipt,
		);
	}
	return letters;
}

/** Decisions of the run, one step. */
export function* purgeDecisions(runId: string): Steps<Purged> {
	const rows = yield* change(
		`DELETE FROM decision WHERE run_id = ? AND receipt_key IN (SELECT receipt_key FROM decision WHERE run_id = ? LIMIT ${CHUNK})`,
		runId,
		runId,
	);
	return { rows, letters: 0 };
}

/** Records of documents that were begun before the day and are approved, destroyed or left lying; one step. */
export function* purgeDrafts(beforeDay: string): Steps<number> {
	return yield* change(`DELETE FROM draft WHERE draft_id IN (SELECT draft_id FROM draft WHERE started_at < ? LIMIT ${CHUNK})`, beforeDay);
}

export interface EventPage {
	/** Last event looked at. */
	after: number;
	purged: number;
	done: boolean;
}

/** Areas of events about a receipt, though written outside of its run (openings, late reports, entries of the desk), or about a draft. */
export const WITHOUT_A_RUN = ['notice', 'personal', 'form', 'mail', 'task', 'draft'] as const;
const ABOUT_A_RECEIPT = WITHOUT_A_RUN.map((area) => `kind LIKE '${area}.%'`).join(' OR ');

/** Removes the payloads of one page of events that belong to runs closed before the day. */
export function* purgePayloads(beforeDay: string, after: number): Steps<EventPage> {
	const end = int((yield* first('SELECT COALESCE(MAX(seq), 0) AS seq FROM event')) ?? {}, 'seq');
	const to = Math.min(after + EVENT_PAGE, end);
	const purged = yield* change(
		`UPDATE event SET payload = NULL WHERE seq > ? AND seq <= ? AND payload IS NOT NULL AND (
			run_id IN (SELECT id FROM run WHERE stage = 'closed' AND closed_at < ?)
			OR (run_id IS NULL AND at < ? AND (${ABOUT_A_RECEIPT})))`,
		after,
		to,
		beforeDay,
		beforeDay,
	);
	return { after: to, purged, done: to >= end };
}
