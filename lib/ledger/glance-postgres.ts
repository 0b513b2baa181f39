import { ValidationError } from '../errors';
import { Client } from '../vendor/pg';
import type { ChainHead } from './chain';
import { type Glance, glance } from './glance';
import { translate } from './postgres-errors';
import { addressOf, type PostgresConfig } from './postgres-session';
import { planOf } from './postgres-sql';

/** `SELECT` and what writing takes; PostgreSQL reads a list as "any of them". */
const RIGHTS = ['SELECT', 'INSERT', 'UPDATE', 'DELETE'];
const OLDEST = 13;

/** A server and, where it has one, its ledger. */
export interface ServerGlance {
	/** First number of the server's version. */
	server: number;
	/** Null where there is none yet and the user may make one. */
	ledger: Glance | null;
}

/**
 * Looks at the ledger of a PostgreSQL server, and makes none.
 * @throws ValidationError `ledgerUnusable` with what is wrong in words; ConflictError `ledgerUnreachable`
 */
export async function glanceAtServer(config: PostgresConfig, witnessed: ChainHead | null): Promise<ServerGlance> {
	const client = new Client({ ...addressOf(config), query_timeout: 10_000, options: `-c search_path=${config.schema} -c default_transaction_read_only=on` });
	client.on('error', () => undefined);
	try {
		await client.connect();
		return await look(client, config, witnessed);
	} catch (error) {
		throw error instanceof ValidationError ? error : translate(error);
	} finally {
		await client.end().catch(() => undefined);
	}
}

async function look(client: Client, { schema }: PostgresConfig, witnessed: ChainHead | null): Promise<ServerGlance> {
	const { rows } = await client.query<Record<string, unknown>>(
		`SELECT current_setting('server_version_num')::int / 10000 AS server, pg_is_in_recovery() AS standby, current_setting('server_encoding') AS encoding,
			n.oid IS NOT NULL AS schema, has_database_privilege(current_database(), 'CREATE') AS may_make,
			COALESCE(has_schema_privilege(n.oid, 'USAGE') AND has_schema_privilege(n.oid, 'CREATE'), false) AS may_fill,
			EXISTS (SELECT 1 FROM pg_class WHERE relnamespace = n.oid AND relname = 'meta') AS ledger
		 FROM (SELECT (SELECT oid FROM pg_namespace WHERE nspname = $1) AS oid) n`,
		[schema],
	);
	const [found = {}] = rows;
	const server = Number(found.server);
	if (server < OLDEST) throw unusable(`서버가 PostgreSQL ${server}입니다. ${OLDEST} 이상이 필요합니다`);
	if (found.standby === true) throw unusable('읽기 전용(복제) 서버입니다');
	if (found.encoding !== 'UTF8') throw unusable(`데이터베이스의 문자 인코딩이 ${String(found.encoding)}입니다. UTF8이 필요합니다`);
	if (found.schema !== true && found.may_make !== true) throw unusable(`스키마 '${schema}'이(가) 없고, 이 사용자에게 스키마를 만들 권한이 없습니다`);
	if (found.schema === true && found.may_fill !== true) throw unusable(`이 사용자에게 스키마 '${schema}'에 표를 만들 권한이 없습니다`);
	if (found.ledger !== true) return { server, ledger: null };
	await requireRights(client, schema);
	const steps = glance(witnessed);
	let turn = steps.next();
	while (!turn.done) turn = steps.next((await client.query<Record<string, unknown>>(planOf(turn.value.sql, '').text, turn.value.values)).rows);
	return { server, ledger: turn.value };
}

async function requireRights(client: Client, schema: string): Promise<void> {
	const all = RIGHTS.map((right) => `has_table_privilege(c.oid, '${right}')`).join(' AND ');
	const { rows } = await client.query<Record<string, unknown>>(`SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind = 'r' AND NOT (${all}) ORDER BY relname LIMIT 1`, [schema]);
	const [table] = rows;
	if (table) throw unusable(`이 사용자에게 표 '${String(table.relname)}'을(를) 읽고 고칠 권한이 없습니다`);
}

const unusable = (why: string) =>
	new ValidationError('ledgerUnusable', `발송 대장 데이터베이스(PostgreSQL)를 사용할 수 없습니다(${why}).`, "'발송 대장' 자격 증명의 데이터베이스, 스키마, 사용자와 그 사용자의 권한을 확인하시기 바랍니다.");
