import type { AuditTable } from '../ledger/audit-tables';
import type { ChainHead } from '../ledger/chain';
import type { RowProblem } from '../ledger/row-check';

/** What a line of an export holds; the first one is the manifest. */
export type RecordKind = 'manifest' | 'event' | 'opening' | AuditTable;
/** Kinds of records in the order in which they stand after the manifest. */
export const RECORD_ORDER = ['event', 'run', 'template', 'decision', 'notice', 'attempt', 'batch', 'opening'] as const satisfies readonly RecordKind[];
export type RecordCounts = Record<(typeof RECORD_ORDER)[number], number>;

export const FORMAT = 'cityhall-audit';
export const FORMAT_VERSION = 1;

/** First line of an export: what it holds, where it hangs in the chain, and how the ledger was found. */
export interface Manifest {
	record: 'manifest';
	format: typeof FORMAT;
	version: number;
	/** Days `YYYY-MM-DD`, both included. */
	from: string;
	to: string;
	exportedAt: string;
	exportedBy: string;
	reason: string;
	/** A sandbox ledger. */
	simulated: boolean;
	/** Tells which ledger key seals the lines; the key cannot be found from it. */
	keyMark: string;
	linkBefore: ChainHead;
	head: ChainHead;
	ledgerHead: ChainHead;
	counts: RecordCounts;
	/** How chain and rows of the whole ledger were found when the export was made. */
	ledgerCheck: { chainBroken: { seq: number; problem: string } | null; rowProblems: RowProblem[] };
}

/** A line of an export, taken apart. */
export interface Line {
	/** The text that the seal covers. */
	body: string;
	seal: string;
	record: Readonly<Record<string, unknown>>;
}

const SEALED = /^(.*),"lineSeal":"([A-Za-z0-9_-]{43})"\}$/s;

/** One record as a line, its seal as the last property. */
export function toLine(record: object, seal: (body: string) => string): { line: string; seal: string } {
	const body = JSON.stringify(record);
	const made = seal(body);
	return { line: `${body.slice(0, -1)},"lineSeal":"${made}"}`, seal: made };
}

/** The parts of a line; null where it is none of ours. */
export function fromLine(line: string): Line | null {
	const [, start, seal] = SEALED.exec(line) ?? [];
	if (start === undefined || seal === undefined) return null;
	const body = `${start}}`;
	try {
		const record: unknown = JSON.parse(body);
		return typeof record === 'object' && record !== null ? { body, seal, record: record as Line['record'] } : null;
	} catch {
		return null;
	}
}
