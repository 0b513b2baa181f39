import { DELIVERED_AFTER_ALL } from './after-all';
import type { StoredEvent } from './chain';
import { WITHOUT_A_RUN } from './purge-facts';
import { firstResult, resultAfter, withReason } from './replay-results';

/** What the event of a reservation says the notice is about. */
export interface ReservedFacts {
	receiptKey: string;
	recipientOrdinal: number;
	/** Null where the event of an earlier version does not say. */
	channel: string | null;
	ruleId: string | null;
	ruleVersion: string | null;
	templateVersion: string | null;
	/** Of an earlier version, over less than `rowHash`. */
	factsHash: string | null;
	/** Over all that never changes; null in events of an earlier version. */
	rowHash: string | null;
	contactHash: string | null;
}

/** An attempt whose notice went on to another number of attempts. */
export interface LeftAttempt {
	attempt: number;
	state: string;
	messageId: string | null | undefined;
	statusCode: string | null | undefined;
	textHash: string | null | undefined;
	batchId: string | null | undefined;
	at: string;
}

/** What the events say of a notice's columns, one by one; undefined where they do not tell. */
export interface KnownResult {
	submittedAt?: string | null;
	settledAt?: string | null;
	messageId?: string | null;
	statusCode?: string | null;
	textHash?: string | null;
	messageType?: string | null;
	bytes?: number | null;
	attempt?: number;
	batchId?: string | null;
	reasonHash?: string | null;
	/** When the present attempt was written; null while it has no row. */
	attemptAt?: string | null;
	left?: readonly LeftAttempt[];
}

/** A notice as its events leave it. */
export interface KnownNotice extends KnownResult {
	runId: string | null;
	/** The states that its row may be in: one, or two where retention has removed what the event said. */
	states: readonly string[];
	/** Business time of the event that brought it there. */
	at: string;
	/** Null once retention has removed what the event said. */
	facts: ReservedFacts | null;
	/** Its row was met. */
	seen?: boolean;
}

/** A row that an event vouches for as a whole. */
export interface KnownRow {
	runId: string | null;
	/** Null where the event is of an earlier version, undefined where retention has removed what it said. */
	rowHash: string | null | undefined;
	contactHash?: string | null;
	/** When a document was begun. */
	startedAt?: string | undefined;
	seen?: boolean;
}

/** Decisions that one event is about. */
export interface DecidedPart {
	seq: number;
	count: number;
}

/** A run as its events leave it. */
export interface KnownRun {
	opened: boolean;
	/** `by` and `account` are null once retention has removed what the event said. */
	approved: { by: string | null; at: string } | null;
	closed: { at: string; account: string | null } | null;
	/** When letters were first taken over: such a run is closed from the start. */
	importedAt: string | null;
	/** Letters taken over; null once retention has removed how many. */
	letters: number | null;
	/** Each letter taken over has an event of its own. */
	listed: boolean;
	/** Retention has removed which notices an officer stopped. */
	stopUnknown: boolean;
	rowHash: string | null | undefined;
	/** All its rows were written by a version that puts their hashes into events. */
	whole: boolean;
	/** Events that name its decisions; null where they are of an earlier version or removed. */
	decided: readonly DecidedPart[] | null;
	/** Whether its event names the files it read. */
	sourcesKnown: boolean;
}

type Payload = Readonly<Record<string, unknown>> | null;

const textOf = (payload: Payload, name: string): string | null => {
	const value = payload?.[name];
	return typeof value === 'string' ? value : null;
};
const keysOf = (payload: Payload): string[] => (Array.isArray(payload?.notices) ? payload.notices.filter((one): one is string => typeof one === 'string') : []);

function payloadOf(event: StoredEvent): Payload {
	if (event.payload === null) return null;
	try {
		const value: unknown = JSON.parse(event.payload);
		return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
	} catch {
		return {};
	}
}

/** Areas of events without a run that retention empties, by their own time. */
const EMPTIED_WITHOUT_RUN: ReadonlySet<string> = new Set(WITHOUT_A_RUN);
/** After every day. */
const NEVER = '~';

/** Tables whose rows events vouch for as a whole, each row by its key. */
export type KnownTable = 'batch' | 'form' | 'mail' | 'task' | 'file' | 'draft' | 'source_seen';

/** Key of a letter among the known rows. */
export const mailKey = (receiptKey: string, recipientOrdinal: number, number: number) => `${receiptKey}#${recipientOrdinal}#${number}`;
/** Key of a file that was read. */
export const sourceKey = (campaign: string, hash: string) => `${campaign}#${hash}`;

/**
 * Goes through events in their order and knows afterwards how the rows of the ledger must stand. Of the texts that a purge
 * has shortened it knows less and never guesses.
 */
export class EventReplay {
	readonly notices = new Map<string, KnownNotice>();
	readonly runs = new Map<string, KnownRun>();
	/** Id and hash of the body by version. */
	readonly templates = new Map<string, { id: string | null; bodyHash: string }>();
	/** Start date by id; null where it was not said. */
	readonly campaigns = new Map<string, string | null>();
	readonly rows: Readonly<Record<KnownTable, Map<string, KnownRow>>> = {
		batch: new Map(),
		form: new Map(),
		mail: new Map(),
		task: new Map(),
		file: new Map(),
		draft: new Map(),
		source_seen: new Map(),
	};
	/** A letter's event that does not say which one. */
	mailUnknown = false;
	/** A version of the package wrote here that puts fewer hashes into events. */
	mixed = false;
	/** Retention has begun to remove what lies before these days. */
	factsPurgedBefore = '';
	contactsPurgedBefore = '';
	/** Last event gone through. */
	seq = 0;
	/** Where the content of an event is gone: the first of each run, and the last written of those without one. */
	private readonly emptied = new Map<string | null, { seq: number; at: string }>();
	private readonly words = new Map<string, string>();

	add(event: StoredEvent): void {
		this.seq = event.seq;
		const payload = payloadOf(event);
		const [area = ''] = event.kind.split('.');
		if (payload === null) this.addEmptied(event, area);
		if (area === 'notice') this.addNotice(event, payload);
		else if (area === 'batch') this.addBatch(event, payload);
		else if (area === 'mail') this.addMail(event, payload);
		else if (area === 'task' || area === 'form' || area === 'file' || area === 'draft') this.addRow(area, event, payload);
		else if (event.kind === 'template.added') this.templates.set(event.subject ?? '', { id: textOf(payload, 'id'), bodyHash: textOf(payload, 'bodyHash') ?? '' });
		else if (event.kind === 'campaign.started') this.campaigns.set(event.subject ?? '', textOf(payload, 'startDate'));
		else if (area === 'retention') this.addPurge(event.kind, textOf(payload, 'beforeDay') ?? '');
		else if (event.kind === 'ledger.rolledBack') this.rollBack(Number(payload?.to));
		else if (event.runId !== null) this.addRun(event, event.runId, payload);
	}

	/** Whether retention may have removed what is known of the run. */
	isPurgeable(runId: string | null): boolean {
		const at = this.closedAt(runId);
		return at !== null && at < this.factsPurgedBefore;
	}

	/** Events whose content is gone though retention has not come so far; one for each run. */
	emptiedTooEarly(): Array<{ seq: number; runId: string | null }> {
		const tooEarly = [...this.emptied].filter(([runId, { at }]) => (runId === null ? at >= this.factsPurgedBefore : !this.isPurgeable(runId)));
		return tooEarly.map(([runId, { seq }]) => ({ seq, runId }));
	}

	/** Whether retention may have removed the contacts of a notice or form of the run. */
	mayLackContacts(runId: string | null, settledAt: unknown): boolean {
		const at = this.closedAt(runId);
		return at !== null && (at < this.contactsPurgedBefore || (typeof settledAt === 'string' && settledAt < this.contactsPurgedBefore) || at < this.factsPurgedBefore);
	}

	/** Whether all rows of the run were written with an event of their own. */
	isWhole(runId: unknown): boolean {
		return typeof runId === 'string' && this.runs.get(runId)?.whole === true;
	}

	private closedAt(runId: string | null): string | null {
		const run = runId === null ? undefined : this.runs.get(runId);
		return run?.closed?.at ?? run?.importedAt ?? null;
	}

	/** The few words that very many notices share, kept once. */
	private shared<T extends string | null | undefined>(word: T): T;
	private shared(word: string | null | undefined): string | null | undefined {
		if (typeof word !== 'string') return word;
		const known = this.words.get(word);
		if (known === undefined) this.words.set(word, word);
		return known ?? word;
	}

	private addEmptied({ seq, runId, at: saidAt }: StoredEvent, area: string): void {
		const known = this.emptied.get(runId);
		const at = runId !== null || EMPTIED_WITHOUT_RUN.has(area) ? saidAt : NEVER;
		if (!known || (runId === null && at > known.at)) this.emptied.set(runId, { seq, at });
	}

	private addNotice({ kind, subject, runId: saidRun, at: saidAt }: StoredEvent, payload: Payload): void {
		// A person was told by a task; the notice stays as it was settled.
		if (subject === null || kind === `notice.${DELIVERED_AFTER_ALL}`) return;
		const [runId, at] = [this.shared(saidRun), this.shared(saidAt)];
		const known = this.notices.get(subject);
		const state = STATES[kind] ?? this.shared(kind.slice('notice.'.length));
		const receiptKey = textOf(payload, 'receiptKey');
		if (kind === 'notice.mailed' && payload !== null) this.addMailed(payload, runId);
		if ((state === 'reserved' || kind === 'notice.mailed') && (receiptKey !== null || known === undefined)) {
			const channel = textOf(payload, 'channel');
			const states = channel === 'text' ? RESERVED : channel === 'post' ? NOT_SENT : EITHER;
			const facts = payload === null || receiptKey === null ? null : this.factsOf(payload, receiptKey);
			const first = payload === null || facts === null || facts.rowHash === null ? { batchId: facts === null ? undefined : null } : firstResult(payload);
			this.notices.set(subject, { runId, states, at, facts, ...first });
			return;
		}
		const before = known ?? { runId, facts: null };
		this.notices.set(subject, { ...before, ...resultAfter(kind, state, at, payload, known), states: [state], at });
	}

	private addMailed(payload: NonNullable<Payload>, runId: string | null): void {
		const hash = textOf(payload, 'mail');
		if (hash !== null) this.set('mail', mailKey(String(payload.receiptKey), Number(payload.recipientOrdinal), 1), { runId, rowHash: hash });
	}

	private addBatch({ kind, runId, subject, at }: StoredEvent, payload: Payload): void {
		if (subject !== null) this.set('batch', subject, { runId, rowHash: payload === null ? undefined : textOf(payload, 'rowHash') });
		if (kind !== 'batch.creating') return;
		for (const key of keysOf(payload)) {
			const known = this.notices.get(key);
			const next = known?.attempt === undefined ? {} : { attempt: known.attempt + 1, attemptAt: null };
			this.notices.set(key, { ...(known ?? { runId, facts: null }), states: SUBMITTING, at, submittedAt: at, batchId: subject, ...next });
		}
	}

	private addMail(event: StoredEvent, payload: Payload): void {
		if (event.kind === 'mail.imported') {
			if (event.runId !== null) this.addRun(event, event.runId, payload);
			if (payload?.listed !== true) this.mailUnknown = true;
			return;
		}
		const receiptKey = textOf(payload, 'receiptKey');
		if (receiptKey === null) this.mailUnknown = true;
		else this.set('mail', mailKey(receiptKey, Number(payload?.recipientOrdinal), Number(payload?.number)), { runId: event.runId, rowHash: textOf(payload, 'rowHash') });
	}

	private addRow(table: 'task' | 'form' | 'file' | 'draft', { runId, subject }: StoredEvent, payload: Payload): void {
		const key = table === 'task' ? textOf(payload, 'id') : table === 'form' ? textOf(payload, 'receiptKey') : subject;
		if (key === null) return;
		const known = this.rows[table].get(key);
		this.set(table, key, { ...known, runId, rowHash: payload === null ? undefined : textOf(payload, 'rowHash'), startedAt: known?.startedAt ?? textOf(payload, 'startedAt') ?? undefined });
	}

	private set(table: KnownTable, key: string, row: KnownRow): void {
		const seen = this.rows[table].get(key)?.seen;
		this.rows[table].set(key, seen === undefined ? row : { ...row, seen });
	}

	private addPurge(kind: string, beforeDay: string): void {
		if (kind.startsWith('retention.facts') && beforeDay > this.factsPurgedBefore) this.factsPurgedBefore = beforeDay;
		if (kind.startsWith('retention.contacts') && beforeDay > this.contactsPurgedBefore) this.contactsPurgedBefore = beforeDay;
	}

	/** The tables were those of an earlier version for a while: what it wrote has no hashes, and what it has no place for is gone. */
	private rollBack(to: number): void {
		this.mixed = true;
		this.mailUnknown = true;
		for (const run of this.runs.values()) Object.assign(run, { whole: false, rowHash: null, decided: null, sourcesKnown: false, listed: false });
		for (const table of ['form', 'task', 'source_seen'] as const) this.rows[table].clear();
		if (to < 3) this.rows.draft.clear();
		if (to < 2) for (const table of ['mail', 'file'] as const) this.rows[table].clear();
		for (const rows of Object.values(this.rows)) for (const row of rows.values()) row.rowHash = null;
		for (const { facts } of this.notices.values()) if (facts) facts.rowHash = null;
	}

	private addRun({ kind, at, seq }: StoredEvent, runId: string, payload: Payload): void {
		const run = this.runs.get(runId) ?? newRun();
		this.runs.set(runId, run);
		if (kind.startsWith('run.') || kind === 'correction.prepared' || kind === 'mail.imported') {
			if (CHANGING.has(kind)) run.rowHash = payload === null ? undefined : textOf(payload, 'rowHash');
		}
		switch (kind) {
			case 'run.opened':
				run.opened = true;
				run.whole = textOf(payload, 'rowHash') !== null;
				run.decided = run.whole ? [] : null;
				break;
			case 'run.preparing':
				this.clear(runId, run, payload);
				break;
			case 'run.decided':
				this.addDecided(seq, runId, run, payload);
				break;
			case 'run.prepared':
				this.addSources(runId, run, payload);
				break;
			case 'run.approved':
				run.approved = { by: nameIn(payload), at };
				break;
			case 'run.restStopped':
				if (payload === null) run.stopUnknown = true;
				for (const key of keysOf(payload)) this.stop(key, at, payload);
				break;
			case 'run.closed':
				run.closed = { at, account: payload === null ? null : JSON.stringify(payload.account) };
				break;
			case 'mail.imported':
				run.importedAt ??= at;
				run.letters = payload === null || run.letters === null ? null : run.letters + Number(payload.letters);
				run.whole = run.listed && payload?.listed === true;
				run.listed = run.whole;
				break;
		}
	}

	/** A preparation begins anew: what an interrupted one left is taken away. */
	private clear(runId: string, run: KnownRun, payload: Payload): void {
		for (const [key, { runId: of, batchId }] of this.notices) {
			if (of === runId && batchId === null) this.notices.delete(key);
		}
		const cleared = payload?.cleared;
		run.decided = typeof cleared === 'object' && cleared !== null ? [] : null;
		for (const key of textsIn(cleared, 'forms')) this.rows.form.delete(key);
		for (const key of textsIn(cleared, 'tasks')) this.rows.task.delete(key);
	}

	private addDecided(seq: number, runId: string, run: KnownRun, payload: Payload): void {
		const count = Array.isArray(payload?.decisions) ? payload.decisions.length : null;
		run.decided = count === null || run.decided === null ? null : [...run.decided, { seq, count }];
		for (const key of textsIn(payload, 'dropped')) this.rows.form.delete(key);
		const forms: unknown = payload?.forms;
		if (!Array.isArray(forms)) return;
		for (const word of forms) {
			if (!Array.isArray(word)) continue;
			const [key, rowHash, contactHash, of] = word as unknown[];
			if (typeof key === 'string' && typeof rowHash === 'string' && typeof contactHash === 'string') {
				this.set('form', key, { runId: this.shared(typeof of === 'string' ? of : runId), rowHash, contactHash });
			}
		}
	}

	private addSources(runId: string, run: KnownRun, payload: Payload): void {
		const campaign = textOf(payload, 'campaign');
		run.sourcesKnown = campaign !== null;
		if (campaign === null || !Array.isArray(payload?.sources)) return;
		for (const word of payload.sources) {
			const [hash, rowHash] = Array.isArray(word) ? (word as unknown[]) : [];
			if (typeof hash === 'string' && typeof rowHash === 'string') this.set('source_seen', sourceKey(campaign, hash), { runId, rowHash });
		}
	}

	private stop(key: string, at: string, payload: Payload): void {
		const known = this.notices.get(key);
		if (known) this.notices.set(key, { ...known, states: NOT_SENT, at, ...withReason(payload) });
	}

	private factsOf(payload: NonNullable<Payload>, receiptKey: string): ReservedFacts {
		return {
			receiptKey,
			recipientOrdinal: Number(payload.recipientOrdinal),
			channel: this.shared(textOf(payload, 'channel')),
			ruleId: this.shared(textOf(payload, 'ruleId')),
			ruleVersion: this.shared(textOf(payload, 'ruleVersion')),
			templateVersion: this.shared(textOf(payload, 'templateVersion')),
			factsHash: textOf(payload, 'factsHash'),
			rowHash: textOf(payload, 'rowHash'),
			contactHash: textOf(payload, 'contactHash'),
		};
	}
}

const RESERVED: readonly string[] = ['reserved'];
const NOT_SENT: readonly string[] = ['notSent'];
const EITHER: readonly string[] = ['reserved', 'notSent'];
const SUBMITTING: readonly string[] = ['submitting'];
/** What events bring a notice to that are not called after it. */
const STATES: Readonly<Record<string, string>> = { 'notice.adopted': 'accepted', 'notice.mailed': 'notSent' };
/** Events of changes to the row of a run. */
const CHANGING: ReadonlySet<string> = new Set([
	...['run.opened', 'run.held', 'run.preparing', 'run.prepared', 'correction.prepared', 'run.approvalAsked', 'run.approved', 'run.rejected', 'run.holdReleased'],
	...['run.sending', 'run.results', 'run.restStopped', 'run.closed', 'mail.imported'],
]);

const newRun = (): KnownRun => ({
	opened: false,
	approved: null,
	closed: null,
	importedAt: null,
	letters: 0,
	listed: true,
	stopUnknown: false,
	rowHash: null,
	whole: false,
	decided: null,
	sourcesKnown: false,
});

function textsIn(of: unknown, name: string): string[] {
	const value: unknown = typeof of === 'object' && of !== null ? (of as Readonly<Record<string, unknown>>)[name] : undefined;
	return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

function nameIn(payload: Payload): string | null {
	const approver = payload?.approver;
	return typeof approver === 'object' && approver !== null && 'name' in approver && typeof approver.name === 'string' ? approver.name : null;
}
