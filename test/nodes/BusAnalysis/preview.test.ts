import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BusAnalysis } from '../../../nodes/BusAnalysis/BusAnalysis.node';
import { chain, runWorkflow, type EngineResult } from '../../support/engine';

jest.setTimeout(60_000);

const CARD = 'c4rdc4rdc4rdc4rdc4rdc4rdc4rdc4rd';
const COLUMNS = '카드번호,운행출발일시,트랜잭션ID,교통수단코드,환승횟수,노선ID,교통사업자ID,차량ID,사용자구분코드,승차일시,승차정류장ID,하차일시,하차정류장ID,이용객수,통행거리,통행시간';
const tap = (route: string, boarded: string, riders: string) => `${CARD},20260302073000,23,105,0,${route},111520020,111753597,1,${boarded},0222,~,~,${riders},~,~\n`;

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'bus-preview-'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

const run = async (parameters: object): Promise<EngineResult> =>
	await runWorkflow({
		workflow: chain({ name: '버스', type: 'n8n-nodes-cityhall.busAnalysis', parameters: { resource: 'data', operation: 'previewFile', files: join(folder, 'taps.csv'), ...parameters } }),
		nodes: [BusAnalysis],
		credentials: {},
		startItems: [{ json: {} }],
	});

describe('파일 미리 보기', () => {
	it('tells persons and taps by route and hour of a file, with no card number and nothing kept', async () => {
		writeFileSync(join(folder, 'taps.csv'), `${COLUMNS}\n${tap('0012', '20260302081500', '2')}${tap('0012', '20260302083000', '1')}${tap('0013', '20260303010000', '1')}${tap('0013', 'x', '1')}`);
		const result = await run({ options: { firm: '04', region: '31', routeRows: 1 } });
		expect(result.error).toBeUndefined();
		expect(result.json('버스', 0)).toMatchObject([
			{
				layout: '정산사 교통카드 자료(16열)',
				encoding: 'utf8',
				note: '중복 제거 전',
				rows: 4,
				unreadable: 1,
				days: [{ serviceDate: '2026-03-02', taps: 3, boardings: 4 }],
				routes: [{ serviceDate: '2026-03-02', routeKey: '04:31:0012', hour: 8, boardings: 3, taps: 2 }],
				rest: { rows: 1, boardings: 1, taps: 1 },
			},
		]);
		expect(JSON.stringify(result.json('버스', 0))).not.toContain(CARD);
		expect(readdirSync(folder)).toEqual(['taps.csv']);
	});

	it('reads any table by a mapping', async () => {
		writeFileSync(join(folder, 'taps.csv'), '언제,노선,정류장\n2026-03-02 08:15:00,마을01,시청\n');
		const mapping = JSON.stringify({ name: '우리 시', fields: { boardedAt: '언제', route: '노선', boardingStop: '정류장' } });
		expect((await run({ layout: 'mapping', mapping })).json('버스', 0)).toMatchObject([{ layout: '우리 시', routes: [{ routeKey: '::마을01', boardings: 1 }] }]);
	});

	it('says what to do where the file is none', async () => {
		writeFileSync(join(folder, 'taps.csv'), '가,나\n1,2\n');
		const { error } = await run({});
		expect(error?.message).toContain('알려진 교통카드 자료 형식');
		expect(error?.description).toContain('시기 바랍니다');
	});
});
