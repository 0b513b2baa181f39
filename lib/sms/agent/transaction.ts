import { CityhallError } from '../../errors';
import type { AgentConnection, AgentDatabase, AgentPurpose } from './database';
import { aborted, databaseFailure } from './failures';

export interface TransactionOptions {
	purpose: AgentPurpose;
	/** Korean name of the step, for errors. */
	operation: string;
	/** Whether the one lock is held: for everything that judges by what is there or not. */
	locked: boolean;
	/** Called right before the commit; throws where it must not be made any more. Absent: nothing is committed. */
	mayCommit?: () => void;
	signal?: AbortSignal;
}

/** Thrown inside a transaction to take everything back; passes through as it is. */
export class TakenBack extends Error {}

/**
 * Runs `work` in one transaction on a connection of its own.
 * @throws RemoteError `notSent` for whatever ends before the commit is asked for, and `unknown` after that
 */
export async function inTransaction<T>(database: AgentDatabase, options: TransactionOptions, work: (connection: AgentConnection) => Promise<T>): Promise<T> {
	const { purpose, operation, locked, mayCommit, signal } = options;
	let committing = false;
	let connection: AgentConnection | null = null;
	const cut = () => connection?.destroy();
	try {
		if (signal?.aborted) throw aborted(operation);
		signal?.addEventListener('abort', cut);
		connection = await database.connect(purpose);
		await connection.begin(locked);
		const result = await work(connection);
		if (!mayCommit) return result;
		mayCommit();
		if (signal?.aborted) throw aborted(operation);
		committing = true;
		await connection.commit();
		return result;
	} catch (error) {
		if (error instanceof CityhallError || error instanceof TakenBack) throw error;
		cut();
		if (signal?.aborted && !committing) throw aborted(operation);
		throw databaseFailure(database.failureOf(error), { host: database.host, operation, committing });
	} finally {
		signal?.removeEventListener('abort', cut);
		await connection?.close();
	}
}
