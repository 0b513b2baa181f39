import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import ExcelJS from 'exceljs';

const SHEET_NAMES = ['1', '2'];

/** Rows of a comma-separated UTF-8 file without quotes as a workbook of two tabs, as a settlement firm hands them out. All cells are text. */
export async function writeWorkbookOf(csvFiles: readonly string[], file: string, rows: number): Promise<void> {
	const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file });
	let sheet: ExcelJS.Worksheet | null = null;
	let header: string[] = [];
	let written = 0;
	for (const csv of csvFiles) {
		let first = true;
		for await (const line of createInterface({ input: createReadStream(csv, 'utf8') })) {
			const cells = line.split(',');
			if (first) {
				header = cells;
				first = false;
				continue;
			}
			const wanted = SHEET_NAMES[written < rows / 2 ? 0 : 1];
			if (sheet === null || sheet.name !== wanted) {
				sheet?.commit();
				sheet = book.addWorksheet(wanted);
				sheet.addRow(header).commit();
			}
			sheet.addRow(cells.map((cell) => (cell === '' ? null : cell))).commit();
			written += 1;
		}
	}
	sheet?.commit();
	await book.commit();
}
