import { copyFileSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BusAnalysis } from '../../../nodes/BusAnalysis/BusAnalysis.node';
import { chain, runWorkflow, type EngineResult } from '../../support/engine';

jest.setTimeout(60_000);

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'bus-reference-'));
	mkdirSync(join(folder, 'lake'));
});
afterEach(async () => await rm(folder, { recursive: true, force: true }));

const FIXTURES = join(__dirname, '../../lib/transit/aggregates/fixtures');

const run = async (parameters: object): Promise<EngineResult> =>
	await runWorkflow({
		workflow: chain({ name: '버스', type: 'n8n-nodes-cityhall.busAnalysis', parameters: { files: join(folder, 'file.csv'), ...parameters } }),
		nodes: [BusAnalysis],
		credentials: {},
		startItems: [{ json: {} }],
	});

describe('기준정보 등록', () => {
	const parameters = () => ({ resource: 'data', operation: 'importMasters', lakeFolder: join(folder, 'lake'), validFrom: '2026-03-02', options: { firm: '04', region: '31' } });

	it('says per file what was registered, and the second time that nothing changed', async () => {
		writeFileSync(join(folder, 'file.csv'), '노선ID,노선명,인가 단위\n0012,1-8,왕복\n');
		const result = await run(parameters());
		expect(result.error).toBeUndefined();
		expect(result.json('버스', 0)).toEqual([{ kind: 'route', file: 'file.csv', validFrom: '2026-03-02', rows: 1, skipped: 0, warnings: [], layout: '노선 정보', total: 1, changed: true }]);
		expect((await run(parameters())).json('버스', 0)).toMatchObject([{ changed: false }]);
	});

	it('stops with the headings found and what to do where a file is none', async () => {
		writeFileSync(join(folder, 'file.csv'), '가,나\n1,2\n');
		const { error } = await run(parameters());
		expect(error?.message).toContain('파일의 열: 가, 나');
		expect(error?.description).toContain('시기 바랍니다');
	});
});

describe('공개 집계 자료 읽기', () => {
	const parameters = () => ({ resource: 'report', operation: 'readAggregate', kind: 'auto', outputFolder: folder, options: {} });

	it.each([
		['seoul-2022-01.csv', { kind: 'seoulMonth', rows: 8, totals: { boardings: 10162 } }],
		['stcis-130.csv', { kind: 'stcisLoad', rows: 4, zeroDips: 1 }],
	])('gives totals, cautions and the workbook of %s, not its rows', async (name, expected) => {
		copyFileSync(join(FIXTURES, name), join(folder, 'file.csv'));
		const result = await run(parameters());
		expect(result.error).toBeUndefined();
		expect(result.json('버스', 0)).toMatchObject([expected]);
		expect(Object.keys(result.items('버스', 0)[0]?.binary ?? {})).toEqual(['workbook']);
		expect(result.json('버스', 0)).toHaveLength(1);
	});
});
