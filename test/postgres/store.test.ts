import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { type PostgresConfig, PostgresStore } from '../../lib/ledger/postgres-store';
import { all, first, int, type LedgerStore, type Steps } from '../../lib/ledger/steps';
import { Client } from '../../lib/vendor/pg';
import { createRandom } from '../../sandbox/shared/random.mts';
import { type DatabaseServer, startPostgres } from '../support/databases';
import { TcpRelay } from '../support/tcp-relay';
import { testCertificate } from '../support/test-certificate';

const ROOT = join(__dirname, '..', '..');
const IMPATIENT = { lockMs: 300, leastLockMs: 300, serverMs: 300 };
const { cert, key } = testCertificate();

const folder = mkdtempSync(join(tmpdir(), 'postgres-store-'));
const children: ChildProcess[] = [];
let server: DatabaseServer;
let schemas = 0;
let config: PostgresConfig;

beforeAll(async () => {
	const owner = process.getuid?.() === 0 ? Number(execFileSync('id', ['-u', 'postgres'])) : null;
	const put = (name: string, text: string) => {
		const file = join(folder, name);
		writeFileSync(file, text, { mode: 0o600 });
		if (owner !== null) for (const path of [folder, file]) chownSync(path, owner, 0);
		return file;
	};
	server = await startPostgres({ settings: ['-c', 'ssl=on', '-c', `ssl_cert_file=${put('cert.pem', cert)}`, '-c', `ssl_key_file=${put('key.pem', key)}`] });
	execFileSync(join(ROOT, 'node_modules/.bin/esbuild'), ['lib/ledger/postgres-store.ts', '--bundle', '--platform=node', '--external:pg-native', `--outfile=${join(folder, 'store.cjs')}`], { cwd: ROOT, stdio: 'pipe' });
});
afterAll(async () => {
	await server.stop();
	rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => {
	const { host, port, user, password, database } = server;
	schemas += 1;
	config = { host, port, user, password, database, schema: `store_${schemas}`, tls: 'off', ca: '' };
});
afterEach(() => {
	for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Reads the counter and writes the next number: two that do so at once would lose one. */
function* count(): Steps<number> {
	const row = yield* first(`SELECT value FROM meta WHERE name = 'counter'`);
	const next = int({ value: row?.value ?? '0' }, 'value') + 1;
	yield* all(`INSERT INTO meta (name, value) VALUES ('counter', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value`, String(next));
	return next;
}

const counted = async (store: LedgerStore) => await store.transact(function* () {
	return int((yield* first(`SELECT value FROM meta WHERE name = 'counter'`)) ?? { value: '0' }, 'value');
});

/** Another process that uses the ledger; `body` sees `store`, the steps `next` and `ask` for one statement. */
function otherProcess(body: string): ChildProcess {
	const script = `const { PostgresStore } = require(${JSON.stringify(join(folder, 'store.cjs'))});
		const store = PostgresStore.at(${JSON.stringify(config)});
		const ask = function* (sql, ...values) { return yield { sql, values }; };
		const next = function* () {
			const [row] = yield* ask("SELECT value FROM meta WHERE name = 'counter'");
			const value = Number(row?.value ?? 0) + 1;
			yield* ask("INSERT INTO meta (name, value) VALUES ('counter', ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value", String(value));
		};
		(async () => { ${body} })().catch((error) => { console.error(error); process.exit(1); });`;
	const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
	children.push(child);
	return child;
}

const exitOf = async (child: ChildProcess) => child.exitCode ?? (await new Promise((resolve) => child.once('exit', resolve)));
const said = async (child: ChildProcess) => await new Promise((resolve) => child.stdout?.once('data', resolve));

/** A transaction that stays busy, without end or for some time, after it has changed the counter. */
const busy = (until: string) => `await store.transact(function* () { yield* next(); console.log('inside'); for (const from = Date.now(); ${until}; ) yield* ask("SELECT 1"); });`;

describe('writers of several processes', () => {
	it('lose nothing to each other', async () => {
		const store = PostgresStore.at(config);
		const others = [1, 2].map(() => otherProcess(`for (let turn = 0; turn < 60; turn += 1) await store.transact(next);`));
		await Promise.all(Array.from({ length: 60 }, () => store.transact(count)));
		expect(await Promise.all(others.map(exitOf))).toEqual([0, 0]);
		expect(await counted(store)).toBe(180);
	});

	it('are not held up by one that is killed in the middle, whose work is undone', async () => {
		const store = PostgresStore.at(config);
		await store.transact(count);
		const killed = otherProcess(busy('true'));
		await said(killed);
		killed.kill('SIGKILL');
		expect(await store.transact(count)).toBe(2);
	});

	it('go on without one that is frozen in the middle; revived, it begins anew from what they left', async () => {
		const store = PostgresStore.at(config);
		const frozen = otherProcess(busy('Date.now() < from + 500'));
		await said(frozen);
		frozen.kill('SIGSTOP');
		expect(await store.transact(count)).toBe(1);
		frozen.kill('SIGCONT');
		expect(await exitOf(frozen)).toBe(0);
		expect(await counted(store)).toBe(2);
	});
});

describe('a lost connection', () => {
	let relay: TcpRelay;
	beforeEach(async () => {
		relay = await TcpRelay.to(server.port);
		config = { ...config, port: relay.port };
	});
	afterEach(async () => await relay.close());

	it.each([
		['before it reaches the server', 'drop', 2],
		['after the server has done it', 'dropAfter', 1],
	] as const)('at COMMIT, %s, leaves the transaction done exactly once', async (_name, fate, attempts) => {
		const store = PostgresStore.at(config);
		await store.transact(count);
		let broken = 0;
		relay.onRequest = (bytes) => (bytes.includes('COMMIT') && (broken += 1) === 1 ? fate : 'pass');
		let runs = 0;
		const result = await store.transact(function* () {
			runs += 1;
			return yield* count();
		});
		expect({ result, runs, counted: await counted(store) }).toEqual({ result: 2, runs: attempts, counted: 2 });
	});

	it('at any moment, again and again, counts every transaction once', async () => {
		const store = PostgresStore.at(config);
		await store.transact(count);
		const random = createRandom('cuts');
		relay.onRequest = () => (random.chance(0.95) ? 'pass' : random.chance(0.5) ? 'drop' : 'dropAfter');
		const results: number[] = [];
		for (let turn = 0; turn < 100; turn += 1) results.push(await store.transact(count));
		expect(results).toEqual(Array.from({ length: 100 }, (_, index) => index + 2));
	});

	it('while nobody uses it is not even noticed', async () => {
		const store = PostgresStore.at(config);
		await store.transact(count);
		relay.cut();
		await sleep(20);
		expect(await store.transact(count)).toBe(2);
	});

	it('that does not come back ends with the cause and a remedy, and with doubt where there is one', async () => {
		const store = PostgresStore.at(config, IMPATIENT);
		await store.transact(count);
		relay.onRequest = (bytes) => (bytes.includes('COMMIT') ? 'dropAfter' : 'pass');
		const doubtful = store.transact(function* () {
			const next = yield* count();
			relay.onRequest = (bytes) => {
				if (!bytes.includes('COMMIT')) return 'pass';
				relay.onRequest = () => 'drop';
				return 'dropAfter';
			};
			return next;
		});
		await expect(doubtful).rejects.toMatchObject({ code: 'ledgerInDoubt' });
		await expect(store.transact(count)).rejects.toMatchObject({ code: 'ledgerUnreachable', remedy: expect.stringMatching(/하시기 바랍니다\.$/) });
	});
});

describe('a server', () => {
	it.each(['fast', 'immediate'] as const)('that is restarted (%s) in the middle of the work is waited for', async (how) => {
		const store = PostgresStore.at(config);
		await store.transact(count);
		let done = false;
		const work = (async () => {
			for (let turn = 0; !done || turn < 50; turn += 1) await store.transact(count);
		})();
		const before = await counted(store);
		await server.restart(how);
		done = true;
		await work;
		expect(await counted(store)).toBeGreaterThan(before);
		const results = [await store.transact(count), await store.transact(count)];
		expect(results[1]).toBe((results[0] ?? 0) + 1);
	});

	it.each<[string, Partial<PostgresConfig>, string]>([
		['with a wrong password', { password: 'wrong' }, 'ledgerUnusable'],
		['without the database', { database: 'nowhere' }, 'ledgerUnusable'],
		['of an unknown name', { host: 'no-such-host.invalid' }, 'ledgerUnusable'],
		['whose certificate nobody vouches for', { host: 'localhost', tls: 'verify' }, 'ledgerUnusable'],
		['that presents the certificate of another', { tls: 'verify', ca: cert }, 'ledgerUnusable'],
		['that does not answer', { port: 1 }, 'ledgerUnreachable'],
	])('%s is refused in Korean, and nothing of the password is said', async (_name, wish, code) => {
		const store = PostgresStore.at({ ...config, ...wish }, IMPATIENT);
		const error: unknown = await store.transact(count).catch((reason: unknown) => reason);
		expect(error).toMatchObject({ code, message: expect.stringMatching(/[가-힣]/), remedy: expect.stringMatching(/하시기 바랍니다\.$/) });
		expect(JSON.stringify(error) + String(error)).not.toContain(config.password);
	});

	it('is used over TLS with the certificate of a private authority', async () => {
		const store = PostgresStore.at({ ...config, host: 'localhost', tls: 'verify', ca: cert });
		const [row] = await store.transact(() => all('SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()'));
		expect(row).toEqual({ ssl: true });
	});

	it('that grants too little is refused', async () => {
		await asOwner(`CREATE ROLE guest LOGIN PASSWORD 'guest'`);
		const store = PostgresStore.at({ ...config, user: 'guest', password: 'guest' }, IMPATIENT);
		await expect(store.transact(count)).rejects.toMatchObject({ code: 'ledgerUnusable', message: expect.stringContaining('권한') });
	});
});

describe('the ledger', () => {
	it('that another program holds is waited for only so long, and nothing changes', async () => {
		const store = PostgresStore.at(config, IMPATIENT);
		await store.transact(count);
		const holder = await connected();
		await holder.query(`BEGIN; LOCK TABLE "${config.schema}".meta IN ACCESS EXCLUSIVE MODE`);
		await expect(store.transact(count)).rejects.toMatchObject({ code: 'ledgerLocked' });
		await holder.end();
		expect(await store.transact(count)).toBe(2);
	});

	it('undoes as a whole what fails in the middle, and goes on', async () => {
		const store = PostgresStore.at(config);
		await expect(store.transact(function* () {
			yield* count();
			throw new Error('in the middle');
		})).rejects.toThrow('in the middle');
		await expect(store.transact(function* () {
			yield* count();
			yield* all(`INSERT INTO meta (name, value) VALUES ('schema', 'again')`);
		})).rejects.toMatchObject({ code: 'ledgerFailed', message: expect.stringContaining('23505') });
		expect(await store.transact(count)).toBe(1);
	});

	it('stays readable for a process that knew its tables before they were changed', async () => {
		const store = PostgresStore.at(config);
		const read = () => store.transact(() => all(`SELECT * FROM meta WHERE name = 'schema'`));
		await read();
		await asOwner(`ALTER TABLE "${config.schema}".meta ADD COLUMN more TEXT`);
		expect(await read()).toEqual([{ name: 'schema', value: expect.any(String), more: null }]);
	});

	it('keeps the order of bytes whatever the language of the database', async () => {
		const store = PostgresStore.at(config);
		const rows = await store.transact(() => all(`SELECT collation_name FROM information_schema.columns WHERE table_schema = ? AND data_type = 'text' AND collation_name IS DISTINCT FROM 'C'`, config.schema));
		expect(rows).toEqual([]);
	});

	it('is closed twice without harm, and others keep it open', async () => {
		const [one, other] = [PostgresStore.at(config), PostgresStore.at(config)];
		await one.close();
		await one.close();
		expect(await other.transact(count)).toBe(1);
	});
});

async function connected(): Promise<Client> {
	const { host, port, user, password, database } = server;
	const client = new Client({ host, port, user, password, database });
	client.on('error', () => undefined);
	await client.connect();
	return client;
}

async function asOwner(sql: string): Promise<void> {
	const client = await connected();
	await client.query(sql);
	await client.end();
}
