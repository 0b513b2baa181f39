import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from '../../lib/vendor/pg';
import { startN8n } from '../../sandbox/n8n/host.mts';
import type { N8nHost } from '../../sandbox/n8n/host.mts';
import { packedPackage } from '../../sandbox/n8n/pack.mts';
import { freePort } from '../../sandbox/n8n/ports.mts';
import { startWorker } from '../../sandbox/n8n/worker.mts';
import type { N8nWorker } from '../../sandbox/n8n/worker.mts';
import { startPostgres } from './databases';
import type { DatabaseServer } from './databases';
import { startRedis } from './redis';

const log = (line: string): void => void process.stderr.write(`${line}\n`);

/** n8n in queue mode as an office runs it: a main process, two workers, Redis and PostgreSQL, all of this test's own. */
export interface QueueN8n {
	main: N8nHost;
	workers: readonly [N8nWorker, N8nWorker];
	/** Holds n8n's database, and has room for the ledger's. */
	postgres: DatabaseServer;
	/** Holds the user folders; nodes may read and write files here. */
	folder: string;
	/** The worker that began an execution. */
	workerOf(executionId: string): N8nWorker | undefined;
	dispose(): Promise<void>;
}

/** The queue notices a dead worker within seconds instead of a minute, so that a test need not wait. */
const IMPATIENT = { QUEUE_WORKER_LOCK_DURATION: '4000', QUEUE_WORKER_LOCK_RENEW_TIME: '1000', QUEUE_WORKER_STALLED_INTERVAL: '2000' };
const N8N_DATABASE = 'n8n';
const MAIN_HOST = '127.0.0.1';

/** Starts everything, with the packed package installed on the main process and on each worker, in folders of their own. */
export async function startQueueN8n(env: Record<string, string> = {}): Promise<QueueN8n> {
	const folder = mkdtempSync(join(tmpdir(), 'cityhall-queue-'));
	const ends: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
	const dispose = async (): Promise<void> => {
		for (const end of ends.splice(0).reverse()) await end();
	};
	try {
		const packageTgz = await packedPackage({ log });
		const redis = await startRedis();
		ends.push(redis.stop);
		const postgres = await startPostgres();
		ends.push(postgres.stop);
		await createDatabase(postgres, N8N_DATABASE);
		const port = await freePort();
		const shared = {
			// A worker makes addresses of forms and desks too, and must name the main process's.
			N8N_WEBHOOK_URL: `http://${MAIN_HOST}:${port}/`,
			N8N_HOST: MAIN_HOST,
			EXECUTIONS_MODE: 'queue',
			OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
			QUEUE_BULL_REDIS_HOST: redis.host,
			QUEUE_BULL_REDIS_PORT: String(redis.port),
			DB_TYPE: 'postgresdb',
			DB_POSTGRESDB_HOST: postgres.host,
			DB_POSTGRESDB_PORT: String(postgres.port),
			DB_POSTGRESDB_USER: postgres.user,
			DB_POSTGRESDB_PASSWORD: postgres.password,
			DB_POSTGRESDB_DATABASE: N8N_DATABASE,
			N8N_ENCRYPTION_KEY: 'queue-mode-test-only',
			...IMPATIENT,
			...env,
		};
		const main = await startN8n({ log, userFolder: join(folder, 'main'), packageTgz, port, env: shared });
		ends.push(main.stop);
		const worker = async (name: string): Promise<N8nWorker> => {
			const one = await startWorker({ log, userFolder: join(folder, name), packageTgz, env: shared });
			ends.push(one.stop);
			return one;
		};
		const workers = [await worker('worker-1'), await worker('worker-2')] as const;
		const workerOf = (id: string): N8nWorker | undefined => workers.find((one) => one.began().includes(id));
		return { main, workers, postgres, folder, workerOf, dispose };
	} catch (error) {
		await dispose();
		throw error;
	}
}

async function createDatabase(server: DatabaseServer, name: string): Promise<void> {
	const client = new Client({ host: server.host, port: server.port, user: server.user, password: server.password, database: server.database });
	await client.connect();
	try {
		await client.query(`CREATE DATABASE ${name}`);
	} finally {
		await client.end();
	}
}
