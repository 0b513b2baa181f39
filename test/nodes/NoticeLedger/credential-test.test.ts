import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { shut, writeMoved } from '../../../lib/ledger/moved';
import { SCHEMA_VERSION } from '../../../lib/ledger/schema';
import { SqliteStore } from '../../../lib/ledger/sqlite-store';
import { FileWitness } from '../../../lib/ledger/witness';
import { ledgerTest } from '../../../nodes/NoticeLedger/credential-test';
import { NoticeLedger } from '../../../nodes/NoticeLedger/NoticeLedger.node';
import { NoticeCity, prepareRun } from '../../support/notice-city';

let city: NoticeCity;
beforeEach(() => {
	city = new NoticeCity();
});
afterEach(async () => await city.close());

const press = async (wish: ICredentialDataDecryptedObject = {}) =>
	await ledgerTest.call({} as ThisParameterType<typeof ledgerTest>, { id: '1', name: 'c', type: 'cityhallLedgerApi', data: { ...city.credentials().cityhallLedgerApi, ...wish } });
const error = (message: unknown) => ({ status: 'Error', message });
const onFile = (sql: string) => {
	const database = new DatabaseSync(city.ledgerPath);
	database.exec(sql);
	database.close();
};

it('the node offers the test of its credential', () => {
	const node = new NoticeLedger();
	expect(node.description.credentials?.find(({ name }) => name === 'cityhallLedgerApi')).toMatchObject({ testedBy: 'ledgerTest' });
	expect(node.methods.credentialTest).toHaveProperty('ledgerTest', ledgerTest);
});

describe('the test button of a ledger in a file', () => {
	it('says that there is none yet, and makes none, nor a folder', async () => {
		const path = join(city.folder, 'not', 'yet', 'ledger.sqlite');
		expect(await press({ path })).toEqual({ status: 'OK', message: expect.stringContaining('아직 없습니다') });
		expect(existsSync(join(city.folder, 'not'))).toBe(false);
	});

	it('reads one that fits, and changes nothing of it', async () => {
		await prepareRun(city, [city.receipt(1)]);
		const before = city.ledgerBytes();
		expect(await press()).toEqual({ status: 'OK', message: expect.stringMatching(new RegExp(`\\(${SCHEMA_VERSION}판, 기록 \\d+건\\).*맞습니다`)) });
		expect(city.ledgerBytes()).toBe(before);
	});

	it.each<[string, ICredentialDataDecryptedObject, RegExp]>([
		['another key', { ledgerKey: randomBytes(32).toString('base64') }, /키가 이 발송 대장을 만든 키와 다릅니다/],
		['the other environment', { environment: 'live' }, /모의용/],
		['a short key', { ledgerKey: 'c2hvcnQ=' }, /대장 키/],
		['a relative path', { path: 'ledger.sqlite' }, /절대 경로/],
		['a witness that cannot lie there', { witnessPath: '/nowhere/at/all/witness' }, /표식 파일을 둘 폴더/],
		['a relative witness', { witnessPath: 'witness' }, /절대 경로/],
	])('refuses %s in words with a remedy', async (_name, wish, words) => {
		await prepareRun(city, [city.receipt(1)]);
		expect(await press(wish)).toEqual(error(expect.stringMatching(words)));
		expect(await press(wish)).toEqual(error(expect.stringMatching(/시기 바랍니다\./)));
	});

	it.each<[string, () => string, RegExp]>([
		['a folder in its place', () => { mkdirSync(city.ledgerPath); return city.ledgerPath; }, /파일이 아닙니다/],
		['a file where the folder should be', () => { writeFileSync(city.ledgerPath, ''); return join(city.ledgerPath, 'x', 'ledger.sqlite'); }, /폴더가 아닙니다/],
		['a file of something else', () => { writeFileSync(city.ledgerPath, 'a text that is long enough to be looked at as a database, and is none'); return city.ledgerPath; }, /읽을 수 없는 파일/],
		['a database of something else', () => { onFile('CREATE TABLE workflow (id TEXT)'); return city.ledgerPath; }, /다른 프로그램/],
	])('refuses %s', async (_name, scene, words) => {
		expect(await press({ path: scene() })).toEqual(error(expect.stringMatching(words)));
	});

	it('tells of a version to come and refuses one that is newer', async () => {
		await prepareRun(city, [city.receipt(1)]);
		onFile(`UPDATE meta SET value = '${SCHEMA_VERSION - 1}' WHERE name = 'schema'`);
		expect(await press()).toEqual({ status: 'OK', message: expect.stringContaining(`${SCHEMA_VERSION}판으로 올립니다`) });
		onFile(`UPDATE meta SET value = '${SCHEMA_VERSION + 1}' WHERE name = 'schema'`);
		expect(await press()).toEqual(error(expect.stringContaining('판이 이 패키지와 다릅니다')));
	});

	it('names the place of one that was moved', async () => {
		await prepareRun(city, [city.receipt(1)]);
		const store = SqliteStore.existing(city.ledgerPath);
		await store.transact(function* () {
			yield* writeMoved({ to: 'PostgreSQL db:5432/cityhall', at: '2026-11-23T09:00:00+09:00', attempt: 'a', done: true });
			yield* shut();
		});
		await store.close();
		expect(await press()).toEqual(error(expect.stringContaining('PostgreSQL db:5432/cityhall')));
	});

	it('compares the witness with the ledger, and writes none', async () => {
		await prepareRun(city, [city.receipt(1)]);
		const witnessPath = join(city.folder, 'witness');
		expect(await press({ witnessPath })).toEqual({ status: 'OK', message: expect.stringContaining('처음 보낼 때') });
		expect(readdirSync(city.folder)).not.toContain('witness');
		await city.withLedger(async (ledger) => await new FileWitness(witnessPath).write(await ledger.head()));
		expect(await press({ witnessPath })).toEqual({ status: 'OK', message: expect.stringContaining('대장과 맞습니다') });
		await new FileWitness(witnessPath).reset({ seq: 9_999, mac: 'x' });
		expect(await press({ witnessPath })).toEqual(error(expect.stringContaining('예전 백업')));
		expect(await press({ witnessPath, path: join(city.folder, 'new.sqlite') })).toEqual({ status: 'OK', message: expect.stringContaining('대장 옮기기') });
		writeFileSync(witnessPath, 'nonsense');
		expect(await press({ witnessPath })).toEqual(error(expect.stringContaining('표식 파일을 읽을 수 없')));
	});
});
