import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { N8nInstall } from './install.mts';
import { tail } from './command.mts';

export interface N8nProcess {
	readonly pid: number;
	/** Resolves when the process has ended, whatever the reason. */
	readonly ended: Promise<void>;
	/** Signals n8n and everything it started. */
	signal(name: NodeJS.Signals): void;
	/** Ends n8n with everything it started and waits until it is gone; what does not go within 15 seconds is killed. */
	end(name: NodeJS.Signals): Promise<void>;
}

export interface ProcessOptions {
	install: N8nInstall;
	/** n8n's command and its flags; `start` where none is given. */
	command?: readonly string[];
	userFolder: string;
	/** Where it answers: the editor of `start`, the health page of `worker`. */
	port: number;
	brokerPort: number;
	env: Record<string, string>;
	logFile: string;
}

const READY_TIMEOUT_MS = 180_000;
const END_TIMEOUT_MS = 15_000;
/** Settings of the developer's own n8n, npm or jest must not reach the n8n under test. */
const FOREIGN = /^(N8N_|DB_|EXECUTIONS_|QUEUE_|WEBHOOK_|GENERIC_|NODES_|npm_|NODE_OPTIONS|NODE_ENV|JEST_|INIT_CWD)/;

function environment(options: ProcessOptions): Record<string, string> {
	const inherited = Object.entries(process.env).filter(
		(entry): entry is [string, string] => entry[1] !== undefined && !FOREIGN.test(entry[0]),
	);
	const noProxy = [process.env['NO_PROXY'] ?? process.env['no_proxy'], '127.0.0.1', 'localhost'].filter(Boolean).join(',');
	return {
		...Object.fromEntries(inherited),
		PATH: `${dirname(options.install.node)}:${process.env['PATH'] ?? ''}`,
		NO_PROXY: noProxy,
		no_proxy: noProxy,
		N8N_USER_FOLDER: options.userFolder,
		N8N_PORT: String(options.port),
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(options.brokerPort),
		N8N_SECURE_COOKIE: 'false',
		N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'true',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		// Exports, ledger and reports of the sandbox lie beside n8n's own folder.
		N8N_RESTRICT_FILE_ACCESS_TO: dirname(options.userFolder),
		GENERIC_TIMEZONE: 'Asia/Seoul',
		...options.env,
	};
}

function isAlive(child: ChildProcess): boolean {
	return child.exitCode === null && child.signalCode === null;
}

async function isReady(url: string): Promise<boolean> {
	try {
		const answer = await fetch(`${url}/healthz/readiness`, { signal: AbortSignal.timeout(2_000) });
		await answer.arrayBuffer();
		return answer.ok;
	} catch {
		return false;
	}
}

/**
 * Starts n8n in a process group of its own and waits until it answers. It ends with this process: on a normal end
 * by the exit handler here, on SIGKILL by the guard loaded into n8n.
 */
export async function spawnN8n(options: ProcessOptions): Promise<N8nProcess> {
	mkdirSync(options.userFolder, { recursive: true });
	const log = openSync(options.logFile, 'a');
	const guard = join(options.install.folder, 'die-with-parent.cjs');
	const child = spawn(options.install.node, ['--require', guard, options.install.bin, ...(options.command ?? ['start'])], {
		cwd: options.userFolder,
		env: environment(options),
		stdio: ['ignore', log, log],
		detached: true,
	});
	closeSync(log);
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	await new Promise<void>((resolve, reject) => {
		child.once('spawn', resolve);
		child.once('error', reject);
	});
	const pid = child.pid;
	if (pid === undefined) throw new Error('n8n has no process id');

	const signal = (name: NodeJS.Signals): void => {
		try {
			process.kill(-pid, name);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
	};
	const endWithParent = (): void => signal('SIGKILL');
	const end = async (name: NodeJS.Signals): Promise<void> => {
		signal(name);
		const force = setTimeout(() => signal('SIGKILL'), END_TIMEOUT_MS);
		await ended;
		clearTimeout(force);
		signal('SIGKILL');
	};
	process.once('exit', endWithParent);
	void ended.then(() => process.off('exit', endWithParent));

	const deadline = Date.now() + READY_TIMEOUT_MS;
	while (!(await isReady(`http://127.0.0.1:${options.port}`))) {
		if (!isAlive(child) || Date.now() > deadline) {
			signal('SIGKILL');
			throw new Error(`n8n did not become ready. The whole log: ${options.logFile}\n${tail(options.logFile)}`);
		}
		await sleep(250);
	}
	return { pid, ended, signal, end };
}
