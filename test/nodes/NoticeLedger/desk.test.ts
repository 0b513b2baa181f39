import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject } from 'n8n-workflow';

import { ExcelJS } from '../../../lib/vendor/exceljs';
import { chain } from '../../support/engine';
import { LedgerProbe } from '../../support/ledger-probe';
import { asItems, CAMPAIGN, CONTACT, NoticeCity, ours, personalIn, personOf, prepareRun, RUN_ID } from '../../support/notice-city';

const KEY = (n: number) => `4115000-2026-${String(n).padStart(6, '0')}`;
/** An expression that finds nothing; an empty parameter is already refused by n8n. */
const LOST = '={{ $json.lost }}';
const STAFF = { staff: '주무관 김담당' };

let city: NoticeCity;
let folder: string;
beforeEach(async () => {
	city = new NoticeCity();
	folder = join(city.folder, '우편');
	mkdirSync(folder);
	const { error } = await prepareRun(city, [
		city.receipt(1),
		city.receipt(2, { noticeMethod: 'text', electronicRequestedOn: '2026-11-16' }),
		city.receipt(3, { phone: null, phoneKind: 'missing', phoneFingerprint: null, phoneSharedBy: 0 }),
		city.receipt(4, { category: 'unknown', status: 'decided', problem: '코드를 알 수 없습니다.' }),
	]);
	expect(error).toBeUndefined();
});
afterEach(async () => await city.close());

/** Runs one operation and proves on the way that nothing of the planted people shows in n8n's data or in the ledger. */
async function run(operation: string, parameters: IDataObject, items: readonly object[] = [{}]) {
	const result = await city.run(chain(ours('노드', 'noticeLedger', { resource: 'desk', operation, ...parameters })), { startItems: asItems(items) });
	expect(personalIn(result.dump() + city.ledgerBytes(), 1, 2, 3, 4)).toEqual([]);
	return { ...result, found: result.json('노드') };
}

describe('서식 안내', () => {
	it('lists every applicant with how the form stands, in the office’s words', async () => {
		const { found, items } = await run('listForms', { runId: RUN_ID });
		expect(found.map(({ receiptKey, statusName, requestedMethodName }) => [receiptKey, statusName, requestedMethodName])).toEqual([
			[KEY(1), '미이행', ''],
			[KEY(2), '미이행', '전자(문자)'],
			[KEY(3), '미이행', ''],
			[KEY(4), '미이행', ''],
		]);
		expect(found[0]).toMatchObject({ categoryName: '2자녀', nameMasked: expect.stringMatching(/^남\*+$/) });
		expect(items('노드').every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
	});

	it('records from the list, in code or in Korean, today where no day is given', async () => {
		const { error } = await run('recordForm', { receiptKey: KEY(1), status: '={{ $json.how }}', basis: '접수 창구 교부', ...STAFF }, [{ how: '직접교부' }]);
		expect(error).toBeUndefined();
		expect((await run('listForms', { campaign: CAMPAIGN, status: 'direct' })).found).toEqual([
			expect.objectContaining({ receiptKey: KEY(1), doneOn: '2026-11-23', basis: '접수 창구 교부', recordedBy: '주무관 김담당' }),
		]);
		expect((await run('listForms', { status: 'open' })).found).toHaveLength(3);
	});

	it('takes electronic with the day of the request', async () => {
		const { found } = await run('recordForm', { receiptKey: KEY(1), status: 'electronic', requestedOn: '2026-11-18', basis: '전자우편 발송', ...STAFF });
		expect(found).toEqual([expect.objectContaining({ statusName: '전자', requestedOn: '2026-11-18' })]);
	});

	it.each<[string, IDataObject, string]>([
		['a receipt that is not there', { receiptKey: '4115000-2026-999999' }, '서식 안내 목록에 접수'],
		['no receipt at all', { receiptKey: LOST }, "'접수 식별 번호' 값이 비어 있습니다."],
		['another word for the way', { status: '={{ "방문" }}' }, "'방문'은(는) 쓸 수 없는 값입니다."],
		['electronic without a request', { status: 'electronic' }, '요청한 기록이 없어'],
		['a day in another form', { doneOn: '11/25' }, "'처리일' 값이 날짜 형식"],
		['a day to come', { doneOn: '2026-12-25' }, '오늘보다 뒤'],
		['nobody responsible', { staff: LOST }, "'담당자' 값이 비어 있습니다."],
		['no basis', { basis: LOST }, "'근거' 값이 비어 있습니다."],
	])('refuses %s with a remedy, and records nothing', async (_name, change, words) => {
		const { error } = await run('recordForm', { receiptKey: KEY(1), status: 'direct', basis: '창구 교부', ...STAFF, ...change });
		expect(error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/바랍니다/), context: { itemIndex: 0 } });
		expect((await run('listForms', { status: 'open' })).found).toHaveLength(4);
	});
});

const PRINT = { folder: '', purpose: '접수분 서식 인쇄', ...STAFF, ...CONTACT, head: '의정부시장' };

describe('서식 인쇄물', () => {
	it('prints the open ones whose ground is known, on record before, and registers the file', async () => {
		const { found, error } = await run('printForms', { ...PRINT, folder });
		expect(error).toBeUndefined();
		expect(found).toEqual([expect.objectContaining({ forms: 4, printed: 3, destroyOn: '2026-12-23', leftOut: [expect.objectContaining({ receiptKey: KEY(4), problem: expect.stringContaining('감면구분') })] })]);
		expect(found[0]?.path).toMatch(/감면안내서식_.*\.docx$/);
		expect(statSync(String(found[0]?.path)).mode & 0o777).toBe(0o600);
		expect(openings()).toEqual([expect.objectContaining({ fields: ['name', 'address', 'plate'], reason: '접수분 서식 인쇄', subjects: [1, 2, 3, 4].map((n) => `${KEY(n)}#1`), origin: expect.objectContaining({ actor: '주무관 김담당' }) })]);
		expect(await dueFiles()).toEqual([{ kind: 'forms', path: found[0]?.path }]);
	});

	it.each<[string, IDataObject, string]>([
		['no reason', { purpose: LOST }, "'열람 사유' 값이 비어 있습니다."],
		['nobody responsible', { staff: LOST }, "'담당자' 값이 비어 있습니다."],
		['a text with an unknown blank', { template: '# 안내\n#{성명} #{주민등록번호}' }, '주민등록번호'],
		['an office without a head', { head: LOST }, "'기관장' 값이 비어 있습니다."],
		['a relative folder', { folder: 'post' }, '절대 경로'],
	])('opens nothing with %s', async (_name, change, words) => {
		const { error } = await run('printForms', { ...PRINT, folder, ...change });
		expect(error?.message).toContain(words);
		expect([openings(), readdirSync(folder)]).toEqual([[], []]);
	});
});

const LIST = { purpose: '2026-W47 우편 발송', ...STAFF };

describe('우편 발송 명단', () => {
	it('writes name and address into the workbook and nowhere else', async () => {
		const { found, error } = await run('mailList', { runId: RUN_ID, folder, ...LIST });
		expect(error).toBeUndefined();
		expect(found).toEqual([expect.objectContaining({ due: 1, listed: 1, leftOut: [], destroyOn: '2026-12-23', path: expect.stringMatching(/우편발송명단_2026-W47_2026-11-23\.xlsx$/) })]);
		const book = new ExcelJS.Workbook();
		await book.xlsx.readFile(String(found[0]?.path));
		const cells = JSON.stringify(book.worksheets.map((sheet) => sheet.getSheetValues()));
		const { name, address } = personOf(3);
		expect([cells.includes(name), cells.includes(address), cells.includes(personOf(1).name)]).toEqual([true, true, false]);
		expect(openings()).toEqual([expect.objectContaining({ reason: LIST.purpose, subjects: [`${KEY(3)}#1`] })]);
		expect(await dueFiles()).toEqual([{ kind: 'mailList', path: found[0]?.path }]);
	});

	it('makes no file where nobody is to be told by post', async () => {
		await run('recordMail', { receiptKey: KEY(3), outcome: 'sent', registeredNo: '1234567890123', ...STAFF });
		expect((await run('mailList', { folder, ...LIST })).found).toEqual([expect.objectContaining({ due: 0, listed: 0, path: null })]);
		expect([readdirSync(folder), openings()]).toEqual([[], []]);
	});

	it.each<[string, IDataObject, string]>([
		['no reason', { purpose: LOST }, "'열람 사유' 값이 비어 있습니다."],
		['nobody responsible', { staff: LOST }, "'담당자' 값이 비어 있습니다."],
		['a folder that is not there', { folder: '/nowhere/at/all' }, '폴더를 열 수 없습니다'],
	])('opens nothing with %s', async (_name, change, words) => {
		const { error } = await run('mailList', { folder, ...LIST, ...change });
		expect(error?.message).toContain(words);
		expect([openings(), readdirSync(folder)]).toEqual([[], []]);
	});

	it('refuses a folder that n8n keeps for itself, and opens nothing', async () => {
		const own = join(process.env.N8N_USER_FOLDER ?? '', '.n8n');
		mkdirSync(own, { recursive: true });
		const { error } = await run('mailList', { ...LIST, folder: own });
		expect(error).toMatchObject({ message: expect.stringContaining('막혀'), description: expect.stringContaining('N8N_RESTRICT_FILE_ACCESS_TO') });
		expect(openings()).toEqual([]);
	});

	it('names the missing key where the personal data key was changed without the older one', async () => {
		city.overrides.cityhallPersonalDataKeyApi = { keyId: 'other', key: Buffer.alloc(32, 5).fill('ab').toString('base64') };
		const { error } = await run('mailList', { folder, ...LIST });
		expect(error).toMatchObject({ description: expect.stringContaining('이전 키') });
		expect(readdirSync(folder)).toEqual([]);
	});
});

describe('우편·반송', () => {
	const record = async (outcome: string, on: string, change: IDataObject = {}) =>
		await run('recordMail', { receiptKey: KEY(3), outcome, on, registeredNo: '1234567890123', returnedReason: '수취인 불명', ...STAFF, ...change });

	it('follows a letter until it is delivered', async () => {
		city.clock = '2026-11-30T10:00:00+09:00';
		for (const [outcome, on, closed] of [['sent', '2026-11-24', false], ['반송', '2026-11-26', false], ['발송', '2026-11-27', false], ['delivered', '2026-11-30', true]] as const) {
			const { found, error } = await record(`={{ "${outcome}" }}`, on);
			expect(error).toBeUndefined();
			expect(found).toEqual([expect.objectContaining({ closed })]);
			if (outcome === '반송') expect((await run('mailList', { folder, ...LIST })).found).toEqual([expect.objectContaining({ listed: 1 })]);
		}
		expect((await run('listMail', { receiptKey: KEY(3) })).found.map(({ course }) => course)).toEqual([
			'등기 1234567890123, 2026. 11. 24. 발송, 2026. 11. 26. 반송(수취인 불명).',
			'등기 1234567890123, 2026. 11. 27. 발송, 2026. 11. 30. 배달.',
		]);
	});

	it.each<[string, string, string, IDataObject, string]>([
		['a return before the sending', 'returned', '2026-11-23', {}, '발송한 우편이 기록되어 있지 않아'],
		['a day to come', 'sent', '2026-11-24', {}, '오늘보다 뒤'],
		['an unknown receipt', 'sent', '2026-11-23', { receiptKey: '4115000-2026-999999' }, '해당 수신자가 없어'],
		['an unknown recipient', 'sent', '2026-11-23', { recipientOrdinal: 2 }, '해당 수신자가 없어'],
		['another word', '={{ "분실" }}', '2026-11-23', {}, "'분실'은(는) 쓸 수 없습니다."],
		['a number that is none', 'sent', '2026-11-23', { registeredNo: '123' }, '13자리'],
		['nobody responsible', 'sent', '2026-11-23', { staff: LOST }, "'담당자' 값이 비어 있습니다."],
	])('refuses %s', async (_name, outcome, on, change, words) => {
		const { error } = await record(outcome, on, change);
		expect(error).toMatchObject({ message: expect.stringContaining(words), description: expect.stringMatching(/바랍니다/) });
		expect((await run('listMail', {})).found).toEqual([]);
	});
});

describe('확인 필요', () => {
	it('is listed with what to do, settled once and then no longer open', async () => {
		const { found } = await run('listTasks', { campaign: CAMPAIGN });
		expect(found).toEqual([expect.objectContaining({ receiptKey: KEY(4), kindName: '확인 필요', stateName: '처리 전', action: expect.stringMatching(/바랍니다/) })]);
		const settled = await run('settleTask', { note: '감면코드 대응표에 추가', ...STAFF }, found);
		expect(settled.found).toEqual([expect.objectContaining({ stateName: '처리함', doneBy: '주무관 김담당', doneOn: '2026-11-23' })]);
		expect((await run('listTasks', {})).found).toEqual([]);
		expect((await run('listTasks', { state: 'all', kind: 'review', runId: RUN_ID })).found).toHaveLength(1);
	});

	it.each<[string, IDataObject, string]>([
		['an unknown number', { id: 'review/없음' }, '이 번호의 건이 없습니다'],
		['no words', { note: LOST }, "'처리 내용' 값이 비어 있습니다."],
		['nobody responsible', { staff: LOST }, "'담당자' 값이 비어 있습니다."],
	])('stays open with %s', async (_name, change, words) => {
		const [task] = (await run('listTasks', {})).found;
		const { error } = await run('settleTask', { note: '처리함', ...STAFF, ...change }, [task ?? {}]);
		expect(error?.message).toContain(words);
		expect((await run('listTasks', {})).found).toHaveLength(1);
	});
});

const openings = () => new LedgerProbe(city.ledgerPath).rows(`SELECT payload FROM event WHERE kind = 'personal.opened' ORDER BY seq`).map((row) => JSON.parse(String(row.payload)) as IDataObject);

async function dueFiles() {
	const files = await city.withLedger(async (ledger) => await ledger.desk.filesDue('2027-12-31', 10));
	expect(files.every(({ path }) => existsSync(path))).toBe(true);
	return files.map(({ kind, path }) => ({ kind, path }));
}
