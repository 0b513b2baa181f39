import type { AuditRow } from '../ledger/audit-tables';
import { type ChainHead, linkProblem } from '../ledger/chain';
import { bodyHash } from '../ledger/evidence';
import { deriveKeys, keyMark, type LedgerKeys } from '../ledger/identity';
import { lineSeal } from '../ledger/line-seal';
import { EventReplay } from '../ledger/replay';
import { noticeProblem, type RowProblem } from '../ledger/row-check';
import { FORMAT, FORMAT_VERSION, fromLine, type Line, type Manifest, RECORD_ORDER, type RecordCounts } from './lines';
import { eventOf } from './records';

/** Why an export is not as it was written. */
export type ExportProblem =
	/** No line at all. */
	| 'empty'
	/** No line of an export: not JSON, or without a seal. */
	| 'unreadable'
	/** Another file, or made by a newer version. */
	| 'format'
	/** Sealed with another ledger key. */
	| 'wrongKey'
	/** The line was changed, put in, or the one before it was taken out. */
	| 'seal'
	/** The event does not hang on the one before it: the ledger itself was broken. */
	| 'mac'
	| 'gap'
	/** What the event says was changed in the ledger itself. */
	| 'payload'
	/** More or fewer records than the manifest counts: the end was cut off. */
	| 'missingTail'
	/** The link that was printed on paper is not in this chain. */
	| 'expectedHead'
	/** The ledger ended before the link that was printed on paper. */
	| 'laterHead';

export interface ExportCheck {
	/** Nothing is wrong: neither with the file nor with the ledger when it was made. */
	intact: boolean;
	lines: number;
	/** Null where the first line cannot be trusted. */
	manifest: Manifest | null;
	/** First line that is not as it was written, counted from 1. */
	broken: { line: number; problem: ExportProblem; kind: string | null; key: string | null } | null;
	/** Rows that contradict the events of the same export; at most 200. */
	contradictions: Array<{ line: number; table: RowProblem['table']; key: string; problem: RowProblem['problem'] }>;
	/** Whether the expected head was found; false where it lies outside the period, null where none was given. */
	expectedHeadFound: boolean | null;
}

const MOST = 200;

/**
 * Checks an export without the ledger: every line's seal, every event's link, the counts, and whether rows and events say the
 * same. With a head printed on paper (`expected`) also that this is the same chain. Names the first line that is broken.
 * Throws `ledgerKey` where the key has not 32 bytes.
 */
export async function verifyExport(lines: AsyncIterable<string> | Iterable<string>, ledgerKey: Buffer, expected?: ChainHead): Promise<ExportCheck> {
	const check = new Verification(deriveKeys(ledgerKey), expected);
	for await (const line of lines) if (!check.take(line)) break;
	return check.end();
}

class Verification {
	private line = 0;
	private seal = '';
	private manifest: Manifest | null = null;
	private head: ChainHead = { seq: 0, mac: '' };
	private broken: ExportCheck['broken'] = null;
	private expectedFound: boolean | null;
	private readonly counts: RecordCounts = { event: 0, run: 0, template: 0, decision: 0, notice: 0, attempt: 0, batch: 0, opening: 0 };
	private readonly replay = new EventReplay();
	private readonly contradictions: ExportCheck['contradictions'] = [];

	constructor(
		private readonly keys: LedgerKeys,
		private readonly expected: ChainHead | undefined,
	) {
		this.expectedFound = expected ? false : null;
	}

	/** Looks at the next line; false where it is broken, and nothing after it can be trusted. */
	take(text: string): boolean {
		this.line += 1;
		const line = fromLine(text);
		if (!line) return this.fail('unreadable', null);
		if (!this.manifest) return this.takeManifest(line);
		if (line.seal !== lineSeal(this.keys, this.seal, line.body)) return this.fail('seal', line);
		this.seal = line.seal;
		const kind = RECORD_ORDER.find((one) => one === line.record.record);
		if (!kind) return this.fail('format', line);
		this.counts[kind] += 1;
		if (kind === 'event') return this.takeEvent(line);
		this.compare(kind, line.record);
		return true;
	}

	end(): ExportCheck {
		if (!this.broken && this.line === 0) this.broken = { line: 1, problem: 'empty', kind: null, key: null };
		if (!this.broken && this.manifest) this.checkEnd(this.manifest);
		const found = this.manifest?.ledgerCheck;
		const sound = found !== undefined && found.chainBroken === null && found.rowProblems.length === 0;
		return {
			intact: this.broken === null && this.contradictions.length === 0 && sound,
			lines: this.line,
			manifest: this.manifest,
			broken: this.broken,
			contradictions: this.contradictions,
			expectedHeadFound: this.expectedFound,
		};
	}

	private takeManifest(line: Line): boolean {
		const { record } = line;
		if (record.record !== 'manifest' || record.format !== FORMAT || record.version !== FORMAT_VERSION) return this.fail('format', line);
		if (record.keyMark !== keyMark(this.keys)) return this.fail('wrongKey', line);
		if (line.seal !== lineSeal(this.keys, '', line.body)) return this.fail('seal', line);
		this.seal = line.seal;
		// The seal proves that this package wrote it.
		this.manifest = record as unknown as Manifest;
		this.head = this.manifest.linkBefore;
		return this.meets(this.head, line);
	}

	private takeEvent(line: Line): boolean {
		const event = eventOf(line.record);
		if (!event) return this.fail('unreadable', line);
		const problem = linkProblem(this.keys.chain, this.head, event);
		if (problem) return this.fail(problem, line);
		this.head = { seq: event.seq, mac: event.mac };
		this.replay.add(event);
		return this.meets(this.head, line);
	}

	/** Compares a link with the expected one; false where they are of different chains. */
	private meets(head: ChainHead, line: Line): boolean {
		if (this.expected?.seq !== head.seq) return true;
		if (this.expected.mac !== head.mac) return this.fail('expectedHead', line);
		this.expectedFound = true;
		return true;
	}

	private checkEnd({ counts, head, ledgerHead }: Manifest): void {
		const short = RECORD_ORDER.find((kind) => counts[kind] !== this.counts[kind]);
		if (short !== undefined || head.mac !== this.head.mac) this.broken = { line: this.line + 1, problem: 'missingTail', kind: short ?? 'event', key: null };
		else if (this.expected && this.expected.seq > ledgerHead.seq) this.broken = { line: this.line + 1, problem: 'laterHead', kind: null, key: String(this.expected.seq) };
	}

	private compare(kind: Exclude<(typeof RECORD_ORDER)[number], 'event'>, row: AuditRow): void {
		const add = (table: RowProblem['table'], key: unknown, problem: RowProblem['problem']) => {
			if (this.contradictions.length < MOST) this.contradictions.push({ line: this.line, table, key: String(key), problem });
		};
		if (kind === 'notice' && row.changedLater !== true && this.replay.notices.has(String(row.noticeKey))) {
			const problem = noticeProblem(this.replay, row, null);
			if (problem) add('notice', row.noticeKey, problem);
		}
		if (kind === 'run') {
			const closed = this.replay.runs.get(String(row.id))?.closed;
			const same = !closed || (closed.at === row.closedAt && (closed.account === null || closed.account === JSON.stringify(row.account)));
			if (!same) add('run', row.id, 'closing');
		}
		if (kind === 'template') {
			const known = this.replay.templates.get(String(row.version));
			if (known && known.bodyHash !== '' && known.bodyHash !== bodyHash(String(row.body))) add('template', row.version, 'text');
		}
	}

	private fail(problem: ExportProblem, line: Line | null): false {
		const kind = line?.record.record;
		this.broken = { line: this.line, problem, kind: typeof kind === 'string' ? kind : null, key: keyOf(line?.record) };
		return false;
	}
}

/** By what a reader finds the record. */
function keyOf(record: Line['record'] | undefined): string | null {
	const key = record?.noticeKey ?? record?.seq ?? record?.receiptKey ?? record?.version ?? record?.id;
	return typeof key === 'string' || typeof key === 'number' ? String(key) : null;
}
