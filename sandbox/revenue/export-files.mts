import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { COLUMNS, type Cell } from './columns.mts';
import type { Receipt } from './receipt.mts';

export type ExportFormat = 'xlsx' | 'csvCp949' | 'csvUtf8';

export interface ExportOptions {
	/** Period by the day rows appeared, both days included. */
	periodFrom: string;
	periodTo: string;
	/** The day of the export, printed on it. */
	exportedOn: string;
	/** The officer opened and saved the file in Excel: receipt numbers and offices are numbers, without leading zeros. */
	savedInExcel?: boolean;
	/** Without the last row (합계), as some screens export. */
	withoutTotal?: boolean;
	/** Other headings than usual, by the usual one: `{'자료등록일': '등록일자(전산)'}`. */
	headings?: Readonly<Record<string, string>>;
}

const TITLE = '자동차 취득세 감면 접수 현황';

/** The file an officer exports for the period. Rows outside the period are left out. */
export async function exportFile(receipts: readonly Receipt[], format: ExportFormat, options: ExportOptions): Promise<Buffer> {
	const rows = receipts.filter(({ appearedOn }) => appearedOn >= options.periodFrom && appearedOn <= options.periodTo);
	if (format === 'xlsx') return workbook(rows, options);
	const text = csv(rows, options);
	return format === 'csvCp949' ? iconv.encode(text, 'cp949') : Buffer.from(`\uFEFF${text}`, 'utf8');
}

/** Writes the file into a folder under the name the screen suggests; returns its path. */
export async function writeExport(folder: string, receipts: readonly Receipt[], format: ExportFormat, options: ExportOptions): Promise<string> {
	const path = join(folder, `취득세감면접수현황_${options.periodFrom.replaceAll('-', '')}_${options.periodTo.replaceAll('-', '')}.${format === 'xlsx' ? 'xlsx' : 'csv'}`);
	await writeFile(path, await exportFile(receipts, format, options));
	return path;
}

async function workbook(rows: readonly Receipt[], options: ExportOptions): Promise<Buffer> {
	const book = new ExcelJS.Workbook();
	const sheet = book.addWorksheet('감면접수현황');
	const last = sheet.getColumn(COLUMNS.length).letter;
	COLUMNS.forEach(({ width }, index) => (sheet.getColumn(index + 1).width = width));
	for (const [line, text] of titleLines(options).entries()) {
		sheet.addRow([text]);
		sheet.mergeCells(`A${line + 1}:${last}${line + 1}`);
		const cell = sheet.getCell(`A${line + 1}`);
		cell.font = line === 0 ? { bold: true, size: 16 } : { size: 10 };
		cell.alignment = { horizontal: line === 0 ? 'center' : 'left' };
	}
	sheet.addRow([]);
	const header = sheet.addRow(headingsOf(options));
	header.font = { bold: true };
	header.eachCell((cell) => {
		cell.fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFE2E8F0' } };
		cell.border = { bottom: { style: 'thin' } };
	});
	for (const receipt of rows) {
		const row = sheet.addRow(COLUMNS.map((column) => damaged(column.header, column.value(receipt), options)));
		COLUMNS.forEach(({ money }, index) => {
			const cell = row.getCell(index + 1);
			if (money) cell.numFmt = '#,##0';
			if (cell.value instanceof Date) cell.numFmt = 'yyyy-mm-dd';
		});
	}
	if (!options.withoutTotal) {
		const total = sheet.addRow(totalCells(rows));
		total.font = { bold: true };
		COLUMNS.forEach(({ money }, index) => {
			if (money) total.getCell(index + 1).numFmt = '#,##0';
		});
	}
	return Buffer.from(await book.xlsx.writeBuffer());
}

function csv(rows: readonly Receipt[], options: ExportOptions): string {
	const lines: Cell[][] = [
		...titleLines(options).map((text) => [text]),
		[],
		headingsOf(options),
		...rows.map((receipt) => COLUMNS.map((column) => shown(damaged(column.header, column.value(receipt), options), column.money))),
	];
	if (!options.withoutTotal) lines.push(totalCells(rows).map((cell, index) => shown(cell, COLUMNS[index]?.money)));
	return lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

function headingsOf({ headings = {} }: ExportOptions): string[] {
	return COLUMNS.map(({ header }) => headings[header] ?? header);
}

function titleLines({ periodFrom, periodTo, exportedOn }: ExportOptions): string[] {
	return [TITLE, `조회기간: ${korean(periodFrom)} ~ ${korean(periodTo)} (전산 등록일 기준)`, `출력일: ${korean(exportedOn)} / 세정과 / 모의 자료`];
}

/** 합계, the number of receipts, and the sums under the money columns. */
function totalCells(rows: readonly Receipt[]): Cell[] {
	return COLUMNS.map(({ money, value }, index) => {
		if (index === 0) return '합계';
		if (index === 1) return `${rows.length}건`;
		return money ? rows.reduce((sum, receipt) => sum + Number(value(receipt)), 0) : null;
	});
}

function damaged(header: string, cell: Cell, { savedInExcel }: ExportOptions): Cell {
	const turnsNumber = header === '접수번호' || header === '접수기관' || header === '감면코드';
	return savedInExcel && turnsNumber && cell !== null ? Number(cell) : cell;
}

function shown(cell: Cell, money: boolean | undefined): Cell {
	if (cell instanceof Date) return cell.toISOString().slice(0, 10);
	return money && typeof cell === 'number' ? cell.toLocaleString('en-US') : cell;
}

function quoted(cell: Cell): string {
	const text = cell === null ? '' : String(cell);
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function korean(day: string): string {
	const [year, month, date] = day.split('-').map(Number);
	return `${year}. ${month}. ${date}.`;
}
