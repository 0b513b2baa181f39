import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { receiptsOfTable } from '../../../lib/revenue/file';
import { filesOfFolder } from '../../../lib/revenue/folder';
import { columnMapping } from '../../../lib/revenue/mapping';
import type { SourceBatch } from '../../../lib/revenue/raw';
import { readReceiptsFromFiles } from '../../../lib/revenue/read';
import { readTable } from '../../../lib/revenue/read-table';
import type { TableRequest } from '../../../lib/revenue/table';
import ExcelJS from '../../../lib/vendor/exceljs';
import iconv from '../../../lib/vendor/iconv-lite';
import { options, privacy } from './support';

let folder: string;
beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'revenue-file-'));
});
afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

const HEADER = '접수번호,접수기관,접수일자,성명,휴대전화,차량번호,감면 근거규정,감면세액(원),처리상태';
const LINE = '000123,4115000,2026-11-16,홍길동,010-1234-5678,12가3456,제22조의2제2항,"700,000",결정';

async function tableOf(content: Buffer | string, extra: Partial<TableRequest> = {}, name = '접수.csv') {
	const path = join(folder, name);
	await writeFile(path, content);
	return await readTable({ path, maxBytes: 10_000_000, encoding: 'auto', ...extra });
}

async function batchOf(content: Buffer | string, name?: string, sheetName: string | null = null): Promise<SourceBatch> {
	return await receiptsOfTable(await tableOf(content, {}, name), { mapping: columnMapping(), sheetName });
}

const failure = (code: string, ...words: string[]) =>
	expect.objectContaining({ code, message: expect.stringMatching(new RegExp(words.map((word) => `(?=.*${word})`).join(''))), remedy: expect.stringMatching(/시기 바랍니다/) });

async function workbookOf(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
	const book = new ExcelJS.Workbook();
	fill(book.addWorksheet('목록'), book);
	return Buffer.from(await book.xlsx.writeBuffer());
}

describe('a CSV', () => {
	it.each<[string, (text: string) => Buffer]>([
		['UTF-8', (text) => Buffer.from(text)],
		['UTF-8 with its mark', (text) => Buffer.from(`\uFEFF${text}`)],
		['CP949', (text) => iconv.encode(text, 'cp949')],
		['UTF-16', (text) => iconv.encode(text, 'utf-16le', { addBOM: true })],
	])('is read in %s', async (_name, encode) => {
		const { receipts, control } = await batchOf(encode(`${HEADER}\r\n${LINE}\r\n`.replace('홍길동', '홍길똠')));
		expect(control).toBeNull();
		expect(receipts).toHaveLength(1);
		expect(receipts[0]).toMatchObject({ row: 2, receiptNo: '000123', reliefAmount: '700,000', taxpayer: { name: '홍길똠', mobile: '010-1234-5678' } });
	});

	it.each(['\t', ';', '|'])('is read with %j between the values', async (mark) => {
		const text = `${HEADER}\n${LINE.replace('"700,000"', '700000')}\n`.replaceAll(',', mark);
		expect((await batchOf(text)).receipts[0]).toMatchObject({ receiptNo: '000123', reliefAmount: '700000' });
	});

	it('keeps count of the file lines through values over several lines', async () => {
		const text = `제목\n\n${HEADER}\n${LINE.replace('12가3456', '"12가\n3456"')}\n${LINE.replace('000123', '000124')}\n`;
		expect((await batchOf(text)).receipts.map((receipt) => receipt.row)).toEqual([4, 6]);
	});

	it('undoes the dress that protects zeros from Excel', async () => {
		const text = `${HEADER}\n${LINE.replace('000123', '="000123"').replace('010-1234-5678', "'01012345678")}\n`;
		expect((await batchOf(text)).receipts[0]).toMatchObject({ receiptNo: '000123', taxpayer: { mobile: '01012345678' } });
	});

	it('passes over blank lines, repeated headers, subtotals and remarks; the 합계 line is the control total', async () => {
		const text = [HEADER, LINE, ',,,,,,,,', '소계,,,,,,,"700,000",', HEADER, LINE.replace('000123', '000124'), '합계,2건,,,,,,"1,400,000",', '', '출력자: 세정과'].join('\n');
		const { receipts, control } = await batchOf(text);
		expect(receipts.map((receipt) => receipt.row)).toEqual([2, 6]);
		expect(control).toEqual({ count: 2, reliefSum: 1_400_000 });
	});

	it('finds the count in the title where the 합계 line has none', async () => {
		const { control } = await batchOf([`감면 접수 현황 (총 1건),,`, HEADER, LINE, '합 계,,,,,,,"700,000",'].join('\n'));
		expect(control).toEqual({ count: 1, reliefSum: 700_000 });
	});

	it('does not take a person called 계 for a total', async () => {
		expect((await batchOf(`${HEADER}\n${LINE.replace('홍길동', '계')}`)).receipts).toHaveLength(1);
	});

	it('keeps a line with a comma too many, with its defect', async () => {
		const { receipts } = await batchOf(`${HEADER}\n${LINE},남는 값`);
		expect(receipts[0]?.defect).toContain('칸 수');
	});

	it('keeps a line of which almost nothing is left', async () => {
		expect((await batchOf(`${HEADER}\n,,,홍길동,,,,,`)).receipts).toHaveLength(1);
	});

	it.each([
		['UTF-8', Buffer.from(`${HEADER}\n${LINE}\n홍`).subarray(0, -1)],
		['CP949', iconv.encode(`${HEADER}\n${LINE}\n홍`, 'cp949').subarray(0, -1)],
		['a quoted value', Buffer.from(`${HEADER}\n000123,4115000,2026-11-16,"홍길`)],
	])('cut off in %s is refused', async (_name, content) => {
		await expect(tableOf(content)).rejects.toEqual(failure('truncatedFile', '접수.csv'));
	});

	it('in another encoding than told is refused', async () => {
		await expect(tableOf(iconv.encode(HEADER, 'cp949'), { encoding: 'utf-8' })).rejects.toEqual(failure('encoding'));
		await expect(tableOf(Buffer.from([0x80, 0xff, 0x41, 0xfe, 0x81, 0x20]))).rejects.toEqual(failure('encoding'));
	});
});

describe('columns', () => {
	it('are known by many headings, in any order and spacing', async () => {
		const text = `MO_TEL,납세자명,차량 등록번호,접 수 번 호,신청일자,감면코드\n01012345678,홍길동,12가3456,123,20261116,1701\n`;
		expect((await batchOf(text)).receipts[0]).toMatchObject({ receiptNo: '123', receivedOn: '20261116', plateNo: '12가3456', reductionCode: '1701', taxpayer: { name: '홍길동', mobile: '01012345678' } });
	});

	it('can be called by an office in its own way', async () => {
		const table = await tableOf(`${HEADER.replace('성명', '차주')}\n${LINE}`);
		const mapping = columnMapping([{ field: 'name', heading: '차 주' }]);
		expect((await receiptsOfTable(table, { mapping, sheetName: null })).receipts[0]?.taxpayer.name).toBe('홍길동');
	});

	it('of the filer are not taken for those of the taxpayer', async () => {
		const text = `${HEADER},신고인 성명,신고인 전화번호\n${LINE.replace('010-1234-5678', '')},한빛자동차,010-9999-0000`;
		expect((await batchOf(text)).receipts[0]).toMatchObject({ taxpayer: { mobile: null, tel: null }, filer: { name: '한빛자동차', tel: '010-9999-0000' } });
	});

	it('of co-owners stand side by side or in one cell', async () => {
		const beside = `${HEADER},공동명의자1 성명,공동명의자1 휴대전화,공동명의자2 성명,공동명의자2 휴대전화\n${LINE},김하나,,박둘,010-2222-2222\n`;
		const within = `${HEADER},공동명의자,공동명의자 휴대전화\n${LINE},김하나; 박둘,;010-2222-2222\n`;
		for (const text of [beside, within]) {
			const [receipt] = (await batchOf(text)).receipts;
			expect(receipt?.coOwners.map(({ name, mobile }) => [name, mobile])).toEqual([['김하나', null], ['박둘', '010-2222-2222']]);
			expect(receipt?.defect).toBeUndefined();
		}
	});

	it('of co-owners that do not fit together are a defect', async () => {
		const text = `${HEADER},공동명의자,공동명의자 휴대전화\n${LINE},김하나,010-1111-1111;010-2222-2222\n`;
		expect((await batchOf(text)).receipts[0]?.defect).toContain('개수');
	});

	it('that are missing or double are named', async () => {
		await expect(batchOf('접수번호,접수일자,휴대전화\n1,2026-11-16,010')).rejects.toEqual(failure('missingColumns', '성명', '차량번호', '감면코드 또는 감면 근거규정'));
		await expect(batchOf(`${HEADER},성명\n${LINE},김철수`)).rejects.toEqual(failure('ambiguousColumns', '성명', '4, 10번째'));
		await expect(batchOf('이름,나이\n홍길동,3')).rejects.toEqual(failure('headerMissing', '접수.csv'));
	});

	it('refuse a field that does not exist', () => {
		expect(() => columnMapping([{ field: '__proto__', heading: 'x' }])).toThrow(failure('unknownColumnField'));
	});
});

describe('a workbook', () => {
	it('is read with merged titles, day and number cells, formulas and rich texts', async () => {
		const content = await workbookOf((sheet) => {
			sheet.addRow(['자동차 취득세 감면 접수 현황']);
			sheet.mergeCells('A1:I1');
			sheet.addRow([]);
			sheet.addRow(HEADER.split(','));
			sheet.addRow([123, 4115000, new Date('2026-11-16'), { richText: [{ text: '홍' }, { text: '길동' }] }, 1012345678, '12가3456', '제22조의2제2항', { formula: '350000*2', result: 700000 }, '결정']);
			sheet.addRow(['합계', '1건', null, null, null, null, null, 700000]);
		});
		const { receipts, control, hash } = await batchOf(content, '접수.xlsx');
		expect(receipts).toHaveLength(1);
		expect(receipts[0]).toMatchObject({ row: 4, receiptNo: '123', receivingOffice: '4115000', receivedOn: '2026-11-16', reliefAmount: '700000', taxpayer: { name: '홍길동', mobile: '1012345678' } });
		expect(control).toEqual({ count: 1, reliefSum: 700_000 });
		expect(hash).toMatch(/^[0-9a-f]{64}$/);
	});

	it('is known by its content, whatever its name', async () => {
		const content = await workbookOf((sheet) => {
			sheet.addRow(HEADER.split(','));
			sheet.addRow(LINE.replace('"700,000"', '700000').split(','));
		});
		expect((await batchOf(content, '접수.csv')).receipts).toHaveLength(1);
	});

	it('gives the sheet with the header, or the one named', async () => {
		const content = await workbookOf((sheet, book) => {
			sheet.addRow(['표지']);
			for (const [name, receiptNo] of [['1월', '1'], ['2월', '2']] as const) {
				const list = book.addWorksheet(name);
				list.addRow(HEADER.split(','));
				list.addRow(LINE.replace('"700,000"', '700000').replace('000123', receiptNo).split(','));
			}
		});
		expect((await batchOf(content, 'a.xlsx')).receipts[0]?.receiptNo).toBe('1');
		expect((await batchOf(content, 'a.xlsx', '2월')).receipts[0]?.receiptNo).toBe('2');
		await expect(batchOf(content, 'a.xlsx', '3월')).rejects.toEqual(failure('sheetMissing', 'a.xlsx'));
	});

	it.each<[string, string, () => Promise<Buffer> | Buffer]>([
		['is cut off', 'brokenWorkbook', async () => (await workbookOf((sheet) => void sheet.addRow(['접수번호']))).subarray(0, 900)],
		['has a password', 'passwordProtected', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')])],
		['is of the old kind', 'oldWorkbook', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
		['is a web page', 'htmlFile', () => Buffer.from('\uFEFF<html><table><tr><td>접수번호</td></tr></table></html>')],
		['is something else', 'notATable', () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1])],
		['is empty', 'emptyFile', () => Buffer.from(' \r\n')],
		['is too large', 'fileTooLarge', () => Buffer.alloc(10_000_001, 65)],
	])('that %s is refused as %s', async (_name, code, content) => {
		await expect(tableOf(await content(), {}, '자료.xlsx')).rejects.toEqual(failure(code, '자료.xlsx'));
	});

	it('that is not there is refused', async () => {
		await expect(readTable({ path: join(folder, 'x.xlsx'), maxBytes: 1, encoding: 'auto' })).rejects.toEqual(failure('fileMissing', 'x.xlsx'));
	});
});

describe('a folder', () => {
	const touch = async (name: string, seconds: number) => {
		await writeFile(join(folder, name), `${HEADER}\n${LINE.replace('000123', String(seconds))}\n`);
		await utimes(join(folder, name), seconds, seconds);
	};

	it('gives the files that fit, oldest first', async () => {
		await touch('접수_나.csv', 200);
		await touch('접수_가.csv'.normalize('NFD'), 300);
		await touch('접수_다.CSV', 100);
		await touch('~$접수_라.csv', 50);
		await touch('.접수_마.csv', 50);
		await touch('다른.csv', 50);
		await mkdir(join(folder, '접수_바.csv'));
		const names = (await filesOfFolder(folder, '접수_?.csv')).map((path) => path.normalize('NFC').split('/').at(-1));
		expect(names).toEqual(['접수_다.CSV', '접수_나.csv', '접수_가.csv']);
	});

	it('is not left', async () => {
		for (const pattern of ['../*', '/etc/passwd', 'a/b', '..', '']) {
			await expect(filesOfFolder(folder, pattern)).rejects.toEqual(failure('badPattern'));
		}
		const outside = await mkdtemp(join(tmpdir(), 'outside-'));
		await writeFile(join(outside, 'a.csv'), 'x');
		await symlink(join(outside, 'a.csv'), join(folder, 'a.csv'));
		await expect(filesOfFolder(folder, '*.csv')).rejects.toEqual(failure('outsideFolder'));
		await rm(outside, { recursive: true });
	});

	it('that is empty or not there says what to do', async () => {
		await expect(filesOfFolder(folder, '*.csv')).rejects.toEqual(failure('noFile'));
		await expect(filesOfFolder(join(folder, 'nowhere'), '*')).rejects.toEqual(failure('folderMissing'));
		await writeFile(join(folder, 'file'), 'x');
		await expect(filesOfFolder(join(folder, 'file'), '*')).rejects.toEqual(failure('folderMissing'));
	});

	it('is read whole or by its newest file', async () => {
		await touch('a.csv', 100);
		await touch('b.csv', 200);
		const read = (pick: 'all' | 'newest') =>
			readReceiptsFromFiles(
				{ kind: 'file', folder, pattern: '*.csv', pick, mapping: columnMapping(), sheetName: null, encoding: 'auto', maxBytes: 1_000_000 },
				{ ...options, periodFrom: '2026-09-14' },
				privacy,
				{ readTable },
			);
		const all = await read('all');
		expect(all.summary).toMatchObject({ sourceKind: 'file', sourceNames: ['a.csv', 'b.csv'], read: { count: 2, reliefSum: 1_400_000 }, controlTotal: null, matches: true });
		expect(all.summary.fileHashes).toHaveLength(2);
		expect((await read('newest')).rows.map((row) => row.receiptNo)).toEqual(['000200']);
	});
});
