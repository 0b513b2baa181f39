import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SecurityConfig } from '@n8n/config';
import { Container } from '@n8n/di';

import { generateKey, parseKey } from '../../../lib/privacy/keys';
import { SealBox } from '../../../lib/privacy/seal';
import type { ReceiptRow, SourceSummary } from '../../../lib/revenue/receipt';
import { RevenueSystem } from '../../../nodes/RevenueSystem/RevenueSystem.node';
import { personalDataKeyTest, revenueConnectionTest } from '../../../nodes/RevenueSystem/credential-tests';
import { writeExport } from '../../../sandbox/revenue/export-files.mts';
import { generateCity } from '../../../sandbox/revenue/generate.mts';
import { startRevenue, type RevenueServer } from '../../../sandbox/revenue/server.mts';
import { chain, runWorkflow, type CredentialValues, type EngineResult, type RunSetup } from '../../support/engine';

const TODAY = '2026-11-22';
const city = generateCity({ today: TODAY, weeks: 4, seed: 3, rowsPerWeek: 20 });
const keys = { keyId: 'k1', key: generateKey(), olderKeys: '', fingerprintKey: generateKey() };
const trigger = { json: { lookBackFrom: '2026-09-14', to: TODAY } };

let server: RevenueServer;
let folder: string;

beforeAll(async () => {
	server = await startRevenue({ today: TODAY, tokens: ['good-token'], city });
	folder = await mkdtemp(join(tmpdir(), 'revenue-node-'));
	await writeExport(folder, city.receipts, 'xlsx', { periodFrom: '2026-09-14', periodTo: TODAY, exportedOn: TODAY });
});
afterEach(() => server.setFaults([]));
afterAll(async () => {
	await server.close();
	await rm(folder, { recursive: true, force: true });
});

const credentials = (): CredentialValues => ({
	cityhallRevenueApi: { baseUrl: server.url, token: 'good-token', caPem: '' },
	cityhallPersonalDataKeyApi: keys,
});

const run = (parameters: object, extra: Partial<RunSetup> & { onError?: 'continueRegularOutput' } = {}): Promise<EngineResult> =>
	runWorkflow({
		workflow: chain({
			name: '접수',
			type: 'n8n-nodes-cityhall.revenueSystem',
			parameters: { resource: 'receipt', ...parameters },
			...(extra.onError ? { onError: extra.onError } : {}),
		}),
		nodes: [RevenueSystem],
		credentials: credentials(),
		startItems: [trigger],
		...extra,
	});

const rowsOf = (result: EngineResult) => result.json('접수', 0) as unknown as ReceiptRow[];
const summaryOf = (result: EngineResult) => result.json('접수', 1)[0] as unknown as SourceSummary;
const file = (extra: object = {}) => ({ operation: 'file', folder, pattern: '*.xlsx', ...extra });

const people = city.receipts.length + city.receipts.reduce((sum, receipt) => sum + receipt.coOwners.length, 0);
const reliefSum = city.receipts.reduce((sum, receipt) => sum + receipt.reliefAmount, 0);
const account = { count: city.receipts.length, reliefSum };

describe('감면 접수 자료 조회', () => {
	it.each<[string, () => object]>([
		['연계로 조회', () => ({ operation: 'rest', options: { pageSize: 7 } })],
		['추출 파일 읽기', () => file()],
	])('%s: gives each recipient on the first output and the account on the second, all linked', async (_name, parameters) => {
		const result = await run(parameters());
		expect(result.error).toBeUndefined();
		expect(rowsOf(result)).toHaveLength(people);
		expect(summaryOf(result)).toMatchObject({ periodFrom: '2026-09-14', periodTo: TODAY, controlTotal: account, read: account, matches: true, problems: [] });
		for (const output of [0, 1]) {
			for (const item of result.items('접수', output)) expect(item.pairedItem).toEqual({ item: 0 });
		}
		expect(result.items('접수', 1)).toHaveLength(1);
	});

	it('reads the same receipts either way', async () => {
		const [rest, xlsx] = await Promise.all([run({ operation: 'rest' }), run(file())]);
		const facts = (result: EngineResult) =>
			rowsOf(result)
				.map(({ receiptKey, recipientOrdinal, status, category, phoneKind, phoneOwner, minor, phoneFingerprint }) =>
					JSON.stringify({ receiptKey, recipientOrdinal, status, category, phoneKind, phoneOwner, minor, phoneFingerprint }),
				)
				.sort();
		expect(facts(xlsx)).toEqual(facts(rest));
	});

	it('stores nothing personal in clear', async () => {
		for (const parameters of [{ operation: 'rest' }, file()]) {
			const stored = (await run(parameters)).dump();
			for (const { taxpayer, coOwners, vehicle } of city.receipts) {
				for (const person of [taxpayer, ...coOwners]) {
					for (const value of [person.name, person.mobile, person.address, person.residentNo]) {
						if (value && value.length > 2) expect(stored).not.toContain(value);
					}
				}
				if (vehicle.plateNo) expect(stored).not.toContain(vehicle.plateNo);
			}
			expect(stored).not.toContain('good-token');
			expect(stored).not.toContain(keys.key);
		}
	});

	it('seals so that the key opens', async () => {
		const [row] = rowsOf(await run({ operation: 'rest' }));
		const seals = new SealBox({ keyId: 'k1', key: parseKey(keys.key, '시험') });
		const name = seals.open(row?.name?.sealed ?? '', { field: 'name', receiptKey: row?.receiptKey ?? '', recipientOrdinal: 1 });
		expect(city.receipts.map((receipt) => receipt.taxpayer.name)).toContain(name);
	});

	it('follows the code map and the column mapping of the canvas', async () => {
		const coded = await run({ operation: 'rest', codeMap: { entries: [{ code: '8888', category: 'ordinance' }] } });
		expect(rowsOf(coded).filter((row) => row.reductionCode === '8888').map((row) => row.category)).not.toContain('unknown');
		const other = await mkdtemp(join(tmpdir(), 'revenue-headings-'));
		await writeExport(other, city.receipts, 'csvCp949', { periodFrom: '2026-09-14', periodTo: TODAY, exportedOn: TODAY, headings: { 성명: '차주' } });
		expect((await run(file({ folder: other, pattern: '*.csv' }))).error?.message).toContain('성명');
		const mapped = await run(file({ folder: other, pattern: '*.csv', columnMapping: { entries: [{ field: 'name', heading: '차주' }] } }));
		expect(rowsOf(mapped)).toHaveLength(people);
		await rm(other, { recursive: true });
	});

	it('reaches a category that the office added by its code only', async () => {
		const other = await mkdtemp(join(tmpdir(), 'revenue-added-'));
		const ordinance = { reductionName: '조례 감면', legalBasis: '경기도 도세 감면 조례 제5조' };
		const receipts = city.receipts.slice(0, 2).map((receipt, i) => ({ ...receipt, ...ordinance, reductionCode: `990${i}` }));
		await writeExport(other, receipts, 'csvCp949', { periodFrom: '2026-09-14', periodTo: TODAY, exportedOn: TODAY });
		const entries = [{ code: '9901', category: 'added', identifier: 'Senior-Driver' }];
		const rows = rowsOf(await run(file({ folder: other, pattern: '*.csv', codeMap: { entries } })));
		expect(new Set(rows.map((row) => `${row.reductionCode} ${row.category}`))).toEqual(new Set(['9900 ordinance', '9901 added-senior-driver']));
		await rm(other, { recursive: true });
	});

	it('says in the account that the source holds more than was read', async () => {
		server.setFaults([{ fault: 'wrongTotal', count: 2, relief: 50 }]);
		const summary = summaryOf(await run({ operation: 'rest' }));
		expect(summary).toMatchObject({ matches: false, controlTotal: { count: account.count + 2, reliefSum: reliefSum + 50 }, read: account });
		expect(summary.problems).toHaveLength(1);
	});

	it.each<[string, () => object, RegExp]>([
		['no period', () => ({ operation: 'rest', periodFrom: '={{ $json.nothing }}' }), /조회 시작일/],
		['no such folder', () => file({ folder: '/nowhere/at/all' }), /폴더/],
		['no such file', () => file({ pattern: '*.csv' }), /조건에 맞는 파일/],
		['a pattern that leaves the folder', () => file({ pattern: '../*' }), /파일 이름 조건/],
		['an added category without an identifier', () => ({ operation: 'rest', codeMap: { entries: [{ code: '9901', category: 'added', identifier: '' }] } }), /감면코드 대응표/],
		['a code map with a gap', () => ({ operation: 'rest', codeMap: { entries: [{ code: '', category: 'disabled' }] } }), /감면코드 대응표/],
	])('%s: one clear error', async (_name, parameters, message) => {
		const { error } = await run(parameters());
		expect(error?.message).toMatch(message);
		expect(error).toMatchObject({ context: { itemIndex: 0 }, description: expect.stringMatching(/시기 바랍니다/) });
	});

	it('refuses a wrong key before it asks for anybody’s data', async () => {
		const before = server.requests().length;
		const { error, dump } = await run({ operation: 'rest' }, { credentials: { ...credentials(), cityhallPersonalDataKeyApi: { ...keys, key: 'short' } } });
		expect(error?.message).toContain('개인정보 보호 키');
		expect(server.requests()).toHaveLength(before);
		expect(dump()).not.toContain('good-token');
	});

	it('goes on with other items past one that failed, when told to', async () => {
		const result = await run({ operation: 'rest' }, { startItems: [{ json: {} }, trigger], onError: 'continueRegularOutput' });
		expect(result.error).toBeUndefined();
		expect(result.items('접수', 0)[0]).toMatchObject({ pairedItem: { item: 0 }, json: { error: expect.stringContaining('조회 시작일') } });
		expect(rowsOf(result)).toHaveLength(people + 1);
		expect(result.items('접수', 1).map((item) => item.pairedItem)).toEqual([{ item: 1 }]);
	});

	it('respects the folders n8n lets nodes read', async () => {
		const security = Container.get(SecurityConfig);
		security.restrictFileAccessTo = '/somewhere/else';
		try {
			expect((await run(file())).error).toMatchObject({ message: expect.stringContaining('막혀'), description: expect.stringContaining('N8N_RESTRICT_FILE_ACCESS_TO') });
		} finally {
			security.restrictFileAccessTo = '';
		}
	});

	it('ends with the execution', async () => {
		server.setFaults([{ fault: 'slow', ms: 7_000 }]);
		const result = await run({ operation: 'rest' }, { signal: AbortSignal.timeout(200) });
		expect(result.items('접수')).toHaveLength(0);
	});
});

describe('the test buttons of the credentials', () => {
	const context = {} as ThisParameterType<typeof revenueConnectionTest>;
	const credential = (data: Record<string, string>) => ({ id: '1', name: 'c', type: 't', data });

	it('try the connection', async () => {
		const test = (data: Record<string, string>) => revenueConnectionTest.call(context, credential({ baseUrl: server.url, token: 'good-token', ...data }));
		expect(await test({})).toMatchObject({ status: 'OK' });
		expect(await test({ token: 'bad' })).toMatchObject({ status: 'Error', message: expect.stringContaining('권한') });
		expect(await test({ baseUrl: 'not an address' })).toMatchObject({ status: 'Error', message: expect.stringContaining('주소') });
		expect(await test({ baseUrl: 'http://127.0.0.1:1' })).toMatchObject({ status: 'Error', message: expect.stringContaining('연결을 받지') });
	});

	it('try the keys', async () => {
		const test = (data: Record<string, string>) => personalDataKeyTest.call(context, credential({ ...keys, ...data }));
		expect(await test({})).toMatchObject({ status: 'OK' });
		expect(await test({ keyId: '한글' })).toMatchObject({ status: 'Error', message: expect.stringContaining('식별자') });
		expect(await test({ fingerprintKey: keys.key })).toMatchObject({ status: 'Error', message: expect.stringContaining('같습니다') });
		expect(await test({ olderKeys: 'nonsense' })).toMatchObject({ status: 'Error', message: expect.stringContaining('1번째 줄') });
	});
});
