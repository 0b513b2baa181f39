import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { columnMapping } from '../../../lib/revenue/mapping';
import { readReceiptsFromFiles, type Reading, type ReadOptions } from '../../../lib/revenue/read';
import { readTable } from '../../../lib/revenue/read-table';
import ExcelJS from '../../../lib/vendor/exceljs';
import { options, privacy } from './support';

export const HEADINGS = ['접수번호', '접수기관', '접수일자', '성명', '휴대전화', '차량번호', '감면코드', '감면 근거규정', '감면세액(원)', '등록일자', '처리상태'] as const;
type Heading = (typeof HEADINGS)[number];
type Value = ExcelJS.CellValue;

/** A line that can be read, with some cells otherwise. */
export const line = (changes: Partial<Record<Heading, Value>> = {}): Value[] => {
	const usual: Record<Heading, Value> = {
		접수번호: '000123',
		접수기관: '4115000',
		접수일자: '2026-11-16',
		성명: '홍길동',
		휴대전화: '010-1234-5678',
		차량번호: '12가3456',
		감면코드: '2221',
		'감면 근거규정': '제22조의2제2항',
		'감면세액(원)': 700_000,
		등록일자: '2026-11-14',
		처리상태: '결정',
	};
	return HEADINGS.map((heading) => (heading in changes ? (changes[heading] ?? null) : usual[heading]));
};

export const csvOf = (lines: readonly (readonly Value[])[]): string =>
	[[...HEADINGS], ...lines].map((cells) => cells.map((cell) => (cell === null || cell === undefined ? '' : String(cell))).join(',')).join('\r\n') + '\r\n';

export async function workbookOf(fill: (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void): Promise<Buffer> {
	const book = new ExcelJS.Workbook();
	fill(book.addWorksheet('목록'), book);
	return Buffer.from(await book.xlsx.writeBuffer());
}

/** A workbook with the usual headings and these lines. */
export const listOf = (lines: readonly (readonly Value[])[], date1904 = false) =>
	workbookOf((sheet, book) => {
		book.properties.date1904 = date1904;
		sheet.addRow([...HEADINGS]);
		for (const cells of lines) sheet.addRow([...cells]);
	});

export interface ReadSettings extends Partial<ReadOptions> {
	maxBytes?: number;
	sheetName?: string;
}

/** Reads files by their contents, oldest first, through a folder of their own. */
export async function read(files: Record<string, Buffer | string>, { maxBytes, sheetName, ...settings }: ReadSettings = {}): Promise<Reading> {
	const folder = await mkdtemp(join(tmpdir(), 'revenue-input-'));
	try {
		for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
		return await readReceiptsFromFiles(
			{ kind: 'file', folder, pattern: '*', pick: 'all', mapping: columnMapping(), sheetName: sheetName ?? null, encoding: 'auto', maxBytes: maxBytes ?? 50_000_000 },
			{ ...options, periodFrom: '2026-09-14', ...settings },
			privacy,
			{ readTable },
		);
	} finally {
		await rm(folder, { recursive: true });
	}
}
