import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { DatabaseSync } from 'node:sqlite';

import type { ICredentialDataDecryptedObject, IDataObject } from 'n8n-workflow';

import { SqliteStore } from '../../../lib/ledger/sqlite-store';
import { all } from '../../../lib/ledger/steps';
import type { SolapiOptions } from '../../../sandbox/sms/solapi.mts';
import { chain, type RunSetup } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, personOf, prepareRun, RUN_ID } from '../../support/notice-city';

let city: NoticeCity;
const children: ChildProcess[] = [];
beforeEach(async () => {
	city = await NoticeCity.start();
});
afterEach(async () => {
	jest.restoreAllMocks();
	for (const child of children.splice(0)) child.kill('SIGKILL');
	await city.close();
});

const PEOPLE = [1, 2, 3, 4];
const SENDER = '0310002114';
const accounts = (changes: Partial<SolapiOptions['accounts'][number]>): Partial<SolapiOptions> => {
	const { apiKey, apiSecret } = { apiKey: 'NCSNODETESTS0001', apiSecret: 'NODETESTSNODETESTSNODETESTS00001' };
	return { accounts: [{ apiKey, apiSecret, balance: 1_000_000, senders: [SENDER], ...changes }] };
};

async function restart(options: Partial<SolapiOptions>): Promise<void> {
	await city.close();
	city = await NoticeCity.start(options);
}

const call = (operation: string, parameters: IDataObject = {}, setup: Partial<RunSetup> = {}) =>
	city.run(chain(ours('문자', 'smsGateway', { resource: 'message', operation, ...parameters })), { startItems: asItems([{ runId: RUN_ID }]), ...setup });

async function approved(numbers = PEOPLE): Promise<void> {
	const { error } = await prepareRun(city, numbers.map((n) => city.receipt(n)));
	expect(error).toBeUndefined();
	await city.withLedger(async (ledger) => await ledger.approve(RUN_ID, { kind: 'person', name: '김담당' }, { actor: 'test' }));
}

const received = () => city.solapi.oracle.deliveries();
const free = () => sql('UPDATE run SET lease_until = 0');
function sql(statement: string): void {
	const database = new DatabaseSync(city.ledgerPath);
	database.exec(statement);
	database.close();
}

/** Sends, expects a refusal with these words and a remedy, nobody lost and nothing personal said. */
async function refused(message: string | RegExp, remedy: string | RegExp, parameters: IDataObject = {}) {
	const result = await call('sendRun', parameters);
	const item = result.json('문자', 1)[0];
	const told = result.error ? { message: result.error.message, remedy: result.error.description } : { message: item?.message, remedy: item?.remedy };
	expect(told).toEqual({ message: expect.stringMatching(message), remedy: expect.stringMatching(remedy) });
	expect(String(told.remedy)).toMatch(/바랍니다/);
	expect(personalIn(result.dump() + city.ledgerBytes(), ...PEOPLE)).toEqual([]);
	const { notices } = await city.withLedger(async (ledger) => await ledger.account(RUN_ID));
	expect(notices.rejected).toBe(0);
	expect(notices.open + notices.accepted + notices.unknown).toBe(notices.due);
	return notices;
}

/** Once the cause is mended the run goes on: everybody has one text, counted over both gateways. */
async function goesOn(before = 0, people = PEOPLE): Promise<void> {
	free();
	expect((await call('sendRun')).json('문자')).toEqual([expect.objectContaining({ status: 'sent', notices: expect.objectContaining({ accepted: people.length, open: 0 }) })]);
	expect(before + received().length).toBe(people.length);
	expect(city.solapi.oracle.duplicates()).toEqual([]);
}

describe('a text that cannot go out as it is', () => {
	const item = (text: string) => call('sendItems', { campaign: 'permits', dedupeKey: 'P-1', to: personOf(1).phone, text });

	it.each([
		['over 2,000 bytes', `주차권 안내. 문의: 교통과 031-828-2114 ${'가'.repeat(1_000)}`, 'tooLong', /2000바이트|2,000바이트/],
		['with an emoji', '주차권 안내 🚗 문의: 교통과 031-828-2114', 'unencodable', /🚗/],
	])('%s is refused as data with the remedy, and its key stays free', async (_name, text, reasonCode, words) => {
		const { json } = await item(text);
		expect(json('문자')).toEqual([expect.objectContaining({ status: 'refused', reasonCode, reason: expect.stringMatching(words) })]);
		expect(json('문자')[0]?.reason).toMatch(/바랍니다/);
		expect((await item('주차권 안내. 문의: 교통과 031-828-2114')).json('문자')).toEqual([expect.objectContaining({ status: 'accepted' })]);
	});

	it('in decomposed Hangul goes out composed, at the size of composed Hangul', async () => {
		const text = '주차권이 만료됩니다. 문의: 교통과 031-828-2114';
		const { json } = await item(text.normalize('NFD'));
		expect(json('문자')).toEqual([expect.objectContaining({ status: 'accepted' })]);
		expect(received()[0]).toMatchObject({ text, type: 'SMS' });
	});

	it.each([
		['over 2,000 bytes', '가'.repeat(1_000), /2000바이트|2,000바이트/],
		['with an emoji', '🚗', /🚗/],
	])('%s stops the whole run before anybody gets it', async (_name, more, words) => {
		await approved();
		sql(`UPDATE template SET body = body || '${more}'`);
		await refused(words, /줄이시기|지우거나/);
		expect(received()).toEqual([]);
	});

	it('in decomposed Hangul, in a run, goes out composed', async () => {
		await approved();
		const database = new DatabaseSync(city.ledgerPath);
		for (const { version, body } of database.prepare('SELECT version, body FROM template').all()) {
			database.prepare('UPDATE template SET body = ? WHERE version = ?').run(String(body).normalize('NFD'), version ?? null);
		}
		database.prepare('UPDATE notice SET details = ?').run(String(database.prepare('SELECT details FROM notice').get()?.details).normalize('NFD'));
		database.close();
		expect((await call('sendRun')).json('문자')).toEqual([expect.objectContaining({ status: 'sent' })]);
		expect(received()[0]?.text).toBe(received()[0]?.text.normalize('NFC'));
	});
});

describe('a gateway that does not take the texts', () => {
	it('because the sender number is not registered', async () => {
		await restart(accounts({ senders: ['0311111111'] }));
		await approved();
		await refused(/발신번호/, /발신번호 등록/);
		const open = { ...city.credentials().cityhallSolapiApi };
		city.overrides.cityhallSolapiApi = { ...open, sender: '031-111-1111' };
		await goesOn();
	});

	it('because the balance is gone in the middle: the rest follows after it is topped up, nobody twice', async () => {
		await restart(accounts({ balance: 110 }));
		await approved();
		const notices = await refused(/잔액/, /충전|잔액/, { sendOptions: { batchSize: 1 } });
		const before = received().length;
		expect([before, notices.accepted, notices.open]).toEqual([2, 2, 2]);
		const already = received().map((one) => one.phone);
		const richer = await NoticeCity.start();
		city.overrides.cityhallSolapiApi = { baseUrl: richer.solapi.url };
		free();
		const { json } = await call('sendRun');
		expect(json('문자')).toEqual([expect.objectContaining({ status: 'sent', notices: expect.objectContaining({ accepted: 4 }) })]);
		const after = richer.solapi.oracle.deliveries().map((one) => one.phone);
		await richer.close();
		expect([...already, ...after].sort()).toEqual(PEOPLE.map((n) => personOf(n).phone));
	});

	it.each<[string, ICredentialDataDecryptedObject, RegExp]>([
		['an API key that is unknown', { apiKey: 'NCSWRONGKEY00001' }, /API Key/],
		['a secret that is wrong', { apiSecret: 'WRONGWRONGWRONGWRONGWRONGWRONG01' }, /API Secret/],
	])('because of %s', async (_name, change, words) => {
		await approved();
		city.overrides.cityhallSolapiApi = change;
		await refused(words, words);
		city.overrides = {};
		await goesOn();
	});

	it('because it is down', async () => {
		await approved();
		city.overrides.cityhallSolapiApi = { baseUrl: 'http://127.0.0.1:9' };
		await refused(/연결을 받지 않습니다/, /가동 중인지/);
		city.overrides = {};
		await goesOn();
	});

	it('because its list of earlier texts never ends', async () => {
		await approved();
		city.solapi.faults.set([{ step: 'list', fault: 'endlessPages' }]);
		await refused(/목록이 끝나지 않아/, /문자를 보내지 않습니다/);
		expect(received()).toEqual([]);
		city.solapi.faults.clear();
		await goesOn();
	});

	it('because its list of a group never ends', async () => {
		await approved();
		city.solapi.faults.set([{ step: 'groupMessages', fault: 'endlessPages' }]);
		await refused(/목록이 끝나지 않아/, /문자를 보내지 않습니다/);
		expect(received()).toEqual([]);
		city.solapi.faults.clear();
		await goesOn();
	});

	it('because this server\'s clock is wrong by an hour: nothing leaves, though the hours seem right', async () => {
		await restart({ now: () => Date.now() - 3_600_000 });
		await approved();
		await refused(/서버 시각이 실제 시각과/, /NTP/);
		expect(received()).toEqual([]);
	});
});

describe('a ledger that cannot be written', () => {
	/** Another process that holds the file until it is killed. */
	async function lock(): Promise<ChildProcess> {
		const script = `const database = new (require('node:sqlite').DatabaseSync)(${JSON.stringify(city.ledgerPath)}); database.exec('BEGIN EXCLUSIVE'); console.log('held'); setInterval(() => undefined, 1000);`;
		const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
		children.push(child);
		await new Promise((resolve) => child.stdout?.once('data', resolve));
		return child;
	}

	async function unlock(child: ChildProcess): Promise<void> {
		const gone = new Promise((resolve) => child.once('exit', resolve));
		child.kill('SIGKILL');
		await gone;
	}

	/** The patience with a locked file is over at once. */
	const hurry = () => {
		let now = performance.now();
		jest.spyOn(performance, 'now').mockImplementation(() => (now += 20_000));
	};

	it('because another program holds it', async () => {
		await approved();
		const child = await lock();
		hurry();
		const { error } = await call('sendRun');
		expect(error).toMatchObject({ message: expect.stringContaining('다른 프로그램이 발송 대장을 사용하고 있어'), description: expect.stringContaining('바랍니다') });
		expect(city.solapi.calls()).toEqual([]);
		jest.restoreAllMocks();
		await unlock(child);
		await goesOn();
	});

	it('because another program takes it at the moment of sending: nobody gets a second text', async () => {
		await approved();
		let holding: Promise<ChildProcess> | undefined;
		const stop = city.solapi.oracle.subscribe(() => {
			if (holding) return;
			const database = new DatabaseSync(city.ledgerPath);
			database.exec('BEGIN EXCLUSIVE');
			hurry();
			holding = Promise.resolve({ kill: () => database.close() } as unknown as ChildProcess);
		});
		const { error } = await call('sendRun');
		expect(error).toMatchObject({ message: expect.stringContaining('다른 프로그램이 발송 대장을 사용하고 있어') });
		stop();
		jest.restoreAllMocks();
		(await holding)?.kill();
		expect(received()).toHaveLength(PEOPLE.length);
		await goesOn();
	});

	it.each([0, 1, 2, 4])('because the disk is full, %i pages later: nothing is half recorded, everybody is told once', async (room) => {
		// Sending to so many fills twice the room there is.
		const people = Array.from({ length: 24 }, (_, index) => index + 1);
		await approved(people);
		const store = SqliteStore.at(city.ledgerPath);
		const [pages] = await store.transact(() => all('PRAGMA page_count'));
		await store.transact(() => all(`PRAGMA max_page_count = ${Number(pages?.page_count) + room}`));
		const { error } = await call('sendRun', { sendOptions: { batchSize: 1 } });
		expect(error).toMatchObject({ message: expect.stringContaining('디스크에 여유 공간이 없어'), description: expect.stringContaining('디스크 공간을 확보') });
		await store.transact(() => all('PRAGMA max_page_count = 1073741823'));
		await store.close();
		await goesOn(0, people);
		expect((await city.withLedger(async (ledger) => await ledger.verify())).broken).toBeNull();
	});
});

describe('the key of the personal data', () => {
	const key = () => randomBytes(32).toString('base64');
	const present = () => city.credentials().cityhallPersonalDataKeyApi ?? {};

	it('rotated between preparing and sending: nobody is lost or told twice', async () => {
		await approved();
		const old = present();
		city.overrides.cityhallPersonalDataKeyApi = { keyId: '2027a', key: key(), olderKeys: `${String(old.keyId)}:${String(old.key)}` };
		await goesOn();
	});

	it('lost: the run stays as it is, and goes on when the key is back', async () => {
		await approved();
		city.overrides.cityhallPersonalDataKeyApi = { keyId: '2027a', key: key() };
		await refused(/식별자 test\)가 '개인정보 보호 키' 자격 증명에 없습니다/, /이전 키 목록/);
		expect(received()).toEqual([]);
		city.overrides = {};
		await goesOn();
	});

	it('replaced by another under the same name: nobody is taken for mixed up', async () => {
		await approved();
		city.overrides.cityhallPersonalDataKeyApi = { key: key() };
		expect((await call('preview')).error?.message).toMatch(/하나도 열 수 없습니다/);
		await refused(/하나도 열 수 없습니다/, /되돌려 넣고/);
		expect(received()).toEqual([]);
		city.overrides = {};
		await goesOn();
	});
});
