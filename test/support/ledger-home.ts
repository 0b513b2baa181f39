import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { PostgresStore } from '../../lib/ledger/postgres-store';
import { SqliteStore } from '../../lib/ledger/sqlite-store';
import type { LedgerStore } from '../../lib/ledger/steps';
import type { DatabaseAddress } from './databases';

type Value = string | number | null;
type Row = Record<string, unknown>;

/** The server of the jest project `postgres`; elsewhere ledgers are SQLite files. */
const server = process.env.CITYHALL_TEST_LEDGER === undefined ? null : (JSON.parse(process.env.CITYHALL_TEST_LEDGER) as DatabaseAddress);

/** Whether the tests run on PostgreSQL. */
export const isOnPostgres = server !== null;

/** The schema that stands for a ledger file. */
export const schemaOf = (file: string) => `t_${createHash('sha256').update(file).digest('hex').slice(0, 24)}`;

/** The store that the tests run on: the file itself, or a schema of its own on PostgreSQL. */
export const storeAt = (file: string): LedgerStore =>
	server === null ? SqliteStore.at(file) : PostgresStore.at({ ...server, schema: schemaOf(file), tls: 'off', ca: '' });

/** Runs one statement on a ledger from outside, past the package, and gives its rows. */
export function sqlOn(file: string, statement: string, ...values: Value[]): Row[] {
	if (server !== null) return onPostgres(server, schemaOf(file), statement, values);
	const database = new DatabaseSync(file, { timeout: 2_000 });
	try {
		return database.prepare(statement).all(...values).map((row) => ({ ...row }));
	} finally {
		database.close();
	}
}

/** All that a closed ledger holds, as bytes. */
export const bytesOf = (file: string): Buffer => (server === null ? readFileSync(file) : execFileSync('pg_dump', [...place(server), `--schema=${schemaOf(file)}`], secret(server)));

/** Runs a script of several statements on a ledger, which need not exist. */
export function scriptOn(file: string, script: string): void {
	if (server !== null) {
		psql(server, `CREATE SCHEMA IF NOT EXISTS ${schemaOf(file)}; SET search_path = ${schemaOf(file)}; ${script.replaceAll(/\bTEXT\b/g, 'TEXT COLLATE "C"')}`);
		return;
	}
	const database = new DatabaseSync(file);
	database.exec(script);
	database.close();
}

/** Names of a ledger's tables, sorted; without the one in which PostgreSQL's writers leave their marks. */
export function tablesOf(file: string): string[] {
	const from = server === null ? `sqlite_schema WHERE type = 'table'` : `(SELECT tablename AS name FROM pg_tables WHERE schemaname = '${schemaOf(file)}') t WHERE name <> 'writer'`;
	return sqlOn(file, `SELECT name FROM ${from} ORDER BY name`).map(({ name }) => String(name));
}

/** A ledger's columns as `table.column`, sorted. */
export const columnsOf = (file: string): string[] =>
	tablesOf(file)
		.flatMap((table) => {
			const from = server === null ? `pragma_table_info('${table}')` : `(SELECT column_name AS name FROM information_schema.columns WHERE table_schema = '${schemaOf(file)}' AND table_name = '${table}') c`;
			return sqlOn(file, `SELECT name FROM ${from}`).map(({ name }) => `${table}.${String(name)}`);
		})
		.sort();

/** Puts a copy of a ledger, which may be in use, in the place of another, which nobody has open. */
export function copyLedger(from: string, to: string): void {
	if (server === null) {
		for (const suffix of ['', '-wal', '-shm']) rmSync(`${to}${suffix}`, { force: true });
		sqlOn(from, 'VACUUM INTO ?', to);
		return;
	}
	const [source, target] = [schemaOf(from), schemaOf(to)];
	psql(
		server,
		`DROP SCHEMA IF EXISTS ${target} CASCADE; CREATE SCHEMA ${target};
		 DO $$ DECLARE name text; BEGIN FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '${source}' LOOP
			EXECUTE format('CREATE TABLE ${target}.%I (LIKE ${source}.%I INCLUDING ALL)', name, name);
			EXECUTE format('INSERT INTO ${target}.%I SELECT * FROM ${source}.%I', name, name);
		 END LOOP; END $$`,
	);
}

function onPostgres(address: DatabaseAddress, schema: string, statement: string, values: readonly Value[]): Row[] {
	let place = 0;
	const full = statement.replace(/'[^']*'|\?/g, (found) => (found === '?' ? literal(values[place++] ?? null) : found));
	const reads = /^\s*SELECT/i.test(full);
	const said = psql(address, `SET search_path = ${schema}; ${reads ? `SELECT COALESCE(json_agg(r), '[]') FROM (${full}) r` : full}`);
	return reads ? (JSON.parse(said) as Row[]) : [];
}

const literal = (value: Value) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value));

/** Synchronous, as the tests set their scenes. */
const psql = (address: DatabaseAddress, script: string): string =>
	execFileSync('psql', ['--no-psqlrc', '--quiet', '--tuples-only', '--no-align', '--set=ON_ERROR_STOP=1', ...place(address), '--file=-'], { ...secret(address), input: script }).toString();

const place = ({ host, port, user, database }: DatabaseAddress) => [`--host=${host}`, `--port=${port}`, `--username=${user}`, `--dbname=${database}`];
const secret = ({ password }: DatabaseAddress) => ({ env: { ...process.env, PGPASSWORD: password, PGOPTIONS: '--client-min-messages=warning' }, maxBuffer: 1 << 28 });
