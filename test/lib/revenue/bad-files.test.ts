import { readFileSync } from 'node:fs';
import { open, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';

import { readTable } from '../../../lib/revenue/read-table';
import iconv from '../../../lib/vendor/iconv-lite';
import { csvOf, HEADINGS, line, listOf, read, workbookOf } from './reading';

const MB = 1_048_576;
const PERSONAL = /홍길동|5678|12가3456/;

/** Each is one clear sentence of where and what, with a remedy, and nobody in it. */
async function refused(code: string, content: Buffer | string, words: RegExp, settings: Parameters<typeof read>[1] = {}, name = '접수.xlsx'): Promise<void> {
	const failure = await read({ [name]: content }, settings).then(
		() => undefined,
		(error: unknown) => error,
	);
	expect(failure).toMatchObject({ code, message: expect.stringMatching(words), remedy: expect.stringMatching(/시기 바랍니다/) });
	const { message } = failure as Error;
	expect(message).toContain(name);
	expect(message).not.toMatch(PERSONAL);
}

interface Entry {
	name: string;
	content: Buffer;
	/** Stated instead of the true size. */
	says?: number;
	encrypted?: boolean;
}

/** A ZIP archive, honest or not. */
function zipOf(entries: readonly Entry[]): Buffer {
	const files: Buffer[] = [];
	const directory: Buffer[] = [];
	let at = 0;
	for (const { name, content, says = content.length, encrypted = false } of entries) {
		const packed = deflateRawSync(content);
		const path = Buffer.from(name);
		const local = Buffer.alloc(30);
		local.writeUInt32LE(0x04034b50, 0);
		local.writeUInt16LE(8, 8);
		local.writeUInt32LE(packed.length, 18);
		local.writeUInt32LE(says, 22);
		local.writeUInt16LE(path.length, 26);
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		entry.writeUInt16LE(encrypted ? 1 : 0, 8);
		entry.writeUInt16LE(8, 10);
		entry.writeUInt32LE(packed.length, 20);
		entry.writeUInt32LE(says, 24);
		entry.writeUInt16LE(path.length, 28);
		entry.writeUInt32LE(at, 42);
		for (const part of [local, path, packed]) files.push(part);
		for (const part of [entry, path]) directory.push(part);
		at += local.length + path.length + packed.length;
	}
	const list = Buffer.concat(directory);
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(entries.length, 8);
	end.writeUInt16LE(entries.length, 10);
	end.writeUInt32LE(list.length, 12);
	end.writeUInt32LE(at, 16);
	return Buffer.concat([...files, list, end]);
}

const workbookEntry = { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') };
const utf16 = (text: string) => iconv.encode(text, 'utf-16le', { addBOM: true });
const cut = (text: string, at: string) => text.slice(0, text.lastIndexOf(at) + at.length);

describe('a file that cannot be read says so', () => {
	it.each<[string, string, () => Buffer | string, RegExp, string?]>([
		['a workbook with a password (a real one)', 'passwordProtected', () => readFileSync(join(__dirname, 'fixtures/password-1234.xlsx')), /암호가 걸린/],
		['an archive with a password', 'passwordProtected', () => zipOf([{ ...workbookEntry, encrypted: true }]), /암호가 걸린/],
		['a workbook of the old kind', 'oldWorkbook', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), /\.xls/],
		['a binary workbook', 'oldWorkbook', () => zipOf([{ name: 'xl/workbook.bin', content: Buffer.from('x') }]), /xlsb/],
		['a web page with the name of a workbook', 'htmlFile', () => '<html><table><tr><td>접수번호</td></tr></table></html>', /웹 페이지/, '접수.xls'],
		['such a page in CP949', 'htmlFile', () => iconv.encode('\r\n <meta charset="euc-kr"><table><tr><td>접수번호', 'cp949'), /웹 페이지/, '접수.xls'],
		['such a page in UTF-16', 'htmlFile', () => utf16('<table><tr><td>접수번호'), /웹 페이지/, '접수.xls'],
		['a web archive with the name of a workbook', 'htmlFile', () => 'MIME-Version: 1.0\r\nContent-Type: multipart/related', /웹 페이지/, '접수.xls'],
		['a workbook as plain XML', 'htmlFile', () => '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', /XML 스프레드시트/, '접수.xls'],
		['a file under document security', 'drmProtected', () => Buffer.from('\u009b DRMONE  This Document is encrypted', 'latin1'), /문서보안/],
		['another document', 'notATable', () => zipOf([{ name: 'word/document.xml', content: Buffer.from('x') }]), /다른 종류/],
		['a PDF', 'notATable', () => '%PDF-1.7 접수', /엑셀이나 CSV/],
		['an archive cut off', 'brokenWorkbook', () => zipOf([workbookEntry]).subarray(0, 60), /손상/],
		['a zip bomb', 'unpackedTooLarge', () => zipOf([workbookEntry, { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(20 * MB - 99, 65) }]), /20 MB가 되어 한도 10 MB/],
		['a zip bomb that lies', 'unpackedTooLarge', () => zipOf([workbookEntry, { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(20 * MB, 65), says: 100 }]), /비정상/],
		['a CSV cut in the middle of a row', 'truncatedFile', () => cut(csvOf([line(), line({ 접수번호: '000124' })]), '12가3456'), /접수\.csv 3행: .*끊겼/, '접수.csv'],
		['a CSV cut in the middle of a name', 'truncatedFile', () => cut(csvOf([line()]), '홍길'), /접수\.csv 2행/, '접수.csv'],
		['a CSV cut in a character', 'truncatedFile', () => iconv.encode(csvOf([line()]), 'cp949').subarray(0, -3), /잘렸/, '접수.csv'],
		['missing columns', 'missingColumns', () => csvOf([line()]).replace('성명', '차주').replace('차량번호', '번호판'), /성명, 차량번호/, '접수.csv'],
	])('%s', async (_name, code, content, words, ...[name]) => {
		await refused(code, content(), words, { maxBytes: MB }, name);
	});

	it('a wrong sheet, with the names of those there are', async () => {
		const content = await workbookOf((sheet, book) => {
			sheet.addRow(['표지']);
			book.addWorksheet('1월').addRow(['합계']);
		});
		await refused('headerMissing', content, /읽은 시트: 목록, 1월/);
		await refused('sheetMissing', content, /파일에 있는 시트: 목록, 1월/, { sheetName: '2월' });
	});

	it('a file of 200 MB, with its size and the limit, before it is read', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'revenue-large-'));
		try {
			const path = join(folder, '접수.csv');
			const file = await open(path, 'w');
			await file.truncate(200 * MB);
			await file.close();
			const before = process.memoryUsage().rss;
			await expect(readTable({ path, maxBytes: 50 * MB, encoding: 'auto' })).rejects.toMatchObject({ code: 'fileTooLarge', message: '접수.csv: 파일 크기 200 MB가 한도 50 MB를 넘습니다.' });
			expect(process.memoryUsage().rss - before).toBeLessThan(100 * MB);
		} finally {
			await rm(folder, { recursive: true });
		}
	});
});

describe('a file that can be read in part loses nothing', () => {
	it('a formula counts by its stored value; without one the row says so', async () => {
		const content = await listOf([
			line({ '감면세액(원)': { formula: '350000*2', result: 700_000 } }),
			line({ 접수번호: '000124', '감면세액(원)': { formula: '350000*2' } }),
			line({ 접수번호: '000125', 성명: { error: '#REF!' } }),
			line({ 접수번호: '000126', 휴대전화: { formula: 'A1', result: { error: '#N/A' } } }),
		]);
		const { rows, summary } = await read({ '접수.xlsx': content });
		expect(rows.map((row) => row.status)).toEqual(['decided', 'unreadable', 'unreadable', 'unreadable']);
		expect(rows[0]?.reliefAmount).toBe(700_000);
		expect(summary.read.count).toBe(4);
		for (const [i, column] of [[1, '감면세액'], [2, '성명'], [3, '휴대전화']] as const) {
			expect(rows[i]?.problem).toMatch(new RegExp(`^접수\\.xlsx ${i + 2}행: .*수식.*${column}`));
		}
	});

	it('a column too narrow for its numbers when the CSV was written', async () => {
		const { rows } = await read({ '접수.csv': csvOf([line({ 접수일자: '########' })]) });
		expect(rows[0]).toMatchObject({ status: 'unreadable', problem: expect.stringContaining('접수일자') });
	});

	it('a total that cannot be read is told, and a count in the title still counts', async () => {
		const content = await workbookOf((sheet) => {
			sheet.addRow(['감면 접수 현황 (총 2건)']);
			sheet.addRow([...HEADINGS]);
			sheet.addRow(line());
			sheet.addRow(['합계', null, null, null, null, null, null, null, { formula: 'SUM(I3:I3)' }]);
		});
		const { summary } = await read({ '접수.xlsx': content });
		expect(summary).toMatchObject({ matches: false, controlTotal: { count: 2, reliefSum: 700_000 }, read: { count: 1 } });
		expect(summary.problems).toEqual([
			'접수.xlsx [목록] 4행: 합계 행의 건수와 금액을 읽을 수 없어 대조하지 않았습니다.',
			'접수.xlsx: 원천 합계(2건)와 읽은 합계(1건, 700,000원)가 다릅니다.',
		]);
	});

	it('a file cut between two rows does not match the count in its title', async () => {
		const text = `감면 접수 현황, 전체 3건\r\n${csvOf([line(), line({ 접수번호: '000124' })])}`;
		expect((await read({ '접수.csv': text })).summary).toMatchObject({ matches: false, controlTotal: { count: 3 }, read: { count: 2 } });
	});

	it('lists on further sheets are named, hidden ones are not taken', async () => {
		const content = await workbookOf((sheet, book) => {
			sheet.state = 'hidden';
			for (const list of [sheet, book.addWorksheet('1월'), book.addWorksheet('2월')]) {
				list.addRow([...HEADINGS]);
				list.addRow(line({ 접수번호: list.name === '2월' ? '2' : list.name === '1월' ? '1' : '9' }));
			}
		});
		const { rows, summary } = await read({ '접수.xlsx': content });
		expect(rows.map((row) => row.receiptNo)).toEqual(['000001']);
		expect(summary.problems).toEqual([expect.stringMatching(/시트가 더 있으나\(2월\)/)]);
		expect((await read({ '접수.xlsx': content }, { sheetName: '목록' })).rows[0]?.receiptNo).toBe('000009');
	});

	it('cells filled with a dash are empty', async () => {
		const text = csvOf([line({ 등록일자: '-' })]).replace('처리상태', '처리상태,공동명의자,공동명의자 휴대전화').replace('결정\r', '결정,-,-\r');
		const { rows } = await read({ '접수.csv': text });
		expect(rows).toMatchObject([{ status: 'decided', registeredOn: null, coOwned: false }]);
	});

	it('thousands of bad lines leave a summary of bearable length', async () => {
		const lines = Array.from({ length: 1_000 }, (_none, i) => line({ 접수번호: String(i + 1), 처리상태: '종국' }));
		const { rows, summary } = await read({ '접수.csv': csvOf(lines) });
		expect(rows.filter((row) => row.problem !== undefined)).toHaveLength(1_000);
		expect(summary.problems).toHaveLength(201);
		expect(summary.problems.at(-1)).toContain('800건');
	});
});
