import { fileLines } from '../file-lines';
import { coverOptions } from '../report/workbook-cover';
import { HEADER_ROW, listSheetOptions, titleRows, writeTable } from '../report/workbook-list';
import { ExcelJS } from '../vendor/exceljs';
import { fromLine, type Manifest } from './lines';
import { writeAuditCover } from './workbook-cover';
import { AUDIT_SHEETS, type SheetRow } from './workbook-sheets';

/** What the workbook is made of: an export just written, with its hash. */
export interface AuditWorkbookSource {
	/** The JSON Lines file. */
	path: string;
	sha256: string;
	organisation: string;
}

/** A sheet holds 1,048,576 lines. */
const MOST_ROWS = 1_000_000;

/** Writes cover and lists of an export as a workbook, sheet by sheet and row by row; reads the file once a sheet. */
export async function writeAuditWorkbook(target: string, source: AuditWorkbookSource): Promise<void> {
	const manifest = await manifestOf(source.path);
	const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: target, useStyles: true, useSharedStrings: true });
	workbook.creator = source.organisation;
	workbook.title = `감사 자료 ${manifest.from} ~ ${manifest.to}`;
	workbook.created = new Date(manifest.exportedAt);
	workbook.modified = workbook.created;
	writeAuditCover(workbook.addWorksheet('1 총괄', coverOptions), manifest, source);
	for (const plan of AUDIT_SHEETS) {
		const sheet = workbook.addWorksheet(plan.name, listSheetOptions);
		sheet.columns = [{ width: 7 }, ...plan.columns.map(({ width }) => ({ width }))];
		titleRows(sheet, 1, `${plan.name.replace(/^\d /, '')} · ${manifest.from} ~ ${manifest.to}${manifest.simulated ? '  [시험용(모의)]' : ''}`, plan.note);
		const last = await writeTable(sheet, HEADER_ROW, plan, recordsIn(source.path, plan.record));
		sheet.autoFilter = { from: { row: HEADER_ROW, column: 1 }, to: { row: last, column: plan.columns.length + 1 } };
		sheet.commit();
	}
	await workbook.commit();
}

async function* linesIn(path: string): AsyncGenerator<SheetRow> {
	for await (const line of fileLines(path)) {
		const record = fromLine(line)?.record;
		if (record) yield record;
	}
}

async function manifestOf(path: string): Promise<Manifest> {
	for await (const record of linesIn(path)) return record as unknown as Manifest;
	throw new RangeError('An export without lines.');
}

async function* recordsIn(path: string, kind: string): AsyncGenerator<SheetRow> {
	let rows = 0;
	for await (const record of linesIn(path)) {
		if (record.record !== kind) continue;
		rows += 1;
		if (rows > MOST_ROWS) return;
		yield record;
	}
}
