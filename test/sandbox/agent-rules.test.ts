import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';

import { type AgentSimulator, type Family, type Kind, startAgent } from '../../sandbox/sms/agent.mts';
import { FAMILIES } from '../../sandbox/sms/agent/tables.mts';
import { type DatabaseServer, startMariadb, startPostgres } from '../support/databases';

const SENDER = '0310000000';
const PHONE = '01050000001';

/** As a caller's program puts a text in: by hand, with the least there must be. */
describe.each<[Kind, Family]>([['postgres', 'scTran'], ['mariadb', 'emma']])('the pretend agent on %s with the tables of %s', (kind, family) => {
	let server: DatabaseServer;
	let agent: AgentSimulator;
	let sql: (text: string, values?: unknown[]) => Promise<Array<Record<string, unknown>>>;
	let closeLink: () => Promise<void>;
	const table = FAMILIES[family][0];
	if (!table) throw new Error('no table');

	beforeAll(async () => {
		server = await (kind === 'postgres' ? startPostgres() : startMariadb());
		agent = await startAgent({ database: { kind, ...server }, family, senders: [SENDER], pollMs: 10, reportDelayMs: 3_600_000, ttlMinutes: 60 });
		if (kind === 'postgres') {
			const client = new Client({ host: server.host, port: server.port, user: server.user, password: server.password, database: server.database });
			await client.connect();
			await client.query(`SET TIME ZONE 'Asia/Seoul'`);
			sql = async (text, values = []) => (await client.query<Record<string, unknown>>(text.replaceAll('?', () => `$${++count}`), values)).rows;
			closeLink = async () => await client.end();
		} else {
			const connection = await createConnection({ host: server.host, port: server.port, user: server.user, password: server.password, database: server.database });
			await connection.query(`SET time_zone = '+09:00'`);
			sql = async (text, values = []) => (await connection.query(text, values))[0] as Array<Record<string, unknown>>;
			closeLink = async () => await connection.end();
		}
	});
	let count = 0;
	beforeEach(async () => await agent.reset());
	afterAll(async () => {
		await closeLink();
		await agent.close();
		await server.stop();
	});

	async function insert(text: string, wish: { to?: string; from?: string; minutesAgo?: number } = {}) {
		const ago = wish.minutesAgo ?? 0;
		const due = kind === 'postgres' ? `LOCALTIMESTAMP - INTERVAL '${ago} minutes'` : `NOW() - INTERVAL ${ago} MINUTE`;
		const columns = { [table?.key ?? '']: 'a'.repeat(20), [table?.to ?? '']: wish.to ?? PHONE, [table?.from ?? '']: wish.from ?? SENDER, [table?.text ?? '']: text, ...(family === 'emma' ? { service_type: '0' } : {}) };
		const id = kind === 'postgres' ? { column: `${table?.id}, `, value: `nextval('SC_TRAN_SEQ'), ` } : { column: '', value: '' };
		count = 0;
		await sql(`INSERT INTO ${table?.live} (${id.column}${table?.due}, ${Object.keys(columns).join(', ')}) VALUES (${id.value}${due}, ${Object.keys(columns).map(() => '?').join(', ')})`, Object.values(columns));
	}
	const states = async () => (await sql(`SELECT ${table.state} AS state FROM ${table.live} ORDER BY ${table.id}`)).map(({ state }) => state);
	async function until(holds: () => Promise<boolean>) {
		while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 10));
	}

	it('takes a row, sends it, and moves it with its result to the log table of the month', async () => {
		agent.pause();
		await insert('확인하시기 바랍니다.');
		expect(await states()).toEqual([table.waiting]);
		agent.resume();
		await until(async () => (await states())[0] === table.taken);
		expect(agent.oracle.deliveries()).toMatchObject([{ phone: PHONE, from: SENDER, text: '확인하시기 바랍니다.', type: 'SMS' }]);
		await agent.flush();
		expect(await states()).toEqual([]);
		const month = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 7).replace('-', '');
		expect(await sql(`SELECT ${table.state} AS state, ${table.result} AS result FROM ${table.log(month)}`)).toEqual([{ state: table.done, result: table.codeOf('4000') }]);
	});

	it('never takes a row past its time limit, nor one that is not due yet', async () => {
		await insert('늦음', { minutesAgo: 61 });
		await insert('아직', { minutesAgo: -30 });
		await insert('지금');
		await until(async () => (await states())[2] === table.taken);
		expect(await states()).toEqual([table.waiting, table.waiting, table.taken]);
		expect(agent.oracle.deliveries().map(({ text }) => text)).toEqual(['지금']);
		await agent.flush();
		expect(agent.oracle.deliveries().map(({ text }) => text)).toEqual(['지금', '아직']);
	});

	it.each([
		['a sender number that is not registered', { from: '0319999999' }, '확인'],
		['a short text of over 90 bytes', {}, '가'.repeat(46)],
		['a number without subscriber', { to: '01000003032' }, '확인'],
	])('fails %s, and no phone gets it', async (_name, wish, text) => {
		await insert(text, wish);
		await agent.flush();
		await agent.flush();
		expect(await states()).toEqual([]);
		expect(agent.oracle.deliveries()).toEqual([]);
	});
});
