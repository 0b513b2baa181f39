import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addPackage } from './add-package.mts';
import { ensureN8n } from './install.mts';
import type { Log } from './install.mts';
import { freePort } from './ports.mts';
import { spawnN8n } from './process.mts';
import type { N8nProcess } from './process.mts';

export interface N8nWorkerOptions {
	/** A folder of the worker's own, as on a machine of its own. */
	userFolder: string;
	packageTgz: string;
	/** Database, queue and encryption key, the same as the main process's. */
	env: Record<string, string>;
	/** Executions at the same time; 1 where nothing is given, so that two executions need two workers. */
	concurrency?: number;
	log?: Log;
}

/** A worker of n8n's queue mode: it takes executions from the queue and runs them. */
export interface N8nWorker {
	readonly logFile: string;
	/** Ids of the executions it began, oldest first. */
	began(): string[];
	/** Ids of the executions it is done with, whatever their end. */
	finished(): string[];
	/** Ends it at once, with everything it started. */
	kill(): Promise<void>;
	/** Stops it where it stands (SIGSTOP); `thaw` lets it go on. */
	freeze(): void;
	thaw(): void;
	/** Starts it again after a kill. */
	start(): Promise<void>;
	/** Ends it in good order. */
	stop(): Promise<void>;
}

/** Installs the package into the worker's folder, starts the worker and waits until it takes executions. */
export async function startWorker({ userFolder, packageTgz, env, concurrency = 1, log = () => undefined }: N8nWorkerOptions): Promise<N8nWorker> {
	const install = await ensureN8n({ log });
	mkdirSync(userFolder, { recursive: true });
	const logFile = join(userFolder, 'n8n.log');
	await addPackage(userFolder, packageTgz, join(userFolder, 'install.log'));

	const run = async (): Promise<N8nProcess> => {
		const port = await freePort();
		const health = { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port), N8N_WORKER_SERVER_ADDRESS: '127.0.0.1' };
		const command = ['worker', `--concurrency=${concurrency}`];
		return await spawnN8n({ install, command, userFolder, port, brokerPort: await freePort(), env: { ...env, ...health }, logFile });
	};
	let current: N8nProcess | null = await run();
	const end = async (signal: NodeJS.Signals): Promise<void> => {
		const child = current;
		current = null;
		await child?.end(signal);
	};
	const logged = (line: RegExp): string[] =>
		existsSync(logFile) ? [...readFileSync(logFile, 'utf8').matchAll(line)].map(([, id = '']) => id) : [];

	return {
		logFile,
		began: () => logged(/Worker started execution (\d+)/g),
		finished: () => logged(/Worker (?:finished|errored while running) execution (\d+)/g),
		kill: async () => await end('SIGKILL'),
		freeze: () => current?.signal('SIGSTOP'),
		thaw: () => current?.signal('SIGCONT'),
		start: async () => {
			if (current !== null) throw new Error('The worker is running already');
			current = await run();
		},
		stop: async () => {
			current?.signal('SIGCONT');
			await end('SIGTERM');
		},
	};
}
