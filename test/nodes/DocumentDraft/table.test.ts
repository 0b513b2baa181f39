import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DraftingOffice, NODE, putOut } from './drafting-office';

jest.setTimeout(60_000);

let office: DraftingOffice;
let folder: string;
beforeAll(async () => {
	office = await DraftingOffice.open({ slowMs: 20_000 });
});
afterAll(async () => await office.close());
beforeEach(() => {
	folder = mkdtempSync(join(office.folder, 'candidates-'));
});
afterEach(() => office.server.setFault(null));

const HEAD = '대상 유형,성명(단체명),소속,공적 분야,공적 기간,주요 실적,비고';
const row = (name: string, achievements = '2025년 홀몸 어르신 안부 확인 대상을 320명에서 540명으로 늘림') => `공무원,${name},의정부시 복지국 노인복지과,노인복지 증진,2024. 1. 1.~2026. 10. 31.,${achievements},추천`;
const put = (name: string, ...rows: string[]) => writeFileSync(join(folder, name), [HEAD, ...rows].join('\n'));
const draft = async (parameters: object = {}, run: object = {}) => await office.run({ resource: 'document', operation: 'draft', documentType: 'merit-record', source: 'table', tableFolder: folder, ...parameters }, run);
const PEOPLE = /김하늘|이바다|박구름|홀몸|540명|320명/;

describe('폴더의 표', () => {
	it('becomes a document for each row, each item telling file and line and nothing of the row', async () => {
		put('후보자.csv', row('김하늘'), '', row('이바다'), row('박구름'));
		const result = await draft();
		expect(result.error).toBeUndefined();
		const items = result.items(NODE);
		expect(items.map(({ json, pairedItem }) => [json.source, pairedItem])).toEqual([2, 4, 5].map((line) => [{ file: '후보자.csv', line }, { item: 0 }]));
		expect(items[0]?.json.ignoredFields).toEqual(['비고']);
		expect(result.dump()).not.toMatch(PEOPLE);
		const names = await Promise.all(items.map(async ({ json }) => (await office.stored(String(json.draftId))).values.name));
		expect(names).toEqual(['김하늘', '이바다', '박구름']);
		expect(await office.withLedger(async ({ drafts }) => await drafts.draft(String(items[2]?.json.draftId)))).toMatchObject({ type: 'merit-record', state: 'draft' });
	});

	it('with a row that cannot be drafted tells its line and reason, and drafts the others', async () => {
		put('후보자.csv', row('김하늘'), row('이바다', '가'.repeat(20_001)), row('박구름'));
		const result = await draft();
		expect(result.error).toBeUndefined();
		expect(result.json(NODE)).toMatchObject([{ draftId: expect.any(String) }, { status: 'failed', source: { file: '후보자.csv', line: 3 }, reasonCode: expect.any(String), remedy: expect.stringMatching(/시기 바랍니다/) }, { draftId: expect.any(String) }]);
		expect(result.dump()).not.toMatch(PEOPLE);
	});

	it('of which no row can be drafted is an error', async () => {
		put('후보자.csv', row('이바다', '가'.repeat(20_001)));
		const { error } = await draft();
		expect(error?.message).toContain('주요 실적');
	});

	it('stops at the row at which a person stops the execution', async () => {
		put('후보자.csv', row('김하늘'), row('이바다'), row('박구름'));
		office.server.setFault('slow');
		const stop = new AbortController();
		const asked = office.server.requests().length;
		const running = draft({}, { signal: stop.signal });
		while (office.server.requests().length === asked) await new Promise((resolve) => setTimeout(resolve, 10));
		stop.abort();
		await running;
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(office.server.requests()).toHaveLength(asked + 1);
	});

	it('is chosen by name where there are several', async () => {
		put('가.csv', row('김하늘'));
		put('나.csv', row('이바다'));
		expect((await draft()).error).toMatchObject({ message: expect.stringContaining('표 파일이 2개'), description: expect.stringContaining('파일 이름') });
		expect((await draft({ tableFile: '나.csv' })).json(NODE)).toMatchObject([{ source: { file: '나.csv', line: 2 } }]);
	});

	it.each([
		['no table in the folder', {}, '표 파일(xlsx, csv)이 없습니다'],
		['a path for a name', { tableFile: '../가.csv' }, '경로를 적을 수 없습니다'],
		['a name of no file', { tableFile: '없음.csv' }, '열 수 없습니다'],
		['no folder', { tableFolder: '/nowhere/candidates' }, '폴더를 열 수 없습니다'],
		['a relative folder', { tableFolder: 'candidates' }, '절대 경로'],
		['an expression that finds nothing', { tableFolder: '={{ $json.none }}' }, "'표 폴더' 값이 비어 있습니다."],
	])('with %s is refused', async (_name, parameters, words) => {
		const result = await draft(parameters);
		expect(result.error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/시기 바랍니다/) });
	});

	it.each([
		['without known headings', '가,나\n1,2', '열 이름 줄을 찾을 수 없습니다'],
		['with a heading twice', '성명(단체명),성명(단체명)\n김하늘,이바다', '두 번 있습니다'],
		['without rows', `${HEAD}\n`, '자료가 없습니다'],
	])('%s is refused, naming the file', async (_name, text, words) => {
		writeFileSync(join(folder, '후보자.csv'), text);
		const result = await draft();
		expect(result.error?.message).toContain(words);
		expect(result.error?.message).toContain('후보자.csv');
		expect(putOut(result)).not.toMatch(PEOPLE);
	});

	it('is not looked for in a folder below', async () => {
		mkdirSync(join(folder, '옛날.csv'));
		expect((await draft()).error?.description).toMatch(/시기 바랍니다/);
	});
});
