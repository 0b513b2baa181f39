import { DatabaseSync } from 'node:sqlite';

import type { ICredentialDataDecryptedObject, ICredentialTestFunctions, IDataObject } from 'n8n-workflow';

import { gatewayTests } from '../../../nodes/SmsGateway/credential-tests';
import { chain, type RunSetup } from '../../support/engine';
import { asItems, NoticeCity, ours, personOf, prepareRun, RUN_ID, SMS_RESOURCES } from '../../support/notice-city';

const PROCESSOR = { processor: '(주)솔라피', contractedOn: '2020-03-02', publishedOn: '2020-03-09' };
/** A live ledger has no test clock. */
const ANY_TIME = { hoursFrom: '00:00', hoursTo: '23:59', businessDaysOnly: false };
const PROXY = ['HTTP_PROXY', 'http_proxy', 'NO_PROXY', 'no_proxy'] as const;
const environment = Object.fromEntries(PROXY.map((name) => [name, process.env[name]]));

let city: NoticeCity;
beforeEach(async () => {
	city = await NoticeCity.start();
	city.environment = 'live';
	for (const name of PROXY) delete process.env[name];
	// The pretend gateway stands where a live ledger may go: behind a proxy, under a name of the outside.
	process.env.HTTP_PROXY = city.solapi.url;
	gateway({});
});
afterEach(async () => {
	for (const name of PROXY) {
		delete process.env[name];
		if (environment[name] !== undefined) process.env[name] = environment[name];
	}
	await city.close();
});

const gateway = (changes: ICredentialDataDecryptedObject) => {
	city.overrides.cityhallSolapiApi = { baseUrl: 'http://api.solapi.example', ...PROCESSOR, ...changes };
};
const call = (operation: string, parameters: IDataObject = {}, setup: Partial<RunSetup> = {}) =>
	city.run(chain(ours('문자', 'smsGateway', { resource: SMS_RESOURCES[operation] ?? 'message', operation, sendOptions: ANY_TIME, ...parameters })), { startItems: asItems([{ runId: RUN_ID }]), ...setup });
const sendItems = () =>
	call('sendItems', { campaign: 'permits', dedupeKey: 'P-1', to: personOf(7).phone, text: '주차권이 만료됩니다. 문의: 교통과 031-828-2114' });

async function approved(): Promise<void> {
	await prepareRun(city, [1, 2].map((n) => city.receipt(n)));
	await city.withLedger(async (ledger) => await ledger.approve(RUN_ID, { kind: 'person', name: '김담당' }, { actor: 'test' }));
}

function used(): unknown[] {
	const database = new DatabaseSync(city.ledgerPath);
	const rows = database.prepare(`SELECT run_id, payload FROM event WHERE kind = 'gateway.used' ORDER BY seq`).all();
	database.close();
	return rows.map((row) => [row.run_id, JSON.parse(String(row.payload))]);
}

describe('a live gateway', () => {
	it('with its processor data sends, and the run has them on record once', async () => {
		await approved();
		const { json, error } = await call('sendRun', { sendOptions: { ...ANY_TIME, batchSize: 1 } });
		expect(error).toBeUndefined();
		expect(json('문자')).toEqual([expect.objectContaining({ status: 'sent', notices: expect.objectContaining({ accepted: 2 }) })]);
		await call('sendRun');
		expect(city.solapi.oracle.deliveries()).toHaveLength(2);
		expect(used()).toEqual([[RUN_ID, PROCESSOR]]);
	});

	it.each<[string, ICredentialDataDecryptedObject, string]>([
		['without a processor', { processor: '' }, '수탁자(업체명) 없음'],
		['without a contract', { contractedOn: '' }, '위탁 계약일 없음'],
		['that is not yet published', { publishedOn: '2999-11-24' }, '위탁 사실 공개일(2999. 11. 24.)이 아직 오지 않음'],
	])('%s sends nothing by any operation, and nobody is lost', async (_name, change, problem) => {
		await approved();
		gateway(change);
		for (const { error } of [await call('sendRun'), await sendItems(), await call('testText', { to: '010-7391-0009', staff: '김담당' })]) {
			expect(error).toMatchObject({ message: expect.stringContaining(problem), description: expect.stringContaining('개인정보 보호법 제26조') });
		}
		expect(city.solapi.calls()).toEqual([]);
		expect(used()).toEqual([]);
		gateway({});
		expect((await call('sendRun')).json('문자')).toEqual([expect.objectContaining({ status: 'sent' })]);
	});

	it('does not need them to collect results', async () => {
		await approved();
		await call('sendRun');
		gateway({ processor: '' });
		expect((await call('getResults', { waitSeconds: 0 })).json('문자')).toEqual([expect.objectContaining({ pending: 0 })]);
	});
});

it('the pretend gateway needs no processor data', async () => {
	city.environment = 'sandbox';
	city.overrides = {};
	await approved();
	expect((await call('sendRun')).json('문자')).toEqual([expect.objectContaining({ status: 'sent' })]);
	expect(used()).toEqual([]);
});

describe('계정 점검', () => {
	it('shows the processor data and whether the gateway may be used', async () => {
		expect((await call('check')).json('문자')).toEqual([expect.objectContaining({ ...PROCESSOR, processorProblems: [], active: true })]);
		gateway({ contractedOn: '2999-01-01' });
		expect((await call('check')).json('문자')).toEqual([expect.objectContaining({ processorProblems: ['위탁 계약일(2999. 1. 1.)이 아직 오지 않음'], active: false })]);
	});
});

describe('the test button of the credential', () => {
	const test = async (changes: ICredentialDataDecryptedObject = {}) => {
		gateway(changes);
		const data = city.credentials().cityhallSolapiApi;
		return await gatewayTests.solapiAccountTest?.call({} as ICredentialTestFunctions, { id: '1', name: 'SOLAPI', type: 'cityhallSolapiApi', data });
	};

	it('says that all is well', async () => {
		expect(await test()).toEqual({ status: 'OK', message: expect.stringContaining('잔액 1,000,000원') });
	});

	it.each<[string, ICredentialDataDecryptedObject, string]>([
		['no processor data', { processor: '' }, '수탁자(업체명) 없음'],
		['a sender number that is not registered', { sender: '0310009999' }, '발신번호가 등록되어 있지 않습니다'],
		['a wrong key', { apiSecret: 'WRONG' }, 'API Secret'],
	])('names %s', async (_name, changes, words) => {
		expect(await test(changes)).toEqual({ status: 'Error', message: expect.stringContaining(words) });
	});

	it('asks for no processor data of a gateway on this machine', async () => {
		delete process.env.HTTP_PROXY;
		expect(await test({ baseUrl: city.solapi.url, processor: '' })).toMatchObject({ status: 'OK' });
	});
});
