import type { SourceSummary } from '../revenue/receipt';
import type { Steps } from './steps';
import { all, first, int, text, textOrNull } from './steps';
import { ALIMTALK } from './results';
import type { NoticeAccount, ReceiptAccount, RunAccount } from './types';

const NOTHING_READ = { count: 0, reliefSum: 0 };

/** The two accounts (처리 건수 대사) of a run as the ledger stands now; of one whose rows retention has deleted, as it was closed. */
export function* runAccount(runId: string): Steps<RunAccount> {
	const purged = yield* accountOfPurged(runId);
	if (purged) return purged;
	const receipts = yield* receiptAccount(runId);
	const notices = yield* noticeAccount(runId);
	const rows = yield* all(
		`SELECT message_type, COUNT(*) AS n FROM notice
		 WHERE run_id = ? AND state IN ('accepted', 'delivered', 'failed', 'unknown') GROUP BY message_type`,
		runId,
	);
	const count = (type: string) => {
		const row = rows.find((one) => one.message_type === type);
		return row ? int(row, 'n') : 0;
	};
	return { receipts, notices, messages: { sms: count('SMS'), lms: count('LMS'), kakao: count(ALIMTALK) } };
}

/** Of the two, the one of the notices; a good deal faster to count than both. */
export function* noticeAccountOf(runId: string): Steps<NoticeAccount> {
	const purged = yield* accountOfPurged(runId);
	return purged ? purged.notices : yield* noticeAccount(runId);
}

function* accountOfPurged(runId: string): Steps<RunAccount | null> {
	const row = yield* first(
		`SELECT account FROM run WHERE id = ? AND stage = 'closed' AND account IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decision WHERE run_id = run.id)`,
		runId,
	);
	if (!row) return null;
	const account = JSON.parse(text(row, 'account')) as RunAccount;
	// One closed by an earlier version does not tell AlimTalks apart.
	return { ...account, messages: { ...account.messages, kakao: account.messages.kakao ?? 0 } };
}

function* receiptAccount(runId: string): Steps<ReceiptAccount> {
	const run = yield* first('SELECT summary FROM run WHERE id = ?', runId);
	const stored = run ? textOrNull(run, 'summary') : null;
	const summary = stored === null ? null : (JSON.parse(stored) as SourceSummary);
	const rows = yield* all(
		`WITH ranked AS (
			SELECT receipt_key, decision, reason_code, ROW_NUMBER() OVER (
				PARTITION BY receipt_key
				ORDER BY CASE decision WHEN 'notify' THEN 0 WHEN 'review' THEN 1 WHEN 'waiting' THEN 2 ELSE 3 END, recipient_ordinal
			) AS place FROM decision WHERE run_id = ?)
		 SELECT decision, reason_code, COUNT(*) AS n FROM ranked WHERE place = 1 GROUP BY decision, reason_code
		 ORDER BY decision, reason_code`,
		runId,
	);
	const by = (decision: string) => {
		const counts: Record<string, number> = {};
		for (const row of rows) if (row.decision === decision) counts[text(row, 'reason_code')] = int(row, 'n');
		return counts;
	};
	const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, n) => total + n, 0);
	const excludedBy = by('exclude');
	const reviewBy = by('review');
	const parts = { notify: sum(by('notify')), exclude: sum(excludedBy), review: sum(reviewBy), waiting: sum(by('waiting')) };
	const read = summary?.read ?? NOTHING_READ;
	return {
		controlTotal: summary?.controlTotal ?? null,
		read,
		...parts,
		excludedBy,
		reviewBy,
		balanced:
			summary !== null &&
			(summary.controlTotal === null || summary.matches) &&
			read.count === parts.notify + parts.exclude + parts.review + parts.waiting,
	};
}

function* noticeAccount(runId: string): Steps<NoticeAccount> {
	const rows = yield* all(
		'SELECT state, channel, COUNT(*) AS n FROM notice WHERE run_id = ? GROUP BY state, channel',
		runId,
	);
	const count = (...states: string[]) =>
		rows.filter((row) => states.includes(text(row, 'state'))).reduce((total, row) => total + int(row, 'n'), 0);
	const decided = yield* first(
		`SELECT COUNT(*) AS n FROM decision WHERE run_id = ? AND decision = 'notify'`,
		runId,
	);
	const due = decided ? int(decided, 'n') : 0;
	const account = {
		due,
		delivered: count('delivered'),
		failed: count('failed'),
		rejected: count('rejected'),
		unknown: count('unknown'),
		accepted: count('accepted'),
		notSent: count('notSent'),
		open: count('reserved', 'submitting'),
		byPost: rows
			.filter((row) => row.state === 'notSent' && row.channel === 'post')
			.reduce((total, row) => total + int(row, 'n'), 0),
	};
	const { delivered, failed, rejected, unknown, accepted, notSent } = account;
	return { ...account, balanced: account.open === 0 && due === delivered + failed + rejected + unknown + accepted + notSent };
}
