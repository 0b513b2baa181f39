import { setImmediate as breathe } from 'node:timers/promises';

import { toStoredEvent } from './chain';
import { checkDecisions, type DecisionPart, type DecisionSuspect, decisionSuspects } from './check-decisions';
import { checkCampaigns, checkRuns, checkTemplates } from './check-few';
import { noticePage, oneNotice } from './check-notices';
import { FIRST_TABLE, mayBeGone, oneRow, type Suspect, type TableCursor, type TablePage, tablePage, unseen } from './check-tables';
import type { Write } from './desk';
import { EventReplay } from './replay';
import type { RowProblem } from './row-check';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { all } from './steps';

/** What a check of the tables against the events found. */
export interface RowCheck {
	notices: number;
	runs: number;
	/** Rows of all tables that were looked at. */
	rows: number;
	/** Of them, those that an earlier version of the package wrote without the hashes that vouch for a whole row. */
	notComparable: number;
	/** At most so many as asked for. */
	problems: RowProblem[];
}

const PAGE = 2_000;

/** What the pages have found so far; suspects only, because the ledger may be at work meanwhile. */
interface Findings {
	notices: number;
	rows: number;
	notComparable: number;
	noticeKeys: string[];
	decisions: DecisionSuspect[];
	suspects: Suspect[];
}

/**
 * Compares the rows of all tables with what their events say, and names those that contradict them: edited, added or deleted
 * by hand (which columns are left out, and why: `EXEMPT_COLUMNS`). The chain itself is checked elsewhere. Reads in pages; what
 * looks wrong is looked at again in one transaction, because the ledger may be at work meanwhile.
 */
export async function checkRows(write: Write, most: number): Promise<RowCheck> {
	const replay = new EventReplay();
	while (!(await write(() => replayPage(replay)))) await breathe();
	const findings: Findings = { notices: 0, rows: 0, notComparable: 0, noticeKeys: [], decisions: [], suspects: [] };
	await lookAtNotices(write, replay, findings, most);
	await lookAtDecisions(write, replay, findings, most);
	await lookAtTables(write, replay, findings, most);
	return await write((context) => finalCheck(context, replay, findings, most));
}

/** Goes through the next events; true at the end. */
function* replayPage(replay: EventReplay): Steps<boolean> {
	const rows = yield* all(`SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`, replay.seq);
	for (const row of rows) replay.add(toStoredEvent(row));
	return rows.length < PAGE;
}

async function lookAtNotices(write: Write, replay: EventReplay, findings: Findings, most: number): Promise<void> {
	for (let after: string | null = ''; after !== null; await breathe()) {
		const from: string = after;
		const page = await write((context) => noticePage(context, replay, from));
		findings.notices += page.count;
		findings.rows += page.count + page.attempts;
		findings.notComparable += page.notComparable;
		for (const { key } of page.problems) if (findings.noticeKeys.length < most) findings.noticeKeys.push(key);
		after = page.last;
	}
	for (const [key, { seen }] of replay.notices) if (seen !== true && findings.noticeKeys.length < most) findings.noticeKeys.push(key);
}

async function lookAtDecisions(write: Write, replay: EventReplay, { decisions }: Findings, most: number): Promise<void> {
	const parts: DecisionPart[] = [];
	for (const [runId, { decided }] of replay.runs) if (!replay.isPurgeable(runId)) for (const { seq, count } of decided ?? []) parts.push({ runId, seq, count });
	for (let next = 0; next < parts.length; await breathe()) {
		const from = next;
		for (let rows = 0; next < parts.length && rows < PAGE; next += 1) rows += parts[next]?.count ?? 0;
		const page = parts.slice(from, next);
		for (const one of await write(() => decisionSuspects(page))) if (decisions.length < most) decisions.push(one);
	}
}

async function lookAtTables(write: Write, replay: EventReplay, findings: Findings, most: number): Promise<void> {
	for (let cursor: TableCursor | null = FIRST_TABLE; cursor !== null; await breathe()) {
		const from: TableCursor = cursor;
		const page: TablePage = await write(() => tablePage(replay, from));
		findings.rows += page.count;
		findings.notComparable += page.notComparable;
		for (const one of page.suspects) if (findings.suspects.length < most) findings.suspects.push(one);
		cursor = page.next;
	}
	await write(() => lookForUnseen(replay, findings, most));
}

function* lookForUnseen(replay: EventReplay, { suspects }: Findings, most: number): Steps<void> {
	for (const one of unseen(replay)) {
		if (suspects.length >= most) return;
		if (!(yield* mayBeGone(replay, one))) suspects.push(one);
	}
}

/** Everything that is few, and what looked wrong, as it stands now. */
function* finalCheck(context: LedgerContext, replay: EventReplay, findings: Findings, most: number): Steps<RowCheck> {
	while (!(yield* replayPage(replay)));
	const runs = yield* checkRuns(replay);
	const campaigns = yield* checkCampaigns(replay);
	const templates = yield* checkTemplates(replay);
	const decisions = yield* checkDecisions(replay, findings.decisions);
	const inNotices: RowProblem[] = [];
	for (const key of [...findings.noticeKeys].sort()) for (const problem of yield* oneNotice(context, replay, key)) inNotices.push(problem);
	const emptied = replay.emptiedTooEarly().map(({ seq, runId }): RowProblem => ({ table: 'event', key: String(seq), runId, problem: 'emptied' }));
	const problems = [...emptied, ...runs.problems, ...campaigns.problems, ...decisions.problems, ...inNotices, ...templates.problems];
	for (const one of findings.suspects) {
		const problem = yield* oneRow(replay, one);
		if (problem) problems.push(problem);
	}
	const few = [runs, campaigns, templates, decisions];
	return {
		notices: findings.notices,
		runs: runs.count,
		rows: few.reduce((sum, { count }) => sum + count, findings.rows),
		notComparable: few.reduce((sum, { notComparable }) => sum + notComparable, findings.notComparable),
		problems: problems.slice(0, most),
	};
}
