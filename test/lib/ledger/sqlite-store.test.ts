import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { SqliteStore } from '../../../lib/ledger/sqlite-store';
import { all } from '../../../lib/ledger/steps';
import { approvedRun, cleanUp, openLedger, ORIGIN, PERIOD, rowsOf, take, tempFile, tempFolder, prepareInput, TestClock } from '../../support/notice-run';

const children: ChildProcess[] = [];
afterEach(async () => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
	await cleanUp();
});

/** Another process that holds the write lock of the file until it is told to let go. */
async function holdLock(file: string): Promise<() => void> {
	const script = `const { DatabaseSync } = require('node:sqlite');
		const database = new DatabaseSync(${JSON.stringify(file)});
		database.exec('PRAGMA journal_mode = WAL; BEGIN EXCLUSIVE'); console.log('held');
		process.stdin.once('data', () => { database.exec('COMMIT'); database.close(); process.exit(); });`;
	const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', script], { stdio: ['pipe', 'pipe', 'inherit'] });
	children.push(child);
	await new Promise((resolve) => child.stdout?.once('data', resolve));
	return () => void child.stdin?.write('go\n');
}

/** That work waits for the lock and leaves the event loop free meanwhile: else nobody here could have the lock let go in time. */
async function waitsAside(letGo: () => void, work: Promise<unknown>): Promise<void> {
	let done = false;
	const end = work.then(() => (done = true));
	for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
	expect(done).toBe(false);
	letGo();
	await end;
}

/** How often the event loop came round meanwhile. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
	let turns = 0;
	let over = false;
	const next = () => {
		turns += 1;
		if (!over) setImmediate(next);
	};
	setImmediate(next);
	await work();
	over = true;
	return turns;
}

describe('the ledger file', () => {
	it('is waited for without blocking the event loop while another process holds it', async () => {
		const file = tempFile();
		const ledger = openLedger(file);
		await approvedRun(ledger, rowsOf(3));
		await waitsAside(await holdLock(file), take(ledger, 'patient'));
	});

	it('is waited for in the same way when it is first opened', async () => {
		const file = tempFile();
		await waitsAside(await holdLock(file), take(openLedger(file)));
	});

	it('serves two nodes and two executions of one process under load without error, and lets the event loop come round between any two transactions', async () => {
		const file = tempFile();
		const ledgers = [openLedger(file), openLedger(file)];
		const input = prepareInput(rowsOf(400));
		const transact = jest.spyOn(SqliteStore.prototype, 'transact');
		const turns = await turnsDuring(async () => {
			await Promise.all(
				ledgers.flatMap((ledger, node) =>
					[0, 1].map(async (execution) => {
						const period = { ...PERIOD, campaign: `campaign-${node}-${execution}` };
						const lease = await take(ledger, `execution-${execution}`, period);
						await ledger.prepare(lease, input);
						await ledger.approve(lease.runId, { kind: 'person', name: '박주무관' }, ORIGIN);
						const sender = await take(ledger, `execution-${execution}`, period);
						for (;;) {
							const batch = await ledger.openBatch(sender, { id: `${period.campaign}-${Math.random()}`, gateway: 'solapi', account: 'K', size: 100 });
							if (!batch) break;
							const notices = await ledger.noticesOf(batch.id);
							await ledger.settleAndStep(batch, notices.map(({ noticeKey }) => ({ noticeKey, state: 'accepted' as const })), 'sent');
						}
						expect(await ledger.close(sender, ORIGIN)).toMatchObject({ closed: true });
					}),
				),
			);
		});
		const transactions = transact.mock.calls.length;
		transact.mockRestore();
		expect(transactions).toBeGreaterThan(4);
		expect(turns).toBeGreaterThanOrEqual(transactions);
		expect((await ledgers[0]?.verify())?.broken).toBeNull();
	}, 30_000);

	it('lets one of two executions that start the same run at once have it', async () => {
		const file = tempFile();
		const taken = await Promise.all(['a', 'b'].map((owner) => openLedger(file).takeRun(PERIOD, owner, ORIGIN)));
		expect(taken.filter((lease) => lease !== null)).toHaveLength(1);
	});

	it('stays open for others when one user closes it twice', async () => {
		const file = tempFile();
		const [one, other] = [SqliteStore.at(file), SqliteStore.at(file)];
		await one.close();
		await one.close();
		expect(await other.transact(() => all('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
		await other.close();
	});

	it('rolls back as a whole what fails in the middle', async () => {
		const store = SqliteStore.at(tempFile());
		await expect(
			store.transact(function* () {
				yield* all(`INSERT INTO meta (name, value) VALUES ('half', 'done')`);
				throw new Error('in the middle');
			}),
		).rejects.toThrow('in the middle');
		expect(await store.transact(() => all(`SELECT * FROM meta WHERE name = 'half'`))).toEqual([]);
		await store.close();
	});

	it('is refused with a remedy when it is no ledger, a folder, or of a newer version', async () => {
		const folder = tempFolder();
		const text = join(folder, 'text.db');
		writeFileSync(text, 'not a database, certainly not one of SQLite '.repeat(50));
		mkdirSync(join(folder, 'folder.db'));
		const newer = join(folder, 'newer.db');
		const made = SqliteStore.at(newer);
		await made.transact(() => all(`UPDATE meta SET value = '99' WHERE name = 'schema'`));
		await made.close();
		const open = async (file: string) => {
			const store = SqliteStore.at(file);
			await store.transact(() => all('SELECT 1')).finally(() => store.close());
		};
		await expect(open(text)).rejects.toMatchObject({ code: 'ledgerUnusable' });
		await expect(open(join(folder, 'folder.db'))).rejects.toMatchObject({ code: 'ledgerUnusable' });
		await expect(open(newer)).rejects.toMatchObject({ code: 'ledgerVersion' });
		await expect(open(join(text, 'ledger.db'))).rejects.toMatchObject({ code: 'ledgerUnusable' });
	});

	it('writes durably: full synchronisation, write-ahead log', async () => {
		const file = tempFile();
		await take(openLedger(file, new TestClock()));
		const database = new DatabaseSync(file, { readOnly: true });
		expect(database.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
		database.close();
	});
});
