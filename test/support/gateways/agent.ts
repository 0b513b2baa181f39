import { postgresDatabase } from '../../../lib/sms/agent/postgres';
import { mariadbDatabase } from '../../../lib/sms/agent/mariadb';
import type { DatabaseConfig } from '../../../lib/sms/agent/database';
import { AgentGateway, type AgentOptions } from '../../../lib/sms/agent/gateway';
import { AGENT_FAMILIES } from '../../../lib/sms/agent/tables';
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

export const databaseOf = { postgres: postgresDatabase, mariadb: mariadbDatabase } as const;

export async function startAgentRig(kind: Kind, family: Family, { faults = [], reportDelayMs = 3_600_000, timeoutMs = 5_000, seed = 1 }: RigOptions = {}): Promise<RunningAgentRig> {
	const server = await (kind === 'postgres' ? startPostgres() : startMariadb());
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
		close: async () => {
			await simulator.close();
			await server.stop();
		},
	};
}

export const agentRig: GatewayRig = { id: 'agent', start: async (options) => await startAgentRig('postgres', 'scTran', options) };

/** The suite names steps as the rig does. */
const rules = (wanted: readonly FaultRule[]) => wanted as AgentFaultRule[];
