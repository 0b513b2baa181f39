import type { GatewayId } from '../../lib/sms/gateway';
import { SENDER_NUMBER, SOLAPI_API_KEY, SOLAPI_API_SECRET } from '../../sandbox/credentials.mts';
import type { WorkflowJson } from '../../sandbox/n8n/workflows.mts';
import { startAgent } from '../../sandbox/sms/agent.mts';
import { startAligo } from '../../sandbox/sms/aligo.mts';
import { startNhn } from '../../sandbox/sms/nhn.mts';
import type { FaultRule } from '../../sandbox/sms/shared/faults.mts';
import type { Oracle } from '../../sandbox/sms/shared/oracle.mts';
import { startSens } from '../../sandbox/sms/sens.mts';
import type { DatabaseAddress } from './databases';

/** A gateway that a week is sent through instead of SOLAPI, pretended, with the credential that reaches it. */
export interface WeekGateway {
	id: Exclude<GatewayId, 'solapi'>;
	credential: { type: string; data: Record<string, unknown> };
	oracle: Oracle;
	/** The next hand-over is lost before the vendor sees it. */
	loseOneCall(): void;
	close(): Promise<void>;
}

const KEY = SOLAPI_API_KEY;
const SECRET = SOLAPI_API_SECRET;
const SERVICE_ID = 'ncp:sms:kr:000000000000:city';
const senders = [SENDER_NUMBER];
const sender = SENDER_NUMBER;
const reportDelayMs = 100;
const LOST: FaultRule<'submit'>[] = [{ step: 'submit', fault: 'dropBefore', times: 1 }];

/** Starts a pretend gateway that reports as soon as the demo's own. The agent's tables lie in the given database. */
export async function startWeekGateway(id: WeekGateway['id'], database?: DatabaseAddress): Promise<WeekGateway> {
	switch (id) {
		case 'nhn': {
			const nhn = await startNhn({ accounts: [{ appKey: KEY, secretKey: SECRET, senders, templates: [] }], reportDelayMs });
			return { id, credential: { type: 'cityhallNhnSmsApi', data: { appKey: KEY, secretKey: SECRET, sender, baseUrl: nhn.url } }, ...common(nhn) };
		}
		case 'sens': {
			const sens = await startSens({ accounts: [{ accessKey: KEY, secretKey: SECRET, serviceId: SERVICE_ID, senders }], reportDelayMs });
			return { id, credential: { type: 'cityhallSensApi', data: { accessKey: KEY, secretKey: SECRET, serviceId: SERVICE_ID, sender, baseUrl: sens.url } }, ...common(sens) };
		}
		case 'aligo': {
			const aligo = await startAligo({ accounts: [{ key: SECRET, userId: KEY, credit: { SMS: 10_000, LMS: 10_000 }, senders }], reportDelayMs });
			return { id, credential: { type: 'cityhallAligoApi', data: { userId: KEY, apiKey: SECRET, sender, baseUrl: aligo.url } }, ...common(aligo) };
		}
		case 'agent': {
			if (database === undefined) throw new Error('The agent needs a database');
			const { host, port, user, password, database: name } = database;
			const agent = await startAgent({ database: { kind: 'postgres', host, port, user, password, database: name }, senders, reportDelayMs });
			const data = { kind: 'postgres', host: agent.host, port: agent.port, database: name, user, password, family: 'scTran', sender, sandbox: true };
			return { id, credential: { type: 'cityhallSmsAgentApi', data }, ...common(agent) };
		}
	}
}

interface Simulator {
	oracle: Oracle;
	faults: { set(rules: FaultRule<'submit'>[]): void };
	close(): Promise<void>;
}

const common = ({ oracle, faults, close }: Simulator) => ({ oracle, loseOneCall: () => faults.set(LOST), close });

/** An edit that does what an officer does to change the gateway: another choice in the drop-down, another credential; nothing else. */
export function switchedTo({ id, credential }: Pick<WeekGateway, 'id' | 'credential'>, credentialName: string): (workflow: WorkflowJson) => void {
	return ({ nodes }) => {
		for (const node of nodes) {
			if (node.credentials?.['cityhallSolapiApi'] === undefined) continue;
			const { cityhallSolapiApi: _solapi, ...others } = node.credentials;
			node.parameters = { ...node.parameters, gateway: id };
			node.credentials = { ...others, [credential.type]: { name: credentialName } };
		}
	};
}
