import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { DatabaseFailure, inDoubt, isLost, isRefused, translate } from './postgres-errors';
import { type PostgresConfig, PostgresDatabase, type PostgresSession } from './postgres-session';
import type { LedgerStore, Steps } from './steps';

export type { PostgresConfig } from './postgres-session';

/** How long a transaction waits, in milliseconds. */
export interface Patience {
	/** For another program that uses the ledger. */
	lockMs: number;
	/** For whoever waited long in this process's own queue before. */
	leastLockMs: number;
	/** For a lost or restarting server. */
	serverMs: number;
}

const PATIENCE: Patience = { lockMs: 15_000, leastLockMs: 5_000, serverMs: 30_000 };

/**
 * The ledger in a schema of a PostgreSQL database (13 or later), for n8n with several workers. One transaction at a time
 * writes or reads, on all machines (an advisory lock), so that steps mean what they mean on SQLite. A transaction whose
 * connection is lost is run again as a whole; whether a lost COMMIT took place is read from the mark it writes.
 */
export class PostgresStore implements LedgerStore {
	private current = false;
	private closed = false;

	/** The ledger of this database and schema; stores of one configuration share a connection. Nothing is opened yet. */
	static at(config: PostgresConfig, patience = PATIENCE): PostgresStore {
		const key = JSON.stringify(config);
		const database = databases.get(key) ?? new PostgresDatabase(config);
		databases.set(key, database);
		return new PostgresStore(database, patience);
	}

	private constructor(
		private readonly database: PostgresDatabase,
		private readonly patience: Patience,
	) {}

	/**
	 * Throws `ledgerUnusable`, `ledgerVersion`, `ledgerLocked`, `ledgerUnreachable`, `ledgerInDoubt`, `diskFull`,
	 * `ledgerFailed` beside what the steps throw.
	 */
	async transact<T>(steps: () => Steps<T>): Promise<T> {
		const deadline = performance.now() + this.patience.lockMs;
		return await this.database.inTurn(async () => {
			const transaction = new Transaction(this.database, steps, this.current);
			const lockWaitMs = Math.max(this.patience.leastLockMs, Math.round(deadline - performance.now()));
			const result = await transaction.run(lockWaitMs, this.patience.serverMs);
			this.current = true;
			return result;
		});
	}

	/** Closes after the transactions already begun; the shared connection ends by itself when nobody uses it. */
	async close(): Promise<void> {
		if (this.closed) return;
		this.closed = true;
		await this.database.inTurn(() => Promise.resolve());
	}
}

const databases = new Map<string, PostgresDatabase>();

/** One transaction, through as many attempts as it takes. */
class Transaction<T> {
	/** Set while a COMMIT was sent whose answer has not come. */
	private doubt: { mark: number; result: T } | null = null;

	constructor(
		private readonly database: PostgresDatabase,
		private readonly steps: () => Steps<T>,
		private readonly current: boolean,
	) {}

	async run(lockWaitMs: number, serverWaitMs: number): Promise<T> {
		const giveUpAt = performance.now() + serverWaitMs;
		for (let pause = 20; ; pause = Math.min(pause * 2, 1_000)) {
			try {
				return await this.attempt(lockWaitMs);
			} catch (error) {
				if (!(error instanceof DatabaseFailure)) throw error;
				if (!isLost(error.reason) || performance.now() > giveUpAt) throw this.doubt ? inDoubt() : translate(error.reason);
			}
			await sleep(pause);
		}
	}

	private async attempt(lockWaitMs: number): Promise<T> {
		const session = await this.database.connect();
		try {
			const result = await this.within(session, lockWaitMs);
			session.release();
			return result;
		} catch (error) {
			// A connection that failed may be half way through anything: it goes, and the server undoes what it began.
			if (error instanceof DatabaseFailure) session.discard();
			else await session.rollBack();
			throw error;
		}
	}

	private async within(session: PostgresSession, lockWaitMs: number): Promise<T> {
		await session.begin(lockWaitMs);
		// Under the lock the transaction in doubt has ended, one way or the other.
		if (this.doubt && (await session.mark()) === this.doubt.mark) {
			await session.commit(null);
			return this.doubt.result;
		}
		this.doubt = null;
		if (!this.current) await session.bringUp();
		const result = await session.through(this.steps());
		if (!session.wrote) {
			await session.commit(null);
			return result;
		}
		const mark = this.database.nextMark();
		this.doubt = { mark, result };
		try {
			await session.commit(mark);
		} catch (error) {
			if (error instanceof DatabaseFailure && isRefused(error.reason)) this.doubt = null;
			throw error;
		}
		return result;
	}
}
