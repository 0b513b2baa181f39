import type { Worksheet } from '../vendor/exceljs';
import type { ReportSummary } from './model-file';
import { BORDER, COLOURS, COUNT_FORMAT, FONT, linesIn, rowHeight, setText, solid } from './workbook-style';

const WIDTHS = [7, 28, 32, 10, 90];

/** 7 사용 안내문·규칙 판: each text as it was used, then the rules that decided, with their versions. */
export function writeTexts(sheet: Worksheet, summary: ReportSummary): void {
	sheet.columns = WIDTHS.map((width) => ({ width }));
	let at = 1;
	const put = (values: ReadonlyArray<string | number>, header: boolean) => {
		const row = sheet.getRow(at);
		row.height = header ? 24 : rowHeight(Math.max(...values.map((value, index) => linesIn(String(value), WIDTHS[index] ?? 1))));
		for (const [index, value] of values.entries()) {
			const cell = row.getCell(index + 1);
			if (typeof value === 'number') {
				cell.value = value;
				cell.numFmt = COUNT_FORMAT;
			} else {
				setText(cell, value);
			}
			cell.font = { name: FONT, size: 10, bold: header, ...(header ? { color: { argb: 'FFFFFFFF' } } : {}) };
			cell.alignment = { vertical: header ? 'middle' : 'top', horizontal: header || typeof value === 'number' ? 'center' : 'left', wrapText: true };
			cell.border = BORDER;
			if (header) cell.fill = solid(COLOURS.blue);
		}
		at += 1;
	};
	const title = (text: string) => {
		const cell = sheet.getRow(at).getCell(1);
		setText(cell, text);
		cell.font = { name: FONT, size: 14, bold: true };
		sheet.getRow(at).height = 26;
		at += 1;
	};
	title('사용 안내문');
	put(['연번', '안내문', '판', '건수', '문안'], true);
	for (const [index, one] of summary.templates.entries()) {
		put([index + 1, one.id, one.version, one.notices, one.text], false);
	}
	at += 1;
	title('적용 규칙');
	put(['연번', '규칙', '규칙 판', '수신자'], true);
	for (const [index, one] of summary.rules.entries()) put([index + 1, one.ruleId, one.ruleVersion, one.recipients], false);
	sheet.commit();
}
