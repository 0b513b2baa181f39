import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { FILLING } from '../../lib/ledger/identity';
import { Ledger } from '../../lib/ledger/ledger';
import { PostgresStore } from '../../lib/ledger/postgres-store';
import { Client } from '../../lib/vendor/pg';
import { ledgerTest } from '../../nodes/NoticeLedger/credential-test';
import { type DatabaseServer, startPostgres } from '../support/databases';
import { TestClock } from '../support/notice-run';
import { testCertificate } from '../support/test-certificate';

const LEDGER_KEY = randomBytes(32);
const { cert, key } = testCertificate();
const folder = mkdtempSync(join(tmpdir(), 'ledger-button-'));
let server: DatabaseServer;
let plain: DatabaseServer;
beforeAll(async () => {
	const owner = process.getuid?.() === 0 ? Number(execFileSync('id', ['-u', 'postgres'])) : null;
	const put = (name: string, text: string) => {
		const file = join(folder, name);
		writeFileSync(file, text, { mode: 0o600 });
		if (owner !== null) for (const path of [folder, file]) chownSync(path, owner, 0);
		return file;
	};
	[server, plain] = await Promise.all([
		startPostgres({ settings: ['-c', 'ssl=on', '-c', `ssl_cert_file=${put('cert.pem', cert)}`, '-c', `ssl_key_file=${put('key.pem', key)}`] }),
		startPostgres(),
	]);
});
afterAll(async () => {
	await Promise.all([server.stop(), plain.stop()]);
	rmSync(folder, { recursive: true, force: true });
});

let schemas = 0;
let schema: string;
beforeEach(() => {
	schemas += 1;
	schema = `button_${schemas}`;
});

const addressOf = ({ host, port, user, password, database }: DatabaseServer) => ({ host, port, user, password, database });
const press = async (wish: ICredentialDataDecryptedObject = {}) =>
	await ledgerTest.call({} as ThisParameterType<typeof ledgerTest>, {
		...{ id: '1', name: 'c', type: 'cityhallLedgerApi' },
		data: { storage: 'postgres', ...addressOf(server), schema, tls: 'off', ledgerKey: LEDGER_KEY.toString('base64'), environment: 'sandbox', ...wish },
	});
const asOwner = async (sql: string): Promise<Array<Record<string, unknown>>> => {
	const client = new Client(addressOf(server));
	await client.connect();
	try {
		return (await client.query<Record<string, unknown>>(sql)).rows;
	} finally {
		await client.end();
	}
};
const begin = async () => {
	const ledger = new Ledger(PostgresStore.at({ ...addressOf(server), schema, tls: 'off', ca: '' }), { key: LEDGER_KEY, clock: new TestClock(), leaseMs: 1_000 });
	await ledger.requireEnvironment('sandbox');
	await ledger.dispose();
};

describe('the test button of a ledger on PostgreSQL', () => {
	it('says that there is none yet and that it may be made, and makes nothing', async () => {
		expect(await press()).toEqual({ status: 'OK', message: expect.stringMatching(/PostgreSQL \d+ 서버에 접속.*아직 없습니다.*권한이 있으며/) });
		expect(await asOwner(`SELECT 1 FROM pg_namespace WHERE nspname = '${schema}'`)).toEqual([]);
	});

	it('reads one that fits, over TLS too', async () => {
		await begin();
		expect(await press()).toEqual({ status: 'OK', message: expect.stringMatching(/대장 키와 사용 환경이 맞습니다/) });
		expect(await press({ host: 'localhost', tls: 'verify', ca: cert })).toEqual({ status: 'OK', message: expect.stringMatching(/암호화 통신.*맞습니다/) });
	});

	it.each<[string, ICredentialDataDecryptedObject | (() => ICredentialDataDecryptedObject), RegExp]>([
		['a wrong password', { password: 'wrong-one' }, /비밀번호가 맞지 않습니다/],
		['a database that is not there', { database: 'nowhere' }, /데이터베이스가 없습니다/],
		['a name nobody knows', { host: 'no-such-host.invalid' }, /서버 주소를 찾을 수 없습니다/],
		['a port where nobody answers', { port: 1 }, /연결할 수 없습니다/],
		['a certificate nobody vouches for', { host: 'localhost', tls: 'verify' }, /스스로 서명한 인증서/],
		['the certificate of another name', { tls: 'verify', ca: cert }, /이름이 입력한 서버 주소와 다릅니다/],
		['a server without TLS', () => ({ ...addressOf(plain), tls: 'verify' }), /암호화 통신을 받지 않습니다/],
		['a bad name of a schema', { schema: 'Bad Name' }, /스키마/],
		['another key', { ledgerKey: randomBytes(32).toString('base64') }, /만든 키와 다릅니다/],
		['the other environment', { environment: 'live' }, /모의용/],
	])('refuses %s in words with a remedy, without the password', async (_name, wish, words) => {
		await begin();
		const answer = await press(typeof wish === 'function' ? wish() : wish);
		expect(answer).toEqual({ status: 'Error', message: expect.stringMatching(words) });
		expect(answer.message).toMatch(/시기 바랍니다\./);
		expect(answer.message).not.toMatch(new RegExp(`${server.password}|wrong-one`));
	});

	it('names the right that the user lacks', async () => {
		const guest = `guest_${schemas}`;
		await asOwner(`CREATE ROLE ${guest} LOGIN PASSWORD 'guest'`);
		const as = { user: guest, password: 'guest' };
		expect(await press(as)).toEqual({ status: 'Error', message: expect.stringContaining('스키마를 만들 권한이 없습니다') });
		await asOwner(`CREATE SCHEMA ${schema}`);
		expect(await press(as)).toEqual({ status: 'Error', message: expect.stringContaining('표를 만들 권한이 없습니다') });
		await asOwner(`GRANT ALL ON SCHEMA ${schema} TO ${guest}`);
		expect(await press(as)).toEqual({ status: 'OK', message: expect.stringContaining('아직 없습니다') });
		await begin();
		expect(await press(as)).toEqual({ status: 'Error', message: expect.stringMatching(/표 '\w+'을\(를\) 읽고 고칠 권한/) });
		await asOwner(`GRANT ALL ON ALL TABLES IN SCHEMA ${schema} TO ${guest}`);
		expect(await press(as)).toMatchObject({ status: 'OK' });
	});

	it('says that another ledger is just moved in', async () => {
		await begin();
		await asOwner(`UPDATE ${schema}.meta SET value = '${FILLING}x' WHERE name = 'key'`);
		expect(await press()).toEqual({ status: 'Error', message: expect.stringContaining('옮겨 오는 중') });
	});
});
