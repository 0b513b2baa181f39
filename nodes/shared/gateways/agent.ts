import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import type { DatabaseConfig } from '../../../lib/sms/agent/database';
import { AgentGateway } from '../../../lib/sms/agent/gateway';
import { mariadbDatabase } from '../../../lib/sms/agent/mariadb';
import { postgresDatabase } from '../../../lib/sms/agent/postgres';
import { agentTables } from '../../../lib/sms/agent/table-changes';
import { isAgentFamily } from '../../../lib/sms/agent/tables';
import { type GatewayEntry, isLoopbackHost, numberOf, senderOf, textOf, TIMEOUT_MS } from './entry';

const DATABASES = { postgres: { open: postgresDatabase, port: 5432 }, mariadb: { open: mariadbDatabase, port: 3306 } } as const;
const DEFAULT_STALL_MINUTES = 30;

export const agent: GatewayEntry = {
	id: 'agent',
	name: '문자 발송 에이전트',
	description: '청 안에 설치된 에이전트의 표에 넣습니다. 결과를 모르는 건은 표를 조회하여 확정합니다.',
	credential: 'cityhallSmsAgentApi',
	test: 'smsAgentAccountTest',
	// A real agent's database may stand on this machine too.
	isLoopback: (credential) => credential.sandbox === true && isLoopbackHost(textOf(credential, 'host')),
	open: (credential, { subject }) => {
		const { open, port } = databaseOf(credential);
		const gateway = new AgentGateway({
			database: open(configOf(credential, port)),
			tables: tablesOf(credential),
			sender: senderOf(credential),
			subject,
			ttlMinutes: Math.max(0, numberOf(credential, 'ttlMinutes', 0)),
			stallMinutes: Math.max(1, numberOf(credential, 'stallMinutes', DEFAULT_STALL_MINUTES)),
			nowMs: Date.now,
		});
		return { gateway, close: async () => undefined };
	},
};

function databaseOf(credential: ICredentialDataDecryptedObject) {
	const kind = textOf(credential, 'kind');
	if (kind === 'postgres' || kind === 'mariadb') return DATABASES[kind];
	throw incomplete('데이터베이스 종류');
}

function tablesOf(credential: ICredentialDataDecryptedObject) {
	const family = textOf(credential, 'family');
	if (!isAgentFamily(family)) throw incomplete('에이전트 종류');
	return agentTables(family, textOf(credential, 'tables'));
}

function configOf(credential: ICredentialDataDecryptedObject, defaultPort: number): DatabaseConfig {
	return {
		host: required(credential, 'host', '서버 주소'),
		port: numberOf(credential, 'port', 0) || defaultPort,
		database: required(credential, 'database', '데이터베이스'),
		schema: textOf(credential, 'kind') === 'postgres' ? textOf(credential, 'schema') : '',
		user: required(credential, 'user', '계정'),
		password: typeof credential.password === 'string' ? credential.password : '',
		tls: credential.tls === true,
		caPem: textOf(credential, 'caPem'),
		timeoutMs: TIMEOUT_MS,
		koreanTime: textOf(credential, 'clock') !== 'server',
	};
}

function required(credential: ICredentialDataDecryptedObject, field: string, label: string): string {
	const value = textOf(credential, field);
	if (value === '') throw incomplete(label);
	return value;
}

const incomplete = (label: string) =>
	new ValidationError(
		'agentIncomplete',
		`'문자 발송 에이전트(DB)' 자격 증명의 '${label}'가 비어 있거나 올바르지 않습니다.`,
		`'${label}'를 에이전트 설치 문서에 따라 입력하시기 바랍니다.`,
	);
