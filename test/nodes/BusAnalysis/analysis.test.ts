import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { BusAnalysis } from '../../../nodes/BusAnalysis/BusAnalysis.node';
import { generateDay } from '../../../sandbox/transit/generate-day.mts';
import type { Truth } from '../../../sandbox/transit/truth.mts';
import { chain, runWorkflow, type EngineResult } from '../../support/engine';

jest.setTimeout(240_000);

const DAY = '2026-03-03';
let folder: string;
let truth: Truth;
let taps: string[];
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'bus-analysis-'));
	mkdirSync(join(folder, 'day'));
	truth = generateDay({ folder: join(folder, 'day'), day: DAY, taps: 1_500, seed: 3, dirt: { otherDay: 0 } });
	taps = readdirSync(join(folder, 'day')).filter((file) => file.startsWith('TB_KTS_DWTCD')).map((file) => join(folder, 'day', file));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

const KEY = randomBytes(32).toString('base64');
const NODE = '버스';
const office = { city: '의정부시', department: '버스정책과', contact: '', thresholds: {}, signOffName: '', signOffDate: '' };

async function run(parameters: object, items: object[] = [{}], key = KEY): Promise<EngineResult> {
	return await runWorkflow({
		workflow: chain({ name: NODE, type: 'n8n-nodes-cityhall.busAnalysis', parameters: { lakeFolder: join(folder, 'lake'), options: {}, ...parameters } }),
		nodes: [BusAnalysis],
		credentials: { cityhallTransitKeyApi: { key } },
		startItems: items.map((json) => ({ json: { ...json } })),
	});
}

const ingest = async (files: unknown, feedDay = DAY) =>
	await run({ resource: 'data', operation: 'ingest', feedDay: '={{ $json.feedDay }}', files: '={{ $json.files }}', state: 'final', layout: 'auto' }, [{ feedDay, files }]);
const analyse = async (options: object = {}) => await run({ resource: 'report', operation: 'analyse', serviceDate: DAY, ...office, options });

it('takes a delivery in by its item, makes the lake, and says what was kept and which days to analyse', async () => {
	const result = await ingest(taps.map((path) => ({ path })));
	expect(result.error).toBeUndefined();
	expect(result.json(NODE)).toMatchObject([{ feedDay: DAY, serviceDate: DAY, sourceId: DAY, kept: truth.totals.taps, daysToAnalyse: [DAY], layout: '전국 교통카드 이용내역(27열)' }]);
});

it('puts summary with files, routes, hours, stops and candidates on five outputs, the rest counted', async () => {
	const result = await analyse({ routeLimit: 5, stopLimit: 3 });
	expect(result.error).toBeUndefined();
	const [summary] = result.items(NODE, 0);
	expect(summary?.json).toMatchObject({ serviceDate: DAY, boardings: truth.totals.boardings, alightings: truth.totals.alightings, edition: 1 });
	expect(Object.keys(summary?.binary ?? {}).sort()).toEqual(['memo', 'picture1', 'picture2', 'picture3', 'picture4', 'picture5', 'report', 'workbook']);
	expect(result.json(NODE, 1)).toHaveLength(6);
	expect(result.json(NODE, 1).at(-1)).toMatchObject({ omitted: truth.totals.routes - 5 });
	expect(result.json(NODE, 2)).toHaveLength(24);
	expect(result.json(NODE, 3)).toHaveLength(4);
	for (const output of [0, 1, 2, 3]) for (const item of result.items(NODE, output)) expect(item.pairedItem).toEqual({ item: 0 });
});

it('gives a period report and shows the lake', async () => {
	const period = await run({ resource: 'report', operation: 'period', from: DAY, to: DAY, dayType: '평일', route: '', outputFolder: join(folder, 'reports'), ...office });
	expect(period.error).toBeUndefined();
	expect(period.json(NODE)).toMatchObject([{ days: 1, boardings: truth.totals.boardings, missingDays: [] }]);
	const status = await run({ resource: 'data', operation: 'status' });
	expect(status.json(NODE)).toMatchObject([{ serviceDate: DAY, complete: true, analysed: true, outdated: false, edition: 1 }]);
});

it.each([
	['no day in the lake', { resource: 'report', operation: 'analyse', serviceDate: '2026-01-01', ...office }, '자료가 저장소에 없습니다'],
	['a sign-off without its day', { resource: 'report', operation: 'analyse', serviceDate: DAY, ...office, signOffName: '과장' }, '기준 확정일'],
	['a route nobody knows', { resource: 'report', operation: 'period', from: DAY, to: DAY, dayType: 'all', route: '없는 노선', outputFolder: '/tmp', ...office }, '노선'],
	['a candidate nobody named', { resource: 'report', operation: 'reviewSheet', serviceDate: DAY, candidateId: 'x', outputFolder: '/tmp', complaints: -1, alternatives: '' }, '검토 대상'],
	['a relative folder', { resource: 'data', operation: 'status', lakeFolder: 'lake' }, '절대 경로'],
])('says in Korean what is wrong and what to do: %s', async (_what, parameters, words) => {
	const { error } = await run(parameters);
	expect(error?.message).toContain(words);
	expect(error?.description).toMatch(/시기 바랍니다/);
});

it('refuses a key that is no key before it reads a file', async () => {
	const { error } = await run({ resource: 'data', operation: 'ingest', feedDay: DAY, files: taps.join('\n'), state: 'final', layout: 'auto' }, [{}], 'abc');
	expect(error?.message).toContain('교통카드 가명처리 키');
});

it('keeps the lake as it was when a file is no card file', async () => {
	const file = join(folder, 'none.csv');
	writeFileSync(file, 'a,b\n1,2\n');
	const before = (await run({ resource: 'data', operation: 'status' })).json(NODE);
	expect((await ingest([file], '2026-03-04')).error?.description).toMatch(/시기 바랍니다/);
	expect((await run({ resource: 'data', operation: 'status' })).json(NODE)).toEqual(before);
});
