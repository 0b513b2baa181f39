import type { StoredEvent } from './chain';

/** What the event of a reservation says the notice is about. */
export interface ReservedFacts {
	receiptKey: string;
	recipientOrdinal: number;
	/** Null where the event of an earlier version does not say. */
	channel: string | null;
	ruleId: string | null;
	ruleVersion: string | null;
	templateVersion: string | null;
	factsHash: string | null;
}

/** A notice as its events leave it. */
export interface KnownNotice {
	runId: string | null;
	/** The states that its row may be in: one, or two where retention has removed what the event said. */
	states: readonly string[];
	/** Business time of the event that brought it there. */
	at: string;
	/** In a batch at the gateway, or settled there. */
	batched: boolean;
	/** Null once retention has removed what the event said. */
	facts: ReservedFacts | null;
	/** Undefined where no event has told it. */
	submittedAt?: string;
	messageId?: string;
	statusCode?: string | null;
	textHash?: string;
}

/** A run as its events leave it. */
export interface KnownRun {
	opened: boolean;
	/** `by` and `account` are null once retention has removed what the event said. */
	approved: { by: string | null; at: string } | null;
	closed: { at: string; account: string | null } | null;
	/** Letters taken over; null once retention has removed how many. */
	letters: number | null;
	/** Retention has removed which notices an officer stopped. */
	stopUnknown: boolean;
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

/**
 * Goes through events in their order and knows afterwards how the rows of runs, notices and templates must stand. Of the
 * texts that a purge has shortened it knows less and never guesses.
 */
export class EventReplay {
	readonly notices = new Map<string, KnownNotice>();
	readonly runs = new Map<string, KnownRun>();
	/** Hash of the body by version. */
	readonly templates = new Map<string, string>();
	/** Last event gone through. */
	seq = 0;

	add(event: StoredEvent): void {
		this.seq = event.seq;
		const payload = payloadOf(event);
		const [area] = event.kind.split('.');
		if (area === 'notice') this.addNotice(event, payload);
		else if (event.kind === 'batch.creating') this.addBatch(event, payload);
		else if (event.kind === 'template.added') this.templates.set(event.subject ?? '', textOf(payload, 'bodyHash') ?? '');
		else if (event.runId !== null) this.addRun(event, event.runId, payload);
	}

	private addNotice({ kind, subject, runId, at }: StoredEvent, payload: Payload): void {
		if (subject === null) return;
		const known = this.notices.get(subject);
		const state = kind === 'notice.adopted' ? 'accepted' : kind.slice('notice.'.length);
		const receiptKey = textOf(payload, 'receiptKey');
		if (state === 'reserved' && (receiptKey !== null || known === undefined)) {
			const channel = textOf(payload, 'channel');
			const states = channel === 'text' ? ['reserved'] : channel === 'post' ? ['notSent'] : ['reserved', 'notSent'];
			const facts = payload === null || receiptKey === null ? null : factsOf(payload, receiptKey);
			this.notices.set(subject, { runId, states, at, batched: false, facts });
			return;
		}
		const messageId = textOf(payload, 'messageId');
		const back = state === 'reserved' || state === 'notSent';
		const textHash = back ? null : textOf(payload, 'textHash');
		this.notices.set(subject, {
			...(known ?? { runId, facts: null }),
			...(kind === 'notice.adopted' ? { submittedAt: at, statusCode: undefined } : {}),
			...(messageId === null ? {} : { messageId }),
			...(textHash === null ? {} : { textHash }),
			...(payload !== null && 'statusCode' in payload ? { statusCode: textOf(payload, 'statusCode') } : {}),
			...(back ? { messageId: undefined } : {}),
			states: [state],
			at,
			batched: state !== 'reserved',
		});
	}

	private addBatch({ runId, at }: StoredEvent, payload: Payload): void {
		for (const key of keysOf(payload)) {
			const known = this.notices.get(key) ?? { runId, facts: null };
			this.notices.set(key, { ...known, states: ['submitting'], at, batched: true, submittedAt: at });
		}
	}

	private addRun({ kind, at }: StoredEvent, runId: string, payload: Payload): void {
		const run = this.runs.get(runId) ?? { opened: false, approved: null, closed: null, letters: 0, stopUnknown: false };
		this.runs.set(runId, run);
		switch (kind) {
			case 'run.opened':
				run.opened = true;
				break;
			case 'run.preparing':
				for (const [key, known] of this.notices) if (known.runId === runId && !known.batched) this.notices.delete(key);
				break;
			case 'run.approved':
				run.approved = { by: nameIn(payload), at };
				break;
			case 'run.restStopped':
				if (payload === null) run.stopUnknown = true;
				for (const key of keysOf(payload)) this.stop(key, at);
				break;
			case 'run.closed':
				run.closed = { at, account: payload === null ? null : JSON.stringify(payload.account) };
				break;
			case 'mail.imported':
				run.letters = payload === null || run.letters === null ? null : run.letters + Number(payload.letters);
				break;
		}
	}

	private stop(key: string, at: string): void {
		const known = this.notices.get(key);
		if (known) this.notices.set(key, { ...known, states: ['notSent'], at });
	}
}

function nameIn(payload: Payload): string | null {
	const approver = payload?.approver;
	return typeof approver === 'object' && approver !== null && 'name' in approver && typeof approver.name === 'string' ? approver.name : null;
}

const factsOf = (payload: NonNullable<Payload>, receiptKey: string): ReservedFacts => ({
	receiptKey,
	recipientOrdinal: Number(payload.recipientOrdinal),
	channel: textOf(payload, 'channel'),
	ruleId: textOf(payload, 'ruleId'),
	ruleVersion: textOf(payload, 'ruleVersion'),
	templateVersion: textOf(payload, 'templateVersion'),
	factsHash: textOf(payload, 'factsHash'),
});
