import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { sql } from '../../support/desk';
import { chain } from '../../support/engine';
import { asItems, NoticeCity, ours, personalIn, personOf, prepareRun, RUN_ID } from '../../support/notice-city';

const LOST = '={{ $json.lost }}';
const STAFF = { staff: '이감사' };
const WHY = { purpose: '정기 감사 표본 확인' };
const PERIOD = { from: '2026-11-01', to: '2026-11-30' };

let city: NoticeCity;
let folder: string;
beforeEach(async () => {
	city = await NoticeCity.start();
	folder = join(city.folder, '감사');
	mkdirSync(folder);
	const { error } = await prepareRun(city, [city.receipt(1), city.receipt(2), city.receipt(3, { phone: null, phoneKind: 'missing', phoneFingerprint: null, phoneSharedBy: 0 })]);
	expect(error).toBeUndefined();
	for (const [resource, operation, parameters] of [['run', 'approve', { approvalKind: 'person', verdict: '승인', approver: '세정과장' }]] as const) {
		expect((await city.run(chain(ours('노드', 'noticeLedger', { resource, operation, ...parameters })), { startItems: asItems([{ runId: RUN_ID }]) })).error).toBeUndefined();
	}
	for (const [resource, operation] of [['message', 'sendRun'], ['result', 'getResults']] as const) {
		expect((await city.run(chain(ours('문자', 'smsGateway', { resource, operation, runId: RUN_ID })), { startItems: asItems([{ runId: RUN_ID }]) })).error).toBeUndefined();
	}
	sql(city.ledgerPath, 'UPDATE run SET lease_until = 0');
	expect((await city.run(chain(ours('노드', 'noticeLedger', { resource: 'run', operation: 'close', runId: RUN_ID })), { startItems: asItems([{ runId: RUN_ID }]) })).error).toBeUndefined();
});
afterEach(async () => await city.close());

/** Runs one operation and proves on the way that nothing of the planted people shows in n8n's data or in the ledger. */
async function run(operation: string, parameters: IDataObject = {}, items: readonly object[] = [{}]) {
	const result = await city.run(chain(ours('노드', 'noticeLedger', { resource: 'audit', operation, ...parameters })), { startItems: asItems(items) });
	expect(personalIn(result.dump() + city.ledgerBytes(), 1, 2, 3)).toEqual([]);
	return { ...result, found: result.json('노드') };
}
const exportPeriod = async (change: IDataObject = {}) => await run('exportPeriod', { ...PERIOD, folder, organisation: '의정부시', ...STAFF, ...WHY, ...change });
const noticeKeys = async () => await city.withLedger(async (ledger) => (await ledger.notices({ runId: RUN_ID }, 10)).map(({ noticeKey, channel }) => ({ noticeKey, channel })));
const textNotice = async () => (await noticeKeys()).find(({ channel }) => channel === 'text')?.noticeKey ?? '';

describe('기간 내보내기', () => {
	it('leaves a JSON Lines file and a workbook that only their owner reads, and says how the ledger was found', async () => {
		const [item] = (await exportPeriod()).found;
		expect(item).toMatchObject({ ...PERIOD, intact: true, brokenAt: null, rowProblems: [], counts: { run: 1, notice: 3 } });
		expect(readdirSync(folder).sort()).toEqual(['감사자료_2026-11-01_2026-11-30_모의.jsonl', '감사자료_2026-11-01_2026-11-30_모의.xlsx']);
		for (const path of [item?.path, item?.workbookPath]) {
			expect(statSync(String(path)).mode & 0o777).toBe(0o600);
			expect(personalIn(readFileSync(String(path), 'latin1'), 1, 2, 3)).toEqual([]);
		}
	});

	it('leaves the workbook out where it is not asked for, and replaces no earlier file', async () => {
		expect((await exportPeriod({ workbook: false })).found).toEqual([expect.objectContaining({ workbookPath: null })]);
		await exportPeriod({ workbook: false });
		expect(readdirSync(folder)).toHaveLength(2);
	});

	it('exports an edited ledger too and names the row', async () => {
		sql(city.ledgerPath, `UPDATE notice SET state = 'failed' WHERE state = 'delivered'`);
		const [item] = (await exportPeriod()).found;
		expect(item).toMatchObject({ intact: false, rowProblems: [expect.stringContaining('자료의 상태가 마지막 기록과 다릅니다'), expect.any(String)] });
	});

	it.each<[string, IDataObject, string]>([
		['no folder', { folder: LOST }, "'감사 자료 폴더'가 비어 있거나"],
		['a relative folder', { folder: 'audit' }, '절대 경로'],
		['nobody', { staff: LOST }, "'담당자' 값이 비어 있습니다."],
		['no reason', { purpose: LOST }, "'사유' 값이 비어 있습니다."],
		['no day', { from: '지난달' }, "'시작일' 값이 날짜 형식"],
		['days in the wrong order', { from: '2026-12-01' }, '종료일'],
	])('writes nothing with %s', async (_name, change, words) => {
		expect((await exportPeriod(change)).error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/바랍니다/) });
		expect(readdirSync(folder)).toEqual([]);
	});
});

describe('내보낸 파일 검증', () => {
	it('finds a file whole by the key alone, and names the line that was changed', async () => {
		const [made] = (await exportPeriod({ workbook: false })).found;
		const path = String(made?.path);
		city.overrides = { cityhallLedgerApi: { path: '/없음/ledger.sqlite' } };
		expect((await run('verifyExport', {}, [{ path }])).found).toEqual([expect.objectContaining({ intact: true, ...PERIOD, brokenLine: null, findings: expect.arrayContaining([expect.stringContaining('이상 없음')]) })]);
		expect((await run('verifyExport', { path, expectedHead: String(made?.chainHead) })).found).toEqual([expect.objectContaining({ intact: true, expectedHeadFound: true })]);
		const lines = readFileSync(path, 'utf8').split('\n');
		writeFileSync(path, lines.map((line, at) => (at === 6 ? line.replace('"kind":"', '"kind":"x') : line)).join('\n'));
		expect((await run('verifyExport', { path })).found).toEqual([expect.objectContaining({ intact: false, brokenLine: 7, findings: expect.arrayContaining([expect.stringContaining('7번째 줄')]) })]);
		city.overrides = { cityhallLedgerApi: { ledgerKey: Buffer.from('0123456789abcdef0123456789abcdef').toString('base64') } };
		expect((await run('verifyExport', { path })).found).toEqual([expect.objectContaining({ intact: false, findings: expect.arrayContaining([expect.stringContaining('대장 키가 다릅니다')]) })]);
	});

	it.each([
		['no file', LOST, '절대 경로'],
		['a file that is not there', '/tmp/없는-감사자료.jsonl', '읽을 수 없습니다'],
		['a folder', '/tmp/.', '읽을 수 없습니다'],
	])('says what to do with %s', async (_name, path, words) => {
		expect((await run('verifyExport', { path })).error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/바랍니다/) });
	});

	it('refuses a head in another form', async () => {
		const [made] = (await exportPeriod({ workbook: false })).found;
		expect((await run('verifyExport', { path: String(made?.path), expectedHead: 'abc' })).error).toMatchObject({ message: expect.stringContaining('대장 확인값') });
	});
});

describe('감사 확인서', () => {
	it('is written as page and document', async () => {
		const [item] = (await run('runReport', { runId: RUN_ID, folder, organisation: '의정부시', department: '세정과' })).found;
		expect(item).toMatchObject({ runId: RUN_ID, intact: true, balanced: true });
		expect(readdirSync(folder).sort()).toEqual(['감사확인서_2026-W47_모의.docx', '감사확인서_2026-W47_모의.html']);
		expect(readFileSync(String(item?.htmlPath), 'utf8')).toContain('세정과장');
	});

	it('is refused for a run that does not exist', async () => {
		expect((await run('runReport', { runId: 'x/2026-W01', folder, organisation: '의정부시', department: '세정과' })).error).toMatchObject({ message: expect.stringContaining('없습니다') });
	});
});

describe('안내한 문안 다시 보기', () => {
	const show = async (noticeKey: string, change: IDataObject = {}) => await run('toldText', { noticeKey, folder, ...STAFF, ...WHY, ...change });

	it('writes the exact text to a file to be destroyed, shows it masked, and goes on record as an opening', async () => {
		const [item] = (await show(await textNotice())).found;
		expect(item).toMatchObject({ matches: true, problem: null, text: expect.stringContaining('****'), destroyOn: '2026-12-23' });
		const page = readFileSync(String(item?.path), 'utf8');
		const n = Number(String(item?.receiptKey).slice(-6));
		expect(page).toContain(personOf(n).plate.slice(-4));
		const { found } = await run('openings', { from: '2026-11-23', to: '2026-11-23' });
		expect(found.at(-1)).toMatchObject({ kindName: '암호화된 개인정보 열람', actor: '이감사', reason: '정기 감사 표본 확인', fields: '휴대전화번호, 차량번호', subjects: [`${String(item?.receiptKey)}#1`] });
		city.clock = '2026-12-23T09:00:00+09:00';
		const destroyed = await city.run(chain(ours('노드', 'noticeLedger', { resource: 'retention', operation: 'destroyDue', folders: folder })), { startItems: asItems([{}]) });
		expect(destroyed.json('노드')).toEqual([expect.objectContaining({ destroyed: 1, clean: true })]);
		expect(existsSync(String(item?.path))).toBe(false);
	});

	it('writes no file where the text is not the one that was sent, and opens nothing for a letter', async () => {
		const letter = (await noticeKeys()).find(({ channel }) => channel === 'post')?.noticeKey ?? '';
		const openings = async () => (await run('openings')).found.length;
		const before = await openings();
		expect((await show(letter)).found).toEqual([expect.objectContaining({ matches: false, path: null, problem: expect.stringContaining('문자로 보낸 기록이 없는') })]);
		expect(await openings()).toBe(before);
		sql(city.ledgerPath, `UPDATE template SET body = body || '!'`);
		expect((await show(await textNotice())).found).toEqual([expect.objectContaining({ matches: false, path: null, text: null, problem: expect.stringContaining('확인값과 다릅니다') })]);
		expect(readdirSync(folder)).toEqual([]);
	});

	it.each<[string, IDataObject, string]>([
		['no reason', { purpose: LOST }, "'열람 사유' 값이 비어 있습니다."],
		['nobody', { staff: LOST }, "'담당자' 값이 비어 있습니다."],
		['no folder', { folder: LOST }, "'파일 폴더'이(가) 비어 있거나"],
		['an unknown notice', { noticeKey: 'nobody' }, '이 식별값의 안내가 없습니다'],
	])('opens nothing with %s', async (_name, change, words) => {
		const before = await city.withLedger(async (ledger) => await ledger.head());
		expect((await show(await textNotice(), change)).error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/바랍니다/) });
		expect(await city.withLedger(async (ledger) => await ledger.head())).toEqual(before);
	});
});

describe('개인정보 열람 내역', () => {
	it('lists sending as an opening, and picks by receipt, day and run', async () => {
		const { found } = await run('openings', { runId: RUN_ID });
		expect(found).toEqual([expect.objectContaining({ reason: '문자 발송', actor: '흐름: engine test', subjectCount: 2, runId: RUN_ID, approver: '세정과장' })]);
		expect((await run('openings', { receiptKey: '4115000-2026-000001' })).found).toHaveLength(1);
		for (const none of [{ receiptKey: '4115000-2026-000003' }, { from: '2026-11-24' }, { to: '2026-11-22' }, { runId: 'x/1' }]) expect((await run('openings', none)).found).toEqual([]);
		expect((await run('openings', { from: '11월' })).error).toMatchObject({ message: expect.stringContaining('날짜 형식') });
	});
});

describe('대장 검증', () => {
	it('names the rows that were edited by hand though the chain is whole', async () => {
		const verify = async () => (await city.run(chain(ours('노드', 'noticeLedger', { resource: 'ledger', operation: 'verify' })), { startItems: asItems([{}]) })).json('노드');
		expect(await verify()).toEqual([expect.objectContaining({ intact: true, chainIntact: true, rowsIntact: true, notices: 3, runs: 1, rowProblems: [] })]);
		sql(city.ledgerPath, `UPDATE notice SET receipt_key = '4115000-2026-000009' WHERE channel = 'post'`);
		expect(await verify()).toEqual([expect.objectContaining({ intact: false, chainIntact: true, rowsIntact: false, rowProblems: [expect.stringContaining('식별값이 접수 식별 번호나 수신자와 맞지 않습니다')] })]);
	});
});
