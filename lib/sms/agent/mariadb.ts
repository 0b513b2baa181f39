import { trustedAuthorities } from '../../http/agents';
import { createConnection, type Connection, type ConnectionOptions } from '../../vendor/mysql2';
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

const dialect: Dialect = {
	quote: (name) => `\`${name.replaceAll('`', '``')}\``,
	text: (expression) => `CAST(${expression} AS CHAR)`,
	head: (expression) => `SUBSTRING_INDEX(CAST(${expression} AS CHAR), '#', 1)`,
	nowPlus: 'NOW() + INTERVAL ? SECOND',
	nowMinus: 'NOW() - INTERVAL ? SECOND',
	age: (column) => `TIMESTAMPDIFF(SECOND, ${column}, NOW())`,
	nextValue: (sequence) => `NEXTVAL(${sequence})`,
	epoch: 'UNIX_TIMESTAMP()',
	serverOffsetMinutes: `TIMESTAMPDIFF(MINUTE, UTC_TIMESTAMP(), CONVERT_TZ(UTC_TIMESTAMP(), '+00:00', @@global.time_zone))`,
};

/** The agent's tables in a MariaDB or MySQL; each operation opens its own connection. @throws ValidationError `badCertificate` */
export function mariadbDatabase(config: DatabaseConfig): AgentDatabase {
	const ssl = config.tls ? { rejectUnauthorized: true, verifyIdentity: true, ...trustedAuthorities(config.caPem) } : undefined;
	return { host: config.host, name: nameOf(config), idleLimitMs: config.idleLimitMs ?? IDLE_LIMIT_MS, failureOf, connect: async (purpose) => await connect(config, ssl, purpose) };
}

async function connect(config: DatabaseConfig, ssl: ConnectionOptions['ssl'], purpose: AgentPurpose): Promise<AgentConnection> {
	const { host, port, database, user, password, timeoutMs } = config;
	const connection = await createConnection({
		...{ host, port, database, user, password },
		connectTimeout: timeoutMs,
		connectAttributes: { program_name: `n8n-cityhall ${purpose}` },
		charset: 'utf8mb4',
		dateStrings: true,
		supportBigNumbers: true,
		bigNumberStrings: true,
		ssl,
	});
	// What ends the connection shows in the next query.
	connection.on('error', () => undefined);
	const plain = async (sql: string) => await connection.query({ sql, timeout: timeoutMs });
	return {
		dialect,
		query: async (sql, values) => await rowsOf(connection, timeoutMs, sql, values),
		change: async (sql, values) => {
			const [result] = await connection.execute({ sql, timeout: timeoutMs }, [...values]);
			return 'affectedRows' in result ? result.affectedRows : 0;
		},
		columnsOf: async (tables) => await columnsOf(connection, timeoutMs, tables),
		begin: async (locked) => {
			await plain(
				`SET SESSION wait_timeout = ${String(Math.ceil((config.idleLimitMs ?? IDLE_LIMIT_MS) / 1000))}, innodb_lock_wait_timeout = ${String(Math.ceil(lockWaitMs(timeoutMs) / 1000))}, sql_mode = CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES')`,
			);
			if (config.koreanTime) await plain(`SET SESSION time_zone = '+09:00'`);
			if (locked) await lock(connection, timeoutMs);
			// After the lock: what is read later is what the holder before has left.
			await plain('START TRANSACTION');
		},
		commit: async () => void (await plain('COMMIT')),
		close: async () => await endSoon(async () => await connection.end(), () => connection.destroy()),
		destroy: () => connection.destroy(),
	};
}

/** Held by the connection, so it ends with it. The name holds the database: such locks are the whole server's. */
async function lock(connection: Connection, timeoutMs: number): Promise<void> {
	const seconds = Math.ceil(lockWaitMs(timeoutMs) / 1000);
	const [row] = await rowsOf(connection, timeoutMs + 1_000, `SELECT GET_LOCK(CONCAT('n8n-cityhall ', LEFT(DATABASE(), 40)), ?) AS got`, [seconds]);
	if (Number(row?.got) !== 1) throw Object.assign(new Error(), { code: 'ER_LOCK_WAIT_TIMEOUT' });
}

async function rowsOf(connection: Connection, timeout: number, sql: string, values: readonly SqlValue[] = []): Promise<SqlRow[]> {
	const [rows] = await connection.execute({ sql, timeout }, [...values]);
	return Array.isArray(rows) ? rows.flatMap((row) => (Array.isArray(row) ? [] : [{ ...row }])) : [];
}

async function columnsOf(connection: Connection, timeoutMs: number, tables: readonly string[]): Promise<CatalogColumn[]> {
	const rows = await rowsOf(
		connection,
		timeoutMs,
		`SELECT c.TABLE_NAME AS table_name, c.COLUMN_NAME AS column_name, c.CHARACTER_MAXIMUM_LENGTH AS max_length,
			(c.COLUMN_DEFAULT IS NOT NULL OR c.EXTRA LIKE '%auto_increment%' OR c.IS_NULLABLE = 'YES') AS fills,
			(e.TRANSACTIONS IS NULL OR e.TRANSACTIONS = 'YES') AS transactional
		 FROM information_schema.COLUMNS c
		 JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = c.TABLE_SCHEMA AND t.TABLE_NAME = c.TABLE_NAME
		 LEFT JOIN information_schema.ENGINES e ON e.ENGINE = t.ENGINE
		 WHERE c.TABLE_SCHEMA = DATABASE() AND LOWER(c.TABLE_NAME) IN (${tables.map(() => '?').join(', ')})
		 ORDER BY c.TABLE_NAME, c.ORDINAL_POSITION`,
		tables.map((table) => table.toLowerCase()),
	);
	return rows.map((row) => ({
		table: String(row.table_name),
		column: String(row.column_name),
		maxLength: row.max_length === null ? null : Number(row.max_length),
		fills: Number(row.fills) === 1,
		transactional: Number(row.transactional) === 1,
	}));
}

const CODES: Readonly<Record<string, FailureKind>> = {
	ER_ACCESS_DENIED_ERROR: 'signIn',
	ER_ACCESS_DENIED_NO_PASSWORD_ERROR: 'signIn',
	ER_HOST_NOT_PRIVILEGED: 'signIn',
	ER_DBACCESS_DENIED_ERROR: 'databaseMissing',
	ER_BAD_DB_ERROR: 'databaseMissing',
	ER_CON_COUNT_ERROR: 'busy',
	ER_TOO_MANY_USER_CONNECTIONS: 'busy',
	ER_USER_LIMIT_REACHED: 'busy',
	ER_LOCK_WAIT_TIMEOUT: 'lockWait',
	ER_LOCK_DEADLOCK: 'deadlock',
	ER_NO_SUCH_TABLE: 'tableMissing',
	ER_BAD_FIELD_ERROR: 'columnMissing',
	ER_TABLEACCESS_DENIED_ERROR: 'noRight',
	ER_COLUMNACCESS_DENIED_ERROR: 'noRight',
	ER_SPECIFIC_ACCESS_DENIED_ERROR: 'noRight',
	ER_TRUNCATED_WRONG_VALUE_FOR_FIELD: 'badText',
	ER_CANNOT_CONVERT_STRING: 'badText',
	ER_DATA_TOO_LONG: 'tooLong',
	ER_NO_DEFAULT_FOR_FIELD: 'required',
	ER_BAD_NULL_ERROR: 'required',
	PROTOCOL_SEQUENCE_TIMEOUT: 'timeout',
	HANDSHAKE_NO_SSL_SUPPORT: 'certificate',
	HANDSHAKE_SSL_ERROR: 'certificate',
	ER_HANDSHAKE_ERROR: 'certificate',
	PROTOCOL_CONNECTION_LOST: 'lost',
	ER_CONNECTION_KILLED: 'lost',
	ER_SERVER_SHUTDOWN: 'lost',
};

function failureOf(error: unknown): DatabaseFailure {
	const code = codeOf(error);
	const kind = networkKind(code) ?? (Object.hasOwn(CODES, code) ? CODES[code] : undefined);
	if (kind) return { kind, code };
	return code.startsWith('ER_') ? { kind: 'other', code } : { kind: 'lost', code: code === '' ? 'CONNECTION_LOST' : code };
}
