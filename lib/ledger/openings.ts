import { addDays } from '../calendar/day';
import { type StoredEvent, toStoredEvent } from './chain';
import type { SqlValue, Steps } from './steps';
import { all, text } from './steps';

/** One opening of sealed values, or one question by number or plate, as its event tells it. */
export interface OpeningView {
	seq: number;
	at: string;
	/** `opened`: sealed values; `inquired`: looked up by number or plate; `refused`: too many of those. */
	kind: 'opened' | 'inquired' | 'refused';
	runId: string | null;
	/** Staff member, or the workflow; null once retention has removed it, as all below. */
	actor: string | null;
	approver: string | null;
	workflowId: string | null;
	executionId: string | null;
	mode: string | null;
	reason: string | null;
	/** What was opened (`name`, `phone` …), or by what was asked. */
	fields: string[];
	/** Keys of the notices, or `receipt#recipient`, or receipts. */
	subjects: string[];
}

export interface OpeningFilter {
	/** Days `YYYY-MM-DD`, both included. */
	from?: string | undefined;
	to?: string | undefined;
	runId?: string | undefined;
	/** Openings of anything about this receipt. */
	receiptKey?: string | undefined;
}

const KINDS: Readonly<Record<string, OpeningView['kind']>> = { 'personal.opened': 'opened', 'inquiry.answered': 'inquired', 'inquiry.refused': 'refused' };

/** Is the event one of these? */
export const isOpening = ({ kind }: StoredEvent) => Object.hasOwn(KINDS, kind);

const textOf = (of: Readonly<Record<string, unknown>>, name: string): string | null => {
	const value = of[name];
	return typeof value === 'string' && value !== '' ? value : null;
};
const textsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);
const recordOf = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {});

/** What the event says of the opening. */
export function openingOf({ seq, at, kind, runId, payload }: StoredEvent): OpeningView {
	const said = recordOf(payload === null ? null : JSON.parse(payload));
	const origin = recordOf(said.origin);
	const by = textOf(said, 'by');
	return {
		seq,
		at,
		kind: KINDS[kind] ?? 'opened',
		runId,
		actor: textOf(said, 'staff') ?? textOf(origin, 'actor'),
		approver: textOf(origin, 'approver'),
		workflowId: textOf(origin, 'workflowId'),
		executionId: textOf(origin, 'executionId'),
		mode: textOf(origin, 'mode'),
		reason: textOf(said, 'reason'),
		fields: by === null ? textsOf(said.fields) : [by],
		subjects: [...textsOf(said.subjects), ...textsOf(said.receipts)],
	};
}

/** Openings in order of time after the event `after`; at most `limit`. */
export function* findOpenings(filter: OpeningFilter, limit: number, after: number): Steps<OpeningView[]> {
	const conditions = [`kind IN ('personal.opened', 'inquiry.answered', 'inquiry.refused')`];
	const values: SqlValue[] = [];
	const add = (condition: string, value: string | undefined) => {
		if (value === undefined) return;
		conditions.push(condition);
		values.push(value);
	};
	add('at >= ?', filter.from);
	add('at < ?', filter.to === undefined ? undefined : addDays(filter.to, 1));
	add('run_id = ?', filter.runId);
	const about = filter.receiptKey === undefined ? null : yield* aboutReceipt(filter.receiptKey);
	const found: OpeningView[] = [];
	for (let seq = after; found.length < limit; ) {
		const rows = yield* all(`SELECT * FROM event WHERE seq > ? AND ${conditions.join(' AND ')} ORDER BY seq LIMIT ?`, seq, ...values, limit);
		for (const row of rows) {
			const opening = openingOf(toStoredEvent(row));
			seq = opening.seq;
			if (found.length < limit && (about === null || opening.subjects.some(about))) found.push(opening);
		}
		if (rows.length < limit) break;
	}
	return found;
}

/** Tells whether a subject of an opening is about the receipt. */
function* aboutReceipt(receiptKey: string): Steps<(subject: string) => boolean> {
	const rows = yield* all('SELECT notice_key FROM notice WHERE receipt_key = ?', receiptKey);
	const keys = new Set([receiptKey, ...rows.map((row) => text(row, 'notice_key'))]);
	return (subject) => keys.has(subject) || subject.startsWith(`${receiptKey}#`);
}
