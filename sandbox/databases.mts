import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';

/** Where a database server of a test is reached; the user may do everything on it. */
export interface DatabaseAddress {
	host: string;
	port: number;
	user: string;
	password: string;
	database: string;
}

/** A database server of a test's own: in a temporary folder, on a free port of this machine. */
export interface DatabaseServer extends DatabaseAddress {
	/** Process id of the server, for kill and freeze trials. */
	pid(): number;
	/** Ends the server (`immediate`: as if it crashed) and starts it again on the same port and data. */
	restart(how?: 'fast' | 'immediate'): Promise<void>;
	/** Ends the server and removes its folder. */
	stop(): Promise<void>;
}

export interface DatabaseOptions {
	/** Further command-line settings of the server, for example `['-c', 'max_connections=20']`. */
	settings?: readonly string[];
}

const HOST = '127.0.0.1';
const PASSWORD = 'test-only';
const DATABASE = 'cityhall';

/** An own PostgreSQL with an empty database `cityhall` (UTF8, locale C, UTC whatever the machine has). */
export async function startPostgres({ settings = [] }: DatabaseOptions = {}): Promise<DatabaseServer> {
	const bin = postgresBin();
	const user = 'postgres';
	const { folder, account } = ownFolder('cityhall-postgres-', user);
	const passwordFile = join(folder, 'password');
	writeFileSync(passwordFile, PASSWORD);
	chmodSync(passwordFile, 0o644);
	const data = join(folder, 'data');
	run(join(bin, 'initdb'), ['--no-sync', '--locale=C', '--encoding=UTF8', '--auth=scram-sha-256', `--username=${user}`, `--pwfile=${passwordFile}`, '-D', data], folder, account);
	const server = await running({
		folder,
		account,
		command: (port) => [
			join(bin, 'postgres'),
			...['-D', data, '-h', HOST, '-p', String(port), '-c', 'unix_socket_directories=', '-c', 'timezone=UTC', '-c', 'fsync=off', '-c', 'shared_buffers=16MB'],
			...settings,
		],
		signals: { fast: 'SIGINT', immediate: 'SIGQUIT' },
		ping: async (port) => {
			const client = new Client({ host: HOST, port, user, password: PASSWORD, database: 'postgres' });
			client.on('error', () => undefined);
			await client.connect();
			const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE]);
			if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
			await client.end();
		},
	});
	return { host: HOST, user, password: PASSWORD, database: DATABASE, ...server };
}

/** An own MariaDB with an empty database `cityhall` (utf8mb4, UTC whatever the machine has). */
export async function startMariadb({ settings = [] }: DatabaseOptions = {}): Promise<DatabaseServer> {
	const user = 'cityhall';
	const { folder, account } = ownFolder('cityhall-mariadb-', 'mysql');
	const data = join(folder, 'data');
	const init = join(folder, 'init.sql');
	writeFileSync(
		init,
		[
			`CREATE DATABASE IF NOT EXISTS ${DATABASE} CHARACTER SET utf8mb4`,
			`CREATE USER IF NOT EXISTS '${user}'@'%' IDENTIFIED BY '${PASSWORD}'`,
			`GRANT ALL PRIVILEGES ON *.* TO '${user}'@'%' WITH GRANT OPTION`,
		].join(';\n') + ';\n',
	);
	chmodSync(init, 0o644);
	run('mariadb-install-db', ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db'], folder, account);
	const server = await running({
		folder,
		account,
		command: (port) => [
			existsSync('/usr/sbin/mariadbd') ? '/usr/sbin/mariadbd' : 'mariadbd',
			'--no-defaults',
			`--datadir=${data}`,
			...[`--bind-address=${HOST}`, `--port=${String(port)}`, `--socket=${join(folder, 'server.sock')}`, `--pid-file=${join(folder, 'server.pid')}`],
			...[`--init-file=${init}`, '--character-set-server=utf8mb4', '--default-time-zone=+00:00', '--skip-name-resolve', '--innodb-buffer-pool-size=24M', '--innodb-flush-log-at-trx-commit=0'],
			...settings,
		],
		signals: { fast: 'SIGTERM', immediate: 'SIGKILL' },
		ping: async (port) => {
			const connection = await createConnection({ host: HOST, port, user, password: PASSWORD, database: DATABASE });
			await connection.end();
		},
	});
	return { host: HOST, user, password: PASSWORD, database: DATABASE, ...server };
}

type Account = { uid: number; gid: number } | undefined;

interface Startable {
	folder: string;
	account: Account;
	command: (port: number) => string[];
	signals: Record<'fast' | 'immediate', NodeJS.Signals>;
	/** Throws until the server answers. */
	ping: (port: number) => Promise<void>;
}

async function running(server: Startable): Promise<Pick<DatabaseServer, 'port' | 'pid' | 'restart' | 'stop'>> {
	const { folder, signals } = server;
	const port = await freePort();
	let child = await start(server, port).catch((error: unknown) => {
		rmSync(folder, { recursive: true, force: true });
		throw error;
	});
	return {
		port,
		pid: () => child.pid ?? 0,
		restart: async (how = 'fast') => {
			await end(child, signals[how]);
			child = await start(server, port);
		},
		stop: async () => {
			await end(child, signals.fast);
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

/** The server ends with the process of the test, however that ends (`--pdeathsig`). */
async function start({ folder, account, command, signals, ping }: Startable, port: number): Promise<ChildProcess> {
	const child = spawn('setpriv', ['--pdeathsig', signals.fast.slice(3), ...command(port)], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...account });
	let said = '';
	child.stderr.on('data', (piece: Buffer) => (said = (said + piece.toString()).slice(-4000)));
	const giveUpAt = Date.now() + 60_000;
	for (;;) {
		if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the database server ended at its start:\n${said}`);
		try {
			await ping(port);
			return child;
		} catch (error) {
			if (Date.now() < giveUpAt) {
				await wait(100);
				continue;
			}
			await end(child, 'SIGKILL');
			throw new Error(`the database server does not answer:\n${said}`, { cause: error });
		}
	}
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	child.kill('SIGCONT');
	child.kill(signal);
	const patience = setTimeout(() => child.kill('SIGKILL'), 15_000);
	await ended;
	clearTimeout(patience);
}

/** A temporary folder that belongs to the account under which the server runs: another one than root's, who may not. */
function ownFolder(prefix: string, accountName: string): { folder: string; account: Account } {
	const folder = mkdtempSync(join(tmpdir(), prefix));
	if (process.getuid?.() !== 0) return { folder, account: undefined };
	const id = (flag: string) => Number(execFileSync('id', [flag, accountName], { encoding: 'utf8' }));
	const account = { uid: id('-u'), gid: id('-g') };
	chownSync(folder, account.uid, account.gid);
	return { folder, account };
}

function run(command: string, args: readonly string[], folder: string, account: Account): void {
	execFileSync(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...account });
}

/** Debian keeps the server's programs out of the PATH, one folder a version. */
function postgresBin(): string {
	const root = '/usr/lib/postgresql';
	const versions = existsSync(root) ? readdirSync(root).filter((version) => existsSync(join(root, version, 'bin/initdb'))) : [];
	const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
	return newest === undefined ? '' : join(root, newest, 'bin');
}

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, HOST, resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('no free port');
	return address.port;
}
