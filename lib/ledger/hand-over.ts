import { CONFIRMED_NOT_SENT } from './after-all';
import { type BatchView, isStopped, stepBatch, toBatch } from './batches';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { all, allIn, first, int, text, textOrNull } from './steps';

/** A notice of a batch as looking it up at the gateway needs it. */
export interface HandedNotice {
	noticeKey: string;
	attempt: number;
	state: string;
	messageId: string | null;
	/** Mark of number and text, by which a gateway's own record is recognised that carries no key of ours. */
	contentMark: string | null;
	phoneMasked: string | null;
}

/** Notices of a batch that count as handed over or in doubt. */
export const handedNotices = (batchId: string) => noticesIn(batchId, HANDED);

/** Those and, after them, what a person has settled as never sent: a report of one of them is news. */
export const reportableNotices = (batchId: string) => noticesIn(batchId, `(${HANDED} OR (state = 'rejected' AND reason_code = '${CONFIRMED_NOT_SENT}'))`);

const HANDED = `state IN ('submitting', 'unknown', 'accepted')`;

function* noticesIn(batchId: string, condition: string): Steps<HandedNotice[]> {
	const rows = yield* all(
		`SELECT notice_key, attempt, state, message_id, content_mark, phone_masked FROM notice
		 WHERE batch_id = ? AND ${condition} ORDER BY CASE state WHEN 'rejected' THEN 1 ELSE 0 END, receipt_key, recipient_ordinal`,
		batchId,
	);
	return rows.map((row) => ({
		noticeKey: text(row, 'notice_key'),
		attempt: int(row, 'attempt'),
		state: text(row, 'state'),
		messageId: textOrNull(row, 'message_id'),
		contentMark: textOrNull(row, 'content_mark'),
		phoneMasked: textOrNull(row, 'phone_masked'),
	}));
}

/**
 * Commits that a batch is about to be handed over by a direct call, with the marks of its texts; null when the officer has
 * stopped the rest of the run.
 */
export function* startHandOver(
	context: LedgerContext,
	batch: BatchView,
	marks: ReadonlyMap<string, string>,
	scheduledAt: string | null,
): Steps<BatchView | null> {
	if (yield* isStopped(batch.runId)) return null;
	for (const [noticeKey, mark] of marks) {
		yield* all('UPDATE notice SET content_mark = ? WHERE notice_key = ? AND batch_id = ?', mark, noticeKey, batch.id);
	}
	return yield* stepBatch(context, batch, 'sending', {
		groupId: batch.id,
		sendingMs: context.nowMs,
		lookups: 0,
		requests: [],
		scheduledAt,
		note: { scheduledAt, texts: marks.size },
	});
}

/** Of these message ids, those that the ledger has for a notice outside this batch, or for one of it that has its result. */
export function* messagesElsewhere(batchId: string, messageIds: readonly string[]): Steps<Set<string>> {
	const rows = yield* allIn(
		(places) => `SELECT message_id FROM attempt WHERE (batch_id <> ? OR state IN ('delivered', 'failed', 'rejected')) AND message_id IN (${places})`,
		[batchId],
		messageIds,
	);
	return new Set(rows.map((row) => text(row, 'message_id')));
}

/** Ids of calls that handed over other batches of the same gateway since then (ISO text in Korean time). */
export function* requestsElsewhere(batch: BatchView, since: string): Steps<Set<string>> {
	const rows = yield* all('SELECT requests FROM batch WHERE id <> ? AND gateway = ? AND updated_at >= ?', batch.id, batch.gateway, since);
	return new Set(rows.flatMap((row) => JSON.parse(text(row, 'requests')) as string[]));
}

export function* findBatch(id: string): Steps<BatchView | null> {
	const row = yield* first('SELECT * FROM batch WHERE id = ?', id);
	return row ? toBatch(row) : null;
}

/** Text notices of the run that are not at the gateway as far as the ledger knows. */
export function* unsentKeys(runId: string): Steps<string[]> {
	const rows = yield* all(
		`SELECT notice_key FROM notice WHERE run_id = ? AND channel = 'text' AND state IN ('reserved', 'submitting', 'notSent', 'rejected') ORDER BY notice_key`,
		runId,
	);
	return rows.map((row) => text(row, 'notice_key'));
}

/** Runs that have a batch in doubt, of one campaign or of all, oldest first. */
export function* unsettledRuns(campaign: string | null): Steps<string[]> {
	const rows = yield* all(
		`SELECT DISTINCT b.run_id, r.opened_at FROM batch b JOIN run r ON r.id = b.run_id
		 WHERE b.step NOT IN ('sent', 'void') AND (r.campaign = ? OR ? = '') ORDER BY r.opened_at, b.run_id`,
		campaign ?? '',
		campaign ?? '',
	);
	return rows.map((row) => text(row, 'run_id'));
}

/** Batches that hold these messages of a gateway (its own message ids), to confirm what somebody says of them. */
export function* batchesOfMessages(gateway: string, messageIds: readonly string[]): Steps<BatchView[]> {
	const rows = yield* allIn(
		(places) => `SELECT DISTINCT b.* FROM attempt a JOIN batch b ON b.id = a.batch_id WHERE b.gateway = ? AND a.message_id IN (${places})`,
		[gateway],
		messageIds,
	);
	return distinct(rows.map(toBatch));
}

/** Batches handed over by these calls or groups (the gateway's own ids). */
export function* batchesOfRequests(gateway: string, ids: readonly string[]): Steps<BatchView[]> {
	const wanted = new Set(ids);
	const rows = yield* all(`SELECT * FROM batch WHERE gateway = ? AND step IN ('sending', 'sent')`, gateway);
	return rows.map(toBatch).filter(({ groupId, requests }) => (groupId !== null && wanted.has(groupId)) || requests.some((id) => wanted.has(id)));
}

const distinct = (batches: readonly BatchView[]) => [...new Map(batches.map((batch) => [batch.id, batch])).values()];

/** Scheduled batches of a run that the gateway may still hold back: not sent out before `at` (ISO text in Korean time). */
export function* scheduledBatches(runId: string, at: string): Steps<BatchView[]> {
	const rows = yield* all(`SELECT * FROM batch WHERE run_id = ? AND step = 'sent' AND scheduled_at > ? ORDER BY created_at, id`, runId, at);
	return rows.map(toBatch);
}

/** Texts of a run that the gateway holds back at `at`, and when the last of them goes out (both ISO text in Korean time); null where there are none. */
export function* heldBack(runId: string, at: string): Steps<{ texts: number; until: string } | null> {
	const row = yield* first(
		`SELECT COUNT(*) AS n, MAX(b.scheduled_at) AS until FROM batch b JOIN notice n ON n.batch_id = b.id
		 WHERE b.run_id = ? AND b.step = 'sent' AND b.scheduled_at > ? AND n.state = 'accepted'`,
		runId,
		at,
	);
	const until = row ? textOrNull(row, 'until') : null;
	return row && until !== null ? { texts: int(row, 'n'), until } : null;
}

/** Whether a batch of the run was ever bound for that time (ISO text in Korean time). */
export function* wasScheduledFor(runId: string, at: string): Steps<boolean> {
	return (yield* first('SELECT 1 AS one FROM batch WHERE run_id = ? AND scheduled_at = ?', runId, at)) !== undefined;
}

/** Campaigns that wait for reports of a gateway. */
export function* waitingCampaigns(gateway: string): Steps<string[]> {
	const rows = yield* all(
		`SELECT DISTINCT r.campaign FROM run r JOIN batch b ON b.run_id = r.id JOIN notice n ON n.batch_id = b.id
		 WHERE b.gateway = ? AND b.step = 'sent' AND n.state IN ('accepted', 'unknown') ORDER BY r.campaign`,
		gateway,
	);
	return rows.map((row) => text(row, 'campaign'));
}
