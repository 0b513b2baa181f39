import { copyFile, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generateKey } from '../../../lib/privacy/keys';
import type { SourceSummary } from '../../../lib/revenue/receipt';
import { RevenueSystem } from '../../../nodes/RevenueSystem/RevenueSystem.node';
import { exportFile } from '../../../sandbox/revenue/export-files.mts';
import { generateCity } from '../../../sandbox/revenue/generate.mts';
import { startRevenue, type RevenueFault, type RevenueServer } from '../../../sandbox/revenue/server.mts';
import { chain, runWorkflow, type EngineResult } from '../../support/engine';

/** What the officer sees on the canvas when the source fails: one Korean sentence of what and where, and what to do. */
const TODAY = '2026-11-22';
const city = generateCity({ today: TODAY, weeks: 4, seed: 3, rowsPerWeek: 20 });
const TOKEN = 'token-that-nobody-may-see';
const keys = { keyId: 'k1', key: generateKey(), olderKeys: '', fingerprintKey: generateKey() };

let server: RevenueServer;
let folder: string;
beforeAll(async () => {
	server = await startRevenue({ today: TODAY, tokens: [TOKEN], city });
});
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'revenue-bad-'));
});
afterEach(async () => {
	server.setFaults([]);
	await rm(folder, { recursive: true, force: true });
});
afterAll(() => server.close());

interface Setup {
	token?: string;
	baseUrl?: string;
}

const run = ({ token = TOKEN, baseUrl = server.url }: Setup, parameters: object): Promise<EngineResult> =>
	runWorkflow({
		workflow: chain({ name: '접수', type: 'n8n-nodes-cityhall.revenueSystem', parameters: { resource: 'receipt', ...parameters } }),
		nodes: [RevenueSystem],
		credentials: { cityhallRevenueApi: { baseUrl, token, caPem: '' }, cityhallPersonalDataKeyApi: keys },
		startItems: [{ json: { lookBackFrom: '2026-09-14', to: TODAY } }],
	});

/** Nothing came out, the error is clear, and neither it nor the run's record holds a token or a person. */
function expectClear(result: EngineResult, words: RegExp, remedy: RegExp): void {
	expect(result.items('접수', 0)).toHaveLength(0);
	expect(result.error).toMatchObject({ message: expect.stringMatching(words), description: expect.stringMatching(remedy), context: { itemIndex: 0 } });
	expect(result.error?.message).toMatch(/[가-힣].*\.$/);
	const record = result.dump();
	expect(record).not.toContain(TOKEN);
	for (const { taxpayer } of city.receipts) for (const value of [taxpayer.name, taxpayer.mobile, taxpayer.residentNo]) if (value) expect(record).not.toContain(value);
}

describe('연계 시스템 조회', () => {
	const rest = (options: object = {}) => ({ operation: 'rest', options: { timeoutSeconds: 1, ...options } });
	const REMEDY = /시기 바랍니다/;

	it('a wrong key (403)', async () => {
		expectClear(await run({ token: 'wrong' }, rest()), /감면 접수 시스템.*원천 건수 조회: 접근 권한이 없습니다\(HTTP 403, FORBIDDEN\)/, /인증 키.*시기 바랍니다/);
	});

	it('a refused login (401)', async () => {
		expectClear(await run({ token: '' }, rest()), /인증에 실패하였습니다\(HTTP 401/, /인증 키.*시기 바랍니다/);
	});

	it('a system that is down', async () => {
		expectClear(await run({ baseUrl: 'http://127.0.0.1:1' }, rest()), /연결을 받지 않습니다/, /가동 중인지.*시기 바랍니다/);
	}, 30_000);

	it.each<[string, RevenueFault, RegExp, RegExp]>([
		['a login page instead of data (200)', { fault: 'html' }, /웹 페이지\(HTML\)가 왔습니다/, /로그인 화면/],
		['a detour to a login page (302)', { fault: 'login' }, /예상하지 못한 응답입니다\(HTTP 302\)/, /접속 주소/],
		['an answer cut in its middle', { fault: 'truncated' }, /깨졌거나 중간에 잘렸습니다/, REMEDY],
		['an answer that trickles for ever', { fault: 'trickle' }, /1초 안에 응답이 없습니다/, /제한 시간/],
		['pages that never end', { fault: 'endlessPage' }, /2쪽이 앞쪽과 같은 자료를 되풀이합니다/, /쪽 나누기/],
		['errors of the other side', { fault: '500' }, /상대 시스템에서 오류가 났습니다.*HTTP 500/, REMEDY],
		['cut connections', { fault: 'down' }, /연결이 끊겼습니다/, REMEDY],
	])('%s', async (_name, fault, words, remedy) => {
		server.setFaults([fault]);
		expectClear(await run({}, rest({ pageSize: 7 })), words, remedy);
	}, 30_000);

	it('a fault that passes is overcome, and nothing is read twice', async () => {
		server.setFaults([{ fault: 'truncated', times: 1 }, { fault: 'down', times: 1 }]);
		const result = await run({}, rest({ pageSize: 7 }));
		expect(result.error).toBeUndefined();
		expect(result.json('접수', 1)[0]).toMatchObject({ matches: true, read: { count: city.receipts.length } });
	}, 30_000);
});

describe('추출 파일 읽기', () => {
	const file = (extra: object = {}) => ({ operation: 'file', folder, pattern: '*', ...extra });
	const period = { periodFrom: '2026-09-14', periodTo: TODAY, exportedOn: TODAY };
	const put = async (name: string, content: Buffer | string) => {
		await writeFile(join(folder, name), content);
	};

	it('a workbook with a password', async () => {
		await copyFile(join(__dirname, '../../lib/revenue/fixtures/password-1234.xlsx'), join(folder, '접수.xlsx'));
		expectClear(await run({}, file()), /^접수\.xlsx: 암호가 걸린/, /암호를 해제/);
	});

	it('a file of 200 MB', async () => {
		const large = await open(join(folder, '접수.csv'), 'w');
		await large.truncate(200 * 1_048_576);
		await large.close();
		expectClear(await run({}, file()), /^접수\.csv: 파일 크기 200 MB가 한도 50 MB를 넘습니다/, /기간을 나누어/);
	});

	it('missing columns, named', async () => {
		await put('접수.csv', await exportFile(city.receipts, 'csvCp949', { ...period, headings: { 성명: '차주', 차량번호: '번호판' } }));
		expectClear(await run({}, file()), /^접수\.csv: 필요한 열을 찾을 수 없습니다\(성명, 차량번호\)/, /열 대응/);
	});

	it('a wrong sheet, with those there are', async () => {
		await put('접수.xlsx', await exportFile(city.receipts, 'xlsx', period));
		expectClear(await run({}, file({ options: { sheetName: '11월' } })), /^접수\.xlsx: 지정한 시트가 없습니다\. 파일에 있는 시트: 감면접수현황\.$/, /시트 이름/);
	});

	it('a web page with the name of a workbook', async () => {
		await put('접수.xls', '<html><meta charset="utf-8"><table><tr><td>접수번호</td></tr></table></html>');
		expectClear(await run({}, file()), /^접수\.xls: .*웹 페이지/, /\.xlsx/);
	});

	it('a CSV cut in the middle of a row', async () => {
		const whole = await exportFile(city.receipts, 'csvCp949', period);
		// one byte after a comma in the middle, so that no character is cut
		const at = whole.indexOf(',', Math.floor(whole.length / 2)) + 1;
		await put('접수.csv', whole.subarray(0, at));
		expectClear(await run({}, file()), /^접수\.csv(?: \d+행)?: .*(?:끊겼|잘렸)/, /다시 추출/);
	});

	it('an uncertain line goes on as unreadable, with its place', async () => {
		const text = (await exportFile(city.receipts, 'csvUtf8', { ...period, withoutTotal: true })).toString().replace('결정', '종국');
		await put('접수.csv', text);
		const result = await run({}, file());
		expect(result.json('접수', 0).filter((row) => row['status'] === 'unreadable').length).toBeGreaterThan(0);
		const [summary] = result.json('접수', 1) as unknown as SourceSummary[];
		expect(summary?.problems).toEqual([expect.stringMatching(/^접수\.csv \d+행: 처리상태의 뜻을 알 수 없습니다/)]);
		expect(summary).toMatchObject({ read: { count: city.receipts.length }, contentHash: expect.stringMatching(/^[0-9a-f]{64}$/), mappingVersion: expect.stringMatching(/^[0-9a-f]{12}$/) });
	});
});
