import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addPackage } from './add-package.mts';
import { ensureN8n } from './install.mts';
import type { Log } from './install.mts';
import { freePort } from './ports.mts';
import { spawnN8n } from './process.mts';
import type { N8nProcess } from './process.mts';
import { connect } from './rest.mts';
import type { N8nRest, Owner } from './rest.mts';
import { WorkflowDriver } from './workflows.mts';

export interface N8nHostOptions {
	/** Holds `.n8n` with database, key and packages; may be used again later, after a SIGKILL too. */
	userFolder: string;
	/** The packed package under test; none to run n8n bare. */
	packageTgz?: string;
	/** A free one is taken where none is given. It stays the same over restarts. */
	port?: number;
	env?: Record<string, string>;
	log?: Log;
}

/** A running n8n and the means to drive it over REST. */
export interface N8nHost {
	readonly url: string;
	readonly userFolder: string;
	readonly logFile: string;
	readonly owner: Owner;
	/** The process id of n8n (also its process group), 0 while it is down. */
	readonly pid: number;
	/** The login cookie, `n8n-auth=…`. */
	readonly cookie: string;
	readonly rest: N8nRest;
	readonly workflows: WorkflowDriver;
	/** Ends n8n at once, with everything it started, and waits until it is gone. */
	kill(signal?: NodeJS.Signals): Promise<void>;
	/** Starts it again on the same folder and port. */
	start(): Promise<void>;
	restart(): Promise<void>;
	/** Ends it in good order; after 15 seconds by force. */
	stop(): Promise<void>;
}

/** The demo's login: it guards nothing but synthetic data on this machine. */
export const SANDBOX_OWNER: Owner = { email: 'officer@cityhall.example', password: 'Cityhall-demo-1' };

/** Ports are part of webhook addresses, so a folder keeps its own. */
async function portFor(userFolder: string, wanted: number | undefined): Promise<number> {
	const file = join(userFolder, 'port');
	const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
	const port = wanted ?? (remembered > 0 ? remembered : await freePort());
	writeFileSync(file, String(port));
	return port;
}

/** Installs n8n where it is missing, installs the package into the user folder, starts n8n and logs in. */
export async function startN8n(options: N8nHostOptions): Promise<N8nHost> {
	const log = options.log ?? (() => undefined);
	const install = await ensureN8n({ log });
	const { userFolder } = options;
	mkdirSync(userFolder, { recursive: true });
	const logFile = join(userFolder, 'n8n.log');
	if (options.packageTgz !== undefined) await addPackage(userFolder, options.packageTgz, join(userFolder, 'install.log'));
	const port = await portFor(userFolder, options.port);
	const url = `http://127.0.0.1:${port}`;

	const run = async (): Promise<{ child: N8nProcess; rest: N8nRest }> => {
		const brokerPort = await freePort();
		const child = await spawnN8n({ install, userFolder, port, brokerPort, env: options.env ?? {}, logFile });
		try {
			return { child, rest: await connect(url, SANDBOX_OWNER) };
		} catch (error) {
			child.signal('SIGKILL');
			throw error;
		}
	};

	let current: { child: N8nProcess; rest: N8nRest } | null = await run();
	const running = (): { child: N8nProcess; rest: N8nRest } => {
		if (current === null) throw new Error('n8n is not running');
		return current;
	};
	const rest: N8nRest = {
		url,
		get cookie() {
			return running().rest.cookie;
		},
		request: async (method, path, body) => await running().rest.request(method, path, body),
	};

	const host: N8nHost = {
		url,
		userFolder,
		logFile,
		owner: SANDBOX_OWNER,
		rest,
		workflows: new WorkflowDriver(rest),
		get pid() {
			return current?.child.pid ?? 0;
		},
		get cookie() {
			return rest.cookie;
		},
		async kill(signal = 'SIGKILL') {
			if (current === null) return;
			const { child } = current;
			current = null;
			await child.end(signal);
		},
		async start() {
			if (current !== null) throw new Error('n8n is running already');
			current = await run();
		},
		async restart() {
			await host.stop();
			await host.start();
		},
		async stop() {
			if (current === null) return;
			const { child } = current;
			current = null;
			await child.end('SIGTERM');
		},
	};
	return host;
}
