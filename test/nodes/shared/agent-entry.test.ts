import { CityhallSmsAgentApi } from '../../../credentials/CityhallSmsAgentApi.credentials';
import { GATEWAYS } from '../../../nodes/shared/gateways';

const entry = GATEWAYS.find(({ id }) => id === 'agent');
const CREDENTIAL = {
	...{ kind: 'mariadb', host: 'db.city.example', port: 0, database: 'sms', user: 'cityhall', password: 'pw', tls: false },
	...{ family: 'emma', tables: '', clock: 'korean', ttlMinutes: 0, stallMinutes: 30, sender: '031-828-0000', sandbox: false },
};

describe("the agent's credential", () => {
	it('names its gateway, its test and its fields', () => {
		const { name, properties } = new CityhallSmsAgentApi();
		expect(entry).toMatchObject({ credential: name, test: 'smsAgentAccountTest' });
		expect(properties.map((property) => property.name)).toEqual(expect.arrayContaining([...Object.keys(CREDENTIAL), 'schema', 'caPem', 'processor', 'contractedOn', 'publishedOn']));
	});

	it.each([
		['marked as pretend on this machine', { sandbox: true, host: '127.0.0.1' }, true],
		['of a real agent on this machine', { host: 'localhost' }, false],
		['marked as pretend elsewhere', { sandbox: true }, false],
	])('%s: pretend gateway or not', (_name, wish, loopback) => {
		expect(entry?.isLoopback({ ...CREDENTIAL, ...wish })).toBe(loopback);
	});

	it.each([
		['an unknown database', { kind: 'oracle' }, 'agentIncomplete'],
		['an unknown agent', { family: 'toString' }, 'agentIncomplete'],
		['no host', { host: ' ' }, 'agentIncomplete'],
		['no database', { database: '' }, 'agentIncomplete'],
		['no account', { user: '' }, 'agentIncomplete'],
		['tables that are no JSON', { tables: 'SC_TRAN' }, 'badAgentTables'],
		['a certificate that is none', { tls: true, caPem: 'x' }, 'badCertificate'],
		['a sender number without area code', { sender: '828-0000' }, 'senderNumber'],
	])('with %s is refused before anything is opened', (_name, wish, code) => {
		expect(() => entry?.open({ ...CREDENTIAL, ...wish }, { subject: '' })).toThrow(expect.objectContaining({ code }));
	});

	it('opens a gateway that shows its table and no password', async () => {
		const opened = entry?.open({ ...CREDENTIAL, tables: '{"sms": {"table": "em_smt_tran2"}}' }, { subject: '감면 안내' });
		expect(opened?.gateway).toMatchObject({ id: 'agent', account: expect.stringMatching(/:em_smt_tran2$/) as string });
		expect(opened?.gateway.account).not.toContain(String(CREDENTIAL.password));
		await opened?.close();
	});
});
