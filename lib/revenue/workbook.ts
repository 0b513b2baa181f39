import { ValidationError } from '../errors';
import { ExcelJS, type CellValue } from '../vendor/exceljs';
import type { TableRow, TableSheet } from './table';

/**
 * All sheets of an .xlsx workbook as rows of texts. Cells of a merged area all show its value.
 * @throws ValidationError `brokenWorkbook`
 */
export async function readWorkbook(bytes: Buffer, fileName: string): Promise<TableSheet[]> {
	const workbook = new ExcelJS.Workbook();
	try {
		await workbook.xlsx.load(new Uint8Array(bytes).buffer);
	} catch {
		throw new ValidationError(
			'brokenWorkbook',
			`${fileName}: 엑셀 파일이 손상되었거나 중간에 잘렸습니다.`,
			'엑셀에서 열어 보고 다시 저장하거나, 원본 시스템에서 다시 추출하시기 바랍니다.',
		);
	}
	return workbook.worksheets.map((sheet) => {
		const rows: TableRow[] = [];
		sheet.eachRow({ includeEmpty: false }, (row, line) => {
			const cells: string[] = [];
			for (let column = 1; column <= row.cellCount; column++) cells.push(cellText(row.getCell(column).value));
			rows.push({ line, cells });
		});
		return { name: sheet.name, rows };
	});
}

/** What a cell shows, as plain text: days as `YYYY-MM-DD`, numbers without grouping or exponent. */
export function cellText(value: CellValue): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'string') return value.trim();
	if (typeof value === 'number') return numberText(value);
	if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
	if ('richText' in value) return value.richText.map((part) => part.text).join('').trim();
	if ('error' in value) return String(value.error);
	if ('hyperlink' in value) return cellText(value.text);
	return 'result' in value ? cellText(value.result) : '';
}

function numberText(value: number): string {
	return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
}
