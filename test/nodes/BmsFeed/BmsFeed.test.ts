import { readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import type { ICredentialDataDecryptedObject, ICredentialTestFunctions } from 'n8n-workflow';

import { BmsFeed } from '../../../nodes/BmsFeed/BmsFeed.node';
import { bmsHttpTest, bmsSftpTest, dataGoKrTest } from '../../../nodes/BmsFeed/credential-tests';
import { CityhallDataGoKrApi } from '../../../credentials/CityhallDataGoKrApi.credentials';
import { LOAD_PATH, startPortal, usageRows, type Portal } from '../../../sandbox/transit/feeds/data-go-kr.mts';
import { startHttpsFeed, type HttpsFeed } from '../../../sandbox/transit/feeds/https-feed.mts';
import { sftpFeedMissing, startSftpFeed } from '../../../sandbox/transit/feeds/sftp-feed.mts';
import { writeZip } from '../../../sandbox/transit/feeds/zip-writer.mts';
import { chain, runWorkflow, type EngineResult, type RunSetup } from '../../support/engine';
import { testCertificate } from '../../support/test-certificate';
import { cardRows, DAY, filesBelow, reached, removeTempFolders, sha256, tempFolder } from '../../support/transit-feed';

jest.setTimeout(60_000);

const one = cardRows(30_000, 1);
const two = cardRows(40_000, 2);
const part = (number: string) => `TB_KTS_DWTCD_20260302_${number}.csv`;

let drop: string;
let raw: string;
const closing: (() => Promise<void>)[] = [];
beforeEach(() => {
	drop = tempFolder();
	raw = tempFolder();
});
afterEach(async () => {
	for (const close of closing.splice(0)) await close();
	await removeTempFolders();
});

const run = (parameters: object, extra: Partial<RunSetup> & { onError?: 'continueRegularOutput' } = {}): Promise<EngineResult> =>
	runWorkflow({
		workflow: chain({ name: '수집', type: 'n8n-nodes-cityhall.bmsFeed', parameters: { resource: 'feed', operation: 'receive', feedDay: DAY, rawFolder: raw, rule: 'none', ...parameters }, ...(extra.onError ? { onError: extra.onError } : {}) }),
		nodes: [BmsFeed],
		...extra,
	});
const folder = (more: object = {}) => ({ source: 'folder', dropFolder: drop, ...more });
const put = (name: string, content: Buffer | string) => writeFileSync(join(drop, name), content);

async function feed(options = {}): Promise<HttpsFeed> {
	const server = await startHttpsFeed(options);
	closing.push(() => server.close());
	return server;
}

describe('일자 자료 수집', () => {
	it('puts a day on disk and names it on the first output; the run holds no row of it', async () => {
		put(part('01'), one);
		put(part('02'), two);
		const result = await run(folder());
		expect(result.error).toBeUndefined();
		expect(result.json('수집', 0)).toMatchObject([{ feedDay: DAY, complete: true, number: 1, files: [{ name: part('01'), sha256: sha256(one) }, { name: part('02'), sha256: sha256(two) }], source: drop }]);
		expect(result.items('수집', 0)[0]?.pairedItem).toEqual({ item: 0 });
		expect(result.items('수집', 1)).toEqual([]);
		const [file] = result.json('수집', 0)[0]?.files as { path: string }[];
		expect(sha256(readFileSync(file?.path ?? ''))).toBe(sha256(one));
		expect(result.dump()).not.toContain(one.toString().split('\n')[0]);
	});

	it('puts a day that is not whole on the second output, with what is missing', async () => {
		put(part('02'), two);
		const result = await run(folder({ rule: 'marker', markerPattern: '{yyyyMMdd}.done' }));
		expect(result.json('수집', 0)).toEqual([]);
		expect(result.json('수집', 1)).toMatchObject([{ feedDay: DAY, complete: false, files: [], missing: [{ what: 'marker', message: '전송 완료 표시 파일이 아직 없습니다: 20260302.done' }, { what: 'part', name: part('01') }] }]);
	});

	it('takes what is there where that is wanted', async () => {
		put(part('01'), one);
		const result = await run(folder({ rule: 'marker', markerPattern: '{yyyyMMdd}.done', options: { takePartial: true } }));
		expect(result.json('수집', 1)).toMatchObject([{ complete: false, files: [{ name: part('01') }] }]);
	});

	it('fetches over HTTPS with the office certificate and goes on after cuts', async () => {
		const { cert, key } = testCertificate();
		const server = await feed({ cert, key, authorization: `Basic ${Buffer.from('bms:p@ss').toString('base64')}` });
		server.put(part('01'), one);
		server.faults([{ fault: 'cut', afterBytes: 10_000 }]);
		const credentials = { cityhallBmsHttpApi: { baseUrl: server.url, authentication: 'basic', user: 'bms', password: 'p@ss', caPem: cert } };
		const result = await run({ source: 'https', remoteFolder: '/daily' }, { credentials });
		expect(result.error).toBeUndefined();
		expect(result.json('수집', 0)).toMatchObject([{ files: [{ sha256: sha256(one) }], source: expect.stringMatching(/^localhost:\d+\/feeds\/daily$/) }]);
		expect(result.dump()).not.toContain('p@ss');
	});

	const withServer = sftpFeedMissing() === null ? it : it.skip;
	withServer('fetches archives from an OpenSSH server', async () => {
		const server = await startSftpFeed();
		closing.push(() => server.close());
		writeFileSync(join(server.folder, 'DATA_20260302.zip'), writeZip([{ name: part('01'), content: one }, { name: 'TB_KTS_STTN_20260302.csv', content: two }]));
		const credentials = { cityhallBmsSftpApi: { host: server.host, port: server.port, username: server.username, authentication: 'privateKey', privateKey: server.lockedKey, passphrase: server.passphrase, hostFingerprint: server.hostFingerprint, acceptAnyHostKey: false } };
		const parameters = { source: 'sftp', remoteFolder: server.folder, patterns: 'DATA_{yyyyMMdd}.zip', entryPatterns: 'TB_KTS_DWTCD_*' };
		const result = await run(parameters, { credentials });
		expect(result.error).toBeUndefined();
		expect(result.json('수집', 0)).toMatchObject([{ files: [{ name: part('01'), sha256: sha256(one) }], skipped: ['TB_KTS_STTN_20260302.csv'] }]);
		const unknown = await run(parameters, { credentials: { cityhallBmsSftpApi: { ...credentials.cityhallBmsSftpApi, hostFingerprint: '' } } });
		expect(unknown.error).toMatchObject({ message: expect.stringContaining('호스트 키 지문'), description: expect.stringMatching(/하시기 바랍니다\./) });
	});

	it('stops when the execution is cancelled and leaves no half file under its name', async () => {
		const server = await feed({ paceMs: 10 });
		server.put(part('01'), cardRows(3_000_000));
		const cancel = new AbortController();
		const credentials = { cityhallBmsHttpApi: { baseUrl: server.url, authentication: 'none' } };
		const running = run({ source: 'https' }, { credentials, signal: cancel.signal });
		await reached(() => server.sentBytes() > 200_000, running);
		cancel.abort();
		await running;
		const sent = server.sentBytes();
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(server.sentBytes()).toBeLessThan(sent + 1_000_000);
		expect((await filesBelow(raw)).filter((name) => name.endsWith('.csv'))).toEqual([]);
	});

	it.each<[string, object, string]>([
		['the same folder twice', { dropFolder: 'RAW' }, "'자료 폴더'와 '원본 폴더'가 같습니다."],
		['a folder that is not there', { rawFolder: '/no/such/folder' }, '지정한 폴더를 열 수 없습니다.'],
		['a day that is none', { feedDay: '2026-02-30' }, "'운행일자' 값이 날짜 형식"],
		['no pattern', { patterns: ' \n ' }, "'파일 이름 조건' 값이 비어 있습니다."],
		['a pattern that is none', { patterns: '{yyy}.csv' }, '파일 이름 조건이 올바르지 않습니다.'],
	])('says what is wrong with %s, and goes on where that is asked for', async (_name, more, message) => {
		const parameters = folder({ ...more, ...('dropFolder' in more ? { dropFolder: raw } : {}) });
		expect((await run(parameters)).error?.message).toContain(message);
		const continued = await run(parameters, { onError: 'continueRegularOutput' });
		expect(continued.items('수집', 0)[0]).toMatchObject({ json: { error: expect.stringContaining(message) } });
	});
});

it('자료 도착 확인 fetches nothing', async () => {
	put(part('01'), one);
	put('20260302.done', '');
	const result = await run({ operation: 'check', ...folder(), rule: 'marker', markerPattern: '{yyyyMMdd}.done' });
	expect(result.json('수집', 0)).toEqual([{ feedDay: DAY, complete: true, missing: [], found: [{ name: part('01'), bytes: one.length }], source: drop }]);
	expect(await filesBelow(raw)).toEqual([]);
});

describe('기준정보 수집', () => {
	const names = { route: 'TB_KTS_ROUTE_20260302.csv', stop: 'TB_KTS_STTN_20260302.csv', route_stop: 'TB_KTS_ROUTESTTN_20260302.csv' };

	it.each(['files', 'an archive'])('gives one item a kind, from %s', async (from) => {
		if (from === 'files') for (const name of Object.values(names)) put(name, `${name}\n`);
		else put('DATA_20260302.zip', writeZip([...Object.values(names), part('01')].map((name) => ({ name, content: Buffer.from(`${name}\n`) }))));
		const result = await run({ resource: 'master', operation: 'masters', ...folder(), ...(from === 'files' ? {} : { archivePattern: 'DATA_{yyyyMMdd}.zip' }) });
		expect(result.error).toBeUndefined();
		expect(result.json('수집', 0).map(({ masterKind, files }) => [masterKind, (files as { name: string }[]).map(({ name }) => name)])).toEqual(Object.entries(names).map(([kind, name]) => [kind, [name]]));
	});

	it('waits for all kinds', async () => {
		put(names.route, 'x\n');
		expect((await run({ resource: 'master', operation: 'masters', ...folder() })).json('수집', 1)).toMatchObject([{ complete: false, missing: [{ name: names.stop }, { name: names.route_stop }] }]);
	});
});

it('운행기록 수집 names its files as a run log; a workbook has no lines', async () => {
	put('운행기록_20260302.xlsx', 'PK');
	expect((await run({ resource: 'master', operation: 'runLog', patterns: '운행기록_{yyyyMMdd}*', ...folder() })).json('수집', 0)).toMatchObject([{ masterKind: 'run_log', feed: 'run-log', files: [{ name: '운행기록_20260302.xlsx', rows: null }] }]);
});

it('원본 보존기간 정리 deletes old days with a record', async () => {
	put(part('01'), one);
	await run(folder());
	const result = await run({ operation: 'purgeRaw', keepDays: 5 });
	expect(result.json('수집', 0)).toMatchObject([{ days: [DAY], files: 1, bytes: one.length }]);
	expect(await filesBelow(raw)).toEqual(['taps/destroyed.jsonl', 'taps/received.json']);
	expect((await run({ operation: 'purgeRaw', keepDays: 0 })).error?.message).toContain('1 이상의 정수');
});

describe('공공데이터', () => {
	const KEY = 'test+key==';
	const bus = { routeId: 208000017, routeTypeCd: 13, vehId: 7, plateNo: '경기71바1146', stationId: 226000060, stationSeq: 15, stateCd: 1, crowded: 2, remainSeatCnt: 0, lowPlate: 1, taglessCd: 1 };
	let portal: Portal;
	beforeEach(async () => {
		portal = await startPortal({ keys: [KEY], dailyLimit: 20, maxPageSize: 100, usage: { '20260302': usageRows('20260302', 450) }, load: { '20260302': usageRows('20260302', 30) }, buses: { 208000017: [bus] } });
		closing.push(() => portal.close());
	});
	const defaults = () => Object.fromEntries(new CityhallDataGoKrApi().properties.map(({ name, default: value }) => [name, value])) as ICredentialDataDecryptedObject;
	const credential = (more: object = {}) => ({ cityhallDataGoKrApi: { ...defaults(), serviceKey: encodeURIComponent(KEY), baseUrl: portal.url, ...more } as ICredentialDataDecryptedObject });

	it('STCIS 지표 조회 writes a file and a summary; what the limit leaves over is data', async () => {
		const parameters = { resource: 'indicator', operation: 'stcis', indicator: 'usage', sidoCode: '41', sigunguCode: '41150', format: 'csv' };
		const short = await run(parameters, { credentials: credential({ dailyLimit: 3 }) });
		expect(short.error).toBeUndefined();
		expect(short.json('수집', 1)).toMatchObject([{ feedDay: DAY, complete: false, rows: 300, total: 405, callsLeft: 0, files: [] }]);
		const full = await run(parameters, { credentials: credential() });
		expect(full.json('수집', 0)).toMatchObject([{ indicator: 'usage', complete: true, rows: 405, pages: 2, callsLeft: 995, files: [{ name: 'stcis-usage-2026-03-02-41-41150.csv', rows: 406 }] }]);
		expect(full.dump()).not.toContain(KEY);
		expect(full.dump()).not.toContain('의정부역');
	});

	it('STCIS 지표 조회 asks for the path of an indicator that nobody could verify', async () => {
		const parameters = { resource: 'indicator', operation: 'stcis', indicator: 'load', sidoCode: '', format: 'jsonl' };
		expect((await run(parameters, { credentials: credential() })).error).toMatchObject({ message: expect.stringContaining("'세부 설정'"), description: expect.stringContaining('서비스 경로') });
		expect((await run(parameters, { credentials: credential({ loadPath: LOAD_PATH }) })).json('수집', 0)).toMatchObject([{ indicator: 'load', rows: 30 }]);
	});

	it('GBIS 실시간 위치 gives one item a bus', async () => {
		const result = await run({ resource: 'indicator', operation: 'gbis', routeIds: '208000017, 1' }, { credentials: credential() });
		expect(result.error).toBeUndefined();
		expect(result.json('수집', 0)).toEqual([
			{
				routeId: '208000017',
				routeTypeCode: 13,
				vehicleId: '7',
				plateNo: '경기71바1146',
				stationId: '226000060',
				stationSequence: 15,
				state: { code: 1, name: '정류소 도착' },
				crowding: { code: 2, name: '보통' },
				remainingSeats: null,
				vehicleKind: { code: 1, name: '저상버스' },
				tagless: true,
				queryTime: '2026-03-03 08:15:30.123',
			},
		]);
		expect((await run({ resource: 'indicator', operation: 'gbis', routeIds: '51번' }, { credentials: credential() })).error?.message).toContain('노선 ID가 숫자가 아닙니다');
	});

	it('says in Korean what is wrong with the key', async () => {
		const result = await run({ resource: 'indicator', operation: 'gbis', routeIds: '208000017' }, { credentials: credential({ serviceKey: 'other' }) });
		expect(result.error).toMatchObject({ message: expect.stringContaining('등록되지 않은 인증키입니다(SERVICE_KEY_IS_NOT_REGISTERED_ERROR)') });
	});

	it('its credential is tested with one call', async () => {
		const test = (data: ICredentialDataDecryptedObject) => dataGoKrTest.call({} as ICredentialTestFunctions, { id: '1', name: 'x', type: 'x', data });
		expect(await test(credential().cityhallDataGoKrApi)).toEqual({ status: 'OK', message: '인증키를 사용할 수 있습니다(STCIS 지표).' });
		expect(await test(credential({ usagePath: '/none' }).cityhallDataGoKrApi)).toMatchObject({ status: 'OK', message: expect.stringContaining('GBIS') });
		expect(await test(credential({ serviceKey: 'other' }).cityhallDataGoKrApi)).toMatchObject({ status: 'Error', message: expect.stringContaining('등록되지 않은 인증키') });
	});
});

describe('credentials of the feeds', () => {
	const testOf = (test: typeof bmsHttpTest, data: ICredentialDataDecryptedObject) => test.call({} as ICredentialTestFunctions, { id: '1', name: 'x', type: 'x', data });

	it('HTTPS', async () => {
		const server = await feed({ authorization: 'Bearer t' });
		const data = { baseUrl: server.url, authentication: 'header', headerName: 'Authorization', headerValue: 'Bearer t' };
		expect(await testOf(bmsHttpTest, data)).toEqual({ status: 'OK', message: '교통카드 자료 서버에 접속하였습니다.' });
		const silent = await feed({ index: 'none' });
		expect(await testOf(bmsHttpTest, { baseUrl: silent.url, authentication: 'none' })).toMatchObject({ status: 'OK', message: expect.stringContaining('목록을 보여 주지 않습니다') });
		expect(await testOf(bmsHttpTest, { ...data, headerValue: 'Bearer x' })).toMatchObject({ status: 'Error', message: expect.stringContaining('인증에 실패') });
		expect(await testOf(bmsHttpTest, { ...data, headerValue: '' })).toMatchObject({ status: 'Error', message: expect.stringContaining('헤더') });
		expect(await testOf(bmsHttpTest, { ...data, baseUrl: '' })).toMatchObject({ status: 'Error' });
	});

	const withServer = sftpFeedMissing() === null ? it : it.skip;
	withServer('SFTP, whose fingerprint is told to who has none yet', async () => {
		const server = await startSftpFeed();
		closing.push(() => server.close());
		const data = { host: server.host, port: server.port, username: server.username, authentication: 'privateKey', privateKey: server.privateKey, hostFingerprint: server.hostFingerprint };
		expect(await testOf(bmsSftpTest, data)).toEqual({ status: 'OK', message: 'SFTP 서버에 접속하였습니다.' });
		expect(await testOf(bmsSftpTest, { ...data, hostFingerprint: '' })).toMatchObject({ status: 'Error', message: expect.stringContaining(server.hostFingerprint) });
		expect(await testOf(bmsSftpTest, { ...data, host: '' })).toMatchObject({ status: 'Error', message: expect.stringContaining('비어 있거나') });
	});
});

it('two files of the same time in a folder are told apart by content', async () => {
	put(part('01'), one);
	utimesSync(join(drop, part('01')), 1, 1);
	await mkdir(join(drop, 'sub'));
	const first = await run(folder());
	const again = await run(folder());
	expect([first.json('수집', 0)[0]?.seenBefore, again.json('수집', 0)[0]?.seenBefore]).toEqual([false, true]);
});
