import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { exportFile } from '../../sandbox/revenue/export-files.mts';
import { generateCity } from '../../sandbox/revenue/generate.mts';

const { receipts } = generateCity({ today: '2026-11-23', seed: 5, weeks: 6 });
const options = { periodFrom: '2026-11-09', periodTo: '2026-11-22', exportedOn: '2026-11-23' };
const wanted = receipts.filter(({ appearedOn }) => appearedOn >= options.periodFrom && appearedOn <= options.periodTo);
const reliefSum = wanted.reduce((sum, { reliefAmount }) => sum + reliefAmount, 0);

async function sheetOf(changes: object = {}): Promise<ExcelJS.Worksheet> {
	const book = new ExcelJS.Workbook();
	const bytes = await exportFile(receipts, 'xlsx', { ...options, ...changes });
	await book.xlsx.load(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer);
	const sheet = book.worksheets[0];
	if (!sheet) throw new Error('no sheet');
	return sheet;
}

function headers(sheet: ExcelJS.Worksheet): string[] {
	return (sheet.getRow(5).values as string[]).slice(1);
}

function cell(sheet: ExcelJS.Worksheet, row: number, header: string): ExcelJS.CellValue {
	return sheet.getRow(row).getCell(headers(sheet).indexOf(header) + 1).value;
}

describe('the workbook an officer exports', () => {
	it('has merged titles, the Korean header in row 5, one row a receipt and the sums last', async () => {
		const sheet = await sheetOf();
		expect(sheet.getCell('A1').value).toBe('자동차 취득세 감면 접수 현황');
		expect(sheet.getCell('C1').isMerged).toBe(true);
		expect(headers(sheet)).toEqual(
			expect.arrayContaining(['접수번호', '접수기관', '접수일자', '자료등록일', '성명', '개인/법인', '주민(법인)등록번호', '휴대전화', '전화번호', '주소', '차량번호', '취득일', '차량등록일', '감면코드', '감면구분', '근거규정', '산출세액', '감면세액', '처리상태', '대체취득', '공동소유자1 성명', '공동소유자2 휴대전화', '신고인 연락처']),
		);
		expect(sheet.rowCount).toBe(5 + wanted.length + 1);
		expect(cell(sheet, sheet.rowCount, '접수번호')).toBe('합계');
		expect(cell(sheet, sheet.rowCount, '접수기관')).toBe(`${wanted.length}건`);
		expect(cell(sheet, sheet.rowCount, '감면세액')).toBe(reliefSum);
	});

	it('mixes real dates and text, as such screens do', async () => {
		const sheet = await sheetOf();
		expect(cell(sheet, 6, '접수일자')).toBeInstanceOf(Date);
		expect(cell(sheet, 6, '자료등록일')).toMatch(/^2026-11-\d\d$/);
	});

	it('keeps leading zeros, unless it was saved in Excel', async () => {
		expect(cell(await sheetOf(), 6, '접수번호')).toBe(wanted[0]?.receiptNo);
		expect(cell(await sheetOf({ savedInExcel: true }), 6, '접수번호')).toBe(Number(wanted[0]?.receiptNo));
	});

	it('can have an office\'s own headings', async () => {
		expect(headers(await sheetOf({ headings: { 자료등록일: '등록일자(전산)' } }))).toContain('등록일자(전산)');
	});

	it('can lack the sums', async () => {
		expect((await sheetOf({ withoutTotal: true })).rowCount).toBe(5 + wanted.length);
	});
});

describe('the CSV', () => {
	it('is the same text in CP949 and in UTF-8 with BOM', async () => {
		const cp949 = iconv.decode(await exportFile(receipts, 'csvCp949', options), 'cp949');
		const utf8 = (await exportFile(receipts, 'csvUtf8', options)).toString('utf8');
		expect(utf8).toBe(`\uFEFF${cp949}`);
		expect(cp949).not.toContain('?');
		const lines = cp949.trimEnd().split('\r\n');
		expect(lines).toHaveLength(5 + wanted.length + 1);
		expect(lines.at(-1)).toContain(`합계,${wanted.length}건`);
		expect(lines.at(-1)).toContain(`"${reliefSum.toLocaleString('en-US')}"`);
	});
});
