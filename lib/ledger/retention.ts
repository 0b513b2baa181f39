import { setImmediate as breathe } from 'node:timers/promises';

import type { Write } from './desk';
import { appendEvents } from './chain';
import { requirePastDay } from './entries';
import * as contacts from './purge-contacts';
import * as facts from './purge-facts';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { all, text } from './steps';
import type { Origin } from './types';

/** What a purge of contacts removed, and what it left because something is still open. */
export interface ContactPurge {
	notices: number;
	forms: number;
	/** Past the day, but with an open task or a letter that was not delivered. */
	kept: number;
}

/** What a purge of facts removed. */
export interface FactPurge {
	/** Closed runs before the day, those purged earlier included. */
	runs: number;
	notices: number;
	decisions: number;
	forms: number;
	letters: number;
	tasks: number;
	/** Records of drafted documents. */
	drafts: number;
	/** Events whose payload was removed; the chain stays whole. */
	events: number;
}

/** Rows of one transaction: some milliseconds. */
const CHUNK = 200;

const FACT_STEPS = [
	['forms', facts.purgeForms],
	['tasks', facts.purgeTasks],
	['decisions', facts.purgeDecisions],
] as const;

/**
 * Removes sealed contacts and masked numbers of closed runs where the notice was settled before `beforeDay` and neither
 * a task nor a letter is open. In small transactions; what a crash leaves is removed the next time.
 */
export async function purgeContacts(write: Write, beforeDay: string, origin: Origin): Promise<ContactPurge> {
	const done: ContactPurge = { notices: 0, forms: 0, kept: 0 };
	await write((context) => begin(context, 'retention.contactsPurging', beforeDay));
	for (const runId of await closedRuns(write, 'opened_at', beforeDay)) {
		const notices = await write(() => contacts.pastNotices(runId, beforeDay));
		for (const part of parts(notices)) done.notices += await inTurn(write, () => contacts.purgeNoticeContacts(part));
		const forms = await write(() => contacts.pastForms(runId, beforeDay));
		for (const part of parts(forms)) done.forms += await inTurn(write, () => contacts.purgeFormContacts(part));
		done.kept += await write(() => contacts.countKept(runId, beforeDay));
	}
	await write((context) => record(context, 'retention.contactsPurged', { beforeDay, ...done, origin }));
	return done;
}

/**
 * Removes what is known of the receipts of runs closed before `beforeDay`: decisions, attempts, forms, letters, tasks and
 * event payloads; also the records of documents begun before the day. Of each notice only its identity stays, so that nobody
 * is told again, and the chain still verifies.
 * In small transactions; what a crash leaves is removed the next time.
 */
export async function purgeFacts(write: Write, beforeDay: string, origin: Origin): Promise<FactPurge> {
	const done: FactPurge = { runs: 0, notices: 0, decisions: 0, forms: 0, letters: 0, tasks: 0, drafts: 0, events: 0 };
	await write((context) => begin(context, 'retention.factsPurging', beforeDay));
	for (const runId of await closedRuns(write, 'closed_at', beforeDay)) {
		done.runs += 1;
		const notices = await write(() => facts.knownNotices(runId));
		for (const part of parts(notices)) {
			const { rows, letters } = await inTurn(write, () => facts.purgeNotices(part));
			done.notices += rows;
			done.letters += letters;
		}
		for (const [kind, step] of FACT_STEPS) {
			for (let rows = 1; rows > 0; ) {
				const purged = await inTurn(write, () => step(runId));
				({ rows } = purged);
				done[kind] += rows;
				done.letters += purged.letters;
			}
		}
	}
	for (let rows = 1; rows > 0; done.drafts += rows) rows = await inTurn(write, () => facts.purgeDrafts(beforeDay));
	for (let page: facts.EventPage = { after: 0, purged: 0, done: false }; !page.done; ) {
		const { after } = page;
		page = await inTurn(write, () => facts.purgePayloads(beforeDay, after));
		done.events += page.purged;
	}
	await write((context) => record(context, 'retention.factsPurged', { beforeDay, ...done, origin }));
	return done;
}

/** Closed runs that were opened or closed before the day. */
async function closedRuns(write: Write, column: 'opened_at' | 'closed_at', beforeDay: string): Promise<string[]> {
	return await write(function* () {
		const rows = yield* all(`SELECT id FROM run WHERE stage = 'closed' AND ${column} < ? ORDER BY id`, beforeDay);
		return rows.map((row) => text(row, 'id'));
	});
}

/** One transaction, with the event loop free after it. */
async function inTurn<T>(write: Write, step: () => Steps<T>): Promise<T> {
	const result = await write(step);
	await breathe();
	return result;
}

function* parts(keys: readonly string[]): Generator<readonly string[]> {
	for (let start = 0; start < keys.length; start += CHUNK) yield keys.slice(start, start + CHUNK);
}

/** On record before anything is removed: what a crash leaves half removed is not missing for no reason. @throws ValidationError `invalidDay`, `futureDay` */
function* begin(context: LedgerContext, kind: string, beforeDay: string): Steps<void> {
	requirePastDay(context, beforeDay, '기준일');
	yield* record(context, kind, { beforeDay });
}

function* record(context: LedgerContext, kind: string, payload: Record<string, unknown>): Steps<void> {
	yield* appendEvents(context.keys.chain, context.at, [{ kind, payload }]);
}
