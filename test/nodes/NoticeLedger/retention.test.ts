import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { SecurityConfig } from '@n8n/config';
import { Container } from '@n8n/di';
import type { IDataObject } from 'n8n-workflow';

import { chain } from '../../support/engine';
import { sql } from '../../support/desk';
import { asItems, CAMPAIGN, NoticeCity, ours, personalIn, personOf, prepareRun, RUN_ID } from '../../support/notice-city';

const EXPORT = `접수번호,성명\n1,${personOf(1).name}\n`;
const LOST = '={{ $json.lost }}';

let city: NoticeCity;
let from: string;
let to: string;
beforeEach(async () => {
	city = new NoticeCity();
	[from, to] = [join(city.folder, '추출'), join(city.folder, '보관')];
	for (const folder of [from, to]) mkdirSync(folder);
	writeFileSync(join(from, '감면접수.csv'), EXPORT);
	const hash = createHash('sha256').update(EXPORT).digest('hex');
	const { error } = await prepareRun(city, [1, 2].map((n) => city.receipt(n)), { summary: { sourceKind: 'file', sourceNames: ['감면접수.csv'], fileHashes: [hash], controlTotal: null } });
	expect(error).toBeUndefined();
});
afterEach(async () => await city.close());

async function run(operation: string, parameters: IDataObject) {
	const result = await city.run(chain(ours('노드', 'noticeLedger', { resource: 'retention', operation, ...parameters })), { startItems: asItems([{}]) });
	expect(personalIn(result.dump() + city.ledgerBytes(), 1, 2)).toEqual([]);
	return { ...result, found: result.json('노드') };
}
const archive = async (change: IDataObject = {}) => await run('archiveFiles', { campaign: CAMPAIGN, exportFolder: from, archiveFolder: to, destroyAfterDays: 30, ...change });
const destroy = async (change: IDataObject = {}) => await run('destroyDue', { folders: to, ...change });
const close = () =>
	sql(city.ledgerPath, `UPDATE run SET stage = 'closed', closed_at = '2026-11-23T10:00:00.000+09:00' WHERE id = ?`, RUN_ID);

describe('추출 파일 보관 and 파기', () => {
	it('leaves the file while the run is open, archives it afterwards and destroys it on its day', async () => {
		expect((await archive()).found).toEqual([expect.objectContaining({ moved: [], left: 1 })]);
		close();
		expect((await archive()).found).toEqual([expect.objectContaining({ moved: ['감면접수.csv'], left: 0, problems: [] })]);
		city.clock = '2026-12-22T09:00:00+09:00';
		expect((await destroy()).found).toEqual([expect.objectContaining({ destroyed: 0, clean: true })]);
		city.clock = '2026-12-23T09:00:00+09:00';
		expect((await destroy()).found).toEqual([expect.objectContaining({ destroyed: 1, problems: [], clean: true })]);
		expect([readdirSync(from), readdirSync(to)]).toEqual([[], []]);
	});

	it('reports what is not in its place until a person says what became of it', async () => {
		close();
		await archive();
		city.clock = '2027-01-05T09:00:00+09:00';
		for (const name of readdirSync(to)) rmSync(join(to, name));
		expect((await destroy()).found).toEqual([expect.objectContaining({ clean: false, problems: [expect.objectContaining({ kind: 'export', problem: 'missing' })] })]);
		expect((await destroy({ confirmGone: true, staff: LOST })).error).toMatchObject({ message: "'담당자' 값이 비어 있습니다." });
		expect((await destroy({ confirmGone: true, staff: '김담당' })).found).toEqual([expect.objectContaining({ confirmedGone: 1, clean: true })]);
	});

	it('deletes nothing outside the folders that it is given', async () => {
		close();
		await archive();
		city.clock = '2027-01-05T09:00:00+09:00';
		expect((await destroy({ folders: from })).found).toEqual([expect.objectContaining({ destroyed: 0, problems: [expect.objectContaining({ problem: 'outside' })] })]);
		expect(readdirSync(to)).toHaveLength(1);
		expect((await destroy({ folders: `${from}\n${to}\n` })).found).toEqual([expect.objectContaining({ destroyed: 1 })]);
	});

	it.each<[string, () => IDataObject, string]>([
		['one folder for both', () => ({ archiveFolder: from }), '같습니다'],
		['a relative folder', () => ({ exportFolder: 'exports' }), '절대 경로'],
		['a folder that is not there', () => ({ archiveFolder: join(city.folder, '없음') }), '폴더를 열 수 없습니다'],
		['no campaign', () => ({ campaign: LOST }), "'안내 업무' 값이 비어 있습니다."],
	])('moves nothing with %s', async (_name, change, words) => {
		close();
		expect((await archive(change())).error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/바랍니다/) });
		expect(existsSync(join(from, '감면접수.csv'))).toBe(true);
	});

	it.each([['', 'Parameter "파기할 폴더" is required'], [LOST, "'파기할 폴더'가 비어 있습니다."], ['archive', '절대 경로']])('destroys nothing in the folders %j', async (folders, words) => {
		const attempt = destroy({ folders });
		if (folders === '') return await expect(attempt).rejects.toThrow(words);
		expect((await attempt).error?.message).toContain(words);
	});

	it('respects the folders that n8n lets nodes use', async () => {
		close();
		const security = Container.get(SecurityConfig);
		security.restrictFileAccessTo = '/somewhere/else';
		try {
			for (const attempt of [archive(), destroy()]) expect((await attempt).error).toMatchObject({ message: expect.stringContaining('막혀') });
		} finally {
			security.restrictFileAccessTo = '';
		}
		expect(readdirSync(from)).toEqual(['감면접수.csv']);
	});
});

describe('보존기간 지난 개인정보 삭제', () => {
	const purge = async (contactDays: number | string, factYears: number | string) => await run('purge', { contactDays, factYears });

	it('removes contacts first and the facts years later', async () => {
		close();
		city.clock = '2026-12-20T09:00:00+09:00';
		expect((await purge(30, 1)).found).toEqual([{ contactsBefore: '2026-11-20', factsBefore: '2025-12-20', contacts: { notices: 0, forms: 0, kept: 0 }, facts: expect.objectContaining({ runs: 0 }) }]);
		city.clock = '2026-12-24T09:00:00+09:00';
		expect((await purge(30, 1)).found).toEqual([expect.objectContaining({ contacts: { notices: 2, forms: 2, kept: 0 }, facts: expect.objectContaining({ notices: 0 }) })]);
		expect(city.ledgerBytes()).toContain('4115000-2026-000001');
		city.clock = '2027-11-24T09:00:00+09:00';
		expect((await purge(30, 1)).found).toEqual([expect.objectContaining({ factsBefore: '2026-11-24', facts: expect.objectContaining({ runs: 1, notices: 2, decisions: 2, forms: 2 }) })]);
		const verified = await city.run(chain(ours('노드', 'noticeLedger', { resource: 'ledger', operation: 'verify' })), { startItems: asItems([{}]) });
		expect(verified.json('노드')).toEqual([expect.objectContaining({ chainIntact: true })]);
	});

	it.each<[string, number | string, number | string, string]>([
		['days that are none', LOST, 5, "'연락처 보존기간(일)'"],
		['too few days', '={{ 1 }}', 5, '30 이상'],
		['half a year', 180, '={{ 0.5 }}', "'안내 사실 보존기간(년)'"],
		['facts that go before contacts', 800, 2, '안내 사실의 보존기간이 연락처의 보존기간보다 짧아'],
	])('removes nothing with %s', async (_name, contactDays, factYears, words) => {
		close();
		city.clock = '2036-12-24T09:00:00+09:00';
		expect((await purge(contactDays, factYears)).error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/바랍니다/) });
		await city.withLedger(async (ledger) => expect(await ledger.desk.formsToPrint({}, 10)).toEqual(expect.arrayContaining([expect.objectContaining({ sealed: expect.objectContaining({ name: expect.any(String) }) })])));
	});
});
