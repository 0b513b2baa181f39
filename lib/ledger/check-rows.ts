import { setImmediate as breathe } from 'node:timers/promises';

import { runAccount } from './account';
import type { AuditRow } from './audit-tables';
import { toStoredEvent } from './chain';
import type { Write } from './desk';
import { bodyHash, factsHash } from './evidence';
import { noticeKey } from './identity';
import { IMPORT_PERIOD } from './import-mailed';
import { EventReplay } from './replay';
import { attemptFits, isPurged, isTakenOver, noticeProblem, type RowProblem, runProblem } from './row-check';
import type { LedgerContext } from './runs';
import type { Row, Steps } from './steps';
import { all, allIn, first, int, text, textOrNull } from './steps';
import type { RunAccount } from './types';

/** What a check of the tables against the events found. */
export interface RowCheck {
	notices: number;
	runs: number;
	/** At most so many as asked for, in order of table and key. */
	problems: RowProblem[];
}

const PAGE = 2_000;
const NOTICES = `SELECT n.notice_key, n.campaign, n.duty, n.receipt_key, n.recipient_ordinal, n.run_id, n.channel, n.state, n.message_id, n.status_code,
	n.rule_id, n.rule_version, n.template_version, n.text_hash, n.submitted_at, n.settled_at, n.details, n.phone_fingerprint, n.name_masked, n.retry_of,
	a.state AS a_state, a.message_id AS a_message_id, a.status_code AS a_status_code, a.text_hash AS a_text_hash
	FROM notice n LEFT JOIN attempt a ON a.notice_key = n.notice_key AND a.attempt = n.attempt`;

/**
 * Compares the rows of runs, notices, attempts, texts and decisions with what their events say, and names those that
 * contradict them: edited, added or deleted by hand. The chain itself is checked elsewhere. Reads in pages; what looks wrong
 * is looked at again in one transaction, because the ledger may be at work meanwhile.
 */
export async function checkRows(write: Write, most: number): Promise<RowCheck> {
	const replay = new EventReplay();
	while (!(await write(() => replayPage(replay)))) await breathe();
	const seen = new Set<string>();
	const suspects: string[] = [];
	for (let after = ''; ; ) {
		const from = after;
		const page = await write((context) => noticePage(context, replay, from));
		for (const { key, problem } of page) {
			seen.add(key);
			if (problem !== null && suspects.length < most) suspects.push(key);
		}
		const last = page.at(-1);
		if (page.length < PAGE || !last) break;
		after = last.key;
		await breathe();
	}
	for (const key of replay.notices.keys()) if (!seen.has(key) && suspects.length < most) suspects.push(key);
	return await write((context) => finalCheck(context, replay, suspects, { notices: seen.size, most }));
}

/** Goes through the next events; true at the end. */
function* replayPage(replay: EventReplay): Steps<boolean> {
	const rows = yield* all(`SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`, replay.seq);
	for (const row of rows) replay.add(toStoredEvent(row));
	return rows.length < PAGE;
}

type NoticeProblem = { key: string; runId: string | null; problem: RowProblem['problem'] | null; inAttempt: boolean };

function* noticePage(context: LedgerContext, replay: EventReplay, after: string): Steps<NoticeProblem[]> {
	const rows = yield* all(`${NOTICES} WHERE n.notice_key > ? ORDER BY n.notice_key LIMIT ${PAGE}`, after);
	return rows.map((row) => problemOf(context, replay, row));
}

function problemOf({ keys }: LedgerContext, replay: EventReplay, row: Row): NoticeProblem {
	const notice = noticeOf(row);
	const key = text(row, 'notice_key');
	const identity = { campaign: text(row, 'campaign'), duty: text(row, 'duty'), receiptKey: text(row, 'receipt_key'), recipientOrdinal: int(row, 'recipient_ordinal') };
	const own = isPurged(notice) || key === noticeKey(keys, row.retry_of === null ? identity : { ...identity, retry: true });
	const facts = factsHash(text(row, 'details'), textOrNull(row, 'phone_fingerprint'), textOrNull(row, 'name_masked'));
	const problem = own ? noticeProblem(replay, notice, facts) : 'identity';
	const inAttempt = problem === null && !isTakenOver(notice) && !attemptFits(notice, attemptOf(row));
	return { key, runId: textOrNull(row, 'run_id'), problem: inAttempt ? 'result' : problem, inAttempt };
}

const noticeOf = (row: Row): AuditRow => ({
	noticeKey: row.notice_key,
	duty: row.duty,
	receiptKey: row.receipt_key,
	recipientOrdinal: int(row, 'recipient_ordinal'),
	runId: row.run_id,
	channel: row.channel,
	state: row.state,
	messageId: row.message_id,
	statusCode: row.status_code,
	ruleId: row.rule_id,
	ruleVersion: row.rule_version,
	templateVersion: row.template_version,
	textHash: row.text_hash,
	submittedAt: row.submitted_at,
	settledAt: row.settled_at,
});

const attemptOf = (row: Row): AuditRow | undefined =>
	row.a_state === null ? undefined : { state: row.a_state, messageId: row.a_message_id, statusCode: row.a_status_code, textHash: row.a_text_hash };

/** Everything that is few, and what looked wrong, as it stands now. */
function* finalCheck(context: LedgerContext, replay: EventReplay, suspects: readonly string[], { notices, most }: { notices: number; most: number }): Steps<RowCheck> {
	while (!(yield* replayPage(replay)));
	const problems: RowProblem[] = [];
	const found = new Map((yield* allIn((places) => `${NOTICES} WHERE n.notice_key IN (${places})`, [], suspects)).map((row) => [text(row, 'notice_key'), row]));
	for (const key of [...suspects].sort()) {
		const row = found.get(key);
		const known = replay.notices.get(key);
		if (row) {
			const { runId, problem, inAttempt } = problemOf(context, replay, row);
			if (problem !== null) problems.push({ table: inAttempt ? 'attempt' : 'notice', key, runId, problem });
		} else if (known) problems.push({ table: 'notice', key, runId: known.runId, problem: 'missing' });
	}
	const runs = yield* checkRuns(replay);
	const templates = yield* checkTemplates(replay);
	return { notices, runs: runs.count, problems: [...runs.problems, ...problems, ...templates].slice(0, most) };
}

function* checkRuns(replay: EventReplay): Steps<{ count: number; problems: RowProblem[] }> {
	const problems: RowProblem[] = [];
	const rows = yield* all('SELECT id, period, stage, approved_by, approved_at, closed_at, account FROM run ORDER BY id');
	const there = new Set<string>();
	for (const row of rows) {
		const key = text(row, 'id');
		there.add(key);
		const known = replay.runs.get(key);
		if (text(row, 'period').startsWith(IMPORT_PERIOD)) {
			if (known?.letters === null) continue;
			const letters = int((yield* first(`SELECT COUNT(*) AS n FROM notice WHERE run_id = ? AND duty = 'mailedBefore'`, key)) ?? {}, 'n');
			if (letters !== (known?.letters ?? 0)) problems.push({ table: 'notice', key, runId: key, problem: 'account' });
			continue;
		}
		const record: AuditRow = { stage: row.stage, approvedBy: row.approved_by, approvedAt: row.approved_at, closedAt: row.closed_at };
		const account = textOrNull(row, 'account');
		const problem = runProblem(known, record, account);
		if (problem !== null) problems.push({ table: 'run', key, runId: key, problem });
		else if (known?.closed?.account && !(yield* decisionsFit(key, known.closed.account))) problems.push({ table: 'decision', key, runId: key, problem: 'account' });
	}
	for (const [key, { opened }] of replay.runs) if (opened && !there.has(key)) problems.push({ table: 'run', key, runId: key, problem: 'missing' });
	return { count: rows.length, problems };
}

/** Whether the decisions still make the counts that the run was closed with. */
function* decisionsFit(runId: string, closedWith: string): Steps<boolean> {
	const there = yield* first('SELECT 1 AS found FROM decision WHERE run_id = ? LIMIT 1', runId);
	const { receipts } = JSON.parse(closedWith) as RunAccount;
	if (!there) return receipts.notify + receipts.exclude + receipts.review + receipts.waiting === 0;
	return JSON.stringify((yield* runAccount(runId)).receipts) === JSON.stringify(receipts);
}

function* checkTemplates(replay: EventReplay): Steps<RowProblem[]> {
	const problems: RowProblem[] = [];
	const bodies = new Map((yield* all('SELECT version, body FROM template')).map((row) => [text(row, 'version'), text(row, 'body')]));
	for (const [key, hash] of replay.templates) {
		const body = bodies.get(key);
		if (body === undefined) problems.push({ table: 'template', key, runId: null, problem: 'missing' });
		else if (hash !== '' && hash !== bodyHash(body)) problems.push({ table: 'template', key, runId: null, problem: 'text' });
	}
	return problems;
}
