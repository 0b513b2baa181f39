import { Socket } from 'node:net';

import { trustedAuthorities } from '../../http/agents';
import { Client } from '../../vendor/pg';
import {
	type AgentConnection,
	type AgentDatabase,
	type AgentPurpose,
	type CatalogColumn,
	codeOf,
	type DatabaseConfig,
	type DatabaseFailure,
	endSoon,
	type Dialect,
	type FailureKind,
	IDLE_LIMIT_MS,
	lockWaitMs,
	networkKind,
	type SqlRow,
	type SqlValue,
	nameOf,
} from './database';

/** Any fixed number: the lock is ours alone in the agent's database. */
const LOCK = 7_203_195_501;

const dialect: Dialect = {
	quote: (name) => `"${name.replaceAll('"', '""')}"`,
	text: (expression) => `${expression}::text`,
	head: (expression) => `split_part(${expression}::text, '#', 1)`,
	nowPlus: `LOCALTIMESTAMP + ? * INTERVAL '1 second'`,
	nowMinus: `LOCALTIMESTAMP - ? * INTERVAL '1 second'`,
	age: (column) => `EXTRACT(EPOCH FROM LOCALTIMESTAMP - ${column})`,
	nextValue: (sequence) => `nextval('${sequence}')`,
	epoch: 'EXTRACT(EPOCH FROM now())',
	serverOffsetMinutes: `(SELECT EXTRACT(EPOCH FROM (now() AT TIME ZONE reset_val) - (now() AT TIME ZONE 'UTC')) / 60 FROM pg_settings WHERE name = 'TimeZone')`,
};

/** The agent's tables in a PostgreSQL; each operation opens its own connection. @throws ValidationError `badCertificate` */
export function postgresDatabase(config: DatabaseConfig): AgentDatabase {
	const ssl = config.tls && trustedAuthorities(config.caPem);
	return { host: config.host, name: nameOf(config), idleLimitMs: config.idleLimitMs ?? IDLE_LIMIT_MS, failureOf, connect: async (purpose) => await connect(config, ssl, purpose) };
}

async function connect(config: DatabaseConfig, ssl: false | { ca?: string[] }, purpose: AgentPurpose): Promise<AgentConnection> {
	const { host, port, database, user, password, timeoutMs } = config;
	const socket = new Socket();
	const destroy = () => void socket.destroy();
	const client = new Client({
		stream: () => socket,
		...{ host, port, database, user, password },
		application_name: `n8n-cityhall ${purpose}`,
		client_encoding: 'UTF8',
		connectionTimeoutMillis: timeoutMs,
		query_timeout: timeoutMs,
		ssl,
	});
	// What ends the connection shows in the next query.
	client.on('error', () => undefined);
	const run = async (sql: string, values: readonly SqlValue[] = []) => await client.query<SqlRow>(numbered(sql), [...values]);
	const close = async () => await endSoon(async () => await client.end(), destroy);
	try {
		await client.connect();
	} catch (error) {
		destroy();
		throw error;
	}
	return {
		dialect,
		query: async (sql, values) => (await run(sql, values)).rows,
		change: async (sql, values) => (await run(sql, values)).rowCount ?? 0,
		columnsOf: async (tables) => await columnsOf(run, tables),
		begin: async (locked) => {
			await run('BEGIN ISOLATION LEVEL READ COMMITTED');
			await run(
				`SELECT set_config('idle_in_transaction_session_timeout', ?, true), set_config('lock_timeout', ?, true), set_config('statement_timeout', ?, true)`,
				[String(config.idleLimitMs ?? IDLE_LIMIT_MS), String(lockWaitMs(timeoutMs)), String(timeoutMs)],
			);
			if (config.koreanTime) await run(`SET LOCAL TIME ZONE 'Asia/Seoul'`);
			if (config.schema !== '') await run(`SET LOCAL search_path TO ${dialect.quote(config.schema)}`);
			if (locked) await run('SELECT pg_advisory_xact_lock(?)', [LOCK]);
		},
		commit: async () => {
			const { command } = await client.query('COMMIT');
			if (command !== 'COMMIT') throw Object.assign(new Error(), { code: '40000' });
		},
		close,
		destroy,
	};
}

/** `?` as PostgreSQL counts them. */
function numbered(sql: string): string {
	let count = 0;
	return sql.replaceAll('?', () => `$${String((count += 1))}`);
}

async function columnsOf(run: (sql: string, values: readonly SqlValue[]) => Promise<{ rows: SqlRow[] }>, tables: readonly string[]): Promise<CatalogColumn[]> {
	const { rows } = await run(
		`SELECT table_name, table_schema, column_name, character_maximum_length, column_default IS NOT NULL OR is_identity = 'YES' OR is_nullable = 'YES' AS fills
		 FROM information_schema.columns
		 WHERE lower(table_name) IN (${tables.map(() => '?').join(', ')}) AND table_schema = ANY (current_schemas(false))
		 ORDER BY array_position(current_schemas(false), table_schema), ordinal_position`,
		tables.map((table) => table.toLowerCase()),
	);
	const schemas = new Map<string, unknown>();
	return rows.flatMap((row): CatalogColumn[] => {
		const table = String(row.table_name);
		const known = schemas.get(table.toLowerCase()) ?? row.table_schema;
		schemas.set(table.toLowerCase(), known);
		if (known !== row.table_schema) return [];
		const maxLength = row.character_maximum_length === null ? null : Number(row.character_maximum_length);
		return [{ table, column: String(row.column_name), maxLength, fills: row.fills === true, transactional: true }];
	});
}

const STATES: Readonly<Record<string, FailureKind>> = {
	'28P01': 'signIn',
	'28000': 'signIn',
	'3D000': 'databaseMissing',
	'53300': 'busy',
	'57P03': 'busy',
	'55P03': 'lockWait',
	'40000': 'deadlock',
	'40001': 'deadlock',
	'40P01': 'deadlock',
	'42P01': 'tableMissing',
	'3F000': 'tableMissing',
	'42703': 'columnMissing',
	'42501': 'noRight',
	'22P05': 'badText',
	'22021': 'badText',
	'22001': 'tooLong',
	'23502': 'required',
	'57014': 'timeout',
	'25P03': 'lost',
	'57P01': 'lost',
	'57P02': 'lost',
};

function failureOf(error: unknown): DatabaseFailure {
	const code = codeOf(error);
	if (code !== '') return { kind: networkKind(code) ?? (Object.hasOwn(STATES, code) ? STATES[code] : undefined) ?? (code.startsWith('08') ? 'lost' : 'other'), code };
	const message = error instanceof Error ? error.message : '';
	if (/does not support SSL/i.test(message)) return { kind: 'certificate', code: 'NO_TLS' };
	if (/timeout/i.test(message)) return { kind: 'timeout', code: 'TIMEOUT' };
	return { kind: 'lost', code: 'CONNECTION_LOST' };
}
