import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import fc from 'fast-check';

import { EXEMPT_COLUMNS } from '../../../lib/ledger/exempt-columns';
import type { Write } from '../../../lib/ledger/desk';
import { deriveKeys } from '../../../lib/ledger/identity';
import type { Ledger } from '../../../lib/ledger/ledger';
import { purgeContacts, purgeFacts } from '../../../lib/ledger/retention';
import { all } from '../../../lib/ledger/steps';
import { BY } from '../../support/desk';
import { columnsOf, copyLedger, sqlOn, storeAt } from '../../support/ledger-home';
import { cleanUp, LEDGER_KEY, openLedger, ORIGIN, tempFile, TestClock } from '../../support/notice-run';
import { furtherWeek, wholeLedger } from '../../support/whole-ledger';

type Value = string | number | null;
type Row = Record<string, Value>;

afterEach(cleanUp);

/** Edits rows past the ledger, over a connection of its own. */
class Editor {
	private readonly store;
	private readonly read = new Map<string, Row[]>();

	constructor(
		private readonly file: string,
		readonly ledger: Ledger,
	) {
		this.store = storeAt(file);
	}

	rows(table: string): Row[] {
		const known = this.read.get(table) ?? rowsOf(this.file, table);
		this.read.set(table, known);
		if (known.length === 0) throw new Error(`${table} is empty`);
		return known;
	}

	/** What is found while the row stands changed, or is away; `row` null: while `changed` is added. */
	async problemsWith(table: string, row: Row | null, changed: Row | null) {
		await this.swap(table, row, changed);
		const problems = await problemsOf(this.ledger);
		await this.swap(table, changed, row);
		return problems;
	}

	async close(): Promise<void> {
		await this.store.close();
	}

	private async swap(table: string, old: Row | null, now: Row | null): Promise<void> {
		await this.store.transact(function* () {
			if (old) {
				const there = Object.entries(old).filter(([, value]) => value !== null);
				yield* all(`DELETE FROM ${table} WHERE ${there.map(([column]) => `${column} = ?`).join(' AND ')}`, ...there.map(([, value]) => value));
			}
			if (now) yield* all(`INSERT INTO ${table} (${Object.keys(now).join(', ')}) VALUES (${Object.keys(now).map(() => '?').join(', ')})`, ...Object.values(now));
		});
	}
}

const checkOf = async (file: string) => {
	const ledger = openLedger(file);
	const found = await ledger.audit.check();
	await ledger.dispose();
	return found;
};
const problemsOf = async (ledger: Ledger) => (await ledger.audit.check()).problems;

/** A ledger with two weeks of everything, closed. */
async function scene(): Promise<string> {
	const file = tempFile();
	const { ledger, clock } = await wholeLedger(file);
	await furtherWeek(ledger, clock);
	await ledger.dispose();
	return file;
}

const rowsOf = (file: string, table: string) => sqlOn(file, `SELECT * FROM ${table}`) as Row[];
const otherThan = (value: Value, column: string): Value => {
	if (typeof value === 'number') return value + 1;
	if (/(_ms|_tokens|_seconds|^bytes|^lookups)$/.test(column)) return 7;
	return value === null ? '고친 값' : `${value}x`;
};
/** Values of which something in the finding's key or run must remind. */
const marksOf = (row: Row) => Object.values(row).filter((value): value is string => typeof value === 'string' && value.length > 2);

describe('the rows of all tables', () => {
	it('agree with their events through a whole life: letters taken over, runs sent, doubts, stops, desk work, corrections', async () => {
		const file = tempFile();
		const { ledger, clock } = await wholeLedger(file);
		expect(await ledger.audit.check()).toMatchObject({ notComparable: 0, problems: [] });
		await furtherWeek(ledger, clock);
		expect(await ledger.audit.check()).toMatchObject({ notComparable: 0, problems: [] });
		for (const table of ['batch', 'form', 'mail', 'task', 'file', 'draft', 'source_seen', 'campaign', 'template', 'attempt', 'decision']) expect([table, rowsOf(file, table).length]).not.toEqual([table, 0]);
		expect((await ledger.verify()).broken).toBeNull();
	});

	it('agree with their events after retention', async () => {
		const file = tempFile();
		const { ledger, clock } = await wholeLedger(file);
		await furtherWeek(ledger, clock);
		clock.set('2032-01-10T09:00:00.000+09:00');
		await ledger.desk.purgeContacts('2028-01-01', ORIGIN);
		expect(await problemsOf(ledger)).toEqual([]);
		await ledger.desk.purgeFacts('2032-01-01', ORIGIN);
		expect(await problemsOf(ledger)).toEqual([]);
		await ledger.desk.purgeFacts('2032-01-01', ORIGIN);
		expect(await problemsOf(ledger)).toEqual([]);
		expect((await ledger.verify()).broken).toBeNull();
	});

	it('agree with their events wherever retention was interrupted', async () => {
		const [original, copy] = [await scene(), tempFile()];
		const clock = new TestClock('2032-01-10T09:00:00.000+09:00');
		for (let [after, done] = [1, false]; !done; after += 1) {
			copyLedger(original, copy);
			const store = storeAt(copy);
			let left = after;
			const write: Write = async (steps) => {
				left -= 1;
				if (left < 0) throw new Error('killed');
				return await store.transact(() => steps({ keys: deriveKeys(LEDGER_KEY), at: clock.now(), nowMs: clock.nowMs() }));
			};
			done = await purgeContacts(write, '2028-01-01', ORIGIN)
				.then(async () => await purgeFacts(write, '2032-01-01', ORIGIN))
				.then(() => true, () => false);
			await store.close();
			expect([after, (await checkOf(copy)).problems]).toEqual([after, []]);
		}
	}, 300_000);

	it.each([1, 2, 3])('agree with their events after the ledger was taken back to version %i and up again', async (version) => {
		const file = await scene();
		const before = openLedger(file);
		await before.rollBack(version, { loseRecords: true, by: '박주무관', origin: ORIGIN });
		await before.dispose();
		const after = openLedger(file, new TestClock('2026-12-01T09:00:00.000+09:00'));
		const { problems, notComparable } = await after.audit.check();
		expect(problems).toEqual([]);
		expect(notComparable).toBeGreaterThan(0);
		await after.importMailed('drill-weekly', [{ receiptKey: '4115000-2026-000950', recipientOrdinal: 1, mailedOn: '2026-11-11', registeredNo: null }], BY);
		expect(await problemsOf(after)).toEqual([]);
	});

	it('name every column that is changed by hand, but for those that are documented as left out', async () => {
		const file = await scene();
		const editor = new Editor(file, openLedger(file));
		const unnoticed: string[] = [];
		for (const place of columnsOf(file)) {
			const [table = '', column = ''] = place.split('.');
			if (table === 'event' || Object.hasOwn(EXEMPT_COLUMNS, place)) continue;
			const row = editor.rows(table).find((one) => one[column] !== null) ?? editor.rows(table)[0] ?? {};
			const problems = await editor.problemsWith(table, row, { ...row, [column]: otherThan(row[column] ?? null, column) });
			const marks = marksOf(row);
			if (!problems.some(({ table: named, key, runId }) => [table, 'notice'].includes(named) && (marks.some((mark) => key.startsWith(mark)) || marks.includes(runId ?? '')))) unnoticed.push(place);
		}
		expect(unnoticed).toEqual([]);
		expect(await problemsOf(editor.ledger)).toEqual([]);
		await editor.close();
	}, 300_000);

	it('name every row that is taken away, and every one that is added', async () => {
		const file = await scene();
		const editor = new Editor(file, openLedger(file));
		const unnoticed: string[] = [];
		for (const table of [...new Set(columnsOf(file).map((place) => place.split('.')[0] ?? ''))]) {
			if (table === 'event' || table === 'meta') continue;
			for (const row of editor.rows(table)) {
				const problems = await editor.problemsWith(table, row, null);
				if (!problems.some(({ table: named, problem }) => named === table && problem === 'missing')) unnoticed.push(`${table} taken away`);
			}
			const [row = {}] = editor.rows(table);
			const [key = ''] = Object.keys(row).filter((column) => /^(id|receipt_key|notice_key|version|hash|draft_id)$/.test(column));
			const added = { ...row, [key]: `${row[key]}9`, ...(table === 'run' ? { period: `${row.period}9` } : {}) };
			if (!(await editor.problemsWith(table, null, added)).some(({ table: named, problem }) => named === table && ['unrecorded', 'identity'].includes(problem))) unnoticed.push(`${table} added`);
		}
		expect(unnoticed).toEqual([]);
		expect(await problemsOf(editor.ledger)).toEqual([]);
		await editor.close();
	}, 300_000);

	it('name a random column of a random row that is changed by hand', async () => {
		const file = await scene();
		const editor = new Editor(file, openLedger(file));
		const columns = columnsOf(file).filter((place) => !place.startsWith('event.') && !Object.hasOwn(EXEMPT_COLUMNS, place));
		await fc.assert(
			fc.asyncProperty(fc.constantFrom(...columns), fc.nat(), fc.string({ minLength: 1, maxLength: 8 }).filter((value) => !/[\0\\'?]/.test(value)), async (place, index, value) => {
				const [table = '', column = ''] = place.split('.');
				const rows = editor.rows(table);
				const row = rows[index % rows.length] ?? {};
				const was = row[column] ?? null;
				const now = typeof was === 'number' || otherThan(was, column) === 7 ? Number(was ?? 0) + value.length : value;
				fc.pre(now !== was);
				expect(await editor.problemsWith(table, row, { ...row, [column]: now })).not.toEqual([]);
			}),
			{ numRuns: 60 },
		);
		await editor.close();
	}, 300_000);
});

describe('the columns that are left out', () => {
	it('are real ones', async () => {
		const file = tempFile();
		await openLedger(file).requireEnvironment('sandbox');
		expect(columnsOf(file)).toEqual(expect.arrayContaining(Object.keys(EXEMPT_COLUMNS)));
	});

	it('stand in the audit guide, each with its reason', () => {
		const guide = readFileSync(join(__dirname, '../../../docs/audit.ko.md'), 'utf8');
		for (const [place, reason] of Object.entries(EXEMPT_COLUMNS)) expect(guide).toContain(`| \`${place}\` | ${reason} |`);
		expect([...guide.matchAll(/^\| `([a-z_]+\.[a-z_]+)` \|/gm)].map(([, place]) => place)).toEqual(Object.keys(EXEMPT_COLUMNS));
	});
});
