import { ExcelJS, type CellValue } from '../vendor/exceljs';
import { brokenWorkbook } from './foreign-format';
import { UNCALCULATED, type TableRow, type TableSheet } from './table';

/**
 * All sheets of an .xlsx workbook as rows of texts. Cells of a merged area all show its value.
 * @throws ValidationError `brokenWorkbook`
 */
export async function readWorkbook(bytes: Buffer, fileName: string): Promise<TableSheet[]> {
	const workbook = new ExcelJS.Workbook();
	try {
		await workbook.xlsx.load(new Uint8Array(bytes).buffer);
	} catch {
		throw brokenWorkbook(fileName);
	}
	const { date1904 } = workbook.properties;
	return workbook.worksheets.map((sheet): TableSheet => {
		const rows: TableRow[] = [];
		sheet.eachRow({ includeEmpty: false }, (row, line) => {
			const cells: string[] = [];
			for (let column = 1; column <= row.cellCount; column++) cells.push(cellText(row.getCell(column).value));
			rows.push({ line, cells });
		});
		return {
			name: sheet.name,
			rows,
			...(sheet.state === 'visible' ? {} : { hidden: true as const }),
			...(date1904 ? { date1904: true as const } : {}),
		};
	});
}

/** What a cell shows, as plain text (a formula by its stored value, `UNCALCULATED` without one): days as `YYYY-MM-DD`, numbers without grouping or exponent. */
export function cellText(value: CellValue): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'string') return value.trim().normalize('NFC');
	if (typeof value === 'number') return numberText(value);
	if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
	if ('richText' in value) return cellText(value.richText.map((part) => part.text).join(''));
	if ('error' in value) return String(value.error);
	if ('hyperlink' in value) return cellText(value.text);
	return value.result === undefined ? UNCALCULATED : cellText(value.result);
}

function numberText(value: number): string {
	return Number.isInteger(value) && Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
}
