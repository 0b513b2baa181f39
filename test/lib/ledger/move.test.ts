import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import fc from 'fast-check';

import { rowProblemWords } from '../../../lib/audit/words';
import { deriveKeys } from '../../../lib/ledger/identity';
import { Ledger } from '../../../lib/ledger/ledger';
import { cancelMove, type Move, moveLedger } from '../../../lib/ledger/move';
import { SCHEMA_VERSION } from '../../../lib/ledger/schema';
import { SqliteStore } from '../../../lib/ledger/sqlite-store';
import type { LedgerStore } from '../../../lib/ledger/steps';
import { FileWitness } from '../../../lib/ledger/witness';
import { deskRow } from '../../support/desk';
import { DRAFT } from '../../support/drafts';
import { isOnPostgres, sqlOn, storeAt } from '../../support/ledger-home';
import { LedgerProbe } from '../../support/ledger-probe';
import { approvedRun, cleanUp, LEDGER_KEY, openLedger, ORIGIN, PERIOD, prepareInput, rowsOf, RUN, take, tempFile, tempFolder, TestClock } from '../../support/notice-run';

const open: Array<() => Promise<void>> = [];
const closeAll = async () => {
	for (const close of open.splice(0)) await close();
};
afterEach(async () => {
	await closeAll();
	await cleanUp();
});

const TO = 'PostgreSQL db:5432/cityhall (cityhall)';
let attempts = 0;

/** A ledger in a SQLite file, on whatever the other tests run. */
function sqliteLedger(file: string, { clock = new TestClock(), key = LEDGER_KEY } = {}): Ledger {
	const ledger = new Ledger(SqliteStore.at(file), { key, clock, leaseMs: 60_000 });
	open.push(async () => await ledger.dispose());
	return ledger;
}

function onSqlite(file: string, sql: string, ...values: Array<string | number>): Array<Record<string, unknown>> {
	const database = new DatabaseSync(file, { timeout: 2_000 });
	try {
		return database.prepare(sql).all(...values).map((row) => ({ ...row }));
	} finally {
		database.close();
	}
}

function moveOf(from: string, to: string, wish: Partial<Move> = {}): Move {
	attempts += 1;
	const stores = { source: wish.source ?? SqliteStore.existing(from), target: wish.target ?? storeAt(to) };
	open.push(async () => await stores.source.close(), async () => await stores.target.close());
	return {
		...stores,
		keys: deriveKeys(LEDGER_KEY),
		environment: 'sandbox',
		from,
		to: TO,
		witness: null,
		clock: new TestClock(),
		attempt: `try-${attempts}`,
		wordsOf: rowProblemWords,
		by: '박주무관',
		origin: ORIGIN,
		...wish,
	};
}

/** A closed week with texts in every state, letters, tasks, a draft, a used ticket and an opening. */
async function aWeek(ledger: Ledger, count = 12, period = PERIOD): Promise<void> {
	await ledger.requireEnvironment('sandbox');
	await approvedRun(ledger, rowsOf(count), period);
	const lease = await take(ledger, 'sender', period);
	const batch = await ledger.openBatch(lease, { id: `batch-${period.campaign}-${period.period}`, gateway: 'solapi', account: 'a', size: count });
	if (!batch) throw new Error('no batch');
	const notices = await ledger.noticesOf(batch.id);
	const ends = ['accepted', 'accepted', 'unknown', 'rejected'] as const;
	await ledger.settleAndStep(batch, notices.map(({ noticeKey }, n) => ({ noticeKey, state: ends[n % 4] ?? 'accepted', reasonCode: n % 4 === 3 ? 'gatewayRefused' : null, messageId: `m${n}`, messageType: 'LMS', textHash: `h${n}` })), 'sent', { groupId: 'g' });
	await ledger.applyReports(notices.flatMap(({ noticeKey, attempt }, n) => (n % 4 === 0 ? [{ noticeKey, attempt, messageId: `m${n}`, state: 'delivered' as const, statusCode: '4000', reason: null }] : [])));
	expect(await ledger.close(lease, ORIGIN)).toMatchObject({ closed: true });
	await ledger.release(lease);
	await ledger.recordOpening({ fields: ['phone'], reason: '문의 응대', subjects: [notices[0]?.noticeKey ?? ''], runId: lease.runId, origin: ORIGIN });
}

let sample: string | null = null;
const sampleFolder = mkdtempSync(join(tmpdir(), 'moved-week-'));
afterAll(() => rmSync(sampleFolder, { recursive: true, force: true }));

/** A ledger that was used for a week; made once, and copied. */
async function filled(file: string): Promise<void> {
	if (sample === null) {
		const path = join(sampleFolder, 'ledger.db');
		const ledger = sqliteLedger(path);
		await aWeek(ledger);
		await ledger.drafts.recordDraft(DRAFT);
		await ledger.desk.takeOnce('ticket', Date.now() + 3_600_000);
		await ledger.dispose();
		sample = path;
	}
	copyFileSync(sample, file);
}

/** All that people ask of a ledger, of every run. */
async function toldBy(ledger: Ledger, run = RUN) {
	return {
		run: await ledger.run(run),
		account: await ledger.account(run),
		notices: await ledger.notices({ runId: run }, 1000),
		decisions: await ledger.decisions(run, 1000),
		templates: await ledger.templates(run),
		forms: await ledger.desk.forms({ campaign: PERIOD.campaign }, 1000),
		mails: await ledger.desk.mails({}, 1000),
		tasks: await ledger.desk.tasks({}, 1000),
		drafts: await ledger.drafts.draftsBetween('2026-01-01', '2027-12-31', 1000),
		totals: await ledger.desk.totals(PERIOD.campaign, '2026-01-01', '2027-12-31'),
		rows: await ledger.audit.check(),
	};
}

describe('a moved ledger', () => {
	it('knows all that the old one knew, and its chain goes on and tells of the move', async () => {
		const [from, to] = [tempFile(), tempFile()];
		await filled(from);
		const old = sqliteLedger(from);
		const before = await toldBy(old);
		const head = await old.head();
		await old.dispose();
		const moved = await moveLedger(moveOf(from, to));
		expect(moved).toMatchObject({ already: false, head: { seq: head.seq + 2 }, rows: { notice: 12, run: 1, draft: 1, event: head.seq + 1 } });
		const now = openLedger(to);
		expect(await toldBy(now)).toEqual(before);
		expect(await now.verify(head)).toEqual({ events: head.seq + 2, head: moved.head, broken: null });
		expect(await now.desk.takeOnce('ticket', Date.now() + 600_000)).toBe(false);
		const events = sqlOn(to, 'SELECT kind, payload FROM event WHERE seq > ? ORDER BY seq', head.seq);
		expect(events.map(({ kind }) => kind)).toEqual(['ledger.closing', 'ledger.moved']);
		expect(JSON.parse(String(events[1]?.payload))).toMatchObject({ from, to: TO, by: '박주무관', head: expect.stringMatching(`^${head.seq + 1}:`) as string });
	});

	it('goes on where the old one stopped: a prepared run is sent, and nobody is due twice', async () => {
		const [from, to] = [tempFile(), tempFile()];
		const old = sqliteLedger(from);
		await old.requireEnvironment('sandbox');
		await approvedRun(old, rowsOf(5));
		await old.dispose();
		await moveLedger(moveOf(from, to));
		const now = openLedger(to);
		const lease = await take(now, 'sender');
		expect((await now.openBatch(lease, { id: 'b', gateway: 'solapi', account: 'a', size: 10 }))?.size).toBe(5);
		const again = await take(now, 'worker', { ...PERIOD, period: '2026-W48' });
		await now.prepare(again, prepareInput(rowsOf(5), { summary: { ...prepareInput(rowsOf(5)).summary, contentHash: 'other' } }));
		expect((await now.account(`${PERIOD.campaign}/2026-W48`)).notices.due).toBe(0);
	});

	it('may have a run that waits for its scheduled texts: nobody works on it', async () => {
		const [from, to] = [tempFile(), tempFile()];
		const old = sqliteLedger(from);
		await old.requireEnvironment('sandbox');
		await approvedRun(old, rowsOf(2));
		await old.park(await take(old, 'closer'), 30 * 86_400_000);
		await old.dispose();
		expect(await moveLedger(moveOf(from, to))).toMatchObject({ already: false });
		expect(await take(openLedger(to), 'person')).toMatchObject({ runId: RUN });
	});

	it('of many pages is copied whole', async () => {
		const [from, to] = [tempFile(), tempFile()];
		const ledger = sqliteLedger(from);
		await ledger.requireEnvironment('sandbox');
		await approvedRun(ledger, rowsOf(1_203));
		await ledger.dispose();
		expect(await moveLedger(moveOf(from, to))).toMatchObject({ rows: { notice: 1_203, decision: 1_203 } });
		expect(await openLedger(to).audit.check()).toMatchObject({ notices: 1_203, problems: [] });
	});

	it('tells the same of any mixture of weeks', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 }), async (sizes) => {
				const [from, to] = [tempFile(), tempFile()];
				const old = sqliteLedger(from);
				const runs = sizes.map((_, week) => ({ ...PERIOD, campaign: `campaign-${week}` }));
				for (const [week, size] of sizes.entries()) await aWeek(old, size, runs[week]);
				const before = [];
				for (const { campaign, period } of runs) before.push(await toldBy(old, `${campaign}/${period}`));
				await old.dispose();
				await moveLedger(moveOf(from, to));
				const now = openLedger(to);
				for (const [index, { campaign, period }] of runs.entries()) expect(await toldBy(now, `${campaign}/${period}`)).toEqual(before[index]);
				expect((await now.verify()).broken).toBeNull();
			}),
			{ numRuns: 8 },
		);
	}, 300_000);
});

describe('the old ledger', () => {
	it('refuses every write, also of a program that has it open, and says where it went and what to do', async () => {
		const [from, to] = [tempFile(), tempFile()];
		await filled(from);
		const held = sqliteLedger(from);
		await held.run(RUN);
		await moveLedger(moveOf(from, to));
		const refusal = { code: 'ledgerMoved', message: expect.stringContaining(TO), remedy: expect.stringMatching(/PostgreSQL.*하시기 바랍니다/s) };
		for (const write of [
			() => held.requireEnvironment('sandbox'),
			() => held.takeRun({ ...PERIOD, period: '2026-W48' }, 'late', ORIGIN),
			() => held.desk.takeOnce('new', Date.now() + 60_000),
			() => held.recordOpening({ fields: [], reason: 'r', subjects: [], runId: null, origin: ORIGIN }),
		]) await expect(write()).rejects.toMatchObject(refusal);
		for (const table of ['notice', 'event', 'run', 'meta']) expect(() => onSqlite(from, `DELETE FROM ${table}`)).toThrow('ledgerMoved');
		expect((await held.verify()).broken).toBeNull();
		await closeAll();
		await expect(sqliteLedger(from).run(RUN)).rejects.toMatchObject(refusal);
	});

	it('that is moved already is not moved again: the same call says so, another place is refused, cancelling too', async () => {
		const [from, to] = [tempFile(), tempFile()];
		await filled(from);
		const first = await moveLedger(moveOf(from, to));
		expect(await moveLedger(moveOf(from, to))).toEqual({ ...first, already: true });
		await expect(moveLedger(moveOf(from, tempFile(), { to: 'PostgreSQL other:5432/x (y)' }))).rejects.toMatchObject({ code: 'moveElsewhere', message: expect.stringContaining(TO) });
		await expect(moveLedger(moveOf(from, tempFile()))).rejects.toMatchObject({ code: 'moveTargetLost' });
		await expect(cancelMove(moveOf(from, to))).rejects.toMatchObject({ code: 'moveDone' });
	});
});

describe('a move is refused, and both ledgers stay as they were', () => {
	let from: string;
	let to: string;
	beforeEach(async () => {
		[from, to] = [tempFile(), tempFile()];
		await filled(from);
	});
	const expectRefused = async (expected: object, wish: Partial<Move> = {}) => {
		await expect(moveLedger(moveOf(from, to, wish))).rejects.toMatchObject({ ...expected, remedy: expect.stringMatching(/바랍니다\.|됩니다\.$/) });
		expect(onSqlite(from, `SELECT name FROM sqlite_schema WHERE type = 'trigger'`)).toEqual([]);
		expect(onSqlite(from, `SELECT kind FROM event WHERE kind = 'ledger.closing'`)).toEqual([]);
		await openLedger(to).requireEnvironment('sandbox');
	};

	it.each([
		['a row was edited', `UPDATE notice SET state = 'failed' WHERE state = 'delivered'`, { code: 'moveBroken', message: expect.stringContaining('자료의 상태') }],
		['an event was edited', `UPDATE event SET payload = '{}' WHERE seq = 3`, { code: 'moveBroken', message: expect.stringContaining('3번') }],
		['an event is missing', `DELETE FROM event WHERE seq = 3`, { code: 'moveBroken' }],
		['the version is older', `UPDATE meta SET value = '${SCHEMA_VERSION - 1}' WHERE name = 'schema'`, { code: 'moveVersion', remedy: expect.stringContaining('한 번') }],
		['the version is newer', `UPDATE meta SET value = '${SCHEMA_VERSION + 1}' WHERE name = 'schema'`, { code: 'moveVersion' }],
		['it is a live ledger', `UPDATE meta SET value = 'live' WHERE name = 'environment'`, { code: 'ledgerEnvironment' }],
		['it holds nothing', `DELETE FROM event`, { code: 'moveNothing' }],
	])('where %s', async (_name, sql, expected) => {
		onSqlite(from, sql);
		await expectRefused(expected);
	});

	it('where a batch is between two steps', async () => {
		const period = { ...PERIOD, period: '2026-W52' };
		const ledger = sqliteLedger(from);
		await approvedRun(ledger, [deskRow(951)], period);
		const lease = await take(ledger, 'sender', period);
		expect(await ledger.openBatch(lease, { id: 'b-52', gateway: 'solapi', account: 'A', size: 1 })).toMatchObject({ step: 'creating' });
		await ledger.release(lease);
		await expectRefused({ code: 'moveBusy', message: expect.stringContaining('2026-W52') });
	});

	it('where an execution works on a run', async () => {
		const ledger = sqliteLedger(from);
		await take(ledger, 'worker', { ...PERIOD, period: '2026-W48' });
		await expectRefused({ code: 'moveBusy', message: expect.stringContaining('2026-W48') });
	});

	it('where the key is another', async () => {
		await expectRefused({ code: 'ledgerKeyWrong' }, { keys: deriveKeys(Buffer.alloc(32, 8)) });
	});

	it('where the target has records', async () => {
		const other = openLedger(to);
		await other.requireEnvironment('sandbox');
		await other.drafts.recordDraft(DRAFT);
		await expectRefused({ code: 'moveTargetUsed' });
		expect((await other.verify()).events).toBe(1);
	});

	it('where the target is kept under another key or for the other environment', async () => {
		await openLedger(to).requireEnvironment('live');
		await expect(moveLedger(moveOf(from, to))).rejects.toMatchObject({ code: 'ledgerEnvironment' });
		const third = tempFile();
		const strange = new Ledger(storeAt(third), { key: Buffer.alloc(32, 3), clock: new TestClock(), leaseMs: 1_000 });
		open.push(async () => await strange.dispose());
		await strange.requireEnvironment('sandbox');
		await expect(moveLedger(moveOf(from, third))).rejects.toMatchObject({ code: 'ledgerKeyWrong' });
	});

	it('where a file is none, or no ledger, which is neither made nor changed', async () => {
		const missing = join(tempFolder(), 'none.sqlite');
		expect(() => SqliteStore.existing(missing)).toThrow(expect.objectContaining({ code: 'ledgerMissing' }));
		expect(existsSync(missing)).toBe(false);
		const text = tempFile();
		writeFileSync(text, 'no database, but a text that is long enough to be looked at as one');
		await expect(moveLedger(moveOf(text, to))).rejects.toMatchObject({ code: 'ledgerUnusable' });
		const other = tempFile();
		onSqlite(other, 'CREATE TABLE workflow (id TEXT)');
		const before = readFileSync(other);
		await expect(moveLedger(moveOf(other, to))).rejects.toMatchObject({ code: 'moveNoLedger' });
		expect(readFileSync(other)).toEqual(before);
	});

	it('where something was written while it was checked', async () => {
		const store = SqliteStore.existing(from);
		const busy = sqliteLedger(from);
		let calls = 0;
		const source: LedgerStore = {
			close: async () => await store.close(),
			transact: async (steps) => {
				const result = await store.transact(steps);
				if ((calls += 1) === 4) await busy.recordOpening({ fields: [], reason: '문의', subjects: [], runId: null, origin: ORIGIN });
				return result;
			},
		};
		await expectRefused({ code: 'moveBusy' }, { source });
	});
});

describe('the witness', () => {
	it('goes on with the moved ledger, also one that is new', async () => {
		const [from, to, path] = [tempFile(), tempFile(), join(tempFolder(), 'witness')];
		await filled(from);
		const { head } = await moveLedger(moveOf(from, to, { witness: new FileWitness(path) }));
		expect(await new FileWitness(path).read()).toEqual(head);
		expect(await openLedger(to).reaches(head)).toBe(true);
	});

	it('keeps a ledger that was put back from a backup from being moved', async () => {
		const [from, to] = [tempFile(), tempFile()];
		await filled(from);
		const witness = new FileWitness(join(tempFolder(), 'witness'));
		await witness.write({ seq: 9_999, mac: 'x' });
		await expect(moveLedger(moveOf(from, to, { witness }))).rejects.toMatchObject({ code: 'ledgerRestored' });
		expect(onSqlite(from, `SELECT name FROM sqlite_schema WHERE type = 'trigger'`)).toEqual([]);
	});
});

/** A program that ends at its `at`-th transaction of both stores: before it, or after it was committed. */
function mortal(stores: Pick<Move, 'source' | 'target'>, at: number, when: 'before' | 'after'): Pick<Move, 'source' | 'target'> & { ended: () => boolean } {
	let calls = 0;
	let dead = false;
	const wrap = (store: LedgerStore): LedgerStore => ({
		close: async () => await store.close(),
		transact: async (steps) => {
			calls += 1;
			if (dead || (calls === at && when === 'before')) {
				dead = true;
				throw new Error('killed');
			}
			const result = await store.transact(steps);
			if (calls === at) {
				dead = true;
				throw new Error('killed');
			}
			return result;
		},
	});
	return { source: wrap(stores.source), target: wrap(stores.target), ended: () => dead };
}

/** Whether a ledger takes a write. */
async function takes(ledger: Ledger): Promise<boolean> {
	try {
		await ledger.desk.takeOnce(`probe-${(attempts += 1)}`, Date.now() + 600_000);
		await ledger.recordOpening({ fields: [], reason: '시험', subjects: [], runId: null, origin: ORIGIN });
		return true;
	} catch (error) {
		expect(error).toMatchObject({ code: expect.stringMatching(/^ledger(Moved|Filling)$/) });
		return false;
	}
}

describe('a move that is killed', () => {
	/** Killed after a commit is killed before the next: every other one in both ways is every moment, which SQLite affords. */
	const moments = (most: number) => Array.from({ length: most }, (_, index) => index + 1).filter((at) => at % (isOnPostgres ? 6 : 2) === 1 || at === most);

	/** All that a full move does, to be cut at each of its transactions. */
	async function transactionsOfAMove(): Promise<number> {
		const [from, to] = [tempFile(), tempFile()];
		await filled(from);
		let calls = 0;
		const counted = (store: LedgerStore): LedgerStore => ({ close: async () => await store.close(), transact: async (steps) => await store.transact(steps).finally(() => (calls += 1)) });
		await moveLedger(moveOf(from, to, { source: counted(SqliteStore.existing(from)), target: counted(storeAt(to)) }));
		return calls;
	}

	it.each(['before', 'after'] as const)('%s any of its commits never leaves two ledgers of the same people that take writes, and a second call finishes it', async (when) => {
		const most = await transactionsOfAMove();
		expect(most).toBeGreaterThan(20);
		const outcomes = new Set<string>();
		for (const at of moments(most)) {
			const [from, to] = [tempFile(), tempFile()];
			await filled(from);
			const cut = mortal({ source: SqliteStore.existing(from), target: storeAt(to) }, at, when);
			await expect(moveLedger(moveOf(from, to, cut))).rejects.toThrow('killed');
			const target = new LedgerProbe(to);
			const copied = target.rows('SELECT COUNT(*) AS n FROM notice').some(({ n }) => Number(n) > 0);
			const oldTakes = onSqlite(from, `SELECT 1 FROM meta WHERE name = 'moved'`).length === 0;
			const filling = target.rows(`SELECT value FROM meta WHERE name = 'key'`).some(({ value }) => String(value).startsWith('filling:'));
			const newTakes = copied && !filling;
			expect([at, oldTakes && newTakes]).toEqual([at, false]);
			if (!oldTakes) expect([at, await takes(sqliteLedger(from))]).toEqual([at, false]);
			if (filling) expect([at, await takes(openLedger(to))]).toEqual([at, false]);
			outcomes.add(oldTakes ? 'old' : newTakes ? 'new' : 'neither');
			await moveLedger(moveOf(from, to));
			expect([at, await takes(sqliteLedger(from)), await takes(openLedger(to))]).toEqual([at, false, true]);
			expect((await openLedger(to).verify()).broken).toBeNull();
			expect(await openLedger(to).audit.check()).toMatchObject({ notices: 12, problems: [] });
			await closeAll();
			await cleanUp();
		}
		expect(outcomes).toEqual(new Set(['old', 'neither', 'new']));
	}, 300_000);

	it.each(['before', 'after'] as const)('%s any of its commits can be taken back as long as the new ledger is not complete', async (when) => {
		const most = await transactionsOfAMove();
		for (const at of moments(most)) {
			const [from, to] = [tempFile(), tempFile()];
			await filled(from);
			await expect(moveLedger(moveOf(from, to, mortal({ source: SqliteStore.existing(from), target: storeAt(to) }, at, when)))).rejects.toThrow('killed');
			const begun = onSqlite(from, `SELECT 1 FROM meta WHERE name = 'moved'`).length > 0;
			const complete = new LedgerProbe(to).rows(`SELECT 1 AS found FROM event WHERE kind = 'ledger.moved'`).length > 0;
			const cancelling = cancelMove(moveOf(from, to));
			if (complete) await expect(cancelling).rejects.toMatchObject({ code: 'moveDone' });
			else if (begun) await cancelling;
			else await cancelling.catch((error: unknown) => expect(error).toMatchObject({ code: 'moveNotBegun' }));
			expect([at, await takes(sqliteLedger(from))]).toEqual([at, !complete]);
			if (!complete) expect([at, new LedgerProbe(to).rows('SELECT notice_key FROM notice')]).toEqual([at, []]);
			expect((await new Ledger(SqliteStore.existing(from), { key: LEDGER_KEY, clock: new TestClock(), leaseMs: 1_000 }).verify()).broken).toBeNull();
			await closeAll();
			await cleanUp();
		}
	}, 300_000);
});

describe('a program that had the empty target open', () => {
	it('is refused while the target is filled, so that nothing it records can be swept away, and goes on after it', async () => {
		const [from, to] = [tempFile(), tempFile()];
		await filled(from);
		const early = openLedger(to);
		await early.requireEnvironment('sandbox');
		await expect(moveLedger(moveOf(from, to, { target: deafOnceClosed(from, storeAt(to)) }))).rejects.toThrow('killed');
		expect(await takes(early)).toBe(false);
		await moveLedger(moveOf(from, to));
		expect(await takes(early)).toBe(true);
	});
});

describe('two at once', () => {
	it('end in one move, and the other learns of it', async () => {
		const [from, to] = [tempFile(), tempFile()];
		await filled(from);
		const ends = await Promise.allSettled([moveLedger(moveOf(from, to)), moveLedger(moveOf(from, to)), moveLedger(moveOf(from, to))]);
		for (const end of ends) if (end.status === 'rejected') expect(end.reason).toMatchObject({ code: expect.stringMatching(/^move(Overtaken|Busy|TargetUsed)$/) });
		await moveLedger(moveOf(from, to));
		expect([await takes(sqliteLedger(from)), await takes(openLedger(to))]).toEqual([false, true]);
		expect(sqlOn(to, `SELECT kind FROM event WHERE kind = 'ledger.moved'`)).toHaveLength(1);
	});

	it('a cancellation and a move never both win, however their transactions fall', async () => {
		const winners = new Set<string>();
		await fc.assert(
			fc.asyncProperty(fc.nat(60), fc.array(fc.boolean(), { minLength: 60, maxLength: 60 }), async (lead, turns) => {
				const [from, to] = [tempFile(), tempFile()];
				await filled(from);
				await expect(moveLedger(moveOf(from, to, { target: deafOnceClosed(from, storeAt(to)) }))).rejects.toThrow('killed');
				const race = interleaved([...Array.from({ length: lead }, () => false), ...turns]);
				const [moved, cancelled] = await Promise.allSettled([
					race.of(0, (wish) => moveLedger(moveOf(from, to, wish)), from, to),
					race.of(1, (wish) => cancelMove(moveOf(from, to, wish)), from, to),
				]);
				const newTakes = sqlOn(to, `SELECT 1 AS found FROM event WHERE kind = 'ledger.moved'`).length > 0;
				const oldTakes = onSqlite(from, `SELECT 1 FROM meta WHERE name = 'moved'`).length === 0;
				expect({ both: oldTakes && newTakes, moved: moved.status === 'fulfilled' && !newTakes }).toEqual({ both: false, moved: false });
				if (cancelled.status === 'rejected') expect(cancelled.reason).toMatchObject({ code: expect.stringMatching(/^move(Overtaken|Done|NotBegun)$/) });
				winners.add(newTakes ? 'new' : oldTakes ? 'old' : 'neither');
				await closeAll();
			}),
			{ numRuns: 25 },
		);
		expect([...winners]).toEqual(expect.arrayContaining(['new', 'old']));
	}, 300_000);
});

/** A target that cannot be reached any more once the source is closed. */
const deafOnceClosed = (from: string, store: LedgerStore): LedgerStore => ({
	close: async () => await store.close(),
	transact: async (steps) => {
		if (onSqlite(from, `SELECT 1 FROM meta WHERE name = 'moved'`).length > 0) throw new Error('killed');
		return await store.transact(steps);
	},
});

/** Lets the transactions of two programs take turns as told; who has ended leaves the rest to the other. */
function interleaved(turns: readonly boolean[]) {
	const waiting: Array<(() => void) | null> = [null, null];
	const ended = [false, false];
	let next = 0;
	const go = () => {
		if (!waiting.every((one, who) => one !== null || ended[who])) return;
		const wanted = turns[next++] === true ? 1 : 0;
		const who = waiting[wanted] ? wanted : 1 - wanted;
		const start = waiting[who];
		waiting[who] = null;
		start?.();
	};
	return {
		of: async <T>(who: number, work: (wish: Partial<Move>) => Promise<T>, from: string, to: string): Promise<T> => {
			const wrap = (store: LedgerStore): LedgerStore => ({
				close: async () => await store.close(),
				transact: async (steps) => {
					await new Promise<void>((resolve) => {
						waiting[who] = resolve;
						go();
					});
					return await store.transact(steps);
				},
			});
			try {
				return await work({ source: wrap(SqliteStore.existing(from)), target: wrap(storeAt(to)) });
			} finally {
				ended[who] = true;
				go();
			}
		},
	};
}
