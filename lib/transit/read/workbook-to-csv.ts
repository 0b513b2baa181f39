import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

import { brokenWorkbook } from '../../revenue/foreign-format';
import type { CellValue } from '../../vendor/exceljs';

/** Headings stand among the first rows of a sheet. */
const HEADER_SEARCH_ROWS = 40;

/**
 * Writes a workbook's sheets below each other as CSV (UTF-8, quoted where needed), row for row as they come: rows of the
 * first sheet keep their numbers, headings of the first sheet are left out where later ones repeat them. Dates become
 * `YYYY-MM-DD HH:MM:SS`, numbers plain digits. Sheets that are not shown are left out.
 * @throws ValidationError `brokenWorkbook`
 */
export async function workbookToCsv(path: string, target: string, fileName: string, signal?: AbortSignal): Promise<void> {
	const out = createWriteStream(target, { mode: 0o600, flags: 'wx' });
	const failed = once(out, 'error').then(([error]) => {
		throw error;
	});
	const write = async (text: string) => {
		if (!out.write(text)) await Promise.race([once(out, 'drain'), failed]);
	};
	const heads = new Set<string>();
	let sheets = 0;
	let buffer = '';
	try {
		// Text files, which most are, do without.
		const { ExcelJS } = await import('../../vendor/exceljs');
		const reader = new ExcelJS.stream.xlsx.WorkbookReader(path, { sharedStrings: 'cache', hyperlinks: 'ignore', styles: 'cache', worksheets: 'emit', entries: 'emit' });
		for await (const sheet of reader) {
			const hidden = isHidden(sheet);
			if (!hidden) sheets += 1;
			let last = 0;
			for await (const row of sheet) {
				signal?.throwIfAborted();
				if (hidden) continue;
				const cells = Array.from({ length: row.cellCount }, (_, index) => csvCell(cellText(row.getCell(index + 1).value)));
				const line = cells.join(',').replace(/,+$/, (commas) => commas);
				const isHead = row.number <= HEADER_SEARCH_ROWS && cells.every((cell) => !/^"?\d/.test(cell));
				if (sheets > 1 && isHead && heads.has(line)) continue;
				if (sheets === 1) {
					if (isHead) heads.add(line);
					buffer += '\n'.repeat(row.number - last - 1);
					last = row.number;
				}
				buffer += `${line}\n`;
				if (buffer.length > 256 * 1024) {
					await write(buffer);
					buffer = '';
				}
			}
		}
		await write(buffer);
	} catch (error) {
		out.destroy();
		if (signal?.aborted || isDiskError(error)) throw error;
		throw brokenWorkbook(fileName);
	}
	out.end();
	await Promise.race([once(out, 'close'), failed]);
}

/** The reader knows it, its types do not. */
function isHidden(sheet: object): boolean {
	return 'state' in sheet && (sheet.state === 'hidden' || sheet.state === 'veryHidden');
}

function cellText(value: CellValue): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'string') return value.trim().normalize('NFC');
	if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value).toString() : String(value);
	if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 19).replace('T', ' ');
	if ('richText' in value) return value.richText.map((part) => part.text).join('');
	if ('error' in value) return '';
	if ('hyperlink' in value) return value.text;
	return 'result' in value ? cellText(value.result) : '';
}

const csvCell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""').replaceAll(/[\r\n]+/g, ' ')}"` : text);

const isDiskError = (error: unknown) => error instanceof Error && 'syscall' in error;
