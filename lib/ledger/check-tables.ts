import { ADOPTED } from './adoption';
import { type EventReplay, type KnownRow, type KnownTable, mailKey, sourceKey } from './replay';
import type { RowProblem } from './row-check';
import { CONTACTS, contactHash, rowHash, SEALED } from './row-seal';
import { all, first, type Row, type SqlValue, type Steps } from './steps';

/** How the rows of one table are found and what may be missing or unknown for a good reason. */
interface Plan {
	key: readonly string[];
	keyOf(row: Row): string;
	/** Values of the key's columns. */
	placeOf(key: string): SqlValue[];
	/** Whether a row that no event names may be of an earlier version of the package. */
	mayBeOld(replay: EventReplay, row: Row): boolean;
	/** Whether retention may have removed the row. */
	mayBeGone(replay: EventReplay, key: string, known: KnownRow): Steps<boolean>;
}

const one = (column: string): Pick<Plan, 'key' | 'keyOf' | 'placeOf'> => ({ key: [column], keyOf: (row) => String(row[column]), placeOf: (key) => [key] });

/** Rows of a run that was begun by an earlier version, or of which retention has removed what its events said. */
const ofOldRun = (replay: EventReplay, { run_id: runId }: Row) => typeof runId === 'string' && replay.runs.has(runId) && !replay.isWhole(runId);

function* withRun(replay: EventReplay, _key: string, { runId }: KnownRow): Steps<boolean> {
	return replay.isPurgeable(runId);
}
function* never(): Steps<boolean> {
	return false;
}
function* begunBefore({ factsPurgedBefore }: EventReplay, _key: string, { startedAt }: KnownRow): Steps<boolean> {
	return startedAt === undefined ? factsPurgedBefore !== '' : startedAt < factsPurgedBefore;
}
/** A letter goes with the last thing that is known of its receipt. */
function* withReceipt({ factsPurgedBefore }: EventReplay, key: string): Steps<boolean> {
	if (factsPurgedBefore === '') return false;
	const [receiptKey = ''] = key.split('#');
	return !(yield* first(
		`SELECT 1 AS known FROM notice WHERE receipt_key = ? UNION ALL SELECT 1 FROM form WHERE receipt_key = ? UNION ALL SELECT 1 FROM task WHERE receipt_key = ? LIMIT 1`,
		...[receiptKey, receiptKey, receiptKey],
	));
}

const PLANS: Readonly<Record<KnownTable, Plan>> = {
	batch: { ...one('id'), mayBeOld: (replay, row) => String(row.id).startsWith(ADOPTED) && ofOldRun(replay, row), mayBeGone: never },
	form: { ...one('receipt_key'), mayBeOld: ofOldRun, mayBeGone: withRun },
	task: { ...one('id'), mayBeOld: ofOldRun, mayBeGone: withRun },
	file: { ...one('id'), mayBeOld: () => false, mayBeGone: never },
	draft: { ...one('draft_id'), mayBeOld: () => false, mayBeGone: begunBefore },
	mail: {
		key: ['receipt_key', 'recipient_ordinal', 'number'],
		keyOf: (row) => mailKey(String(row.receipt_key), Number(row.recipient_ordinal), Number(row.number)),
		placeOf: (key) => key.split('#').map((part, index) => (index === 0 ? part : Number(part))),
		mayBeOld: (replay) => replay.mailUnknown,
		mayBeGone: withReceipt,
	},
	source_seen: {
		key: ['campaign', 'hash'],
		keyOf: (row) => sourceKey(String(row.campaign), String(row.hash)),
		placeOf: (key) => [key.slice(0, key.lastIndexOf('#')), key.slice(key.lastIndexOf('#') + 1)],
		mayBeOld: sourceMayBeOld,
		mayBeGone: never,
	},
};

function sourceMayBeOld(replay: EventReplay, { run_id: runId }: Row): boolean {
	return typeof runId === 'string' && replay.runs.get(runId)?.sourcesKnown === false;
}

const TABLES = Object.keys(PLANS) as KnownTable[];
const PAGE = 2_000;
const columnsOf = (table: KnownTable) => [...SEALED[table], ...(table === 'form' ? CONTACTS.form : [])].join(', ');

/** How far the tables have been looked at: one of them, by its place in the order, and the key of a row in it. */
export interface TableCursor {
	table: number;
	after: readonly SqlValue[] | null;
}

export const FIRST_TABLE: TableCursor = { table: 0, after: null };

/** What a look at some rows found. */
export interface TablePage {
	count: number;
	notComparable: number;
	/** Where to go on; null at the end. */
	next: TableCursor | null;
	suspects: Suspect[];
}

/** A row that looked wrong, by the place of its key. */
export interface Suspect {
	table: KnownTable;
	key: string;
	place: SqlValue[];
}

/** Compares the next rows in the order of tables and keys; marks those it met as seen. */
export function* tablePage(replay: EventReplay, from: TableCursor): Steps<TablePage> {
	const page: TablePage = { count: 0, notComparable: 0, next: from, suspects: [] };
	while (page.next !== null && page.count < PAGE) page.next = yield* someRows(replay, page, page.next);
	return page;
}

function* someRows(replay: EventReplay, page: TablePage, { table: at, after }: TableCursor): Steps<TableCursor | null> {
	const table = TABLES[at];
	if (table === undefined) return null;
	const plan = PLANS[table];
	const beyond = after === null ? '' : ` WHERE (${plan.key.join(', ')}) > (${after.map(() => '?').join(', ')})`;
	const rows = yield* all(`SELECT ${columnsOf(table)} FROM ${table}${beyond} ORDER BY ${plan.key.join(', ')} LIMIT ${PAGE}`, ...(after ?? []));
	for (const row of rows) {
		const key = plan.keyOf(row);
		const known = replay.rows[table].get(key);
		if (known) known.seen = true;
		const problem = problemOf(replay, table, row, known);
		if (problem !== null) page.suspects.push({ table, key, place: placeIn(plan, row) });
		else if (!known || known.rowHash === null) page.notComparable += 1;
	}
	page.count += rows.length;
	const last = rows.at(-1);
	return last && rows.length === PAGE ? { table: at, after: placeIn(plan, last) } : { table: at + 1, after: null };
}

const placeIn = ({ key }: Plan, row: Row): SqlValue[] => key.map((column) => (typeof row[column] === 'number' ? row[column] : String(row[column])));

/** Rows that events name and that no page met. */
export function* unseen(replay: EventReplay): Generator<Suspect> {
	for (const table of TABLES) for (const [key, known] of replay.rows[table]) if (known.seen !== true) yield { table, key, place: PLANS[table].placeOf(key) };
}

/** Whether the row may be gone, and need not be looked for. */
export function* mayBeGone(replay: EventReplay, { table, key }: Suspect): Steps<boolean> {
	const known = replay.rows[table].get(key);
	return known === undefined || (yield* PLANS[table].mayBeGone(replay, key, known));
}

/** Looks at a row once more. */
export function* oneRow(replay: EventReplay, suspect: Suspect): Steps<RowProblem | null> {
	const { table, key, place } = suspect;
	const [row] = yield* all(`SELECT ${columnsOf(table)} FROM ${table} WHERE ${PLANS[table].key.map((column) => `${column} = ?`).join(' AND ')}`, ...place);
	const known = replay.rows[table].get(key);
	if (row) {
		const problem = problemOf(replay, table, row, known);
		const runId = typeof row.run_id === 'string' ? row.run_id : (known?.runId ?? null);
		return problem === null ? null : { table, key, runId, problem };
	}
	return !known || (yield* mayBeGone(replay, suspect)) ? null : { table, key, runId: known.runId, problem: 'missing' };
}

function problemOf(replay: EventReplay, table: KnownTable, row: Row, known: KnownRow | undefined): RowProblem['problem'] | null {
	if (!known) return PLANS[table].mayBeOld(replay, row) ? null : 'unrecorded';
	if (typeof known.rowHash === 'string' && known.rowHash !== rowHash(table, row)) {
		// Another run may have read the file since, of which retention has removed the event.
		return table === 'source_seen' && sourceMayBeOld(replay, row) ? null : 'content';
	}
	if (table !== 'form' || typeof known.contactHash !== 'string' || known.contactHash === contactHash('form', row)) return null;
	return row.sealed === null && replay.mayLackContacts(known.runId, null) ? null : 'contact';
}
