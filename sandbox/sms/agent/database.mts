import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import type { Kind } from './tables.mts';

export interface Address {
	kind: Kind;
	host: string;
	port: number;
	user: string;
	password: string;
	database: string;
}

export type Row = Record<string, unknown>;

/** The agent's own connection; `?` stands for each value. Column names come in lower case. */
export interface AgentLink {
	run(sql: string, values?: ReadonlyArray<string | number | null>): Promise<Row[]>;
	close(): Promise<void>;
}

/** Agents work in Korean time. */
export async function openLink(address: Address): Promise<AgentLink> {
	const { kind, host, port, user, password, database } = address;
	if (kind === 'postgres') {
		const client = new pg.Client({ host, port, user, password, database, application_name: 'pretend agent' });
		client.on('error', () => undefined);
		await client.connect();
		await client.query(`SET TIME ZONE 'Asia/Seoul'`);
		return {
			run: async (sql, values = []) => {
				let count = 0;
				const { rows } = await client.query<Row>(sql.replaceAll('?', () => `$${(count += 1)}`), [...values]);
				return rows;
			},
			close: async () => await client.end().catch(() => undefined),
		};
	}
	const connection = await createConnection({ host, port, user, password, database, charset: 'utf8mb4', dateStrings: true });
	connection.on('error', () => undefined);
	await connection.query(`SET time_zone = '+09:00'`);
	return {
		run: async (sql, values = []) => {
			const [rows] = await connection.query(sql, [...values]);
			return Array.isArray(rows) ? rows.flatMap((row) => (Array.isArray(row) ? [] : [lowered(row)])) : [];
		},
		close: async () => await connection.end().catch(() => connection.destroy()),
	};
}

const lowered = (row: object): Row => Object.fromEntries(Object.entries(row).map(([name, value]: [string, unknown]) => [name.toLowerCase(), value]));
