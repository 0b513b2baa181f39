import { writeExportWorkbook } from '../../../lib/audit/write-workbook';
import { ExcelJS } from '../../../lib/vendor/exceljs';
import { sql } from '../../support/desk';
import { cleanUp, tempFolder } from '../../support/notice-run';
import { closedWeek, exported } from './scene';

afterEach(cleanUp);

/** Each sheet's lines as texts. */
async function sheetsOf(path: string): Promise<Record<string, string[][]>> {
	const workbook = new ExcelJS.Workbook();
	await workbook.xlsx.readFile(path);
	return Object.fromEntries(
		workbook.worksheets.map((sheet) => {
			const lines: string[][] = [];
			sheet.eachRow((row) => {
				const cells: string[] = [];
				row.eachCell({ includeEmpty: true }, (cell) => void cells.push(cell.value instanceof Date ? cell.value.toISOString() : cell.text));
				lines.push(cells);
			});
			return [sheet.name, lines];
		}),
	);
}

async function workbookOf(change: (file: string) => void = () => undefined) {
	const { file, ledger } = await closedWeek();
	change(file);
	const { path, sha256, manifest } = await exported(ledger);
	const written = await writeExportWorkbook({ path, sha256, organisation: '의정부시' }, tempFolder(), '감사자료');
	return { sheets: await sheetsOf(written.path), manifest, sha256 };
}

describe('the workbook of an export', () => {
	it('has the auditor’s six sheets with all rows, in Korean, nothing in clear', async () => {
		const { sheets, manifest, sha256 } = await workbookOf();
		expect(Object.keys(sheets)).toEqual(['1 총괄', '2 회차', '3 안내', '4 개인정보 열람', '5 사용 문안', '6 대장 기록']);
		const cover = JSON.stringify(sheets['1 총괄']);
		for (const words of ['안내 업무 감사 자료', '이감사', '정기 감사', sha256, `${manifest.head.seq}:${manifest.head.mac}`, '이상 없음']) expect(cover).toContain(words);
		expect(sheets['2 회차']?.[3]).toEqual(expect.arrayContaining(['마감', '박주무관']));
		expect(sheets['3 안내']).toHaveLength(3 + manifest.counts.notice);
		expect(new Set(sheets['3 안내']?.slice(3).map((row) => row[10]))).toEqual(new Set(['전송 성공', '전송 실패', '접수 거부', '우편 대상']));
		expect(sheets['4 개인정보 열람']?.[3]).toEqual(expect.arrayContaining(['암호화된 개인정보 열람', '박주무관', '문의 응대: 납세자 전화', '휴대전화번호, 차량번호']));
		expect(sheets['6 대장 기록']).toHaveLength(3 + manifest.counts.event);
		expect(JSON.stringify(sheets)).not.toMatch(/01\d{9}|v1\.test\./);
	});

	it('names on its cover the rows that were edited by hand', async () => {
		const { sheets } = await workbookOf((file) => sql(file, `UPDATE notice SET state = 'delivered' WHERE state = 'failed'`));
		expect(JSON.stringify(sheets['1 총괄'])).toContain('자료의 상태가 마지막 기록과 다릅니다');
	});
});
