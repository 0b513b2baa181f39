import { createRequire } from 'node:module';
import { join } from 'node:path';

import { type DatabaseServer, startPostgres } from '../../sandbox/databases.mts';
import { startAgent } from '../../sandbox/sms/agent.mts';
import { startAligo } from '../../sandbox/sms/aligo.mts';
import { startNhn } from '../../sandbox/sms/nhn.mts';
import { startSens } from '../../sandbox/sms/sens.mts';
import { type Delivery, startSolapi } from '../../sandbox/sms/solapi.mts';
import type { FaultRule } from '../../sandbox/sms/shared/faults.mts';

export const GATEWAY_NAMES = ['solapi', 'nhn', 'sens', 'aligo', 'agent'] as const;
export type GatewayName = (typeof GATEWAY_NAMES)[number];

/** Whether a gateway's texts carry our key, so that nothing may stay unknown. */
export const HAS_KEY: Readonly<Record<GatewayName, boolean>> = { solapi: true, nhn: true, sens: false, aligo: false, agent: true };

export const isGatewayName = (name: string): name is GatewayName => GATEWAY_NAMES.some((one) => one === name);

/** What a worker needs to reach the pretend gateway; goes through its command line. */
export interface GatewayOrders {
	name: GatewayName;
	url: string;
	database: { host: string; port: number; user: string; password: string; database: string } | null;
}

/** A pretend gateway of one trial. */
export interface DrillGateway {
	orders: GatewayOrders;
	deliveries(): Delivery[];
	/** Calls that a fault hit. */
	faults(): number;
	close(): Promise<void>;
}

const SENDER = '0310000000';
const KEY = 'DRILLKEY00000001';
const SECRET = 'drill-secret-of-32-characters-01';
const SERVICE = 'ncp:sms:kr:000000000000:drill';

export interface TrialWish {
	faults: readonly FaultRule[];
	reportDelayMs: number;
	seed: string;
}

/** Starts the pretend gateway of a trial. */
export async function startGateway(name: GatewayName, { faults, reportDelayMs, seed }: TrialWish): Promise<DrillGateway> {
	const rules = [...faults];
	switch (name) {
		case 'solapi':
			return running(name, await startSolapi({ accounts: [{ apiKey: KEY, apiSecret: SECRET, balance: 1_000_000, senders: [SENDER] }], reportDelayMs, faults: of(rules), seed }));
		case 'nhn':
			return running(name, await startNhn({ accounts: [{ appKey: KEY, secretKey: SECRET, senders: [SENDER], templates: [] }], reportDelayMs, faults: of(rules), seed }));
		case 'sens':
			return running(name, await startSens({ accounts: [{ accessKey: KEY, secretKey: SECRET, serviceId: SERVICE, senders: [SENDER] }], reportDelayMs, faults: of(rules), seed }));
		case 'aligo':
			return running(name, await startAligo({ accounts: [{ key: SECRET, userId: KEY, credit: { SMS: 100_000, LMS: 100_000 }, senders: [SENDER] }], reportDelayMs, faults: of(rules), seed }));
		case 'agent': {
			const database = await ownDatabase();
			const agent = await startAgent({ database: { kind: 'postgres', ...database }, senders: [SENDER], pollMs: 15, reportDelayMs, faults: of(rules), seed });
			return {
				orders: { name, url: '', database: { ...database, host: agent.host, port: agent.port } },
				deliveries: () => agent.oracle.deliveries(),
				faults: () => agent.calls().filter(({ fault }) => fault !== null).length,
				close: async () => await agent.close(),
			};
		}
	}
}

/** Each simulator names its own steps; a plan for it holds no others. */
const of = <T,>(rules: readonly FaultRule[]) => rules as unknown as T[];

interface Simulator {
	url: string;
	oracle: { deliveries(): Delivery[] };
	calls(): Array<{ fault: string | null }>;
	close(): Promise<void>;
}

const running = (name: GatewayName, simulator: Simulator): DrillGateway => ({
	orders: { name, url: simulator.url, database: null },
	deliveries: () => simulator.oracle.deliveries(),
	faults: () => simulator.calls().filter(({ fault }) => fault !== null).length,
	close: async () => await simulator.close(),
});

let server: Promise<DatabaseServer> | null = null;
let databases = 0;

/** An empty database on the drill's own PostgreSQL. */
export async function ownDatabase(): Promise<Omit<DatabaseServer, 'pid' | 'restart' | 'stop'>> {
	server ??= startPostgres({ settings: ['-c', 'max_connections=200'] });
	const { host, port, user, password, database } = await server;
	const { Client } = await import('pg');
	const name = `trial_${(databases += 1)}`;
	const client = new Client({ host, port, user, password, database });
	await client.connect();
	await client.query(`CREATE DATABASE ${name}`);
	await client.end();
	return { host, port, user, password, database: name };
}

/** Ends the drill's own PostgreSQL, if there is one. */
export async function stopDatabases(): Promise<void> {
	if (server) await (await server).stop();
	server = null;
}

/** In a worker: the gateway of the built package, told to reach the pretend one. */
export function openGateway(lib: string, { name, url, database }: GatewayOrders, timing: { timeoutMs: number; absenceProofMs: number }) {
	const require = createRequire(import.meta.url);
	const load = (path: string): unknown => require(join(lib, path));
	const { createHttpClient } = load('http/client.js') as typeof import('../../lib/http/client.ts');
	const http = createHttpClient({ baseUrl: url === '' ? 'http://127.0.0.1:9' : url, label: name, timeoutMs: timing.timeoutMs, userAgent: 'drill', now: Date.now });
	const close = async () => http.close();
	const common = { sender: SENDER, subject: '취득세 감면 안내', http, nowMs: Date.now };
	switch (name) {
		case 'solapi': {
			const { SolapiGateway } = load('sms/solapi/gateway.js') as typeof import('../../lib/sms/solapi/gateway.ts');
			const salt = () => Math.random().toString(36).slice(2).padEnd(16, '0') + Date.now().toString(36);
			return { gateway: new SolapiGateway({ ...common, apiKey: KEY, apiSecret: SECRET, salt }), close };
		}
		case 'nhn': {
			const { NhnGateway } = load('sms/nhn/gateway.js') as typeof import('../../lib/sms/nhn/gateway.ts');
			const { absenceProofMs } = timing;
			return { gateway: new NhnGateway({ ...common, appKey: KEY, secretKey: SECRET, templates: { SMS: '', LMS: '' }, alimTalk: null, absenceProofMs, sleep: async () => undefined }), close };
		}
		case 'sens': {
			const { SensGateway } = load('sms/sens/gateway.js') as typeof import('../../lib/sms/sens/gateway.ts');
			return { gateway: new SensGateway({ ...common, accessKey: KEY, secretKey: SECRET, serviceId: SERVICE }), close };
		}
		case 'aligo': {
			const { AligoGateway } = load('sms/aligo/gateway.js') as typeof import('../../lib/sms/aligo/gateway.ts');
			return { gateway: new AligoGateway({ ...common, apiKey: SECRET, userId: KEY }), close };
		}
		case 'agent': {
			if (!database) throw new Error('an agent without a database');
			const { AgentGateway } = load('sms/agent/gateway.js') as typeof import('../../lib/sms/agent/gateway.ts');
			const { postgresDatabase } = load('sms/agent/postgres.js') as typeof import('../../lib/sms/agent/postgres.ts');
			const { AGENT_FAMILIES } = load('sms/agent/tables.js') as typeof import('../../lib/sms/agent/tables.ts');
			const config = { ...database, schema: '', tls: false, caPem: '', timeoutMs: timing.timeoutMs, koreanTime: true, idleLimitMs: timing.absenceProofMs / 2 };
			const gateway = new AgentGateway({ ...common, database: postgresDatabase(config), tables: AGENT_FAMILIES.scTran, ttlMinutes: 1440, stallMinutes: 30 });
			return { gateway, close };
		}
	}
}
