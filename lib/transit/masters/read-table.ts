import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';

import { ValidationError } from '../../errors';
import { diskCode } from '../../retention/disk';
import { decodeText } from '../../revenue/csv';
import { brokenWorkbook, checkWorkbookArchive, isZip, refuseForeignFormats } from '../../revenue/foreign-format';
import { cellText } from '../../revenue/workbook';
import { ExcelJS, type CellValue } from '../../vendor/exceljs';
import { Papa } from '../../vendor/papaparse';

const MAX_BYTES = 400 * 1024 * 1024;
const MAX_WORKBOOK_BYTES = 60 * 1024 * 1024;
const DELIMITERS = [',', '|', '\t', ';'];

/** A file's rows; of a workbook, one for each visible sheet. Reading again and again costs no memory. */
export interface SmallTable {
	fileName: string;
	sha256: string;
	bytes: number;
	sheets: SmallSheet[];
}

export interface SmallSheet {
	/** Empty for a text file. */
	name: string;
	/** Rows of a text file that lack cells are cut off; those of a sheet just end in empty cells. */
	isText: boolean;
	/** Calls `row` with each row that holds anything until it gives false. Lines count from 1. */
	each(row: (cells: string[], line: number) => boolean | void): void;
}

/**
 * Reads a delimited text file (UTF-8 with or without mark, UTF-16, CP949; comma, bar, tab or semicolon; rows ended by line breaks
 * or, as in GBIS's files, by `^`) or an .xlsx workbook.
 * @throws ValidationError `fileMissing`, `fileTooLarge`, `emptyFile`, and those of reading a workbook or an encoding
 */
export async function readSmallTable(path: string): Promise<SmallTable> {
	const fileName = basename(path);
	const bytes = await read(path, fileName);
	const file = { fileName, sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
	if (isZip(bytes)) {
		checkWorkbookArchive(bytes, fileName, MAX_WORKBOOK_BYTES);
		return { ...file, sheets: await workbookSheets(bytes, fileName) };
	}
	refuseForeignFormats(bytes, fileName);
	const text = decodeText(bytes, fileName, 'auto').replace(/^\ufeff/, '').normalize('NFC');
	if (text.trim() === '') throw new ValidationError('emptyFile', `${fileName}: 내용이 없는 파일입니다.`, '자료를 보낸 곳에서 파일을 다시 받으시기 바랍니다.');
	return { ...file, sheets: [textSheet(text)] };
}

async function read(path: string, fileName: string): Promise<Buffer> {
	try {
		const { size } = await stat(path);
		if (size > MAX_BYTES) throw new ValidationError('fileTooLarge', `${fileName}: 파일이 너무 큽니다(${Math.ceil(size / 1_048_576).toLocaleString('ko-KR')} MB, 한도 400 MB).`, '우리 시에 필요한 지역의 자료만 나누어 다시 받으시기 바랍니다.');
		return await readFile(path);
	} catch (error) {
		if (error instanceof ValidationError) throw error;
		throw new ValidationError('fileMissing', `${fileName}: 파일을 읽을 수 없습니다(${diskCode(error) ?? '알 수 없는 오류'}).`, '파일 경로와 읽기 권한을 확인하시기 바랍니다.', { cause: error });
	}
}

function textSheet(text: string): SmallSheet {
	const lines = !text.includes('\n') && text.includes('^') ? text.replaceAll('^', '\n') : text;
	const { delimiter } = Papa.parse<string[]>(lines.slice(0, 200_000), { delimitersToGuess: DELIMITERS, preview: 200 }).meta;
	const quoteChar = quotesAreSound(lines, delimiter) ? '"' : '\0';
	return {
		name: '',
		isText: true,
		each: (row) => {
			let line = 1;
			let start = 0;
			Papa.parse<string[]>(lines, {
				delimiter,
				quoteChar,
				step: ({ data, meta }, parser) => {
					const cells = data.map((cell) => cell.trim().replace(/^="(.*)"$/, '$1'));
					const at = line;
					line += quoteChar === '\0' ? 1 : breaks(lines, start, meta.cursor);
					start = meta.cursor;
					if (cells.some((cell) => cell !== '') && row(cells, at) === false) parser.abort();
				},
			});
		},
	};
}

/** A quote inside a name, never closed, would swallow the rest of the file. */
function quotesAreSound(text: string, delimiter: string): boolean {
	if (!text.includes('"')) return false;
	let sound = true;
	Papa.parse<string[]>(text, {
		delimiter,
		step: ({ errors }, parser) => {
			if (errors.some(({ type }) => type === 'Quotes')) {
				sound = false;
				parser.abort();
			}
		},
	});
	return sound;
}

function breaks(text: string, from: number, to: number): number {
	let count = 0;
	for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
	return count;
}

async function workbookSheets(bytes: Buffer, fileName: string): Promise<SmallSheet[]> {
	const workbook = new ExcelJS.Workbook();
	try {
		await workbook.xlsx.load(new Uint8Array(bytes).buffer);
	} catch {
		throw brokenWorkbook(fileName);
	}
	return workbook.worksheets
		.filter(({ state }) => state === 'visible')
		.map((sheet) => ({
			name: sheet.name,
			isText: false,
			each: (row) => {
				for (let line = 1; line <= sheet.rowCount; line++) {
					const found = sheet.findRow(line);
					if (!found) continue;
					const cells: string[] = [];
					for (let column = 1; column <= found.cellCount; column++) cells.push(sheetCell(found.getCell(column).value));
					if (cells.some((cell) => cell !== '') && row(cells, line) === false) return;
				}
			},
		}));
}

/** A day with its time; a time of day alone, which Excel counts from 1899-12-30, without the day. */
function sheetCell(value: CellValue): string {
	const shown = typeof value === 'object' && value !== null && 'result' in value ? value.result : value;
	if (!(shown instanceof Date)) return cellText(value);
	if (Number.isNaN(shown.getTime())) return '';
	const [day = '', time = ''] = new Date(Math.round(shown.getTime() / 1000) * 1000).toISOString().slice(0, 19).split('T');
	return shown.getUTCFullYear() < 1901 ? time : time === '00:00:00' ? day : `${day} ${time}`;
}
