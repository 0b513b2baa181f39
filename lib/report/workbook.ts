import { ExcelJS } from '../vendor/exceljs';
import type { ListName, ReportLists, ReportSummary } from './model-file';
import { coverOptions, writeCover } from './workbook-cover';
import { listSheetOptions, writeListSheet } from './workbook-list';
import { SHEETS, TAX_CHECKS } from './workbook-sheets';
import { writeTexts } from './workbook-texts';

/** Gives the rows of a list, in order. */
export type RowSource = <L extends ListName>(list: L) => AsyncIterable<ReportLists[L]>;

/** Name of the last sheet. */
export const TEXTS_SHEET = '7 사용 안내문·규칙 판';

/** Writes the seven-sheet workbook to a file, row by row, so that a long run does not lie in memory. */
export async function writeWorkbook(path: string, summary: ReportSummary, rowsOf: RowSource): Promise<void> {
	const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: true });
	workbook.creator = summary.organisation;
	workbook.title = `안내문자 발송 결과 ${summary.run.periodName}`;
	workbook.created = new Date(summary.generatedAt);
	workbook.modified = workbook.created;
	writeCover(workbook.addWorksheet('1 총괄', coverOptions), summary);
	const [sent, forms, review, excluded, failed] = SHEETS;
	const add = (name: string) => workbook.addWorksheet(name, listSheetOptions);
	await writeListSheet(add(sent.name), sent, summary, rowsOf(sent.list));
	await writeListSheet(add(forms.name), forms, summary, rowsOf(forms.list));
	await writeListSheet(add(review.name), review, summary, rowsOf(review.list), { plan: TAX_CHECKS, rows: rowsOf(TAX_CHECKS.list) });
	await writeListSheet(add(excluded.name), excluded, summary, rowsOf(excluded.list));
	await writeListSheet(add(failed.name), failed, summary, rowsOf(failed.list));
	writeTexts(workbook.addWorksheet(TEXTS_SHEET, { ...listSheetOptions, views: [{ showGridLines: false }], pageSetup: { ...listSheetOptions.pageSetup, printTitlesRow: '' } }), summary);
	await workbook.commit();
}
