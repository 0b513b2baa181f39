import { execFileSync } from 'node:child_process';

import type { DatabaseAddress } from './databases';
import { LedgerProbe } from './ledger-probe';

/** Looks into a ledger on PostgreSQL from outside, with PostgreSQL's own `psql` and nothing of the package. */
export class PostgresProbe extends LedgerProbe {
	constructor(
		private readonly address: DatabaseAddress,
		private readonly schema: string,
	) {
		super('');
	}

	/** Rows of a query; none while there is no ledger yet. */
	override rows(sql: string, ...values: (string | number)[]): Record<string, unknown>[] {
		const { host, port, user, password, database } = this.address;
		const filled = sql.replaceAll('?', () => literal(values.shift()));
		const command = `SELECT coalesce(json_agg(found), '[]') FROM (${filled}) found`;
		try {
			const printed = execFileSync('psql', ['-qAtX', '-v', 'ON_ERROR_STOP=1', '-c', `SET search_path = ${this.schema}`, '-c', command], {
				env: { ...process.env, PGHOST: host, PGPORT: String(port), PGUSER: user, PGPASSWORD: password, PGDATABASE: database },
				encoding: 'utf8',
				stdio: ['ignore', 'pipe', 'pipe'],
			});
			return JSON.parse(printed) as Record<string, unknown>[];
		} catch (error) {
			if (/relation .* does not exist/.test(String(error))) return [];
			throw error;
		}
	}
}

const literal = (value: string | number | undefined): string => (typeof value === 'number' ? String(value) : `'${(value ?? '').replaceAll("'", "''")}'`);
