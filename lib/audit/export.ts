import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { setImmediate as breathe } from 'node:timers/promises';

import { assertDay } from '../calendar/day';
import { type PlacedFile, placeFile } from '../documents/place-file';
import { ConflictError, ValidationError } from '../errors';
import type { EventSpan } from '../ledger/audit-book';
import type { AuditRow, AuditTable } from '../ledger/audit-tables';
import type { StoredEvent } from '../ledger/chain';
import type { Ledger } from '../ledger/ledger';
import { isOpening, openingOf } from '../ledger/openings';
import type { Origin } from '../ledger/types';
import { safeFileName } from '../report/file-name';
import { LaterChanges } from './later-changes';
import { FORMAT, FORMAT_VERSION, type Manifest, type RecordCounts, toLine } from './lines';
import { eventRecord, rowRecord } from './records';

/** What an export reads of the ledger. */
export type ExportSource = Pick<Ledger, 'audit' | 'verify' | 'head'>;

export interface ExportOptions {
	/** Days `YYYY-MM-DD`, both included. */
	from: string;
	to: string;
	/** Staff member, and what for; both go into the ledger. */
	by: string;
	reason: string;
	/** ISO text in Korean time. */
	exportedAt: string;
	simulated: boolean;
	origin: Origin;
}

export interface Exported extends PlacedFile {
	manifest: Manifest;
}

const PAGE = 1_000;
const ATTEMPTS = 3;
const TABLES = ['run', 'template', 'decision', 'notice', 'attempt', 'batch'] as const satisfies readonly AuditTable[];

/**
 * Writes a period of the ledger as JSON Lines into the folder: manifest, events with their links, then the rows of every run
 * they are about. Each line is sealed with the ledger key upon the line before it. No sealed value is opened or written. A
 * broken ledger is exported as it is, and the manifest says so. The export goes on record in the ledger.
 * Throws `exportPeriod`, `invalidDay`, `ledgerMoved`, `documentFolder`.
 */
export async function writeExport(ledger: ExportSource, folder: string, baseName: string, options: ExportOptions): Promise<Exported> {
	assertDay(options.from, '시작일');
	assertDay(options.to, '종료일');
	if (options.from > options.to) {
		throw new ValidationError('exportPeriod', `내보낼 기간의 시작일(${options.from})이 종료일(${options.to})보다 뒤입니다.`, '시작일과 종료일을 확인하시기 바랍니다.');
	}
	let manifest: Manifest | null = null;
	const file = await placeFile(folder, `${safeFileName(baseName)}.jsonl`, async (target) => {
		manifest = await writeSteady(ledger, target, options);
	});
	if (manifest === null) throw moved();
	const { first, last } = spanIn(manifest);
	const { from, to, by, reason, origin } = options;
	await ledger.audit.recordExport({ from, to, first, last, sha256: file.sha256, by, reason, origin });
	return { ...file, manifest };
}

const spanIn = ({ linkBefore, head }: Manifest) => ({ first: linkBefore.seq + 1, last: head.seq });

/** Writes again where the ledger went on meanwhile, so that events and rows are of one moment. */
async function writeSteady(ledger: ExportSource, target: string, options: ExportOptions): Promise<Manifest> {
	for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
		const before = await ledger.head();
		const manifest = await writeOnce(ledger, target, options);
		const after = await ledger.head();
		if (after.mac === before.mac) return manifest;
	}
	throw moved();
}

const moved = () =>
	new ConflictError(
		'ledgerMoved',
		'내보내는 동안 발송 대장에 새 기록이 계속 쌓여 한 시점의 자료로 내보내지 못하였습니다.',
		'문자 발송이 끝난 뒤 다시 내보내시기 바랍니다.',
	);

async function writeOnce(ledger: ExportSource, target: string, options: ExportOptions): Promise<Manifest> {
	const plan = await planOf(ledger, options);
	const file = createWriteStream(target, { mode: 0o600 });
	const done = finished(file);
	// Where writing fails, `done` tells; it must not be unhandled while lines are still being made.
	done.catch(() => undefined);
	let seal = '';
	for await (const record of recordsOf(ledger, plan)) {
		const made = toLine(record, (body) => ledger.audit.sealLine(seal, body));
		({ seal } = made);
		if (!file.write(`${made.line}\n`)) await Promise.race([once(file, 'drain'), done]);
	}
	file.end();
	await done;
	return plan.manifest;
}

interface Plan {
	manifest: Manifest;
	span: EventSpan;
	runs: string[];
	templates: AuditRow[];
	later: LaterChanges;
}

async function planOf(ledger: ExportSource, { from, to, by, reason, exportedAt, simulated }: ExportOptions): Promise<Plan> {
	const { audit } = ledger;
	const chain = await ledger.verify();
	const rows = await audit.check();
	const span = await audit.span(from, to);
	const runs = await audit.runs(span);
	const templates = await templatesOf(ledger, runs);
	const counts: RecordCounts = { event: 0, run: 0, template: templates.length, decision: 0, notice: 0, attempt: 0, batch: 0, opening: 0 };
	for await (const event of eventsOf(ledger, span.before.seq, span.last)) {
		counts.event += 1;
		if (isOpening(event)) counts.opening += 1;
	}
	for (const table of TABLES) if (table !== 'template') for (const run of runs) counts[table] += await audit.count(table, run);
	const later = new LaterChanges();
	for await (const event of eventsOf(ledger, span.last, span.ledgerHead.seq)) later.add(event);
	const manifest: Manifest = {
		record: 'manifest',
		format: FORMAT,
		version: FORMAT_VERSION,
		...{ from, to, exportedAt, exportedBy: by, reason, simulated },
		keyMark: audit.keyMark,
		linkBefore: span.before,
		head: span.head,
		ledgerHead: span.ledgerHead,
		counts,
		ledgerCheck: { chainBroken: chain.broken, rowProblems: rows.problems },
	};
	return { manifest, span, runs, templates, later };
}

async function* recordsOf(ledger: ExportSource, { manifest, span, runs, templates, later }: Plan): AsyncGenerator<object> {
	yield manifest;
	for await (const event of eventsOf(ledger, span.before.seq, span.last)) yield eventRecord(event);
	for (const table of TABLES) {
		if (table === 'template') for (const row of templates) yield rowRecord(table, row);
		else for (const run of runs) for await (const row of rowsOf(ledger, table, run)) yield rowRecord(table, row, table === 'notice' ? { changedLater: later.has(row.noticeKey, run) } : {});
	}
	for await (const event of eventsOf(ledger, span.before.seq, span.last)) if (isOpening(event)) yield { record: 'opening', ...openingOf(event) };
}

/** Texts of the runs, each version once. */
async function templatesOf(ledger: ExportSource, runs: readonly string[]): Promise<AuditRow[]> {
	const found = new Map<string, AuditRow>();
	for (const run of runs) for await (const row of rowsOf(ledger, 'template', run)) found.set(String(row.version), row);
	return [...found.values()];
}

async function* eventsOf({ audit }: ExportSource, after: number, last: number): AsyncGenerator<StoredEvent> {
	for (let from = after; ; ) {
		const page = await audit.events(from, last, PAGE);
		yield* page;
		const end = page.at(-1);
		if (!end || page.length < PAGE) return;
		from = end.seq;
		await breathe();
	}
}

async function* rowsOf({ audit }: ExportSource, table: AuditTable, runId: string): AsyncGenerator<AuditRow> {
	for (let after: AuditRow | undefined; ; ) {
		const page = await audit.rows(table, runId, PAGE, after);
		yield* page;
		after = page.at(-1);
		if (!after || page.length < PAGE) return;
		await breathe();
	}
}
