import { createHash, randomUUID } from 'node:crypto';

import { Pool, type PoolClient } from '../vendor/pg';
import { bringUp, knownVersion } from './migrations';
import { DatabaseFailure } from './postgres-errors';
import { type Plan, planOf } from './postgres-sql';
import { SCHEMA_VERSION } from './schema';
import { all, first, int, type Row, type Statement, type Steps } from './steps';

export interface PostgresConfig {
	host: string;
	port: number;
	database: string;
	/** Made when it is missing. Lower-case letters, digits and underscores. */
	schema: string;
	user: string;
	password: string;
	/** `verify`: encrypted, and the server's certificate is checked. */
	tls: 'off' | 'verify';
	/** PEM of a private authority; empty: the authorities that Node.js knows. */
	ca: string;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** The next node of an execution finds the connection still open. */
const IDLE_CONNECTION_MS = 2_000;
/** An answer that does not come for so long will not come. */
const ANSWER_TIMEOUT_MS = 120_000;
/** Statements under way before the next one waits: they are in memory, and the event loop shall have air. */
const MOST_UNREAD = 200;
/** A frozen worker loses the ledger after this time; shorter than others wait for it. */
const IDLE_IN_TRANSACTION_MS = 8_000;
/** Sets the ledger's lock apart from locks of other programs on the same database. */
const LOCK_CLASS = 0x6c656467;

/** How the server is reached. */
export const addressOf = ({ host, port, database, user, password, tls, ca }: PostgresConfig) => ({
	...{ host, port, database, user, password },
	ssl: tls === 'off' ? false : { rejectUnauthorized: true, ...(ca === '' ? {} : { ca }) },
	connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
});

/** The one connection of this process to a ledger on PostgreSQL, and the queue for it. */
export class PostgresDatabase {
	private readonly pool: Pool;
	private readonly plans = new Map<string, Plan>();
	private readonly schema: string;
	/** Names this process's mark in the ledger. */
	private readonly writer = randomUUID();
	private lastTurn: Promise<unknown> = Promise.resolve();
	private lastMark = 0;

	constructor(config: PostgresConfig) {
		this.schema = config.schema;
		this.pool = new Pool({
			...addressOf(config),
			max: 1,
			// A statement whose rows nobody reads is not waited for before the next one is sent.
			pipeline: true,
			keepAlive: true,
			allowExitOnIdle: true,
			idleTimeoutMillis: IDLE_CONNECTION_MS,
			query_timeout: ANSWER_TIMEOUT_MS,
			idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
			application_name: 'n8n-nodes-cityhall',
			// Settings of the session, whatever the server's own: where the tables are, and that a COMMIT is on disk.
			options: `-c search_path=${config.schema} -c synchronous_commit=on`,
		});
		// Whoever uses the connection learns of its end by a failed query; unheard, the event would end the process.
		this.pool.on('connect', (client) => client.on('error', () => undefined));
		this.pool.on('error', () => undefined);
	}

	/** Runs `work` when all that came before it in this process is done. */
	inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.lastTurn.then(work);
		this.lastTurn = turn.catch(() => undefined);
		return turn;
	}

	async connect(): Promise<PostgresSession> {
		try {
			return new PostgresSession(await this.pool.connect(), this.plans, this.schema, this.writer);
		} catch (error) {
			throw new DatabaseFailure(error);
		}
	}

	nextMark(): number {
		this.lastMark += 1;
		return this.lastMark;
	}
}

/** The connection during one transaction. What the database refuses, or its loss, is thrown as `DatabaseFailure`. */
export class PostgresSession {
	/** Whether the transaction has anything to commit. */
	wrote = false;
	private unread: Array<Promise<unknown>> = [];

	constructor(
		private readonly client: PoolClient,
		/** By the ledger's own statement. */
		private readonly plans: Map<string, Plan>,
		private readonly schema: string,
		private readonly writer: string,
	) {}

	/** Begins a transaction that has the ledger for itself, on all machines. */
	async begin(lockWaitMs: number): Promise<void> {
		const id = createHash('sha256').update(this.schema).digest().readInt32BE();
		await this.answer(this.client.query(`BEGIN; SET LOCAL lock_timeout = ${lockWaitMs}; SELECT pg_advisory_xact_lock(${LOCK_CLASS}, ${id})`));
	}

	/** Runs steps to their end. */
	async through<T>(steps: Steps<T>): Promise<T> {
		let turn = steps.next();
		while (!turn.done) {
			turn = steps.next(await this.execute(turn.value));
		}
		return turn.value;
	}

	/** Makes the schema and its tables, or brings those of an earlier version to the present one. */
	async bringUp(): Promise<void> {
		await this.through(bringUpSchema(this.schema));
	}

	/** The mark of this process's last committed transaction; 0 if none. */
	async mark(): Promise<number> {
		const row = await this.through(first('SELECT mark FROM writer WHERE id = ?', this.writer));
		return row ? int(row, 'mark') : 0;
	}

	/** Commits; with a mark, by which the transaction can be recognised should the answer be lost. */
	async commit(mark: number | null): Promise<void> {
		const sign = `INSERT INTO writer (id, mark) VALUES ('${this.writer}', ${mark ?? 0}) ON CONFLICT (id) DO UPDATE SET mark = excluded.mark;`;
		await this.answer(this.client.query(`${mark === null ? '' : sign} COMMIT`));
	}

	/** Gives the connection back after undoing what was begun; one that cannot is closed. */
	async rollBack(): Promise<void> {
		await Promise.allSettled(this.unread.splice(0));
		await this.answer(this.client.query('ROLLBACK')).then(
			() => this.release(),
			() => this.discard(),
		);
	}

	release(): void {
		this.client.release();
	}

	/** Closes the connection. */
	discard(): void {
		this.client.release(true);
	}

	private async execute({ sql, values, counts }: Statement): Promise<Row[]> {
		const plan = this.plans.get(sql) ?? planOf(sql, `ledger_${this.plans.size}`);
		this.plans.set(sql, plan);
		this.wrote ||= plan.writes;
		const query = this.client.query<Row>(plan.name === undefined ? plan.text : { name: plan.name, text: plan.text, values });
		if (!counts && !plan.answers && this.unread.length < MOST_UNREAD) {
			query.catch(() => undefined);
			this.unread.push(query);
			return [];
		}
		const { rows, rowCount } = await this.answer(query);
		return counts ? [{ changed: rowCount ?? 0 }] : rows;
	}

	/** The answer of a query; what failed before it is thrown first. */
	private async answer<T>(query: Promise<T>): Promise<T> {
		try {
			await Promise.all([...this.unread.splice(0), query]);
			return await query;
		} catch (error) {
			throw new DatabaseFailure(error);
		}
	}
}

function* bringUpSchema(schema: string): Steps<void> {
	const found = yield* first('SELECT to_regnamespace(?) IS NOT NULL AS schema, to_regclass(?) IS NOT NULL AS meta', `"${schema}"`, `"${schema}".meta`);
	if (found?.schema !== true) yield* all(`CREATE SCHEMA "${schema}"`);
	const exists = found?.meta === true;
	if (exists && (yield* knownVersion()) === SCHEMA_VERSION) return;
	yield* all('CREATE TABLE IF NOT EXISTS writer (id TEXT PRIMARY KEY, mark BIGINT NOT NULL)');
	yield* bringUp(exists);
}
