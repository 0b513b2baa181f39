import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import iconv from '../../../lib/vendor/iconv-lite';
import { csvOf, HEADINGS, line, listOf, read, workbookOf } from './reading';

/** Where a kind of input is proved: here, or in tests of the unit it concerns. */
type Proof = (() => Promise<void>) | { file: string; title: string };

const elsewhere = (file: string, title: string): Proof => ({ file, title });
const NORMALISE = 'lib/revenue/normalise.test.ts';
const FILE = 'lib/revenue/file.test.ts';

const rowsOf = async (...args: Parameters<typeof read>) => (await read(...args)).rows;
const firstOf = async (...args: Parameters<typeof read>) => (await rowsOf(...args))[0];

/** The same receipt as the plain CSV has it. */
async function readsAsUsual(name: string, content: Buffer | string): Promise<void> {
	const { rows, summary } = await read({ [name]: content });
	expect(rows).toHaveLength(1);
	expect(rows[0]).toMatchObject({ receiptKey: '4115000-2026-000123', status: 'decided', category: 'twoChildren', receivedOn: '2026-11-16', registeredOn: '2026-11-14', reliefAmount: 700_000, phoneKind: 'mobile', name: { masked: '홍*동' }, phone: { masked: '010-****-5678' } });
	expect(summary.problems).toEqual([]);
}

const inEncoding = (encode: (text: string) => Buffer): Proof => () => readsAsUsual('a.csv', encode(csvOf([line()])));
const dayAs = (value: Date | number | string, date1904 = false): Proof => () => listOf([line({ 접수일자: value })], date1904).then((content) => readsAsUsual('a.xlsx', content));

const MATRIX: Record<string, readonly [what: string, proof: Proof][]> = {
	'글자 인코딩': [
		['CP949', inEncoding((text) => iconv.encode(text, 'cp949'))],
		['CP949의 확장 글자', elsewhere(FILE, 'is read in %s')],
		['UTF-8', inEncoding((text) => Buffer.from(text))],
		['UTF-8 BOM', inEncoding((text) => Buffer.from(`\uFEFF${text}`))],
		['UTF-16 LE', inEncoding((text) => iconv.encode(text, 'utf-16le', { addBOM: true }))],
		['UTF-16 BE', inEncoding((text) => iconv.encode(text, 'utf-16be', { addBOM: true }))],
		['풀어쓴 한글(NFD)', inEncoding((text) => Buffer.from(text.normalize('NFD')))],
	],
	'머리글과 제목': [
		['머리글이 첫 행이 아님(CSV)', () => readsAsUsual('a.csv', `감면 접수 현황\r\n조회기간: 2026.11.16.~2026.11.22.\r\n\r\n${csvOf([line()])}`)],
		[
			'병합된 제목과 병합된 머리글(엑셀)',
			async () => {
				const content = await workbookOf((sheet) => {
					sheet.addRow(['자동차 취득세 감면 접수 현황']);
					sheet.mergeCells('A1:K2');
					sheet.getCell('A3').value = '세정과 / 접수번호 순';
					sheet.mergeCells('A3:E3');
					sheet.getRow(5).values = [...HEADINGS];
					HEADINGS.forEach((_heading, i) => sheet.mergeCells(5, i + 1, 6, i + 1));
					sheet.getRow(7).values = line();
				});
				await readsAsUsual('a.xlsx', content);
			},
		],
		[
			'두 줄 머리글(묶음 제목 아래 항목)',
			async () => {
				const content = await workbookOf((sheet) => {
					sheet.addRow(['감면 접수 현황']);
					sheet.addRow([...HEADINGS, '공동명의자1', null, '공동명의자2', null, '대리인', null]);
					sheet.addRow([...HEADINGS, '성명', '관계', '성명', '관계', '성명', '연락처']);
					HEADINGS.forEach((_heading, i) => sheet.mergeCells(2, i + 1, 3, i + 1));
					for (const column of [12, 14, 16]) sheet.mergeCells(2, column, 2, column + 1);
					sheet.addRow([...line(), '김하나', '배우자', null, null, '한빛자동차', '010-9999-0000']);
				});
				const { rows, summary } = await read({ 'a.xlsx': content });
				expect(rows.map((row) => [row.status, row.recipientRole, row.relation, row.name?.masked, row.sourceRow])).toEqual([
					['decided', 'taxpayer', null, '홍*동', 4],
					['decided', 'coOwner', '배우자', '김*나', 4],
				]);
				expect(summary.problems).toEqual([]);
			},
		],
		['다른 이름의 머리글', elsewhere(FILE, 'are known by many headings, in any order and spacing')],
	],
	'엑셀 날짜': [
		['날짜 칸', dayAs(new Date('2026-11-16'))],
		['시각이 있는 날짜 칸', dayAs(new Date('2026-11-16T23:59:59Z'))],
		['일련번호', dayAs(46_342)],
		['날짜 칸(1904년 기준)', dayAs(new Date('2026-11-16'), true)],
		['일련번호(1904년 기준)', dayAs(46_342 - 1462, true)],
		...['2026-11-16', '2026.11.16', '2026. 11. 16.', '20261116', '2026년 11월 16일', '2026/11/16', '2026-11-16 09:30', '2026. 11. 16. 오전 9:30:00', '2026. 11. 16.(월)'].map(
			(text) => [`글자 ${text}`, dayAs(text)] as [string, Proof],
		),
		['날짜가 아닌 글자', elsewhere('lib/revenue/values.test.ts', '%j is no day')],
	],
	'사라진 앞자리 0': [
		['접수번호', () => listOf([line({ 접수번호: 123 })]).then((content) => readsAsUsual('a.xlsx', content))],
		['휴대전화', () => listOf([line({ 휴대전화: 1_012_345_678 })]).then((content) => readsAsUsual('a.xlsx', content))],
		[
			'접수기관 코드',
			async () => {
				const receiptKeys = { numberWidth: 6, defaultOffice: '0411500', officeCodes: {} };
				expect(await firstOf({ 'a.xlsx': await listOf([line({ 접수기관: 411_500 })]) }, { receiptKeys })).toMatchObject({ receiptKey: '0411500-2026-000123' });
			},
		],
	],
	'감면코드와 처리상태': [
		[
			'모르는 감면코드는 추측하지 않음',
			async () => expect(await firstOf({ 'a.csv': csvOf([line({ 감면코드: '9999', '감면 근거규정': null })]) })).toMatchObject({ category: 'unknown', reductionCode: '9999', problem: expect.stringContaining('대응표') }),
		],
		['모르는 처리상태는 추측하지 않음', async () => expect(await firstOf({ 'a.csv': csvOf([line({ 처리상태: '종국' })]) })).toMatchObject({ status: 'unreadable', problem: expect.stringContaining('처리상태') })],
		['코드와 근거규정이 다름', elsewhere('lib/revenue/category.test.ts', 'is unknown where the basis says something else')],
		...([['접수', 'pending'], ['취하', 'withdrawn'], ['경정', 'corrected'], ['반려', 'refused'], ['결정', 'decided']] as const).map(
			([word, status]): [string, Proof] => [`${word} → ${status}`, async () => expect(await firstOf({ 'a.csv': csvOf([line({ 처리상태: word })]) })).toMatchObject({ status })],
		),
		[
			'늦게 나타난 접수는 두 날짜를 모두 지님',
			async () => {
				const text = csvOf([line({ 접수일자: '2026-10-05' })]).replace('처리상태', '처리상태,자료등록일').replace('결정\r', '결정,2026-11-17\r');
				expect(await firstOf({ 'a.csv': text })).toMatchObject({ receivedOn: '2026-10-05', appearedOn: '2026-11-17', status: 'decided' });
			},
		],
	],
	'사람과 번호': [
		['법인', async () => expect(await firstOf({ 'a.csv': csvOf([line({ 성명: '(주)모의모터스' })]) })).toMatchObject({ taxpayerType: 'corporation', minor: false })],
		['공동명의자', elsewhere(FILE, 'of co-owners stand side by side or in one cell')],
		['공동명의자 관계', elsewhere('lib/revenue/form-columns.test.ts', 'stands on the co-owner only')],
		['미성년자', elsewhere(NORMALISE, "describe('minors'")],
		['대리인의 번호', elsewhere(NORMALISE, 'the agent number in the mobile field')],
		['여럿이 함께 쓰는 번호', elsewhere(NORMALISE, 'counts taxpayers, not cars or spouses, who share a number')],
		['없어진 번호', elsewhere(NORMALISE, 'a dead prefix')],
		['유선전화', elsewhere(NORMALISE, 'a land line')],
		[
			'한 사람의 차 여러 대',
			async () => {
				const rows = await rowsOf({ 'a.csv': csvOf([line(), line({ 접수번호: '000124', 차량번호: '34나5678' })]) });
				expect(new Set(rows.map((row) => row.receiptKey)).size).toBe(2);
				expect(new Set(rows.map((row) => row.personFingerprint)).size).toBe(1);
				expect(new Set(rows.map((row) => row.plateFingerprint)).size).toBe(2);
				expect(rows.map((row) => row.phoneSharedBy)).toEqual([1, 1]);
			},
		],
		[
			'한 대를 여럿이 소유',
			async () => {
				const text = csvOf([line()]).replace('처리상태', '처리상태,공동명의자1 성명,공동명의자1 관계,공동명의자2 성명,공동명의자2 관계').replace('결정\r', '결정,김하나,배우자,홍두리,자녀\r');
				const rows = await rowsOf({ 'a.csv': text });
				expect(rows.map((row) => [row.recipientOrdinal, row.recipientRole, row.coOwned, row.relation])).toEqual([
					[1, 'taxpayer', true, null],
					[2, 'coOwner', true, '배우자'],
					[3, 'coOwner', true, '자녀'],
				]);
				expect(new Set(rows.map((row) => row.plateFingerprint)).size).toBe(1);
				expect(new Set(rows.map((row) => row.personFingerprint)).size).toBe(3);
			},
		],
	],
	'다시 온 자료': [
		[
			'같은 파일 두 번: 파일 해시가 같음',
			async () => {
				const content = csvOf([line()]);
				const [once, again] = [await read({ 'a.csv': content }), await read({ 'b.csv': content })];
				expect(again.summary.fileHashes).toEqual(once.summary.fileHashes);
				expect(again.rows.map((row) => row.receiptKey)).toEqual(once.rows.map((row) => row.receiptKey));
			},
		],
		[
			'다른 형식으로 다시 추출: 내용 해시가 같음',
			async () => {
				const lines = [line(), line({ 접수번호: '000124', 처리상태: '접수' }), line({ 접수번호: null })];
				const [csv, xlsx] = [await read({ 'a.csv': csvOf(lines) }), await read({ '다시 추출.xlsx': await listOf([...lines].reverse()) })];
				expect(xlsx.summary.fileHashes).not.toEqual(csv.summary.fileHashes);
				expect(xlsx.summary.contentHash).toBe(csv.summary.contentHash);
				expect(csv.summary.contentHash).toMatch(/^[0-9a-f]{64}$/);
			},
		],
		[
			'같은 파일이 두 이름으로 폴더에 있음: 한 번만 셈',
			async () => {
				const content = csvOf([line(), line({ 접수번호: null })]);
				const { rows, summary } = await read({ 'a.csv': content, 'b.csv': content });
				expect(rows).toHaveLength(2);
				expect(summary.read.count).toBe(2);
			},
		],
		['같은 파일이면 발송하지 않음', elsewhere('lib/ledger/prepare.test.ts', "'fileSeen'")],
		['같은 내용이면 발송하지 않음', elsewhere('lib/ledger/weigh.test.ts', "'contentSeen'")],
		['지난주 파일이면 발송하지 않음', elsewhere('lib/ledger/weigh.test.ts', "'fileOutdated'")],
	],
};

for (const [group, kinds] of Object.entries(MATRIX)) {
	describe(group, () => {
		it.each(kinds.map(([what, proof]) => [typeof proof === 'function' ? what : `${what} (${proof.file})`, proof] as const))('%s', async (_what, proof) => {
			if (typeof proof === 'function') await proof();
			else expect(readFileSync(join(__dirname, '../..', proof.file), 'utf8')).toContain(proof.title);
		});
	});
}
