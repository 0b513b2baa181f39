import { createHmac, hash, type KeyObject } from 'node:crypto';

import { CityhallError } from '../errors';
import type { Row, Steps } from './steps';
import { all, first, int, text, textOrNull } from './steps';

/** Last link of the event chain; printed in each run's report. */
export interface ChainHead {
	seq: number;
	mac: string;
}

export interface LedgerEvent {
	kind: string;
	runId?: string | null;
	/** Notice key or batch id the event is about. */
	subject?: string | null;
	/** Facts of the change; holds no personal data and may be purged later. */
	payload?: Record<string, unknown>;
}

/** Result of a check of the chain. */
export interface ChainCheck {
	events: number;
	head: ChainHead;
	/** First event whose link or payload does not fit, with what is wrong; null if the chain is whole. */
	broken: { seq: number; problem: 'mac' | 'payload' | 'gap' | 'missingTail' } | null;
}

const GENESIS: ChainHead = { seq: 0, mac: '' };
const sha256 = (value: string) => hash('sha256', value, 'base64url');

/** What an event's own link covers. */
export interface Link {
	seq: number;
	at: string;
	kind: string;
	runId: string | null;
	subject: string | null;
	payloadHash: string;
}

function macOf(key: KeyObject, previous: string, link: Link): string {
	const fields = [previous, link.seq, link.at, link.kind, link.runId, link.subject, link.payloadHash];
	return createHmac('sha256', key).update(JSON.stringify(fields)).digest('base64url');
}

export function* readHead(): Steps<ChainHead> {
	const row = yield* first('SELECT seq, mac FROM event ORDER BY seq DESC LIMIT 1');
	return row ? { seq: int(row, 'seq'), mac: text(row, 'mac') } : GENESIS;
}

/**
 * Appends the events of one transaction to the chain: each link is an HMAC over the link before it, the event and the
 * hash of its payload, so that a purged payload leaves the chain verifiable.
 */
export function* appendEvents(key: KeyObject, at: string, events: readonly LedgerEvent[]): Steps<ChainHead> {
	let head = yield* readHead();
	for (const { kind, runId = null, subject = null, payload = {} } of events) {
		const body = JSON.stringify(payload);
		const link: Link = { seq: head.seq + 1, at, kind, runId, subject, payloadHash: sha256(body) };
		const mac = macOf(key, head.mac, link);
		yield* all(
			'INSERT INTO event (seq, at, kind, run_id, subject, payload, payload_hash, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
			link.seq,
			at,
			kind,
			runId,
			subject,
			body,
			link.payloadHash,
			mac,
		);
		head = { seq: link.seq, mac };
	}
	return head;
}

const PAGE = 2_000;

/**
 * Checks events after `from`, at most one page, so that a long chain can be checked without holding the ledger.
 * `done` tells that the end was reached.
 */
export function* checkPage(key: KeyObject, from: ChainHead): Steps<{ check: ChainCheck; done: boolean }> {
	const rows = yield* all(`SELECT * FROM event WHERE seq > ? ORDER BY seq LIMIT ${PAGE}`, from.seq);
	let head = from;
	for (const row of rows) {
		const problem = problemOfRow(key, head, row);
		if (problem) return { check: { events: head.seq, head, broken: { seq: head.seq + 1, problem } }, done: true };
		head = { seq: int(row, 'seq'), mac: text(row, 'mac') };
	}
	return { check: { events: head.seq, head, broken: null }, done: rows.length < PAGE };
}

/** A row that cannot even be read (wrong type) is as broken as one that was changed. */
function problemOfRow(key: KeyObject, head: ChainHead, row: Row): 'mac' | 'payload' | 'gap' | null {
	try {
		return linkProblem(key, head, toStoredEvent(row));
	} catch (error) {
		if (error instanceof CityhallError) return 'mac';
		throw error;
	}
}

/** An event as it is stored; the payload as its exact text, null once retention has removed it. */
export interface StoredEvent extends Link {
	payload: string | null;
	mac: string;
}

export const toStoredEvent = (row: Row): StoredEvent => ({
	seq: int(row, 'seq'),
	at: text(row, 'at'),
	kind: text(row, 'kind'),
	runId: textOrNull(row, 'run_id'),
	subject: textOrNull(row, 'subject'),
	payloadHash: text(row, 'payload_hash'),
	payload: textOrNull(row, 'payload'),
	mac: text(row, 'mac'),
});

/** What is wrong with the event as the next link after `head`; null if it fits. */
export function linkProblem(key: KeyObject, head: ChainHead, event: StoredEvent): 'mac' | 'payload' | 'gap' | null {
	if (event.seq !== head.seq + 1) return 'gap';
	if (event.mac !== macOf(key, head.mac, event)) return 'mac';
	if (event.payload !== null && sha256(event.payload) !== event.payloadHash) return 'payload';
	return null;
}

/** The link with the given number, to compare with a head printed earlier. */
export function* linkAt(seq: number): Steps<ChainHead | null> {
	if (seq === 0) return GENESIS;
	const row = yield* first('SELECT seq, mac FROM event WHERE seq = ?', seq);
	return row ? { seq: int(row, 'seq'), mac: text(row, 'mac') } : null;
}
