import type { AuditRow, AuditTable } from '../ledger/audit-tables';
import type { StoredEvent } from '../ledger/chain';

/**
 * An event as a line shows it: the payload as what it holds where that gives the same text again (its hash is in the chain),
 * else as the text itself.
 */
export function eventRecord({ seq, at, kind, runId, subject, payload, payloadHash, mac }: StoredEvent): object {
	return { record: 'event', seq, at, kind, runId, subject, ...payloadAs(payload), payloadHash, mac };
}

function payloadAs(payload: string | null): object {
	if (payload === null) return { payload: null };
	try {
		const value: unknown = JSON.parse(payload);
		if (typeof value === 'object' && value !== null && JSON.stringify(value) === payload) return { payload: value };
	} catch {
		// Not JSON: shown as it is.
	}
	return { payloadText: payload };
}

/** The event that a line shows; null where a part is missing or of another type. */
export function eventOf(record: Readonly<Record<string, unknown>>): StoredEvent | null {
	const { seq, at, kind, runId, subject, payload, payloadText, payloadHash, mac } = record;
	if (typeof seq !== 'number' || typeof at !== 'string' || typeof kind !== 'string' || typeof payloadHash !== 'string' || typeof mac !== 'string') return null;
	if (!isTextOrNull(runId) || !isTextOrNull(subject)) return null;
	const stored = typeof payloadText === 'string' ? payloadText : payload === null || payload === undefined ? null : JSON.stringify(payload);
	return { seq, at, kind, runId, subject, payload: stored, payloadHash, mac };
}

const isTextOrNull = (value: unknown): value is string | null => typeof value === 'string' || value === null;

/** A row of a table as a line shows it; `more` is what the export adds. */
export const rowRecord = (table: AuditTable, row: AuditRow, more: object = {}): object => ({ record: table, ...row, ...more });
