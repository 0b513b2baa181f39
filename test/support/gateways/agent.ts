import { postgresDatabase } from '../../../lib/sms/agent/postgres';
import { mariadbDatabase } from '../../../lib/sms/agent/mariadb';
import type { DatabaseConfig } from '../../../lib/sms/agent/database';
import { AgentGateway } from '../../../lib/sms/agent/gateway';
import type { AgentOptions } from '../../../lib/sms/agent/options';
import { AGENT_FAMILIES } from '../../../lib/sms/agent/tables';
import { createConnection } from '../../../lib/vendor/mysql2';
import { Client } from '../../../lib/vendor/pg';
import { type AgentSimulator, type Family, type FaultRule as AgentFaultRule, type Kind, startAgent } from '../../../sandbox/sms/agent.mts';
import { type DatabaseServer, startMariadb, startPostgres } from '../databases';
import { type FaultRule, type GatewayRig, type RigOptions, type RigWish, type RunningRig, SENDER, SUBJECT, UNREGISTERED_SENDER, WRONG_SECRET } from './rig';

/** An agent's rig with what only tests of the agent need. */
export interface RunningAgentRig extends RunningRig {
	gateway: AgentGateway;
	with(wish: RigWish): AgentGateway;
	simulator: AgentSimulator;
	server: DatabaseServer;
	/** Another gateway on the same tables: through the simulator's door, or to the database itself. */
	open(options?: Partial<AgentOptions>, config?: Partial<DatabaseConfig>): AgentGateway;
}

/** One server of each kind for a whole test file: a database of its own is enough for a rig. */
const servers: Partial<Record<Kind, Promise<DatabaseServer>>> = {};
let databases = 0;

afterAll(async () => {
	for (const server of Object.values(servers)) await (await server).stop();
});

async function ownDatabase(kind: Kind): Promise<DatabaseServer> {
	const server = await (servers[kind] ??= kind === 'postgres' ? startPostgres() : startMariadb());
	const database = `rig_${String((databases += 1))}`;
	await onServer(kind, server, `CREATE DATABASE ${database}`);
	return { ...server, database };
}

/** Runs one statement as the server's administrator. */
export async function onServer(kind: Kind, { host, port, user, password, database }: DatabaseServer, sql: string): Promise<unknown[]> {
	if (kind === 'mariadb') {
		const connection = await createConnection({ host, port, user, password, database });
		const [rows] = await connection.query(sql);
		await connection.end();
		return Array.isArray(rows) ? rows : [];
	}
	const client = new Client({ host, port, user, password, database });
	await client.connect();
	const { rows } = await client.query<Record<string, unknown>>(sql);
	await client.end();
	return rows;
}

export const databaseOf = { postgres: postgresDatabase, mariadb: mariadbDatabase } as const;

export async function startAgentRig(kind: Kind, family: Family, { faults = [], reportDelayMs = 3_600_000, timeoutMs = 5_000, seed = 1 }: RigOptions = {}): Promise<RunningAgentRig> {
	const server = await ownDatabase(kind);
	const simulator = await startAgent({ database: { kind, ...server }, family, senders: [SENDER], pollMs: 20, reportDelayMs, seed, faults: rules(faults) });
	const config: DatabaseConfig = {
		...{ host: simulator.host, port: simulator.port, database: server.database, schema: '', user: server.user, password: server.password },
		...{ tls: false, caPem: '', timeoutMs, koreanTime: true },
	};
	const open = (options: Partial<AgentOptions> = {}, changes: Partial<DatabaseConfig> = {}) =>
		new AgentGateway({
			database: databaseOf[kind]({ ...config, ...changes }),
			tables: AGENT_FAMILIES[family],
			...{ sender: SENDER, subject: SUBJECT, ttlMinutes: 1440, stallMinutes: 30, nowMs: Date.now },
			...options,
		});
	return {
		gateway: open(),
		with: (wish) => open({ sender: wish.sender === 'unregistered' ? UNREGISTERED_SENDER : SENDER }, { timeoutMs: wish.timeoutMs ?? timeoutMs, ...(wish.secret === 'wrong' ? { password: WRONG_SECRET } : {}) }),
		open,
		simulator,
		server,
		url: null,
		deliveries: () => simulator.oracle.deliveries(),
		steps: { submit: 'submit', find: 'find', account: 'account' },
		faults: (wanted) => simulator.faults.set(rules(wanted)),
		calls: () => simulator.calls(),
		flush: async () => await simulator.flush(),
		close: async () => await simulator.close(),
	};
}

/** A row is put in or not; what the agent itself refuses shows later, as failed. Its tables neither lag nor come in pages. */
const UNKNOWN_FAULTS = ['listLag', 'endlessPages', 'partial'] as const;

/** One family on each database: both have their own ways. */
export const agentRigs: readonly GatewayRig[] = [
	{ id: 'agent', name: 'agent on PostgreSQL', unknownFaults: UNKNOWN_FAULTS, start: async (options) => await startAgentRig('postgres', 'scTran', options) },
	{ id: 'agent', name: 'agent on MariaDB', unknownFaults: UNKNOWN_FAULTS, start: async (options) => await startAgentRig('mariadb', 'emma', options) },
];

/** The suite names steps as the rig does. */
const rules = (wanted: readonly FaultRule[]) => wanted as AgentFaultRule[];
