import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { documentText } from '../../../lib/documents/blocks';
import { type MailRow, postalParts } from '../../../lib/documents/mail-list';
import { writeMailList } from '../../../lib/documents/write';
import { ExcelJS, type Worksheet } from '../../../lib/vendor/exceljs';
import { HOSTILE, mailRow } from './people';

async function sheetsOf(rows: readonly MailRow[]): Promise<[Worksheet, Worksheet]> {
	const { path } = await writeMailList(rows, mkdtempSync(join(tmpdir(), 'mail-')), '우편');
	const workbook = new ExcelJS.Workbook();
	await workbook.xlsx.readFile(path);
	const [list, labels] = workbook.worksheets;
	if (!list || !labels) throw new Error('No sheets.');
	return [list, labels];
}

const textsOf = (sheet: Worksheet, row: number) => [...Array(sheet.columnCount).keys()].map((index) => sheet.getRow(row).getCell(index + 1).text);

describe('the mail list', () => {
	it('says to whom and why, and leaves room for what comes back', async () => {
		const [list] = await sheetsOf([mailRow(), mailRow({ receiptKey: '4115000-2026-000124', number: 2, reason: '우편이 반송되었습니다.' })]);
		expect(textsOf(list, 3)).toEqual(['연번', '접수번호', '성명', '우편번호', '주소', '사유', '발송 차수', '등기번호', '발송일', '배달·반송 결과']);
		expect(textsOf(list, 4)).toEqual(['1', '4115000-2026-000123', '홍길동', '11651', '경기도 의정부시 시민로 1', '휴대전화번호가 없어 우편으로 안내합니다.', '1', '', '', '']);
		expect(textsOf(list, 5)).toEqual(expect.arrayContaining(['2', '우편이 반송되었습니다.']));
		expect(textsOf(list, 2)[0]).toContain('개인정보');
	});

	it('has the same people on a second sheet that begins with its heads, for labels', async () => {
		const [, labels] = await sheetsOf([mailRow(), mailRow({ name: '주식회사 가나', corporation: true, address: '시민로 2', postalCode: '01234' })]);
		expect(labels.name).toBe('라벨');
		expect([1, 2, 3].map((row) => textsOf(labels, row))).toEqual([
			['우편번호', '주소', '받는 분'],
			['11651', '경기도 의정부시 시민로 1', '홍길동 귀하'],
			['01234', '시민로 2', '주식회사 가나 귀중'],
		]);
	});

	it('keeps what a clerk types into the blanks as text, so that a registered number keeps its zeros', async () => {
		const [list] = await sheetsOf([mailRow()]);
		expect([8, 9, 10].map((column) => list.getRow(4).getCell(column).numFmt)).toEqual(['@', '@', '@']);
	});

	it.each(HOSTILE)('keeps a hostile value as text: %j', async (hostile) => {
		const sheets = await sheetsOf([mailRow({ name: hostile, address: hostile, reason: hostile })]);
		for (const [sheet, row] of [[sheets[0], 4], [sheets[1], 2]] as const) {
			sheet.getRow(row).eachCell((cell) => expect(cell.type).not.toBe(ExcelJS.ValueType.Formula));
			expect(textsOf(sheet, row)).toContain(documentText(hostile).trim());
		}
		expect(sheets[0].getRow(4).getCell(5).numFmt).toBe('@');
	});

	it('prints on A4, one page wide, with the heads on each page', async () => {
		const [list] = await sheetsOf([mailRow()]);
		expect(list.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToWidth: 1, fitToHeight: 0, printTitlesRow: '3:3' });
	});

	it('of nobody says so', async () => {
		const [list] = await sheetsOf([]);
		expect(textsOf(list, 4)[0]).toBe('우편으로 발송할 대상이 없습니다.');
	});
});

describe('postal code and address', () => {
	it.each([
		['(11651) 경기도 의정부시', null, '11651', '경기도 의정부시'],
		['11651 경기도 의정부시', null, '11651', '경기도 의정부시'],
		['[11651], 경기도 의정부시', null, '11651', '경기도 의정부시'],
		['경기도 의정부시', '11651', '11651', '경기도 의정부시'],
		['(11651) 경기도 의정부시', '11651', '11651', '경기도 의정부시'],
		['(11651) 경기도 의정부시', '04524', '04524', '(11651) 경기도 의정부시'],
		['경기도 의정부시 시민로 11651번길', null, '', '경기도 의정부시 시민로 11651번길'],
		['123456 경기도', null, '', '123456 경기도'],
		['', null, '', ''],
	])('%j with %j', (address, postalCode, code, rest) => {
		expect(postalParts({ address, postalCode })).toEqual({ postalCode: code, address: rest });
	});
});
