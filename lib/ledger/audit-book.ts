import { addDays } from '../calendar/day';
import { type AuditRow, type AuditTable, countRows, pageOfRows, runsBetween } from './audit-tables';
import { appendEvents, type ChainHead, linkAt, readHead, type StoredEvent, toStoredEvent } from './chain';
import { checkRows, type RowCheck } from './check-rows';
import type { Write } from './desk';
import { keyMark, type LedgerKeys } from './identity';
import { lineSeal } from './line-seal';
import { findOpenings, type OpeningFilter, type OpeningView } from './openings';
import { runEvidence, type RunEvidence } from './run-evidence';
import type { Steps } from './steps';
import { all, first, int } from './steps';
import type { Origin } from './types';

/** The part of the chain that a period covers, without gaps. */
export interface EventSpan {
	/** First and last link; `last` is before `first` where nothing happened. */
	first: number;
	last: number;
	/** Link before the first one. */
	before: ChainHead;
	/** The last link itself. */
	head: ChainHead;
	/** Last link of the whole ledger at that moment. */
	ledgerHead: ChainHead;
}

const MOST_PROBLEMS = 200;

/** What an auditor reads of the ledger. Nothing here opens a sealed value. */
export class AuditBook {
	constructor(
		private readonly write: Write,
		private readonly keys: LedgerKeys,
	) {}

	/** Events of the days (`YYYY-MM-DD`, both included) and whatever stands between them in the chain. */
	async span(fromDay: string, toDay: string): Promise<EventSpan> {
		return await this.write(() => spanOf(fromDay, toDay));
	}

	/** Events after `after` up to `last` in order; at most `limit`. */
	async events(after: number, last: number, limit: number): Promise<StoredEvent[]> {
		return await this.write(function* () {
			const rows = yield* all('SELECT * FROM event WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?', after, last, limit);
			return rows.map(toStoredEvent);
		});
	}

	/** Ids of the runs that events of the span are about. */
	async runs(span: EventSpan): Promise<string[]> {
		return await this.write(() => runsBetween(span.first, span.last));
	}

	async count(table: AuditTable, runId: string): Promise<number> {
		return await this.write(() => countRows(table, runId));
	}

	/** Rows of a run's table in key order after the given row; at most `limit`. */
	async rows(table: AuditTable, runId: string, limit: number, after?: AuditRow): Promise<AuditRow[]> {
		return await this.write(() => pageOfRows(table, runId, limit, after));
	}

	/** Rows that contradict their events; at most 200 are named. */
	async check(): Promise<RowCheck> {
		return await checkRows(this.write, MOST_PROBLEMS);
	}

	/** Who opened sealed values, or asked by number or plate: in order of time after the event `after`. */
	async openings(filter: OpeningFilter, limit: number, after = 0): Promise<OpeningView[]> {
		return await this.write(() => findOpenings(filter, limit, after));
	}

	/** What a run rests on: source, versions, approver, processor. Throws `runMissing`. */
	async evidence(runId: string): Promise<RunEvidence> {
		return await this.write(() => runEvidence(runId));
	}

	/** Puts on record who took which part of the ledger out. */
	async recordExport(exported: { from: string; to: string; first: number; last: number; sha256: string; by: string; reason: string; origin: Origin }): Promise<ChainHead> {
		return await this.write((context) => appendEvents(this.keys.chain, context.at, [{ kind: 'audit.exported', payload: { ...exported } }]));
	}

	/** Tells which key an export is sealed with. */
	get keyMark(): string {
		return keyMark(this.keys);
	}

	/** Seal of one line of an export: hangs on the seal of the line before it. */
	sealLine(previous: string, line: string): string {
		return lineSeal(this.keys, previous, line);
	}
}

function* spanOf(fromDay: string, toDay: string): Steps<EventSpan> {
	const ledgerHead = yield* readHead();
	const row = yield* first('SELECT COALESCE(MIN(seq), 0) AS low, COALESCE(MAX(seq), 0) AS high FROM event WHERE at >= ? AND at < ?', fromDay, addDays(toDay, 1));
	const low = int(row ?? {}, 'low');
	if (low === 0) {
		const earlier = int((yield* first('SELECT COALESCE(MAX(seq), 0) AS seq FROM event WHERE at < ?', fromDay)) ?? {}, 'seq');
		const head = (yield* linkAt(earlier)) ?? ledgerHead;
		return { first: earlier + 1, last: earlier, before: head, head, ledgerHead };
	}
	const last = int(row ?? {}, 'high');
	const before = (yield* linkAt(low - 1)) ?? { seq: low - 1, mac: '' };
	const head = (yield* linkAt(last)) ?? ledgerHead;
	return { first: low, last, before, head, ledgerHead };
}
