import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createHttpClient, type HttpClient } from '../../../../lib/http/client';
import { collectPages, type CollectRequest } from '../../../../lib/transit/indicators/collect';
import { busPosition } from '../../../../lib/transit/indicators/gbis';
import { plainKey, portalService, type PortalService } from '../../../../lib/transit/indicators/portal';
import { CallBook } from '../../../../lib/transit/indicators/quota';
import { GBIS_PATH, startPortal, USAGE_PATH, usageRows, type Portal, type PortalFault } from '../../../../sandbox/transit/feeds/data-go-kr.mts';
import { filesBelow, removeTempFolders, tempFolder } from '../../../support/transit-feed';

const KEY = 'ab+cd/ef==';
const YMD = '20260302';
let portal: Portal;
let client: HttpClient;
let folder: string;
let now: string;

beforeEach(async () => {
	portal = await startPortal({ keys: [KEY], dailyLimit: 50, maxPageSize: 100, usage: { [YMD]: usageRows(YMD, 950) } });
	client = createHttpClient({ baseUrl: portal.url, label: '공공데이터포털', timeoutMs: 3_000, userAgent: 'test', now: Date.now });
	folder = tempFolder();
	now = '2026-03-03T06:00:00+09:00';
});
afterEach(async () => {
	client.close();
	await portal.close();
	await removeTempFolders();
});

const book = (limit = 1000, key = KEY) => new CallBook(folder, USAGE_PATH, key, limit, { now: () => now, lock: { nowMs: Date.now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)), staleMs: 60_000, waitMs: 5_000 } });
function service(calls = book(), key = KEY, path = USAGE_PATH): PortalService {
	return portalService({ client, host: 'portal', path, operation: '이용량 조회', keyName: 'serviceKey', key, headers: {}, calls, retry: { now: () => 0, random: () => 0, sleep: () => Promise.resolve() } });
}
const question = (more: Partial<CollectRequest> = {}): CollectRequest => ({
	query: { opr_ymd: YMD, dataType: 'JSON' },
	folder,
	name: `usage-${YMD}`,
	format: 'jsonl',
	pageName: 'pageNo',
	sizeName: 'numOfRows',
	pageSize: 1000,
	maxPages: 1000,
	refresh: false,
	...more,
});
const lines = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');

describe('an indicator', () => {
	it('is received page by page, however few rows a page has, and lies in one file', async () => {
		const collected = await collectPages(question(), service());
		expect(collected).toMatchObject({ complete: true, rows: 950, total: 950, pages: 10, seenBefore: false, file: { rows: 950 } });
		expect(lines(collected.file?.path ?? '').map((line) => JSON.parse(line) as object)).toEqual(usageRows(YMD, 950));
		expect(await collectPages(question(), service())).toMatchObject({ complete: true, rows: 950, seenBefore: true, pages: 0 });
		expect(portal.calls()[USAGE_PATH]).toBe(10);
		expect(await collectPages(question({ refresh: true }), service())).toMatchObject({ complete: true, pages: 10 });
		expect(await collectPages(question({ query: { opr_ymd: YMD, dataType: 'JSON', sgg_cd: '41000' } }), service())).toMatchObject({ rows: 95, seenBefore: false });
	});

	it('is written as CSV with heading, leading zeros and commas intact', async () => {
		const collected = await collectPages(question({ format: 'csv' }), service());
		const [heading, first] = readFileSync(collected.file?.path ?? '', 'utf8').split('\r\n');
		expect(heading).toBe('\uFEFFopr_ymd,dow_cd,dow_nm,ctpv_cd,ctpv_nm,sgg_cd,sttn_id,sttn_nm,rte_id,users_type_cd,tzon,ride_nope,goff_nope');
		expect(first).toBe('20260302,4,수요일,41,경기도,41000,0000000,"의정부역, 동부광장",12126000,1,00,0,0');
		expect(collected).toMatchObject({ rows: 950, file: { rows: 951 } });
		expect(await collectPages(question({ format: 'csv' }), service())).toMatchObject({ rows: 950, seenBefore: true });
	});

	it('is read from XML where the portal answers so', async () => {
		portal.faults(Array.from({ length: 20 }, () => ({ fault: 'xml' }) as const));
		const collected = await collectPages(question(), service());
		expect(lines(collected.file?.path ?? '').map((line) => JSON.parse(line) as Record<string, unknown>)[0]).toMatchObject({ sttn_id: '0000000', sttn_nm: '의정부역, 동부광장', ride_nope: '0' });
		expect(collected.rows).toBe(950);
	});

	it('that needs more calls than a day has is gone on with the next day, no call twice', async () => {
		const first = await collectPages(question(), service(book(4)));
		expect(first).toMatchObject({ complete: false, file: null, rows: 400, total: 950, pages: 4, missing: [{ message: '하루 호출 한도를 다 써서 5쪽부터 남았습니다. 내일 이어서 받습니다.' }] });
		expect(await collectPages(question(), service(book(4)))).toMatchObject({ complete: false, pages: 0 });
		now = '2026-03-04T00:00:00+09:00';
		expect(await collectPages(question(), service(book(4)))).toMatchObject({ complete: false, pages: 4, rows: 800 });
		now = '2026-03-05T00:00:00+09:00';
		const last = await collectPages(question(), service(book(4)));
		expect(last).toMatchObject({ complete: true, rows: 950, pages: 2 });
		expect(lines(last.file?.path ?? '')).toHaveLength(950);
		expect(portal.calls()[USAGE_PATH]).toBe(10);
		expect((await filesBelow(folder)).filter((name) => name.includes('part') || name.includes('progress'))).toEqual([]);
	});

	it('stops where the portal itself says that the day is used up, and asks no more that day', async () => {
		portal.faults([{ fault: 'xml' }, { fault: 'gateway', code: '22', word: 'LIMITED_NUMBER_OF_SERVICE_REQUESTS_EXCEEDS_ERROR' }]);
		expect(await collectPages(question(), service())).toMatchObject({ complete: false, rows: 100 });
		expect(await collectPages(question(), service())).toMatchObject({ complete: false, pages: 0 });
		expect(await book().left()).toBe(0);
		expect(portal.calls()[USAGE_PATH]).toBe(2);
	});

	it('starts anew when the data change while pages are turned', async () => {
		await collectPages(question(), service(book(4)));
		portal.setUsage(YMD, usageRows(YMD, 430));
		now = '2026-03-04T00:00:00+09:00';
		expect(await collectPages(question(), service())).toMatchObject({ complete: false, file: null, missing: [{ message: expect.stringContaining('자료가 바뀌어') }] });
		expect(await filesBelow(folder)).toEqual(['api-calls.json']);
		expect(await collectPages(question(), service())).toMatchObject({ complete: true, rows: 430 });
	});

	it('of a day without data is not there yet', async () => {
		expect(await collectPages(question({ query: { opr_ymd: '20260101', dataType: 'JSON' } }), service())).toMatchObject({ complete: false, rows: 0, missing: [{ what: 'file' }] });
		portal.faults([{ fault: 'result', code: '03', word: 'NODATA_ERROR' }]);
		expect(await collectPages(question(), service())).toMatchObject({ complete: false, rows: 0 });
	});

	it('of too many pages is refused with its size', async () => {
		await expect(collectPages(question({ maxPages: 3 }), service())).rejects.toThrow('정한 쪽수(3)를 넘어 중단하였습니다(전체 950건).');
	});

	it('goes on after a cancelled execution', async () => {
		const cancel = new AbortController();
		const one = service();
		const cancelling: PortalService = async (query) => {
			if (query.pageNo === 3) cancel.abort();
			return await one(query);
		};
		await expect(collectPages(question({ signal: cancel.signal }), cancelling)).rejects.toMatchObject({ code: 'feedCancelled' });
		expect(await collectPages(question(), service())).toMatchObject({ complete: true, rows: 950, pages: 7 });
	});
});

describe('errors of the portal', () => {
	it.each<[PortalFault, object]>([
		[{ fault: 'gateway', code: '30', word: 'SERVICE_KEY_IS_NOT_REGISTERED_ERROR' }, { code: 'apiError', message: expect.stringContaining('등록되지 않은 인증키'), failure: { vendorCode: '30', retryable: false } }],
		[{ fault: 'gateway', code: '', word: 'SERVICE_KEY_IS_NOT_REGISTERED_ERROR' }, { message: expect.stringContaining('등록되지 않은 인증키') }],
		[{ fault: 'gateway', code: '31', word: 'DEADLINE_HAS_EXPIRED_ERROR' }, { message: expect.stringContaining('활용 기간이 끝난') }],
		[{ fault: 'gateway', code: '32', word: 'UNREGISTERED_IP_ERROR' }, { message: expect.stringContaining('IP') }],
		[{ fault: 'result', code: '10', word: 'INVALID_REQUEST_PARAMETER_ERROR' }, { message: expect.stringContaining('조회 조건이 잘못') }],
		[{ fault: 'result', code: '77', word: '홍길동' }, { message: expect.stringContaining('오류 코드 77') }],
		[{ fault: 'html' }, { code: 'unreadable.html' }],
		[{ fault: 'status', status: 403 }, { code: 'refused' }],
	])('%j', async (fault, error) => {
		portal.faults(Array.from({ length: 10 }, () => fault));
		const failure: unknown = await collectPages(question(), service()).catch((one: unknown) => one);
		expect(failure).toMatchObject(error);
		const text = failure instanceof Error ? failure.message : '';
		expect(text).not.toContain(KEY);
		expect(text).not.toContain('홍길동');
	});

	it('that pass are got over, each call counted', async () => {
		portal.faults([{ fault: 'cut' }, { fault: 'status', status: 500 }, { fault: 'gateway', code: '04', word: 'HTTP_ERROR' }]);
		expect(await collectPages(question(), service())).toMatchObject({ complete: true, rows: 950 });
		expect(await book().left()).toBe(1000 - 13);
	});
});

describe('the book of calls', () => {
	it('counts by key and day, for executions at the same time, and names no key', async () => {
		const taken = await Promise.all(Array.from({ length: 12 }, () => book(10).take()));
		expect(taken.filter(Boolean)).toHaveLength(10);
		expect(await book(10, 'other').take()).toBe(true);
		expect(readFileSync(join(folder, 'api-calls.json'), 'utf8')).not.toContain(KEY);
		now = '2026-03-04T00:00:01+09:00';
		expect(await book(10).left()).toBe(10);
	});
});

it.each([
	['ab+cd/ef==', 'ab+cd/ef=='],
	['ab%2Bcd%2Fef%3D%3D', 'ab+cd/ef=='],
	[' plain ', 'plain'],
	['100%', '100%'],
])('the key %s is sent as %s', (given, plain) => expect(plainKey(given)).toBe(plain));

describe('a bus position of GBIS', () => {
	const row = { routeId: 200000013, routeTypeCd: 13, vehId: 1, plateNo: '경기71바1146', stationId: 226000060, stationSeq: 7, stateCd: 2, crowded: 3, remainSeatCnt: 0, lowPlate: 1, taglessCd: 0 };
	it.each<[object, object]>([
		[{}, { crowding: { code: 3, name: '혼잡' }, remainingSeats: null, state: { code: 2, name: '정류소 출발' }, vehicleKind: { code: 1, name: '저상버스' }, tagless: false, stationSequence: 7 }],
		[{ crowded: 0 }, { crowding: null }],
		[{ crowded: '' }, { crowding: null }],
		[{ crowded: 9 }, { crowding: null }],
		[{ crowded: '4' }, { crowding: { code: 4, name: '매우혼잡' } }],
		[{ routeTypeCd: 11, remainSeatCnt: 0 }, { crowding: null, remainingSeats: 0 }],
		[{ routeTypeCd: 11, remainSeatCnt: -1 }, { remainingSeats: null }],
		[{ routeTypeCd: '14', remainSeatCnt: '23' }, { remainingSeats: 23 }],
		[{ routeTypeCd: 30 }, { crowding: null, remainingSeats: null }],
		[{ routeTypeCd: '', plateNo: '', stationSeq: '', taglessCd: '', stateCd: '' }, { routeTypeCode: null, plateNo: null, stationSequence: null, tagless: null, state: null, crowding: null }],
	])('with %j', (more, shown) => expect(busPosition({ ...row, ...more }, null)).toMatchObject(shown));

	it('comes in JSON and XML, one or many or none', async () => {
		await portal.close();
		portal = await startPortal({ keys: [KEY], buses: { 1: [row], 2: [row, { ...row, vehId: 2 }] } });
		client.close();
		client = createHttpClient({ baseUrl: portal.url, label: '공공데이터포털', timeoutMs: 3_000, userAgent: 'test', now: Date.now });
		const gbis = service(book(), 'ab%2Bcd%2Fef%3D%3D', GBIS_PATH);
		for (const format of ['json', 'xml']) {
			expect((await gbis({ routeId: '1', format })).rows).toMatchObject([{ plateNo: '경기71바1146' }]);
			expect(await gbis({ routeId: '2', format })).toMatchObject({ rows: [{}, {}], queryTime: '2026-03-03 08:15:30.123' });
			expect(await gbis({ routeId: '3', format })).toMatchObject({ rows: [] });
		}
	});
});
