import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { DatabaseSync } from 'node:sqlite';

import { Client } from 'pg';

import { type DatabaseServer, startPostgres } from '../../sandbox/databases.mts';
import type { LedgerLibrary } from './library.mts';

const SETTINGS = ['fsync=on', 'shared_buffers=512MB', 'max_wal_size=4GB', 'maintenance_work_mem=256MB'];
const PIECE = 1 << 20;

/** A PostgreSQL of the bench's own, which writes as durably as a city's. */
export const startBenchServer = async (): Promise<DatabaseServer> => await startPostgres({ settings: SETTINGS.flatMap((setting) => ['-c', setting]) });

/** Puts the rows of a filled SQLite ledger into a schema whose tables the library has made; indexes come last. */
export async function copyLedger(file: string, server: DatabaseServer, schema: string, library: LedgerLibrary): Promise<void> {
	const empty = library.openPostgres(server, schema);
	await empty.head();
	await empty.dispose();
	const client = new Client({ ...addressOf(server), options: `-c search_path=${schema}` });
	await client.connect();
	const { rows } = await client.query<{ name: string }>(`SELECT indexname AS name FROM pg_indexes WHERE schemaname = $1 AND indexdef NOT LIKE 'CREATE UNIQUE%'`, [schema]);
	for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
	const source = new DatabaseSync(file, { readOnly: true });
	const tables = source.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all();
	await client.query('DELETE FROM meta');
	for (const { name } of tables) await copyTable(source, String(name), server, schema);
	source.close();
	for (const sql of library.schema) await client.query(sql);
	await client.query('VACUUM ANALYZE');
	await client.end();
}

/** Size of a schema with its indexes, in bytes. */
export async function sizeOf(server: DatabaseServer, schema: string): Promise<number> {
	const client = new Client(addressOf(server));
	await client.connect();
	const { rows } = await client.query<{ bytes: string }>(`SELECT SUM(pg_total_relation_size(c.oid)) AS bytes FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = to_regnamespace($1)`, [schema]);
	await client.end();
	return Number(rows[0]?.bytes ?? 0);
}

async function copyTable(source: DatabaseSync, table: string, server: DatabaseServer, schema: string): Promise<void> {
	const columns = source.prepare(`SELECT name FROM pragma_table_info(?)`).all(table).map(({ name }) => String(name));
	const { host, port, user, password, database } = server;
	const command = `COPY ${schema}.${table} (${columns.join(', ')}) FROM STDIN`;
	const psql = spawn('psql', ['-qX', `--host=${host}`, `--port=${port}`, `--username=${user}`, `--dbname=${database}`, `--command=${command}`], {
		env: { ...process.env, PGPASSWORD: password },
		stdio: ['pipe', 'ignore', 'inherit'],
	});
	const ended = once(psql, 'exit');
	let piece = '';
	for (const row of source.prepare(`SELECT * FROM ${table}`).iterate()) {
		piece += `${columns.map((column) => field(row[column])).join('\t')}\n`;
		if (piece.length < PIECE) continue;
		if (!psql.stdin.write(piece)) await once(psql.stdin, 'drain');
		piece = '';
	}
	psql.stdin.end(piece);
	const [code] = await ended;
	if (code !== 0) throw new Error(`the rows of ${table} could not be copied`);
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const field = (value: unknown) => (value === null || value === undefined ? '\\N' : String(value as string | number).replace(/[\\\t\n\r]/g, (found) => ESCAPES[found] ?? found));
const addressOf = ({ host, port, user, password, database }: DatabaseServer) => ({ host, port, user, password, database });
