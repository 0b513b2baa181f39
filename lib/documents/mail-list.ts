import { ExcelJS, type Worksheet } from '../vendor/exceljs';
import { BORDER, COLOURS, FONT, linesIn, rowHeight, setText, solid, TEXT_FORMAT } from '../report/workbook-style';
import { documentText } from './blocks';

/** A recipient who must be told by post. Readable personal data: kept no longer than the list takes to write. */
export interface MailRow {
	receiptKey: string;
	name: string;
	address: string;
	/** Five digits; taken from the address where null. */
	postalCode: string | null;
	/** Why by post. */
	reason: string;
	/** Which letter this will be, from 1. */
	number: number;
	corporation: boolean;
}

interface Column {
	title: string;
	width: number;
	/** Null for what the clerk fills in. */
	of: ((row: MailRow, index: number) => string | number) | null;
}

const POSTAL = /^\s*[([]?\s*(\d{5})\s*[)\]]?[\s,]+/;

/** Postal code and address apart; the code may stand at the head of the address, in brackets or not. */
export function postalParts({ address, postalCode }: Pick<MailRow, 'address' | 'postalCode'>): { postalCode: string; address: string } {
	const found = POSTAL.exec(address);
	const own = postalCode?.trim() ?? '';
	if (!found || (own !== '' && own !== found[1])) return { postalCode: own, address: address.trim() };
	return { postalCode: found[1] ?? '', address: address.slice(found[0].length).trim() };
}

const LIST: readonly Column[] = [
	{ title: '연번', width: 7, of: (_row, index) => index + 1 },
	{ title: '접수번호', width: 23, of: (row) => row.receiptKey },
	{ title: '성명', width: 14, of: (row) => row.name },
	{ title: '우편번호', width: 10, of: (row) => postalParts(row).postalCode },
	{ title: '주소', width: 52, of: (row) => postalParts(row).address },
	{ title: '사유', width: 34, of: (row) => row.reason },
	{ title: '발송 차수', width: 9, of: (row) => row.number },
	{ title: '등기번호', width: 18, of: null },
	{ title: '발송일', width: 13, of: null },
	{ title: '배달·반송 결과', width: 20, of: null },
];

const LABELS: readonly Column[] = [
	{ title: '우편번호', width: 10, of: (row) => postalParts(row).postalCode },
	{ title: '주소', width: 60, of: (row) => postalParts(row).address },
	{ title: '받는 분', width: 26, of: (row) => `${row.name} ${row.corporation ? '귀중' : '귀하'}` },
];

const NOTICE = '개인정보가 들어 있는 파일입니다. 발송 업무에만 쓰고, 정해진 보관기간이 지나면 파기하시기 바랍니다.';

/** 우편 발송 대상 and the same people for labels, as an XLSX file. */
export async function writeMailWorkbook(path: string, rows: readonly MailRow[]): Promise<void> {
	const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true, useSharedStrings: true });
	writeSheet(workbook.addWorksheet('우편 발송 대상', options('landscape', 3)), '우편 발송 대상', NOTICE, LIST, rows);
	writeSheet(workbook.addWorksheet('라벨', options('portrait', 1)), null, null, LABELS, rows);
	await workbook.commit();
}

const options = (orientation: 'landscape' | 'portrait', header: number) => ({
	views: [{ state: 'frozen' as const, xSplit: 0, ySplit: header, showGridLines: false }],
	pageSetup: {
		paperSize: 9,
		orientation,
		fitToPage: true,
		fitToWidth: 1,
		fitToHeight: 0,
		printTitlesRow: `${header}:${header}`,
		margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
	},
	headerFooter: { oddFooter: '&L&A&R&P / &N' },
});

/** A title and a note above the heads where there is one; labels begin with the heads, as mail merge expects. */
function writeSheet(sheet: Worksheet, title: string | null, note: string | null, columns: readonly Column[], rows: readonly MailRow[]): void {
	sheet.columns = columns.map(({ width }) => ({ width }));
	let at = 1;
	for (const [text, size, colour] of [[title === null ? null : `${title} (${rows.length}건)`, 14, 'FF000000'], [note, 9, COLOURS.red]] as const) {
		if (text === null) continue;
		const cell = sheet.getRow(at).getCell(1);
		setText(cell, text);
		cell.font = { name: FONT, size, bold: size > 10, color: { argb: colour } };
		sheet.getRow(at).height = size > 10 ? 26 : 18;
		at += 1;
	}
	const header = sheet.getRow(at);
	header.height = 24;
	for (const [index, column] of columns.entries()) {
		const cell = header.getCell(index + 1);
		cell.value = column.title;
		cell.font = { name: FONT, size: 10, bold: true, color: { argb: 'FFFFFFFF' } };
		cell.fill = solid(COLOURS.blue);
		cell.border = BORDER;
		cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
	}
	for (const [index, one] of rows.entries()) writeRow(sheet, at + 1 + index, columns, one, index);
	if (rows.length === 0) setText(sheet.getRow(at + 1).getCell(1), '우편으로 발송할 대상이 없습니다.');
	if (rows.length > 0 && title !== null) sheet.autoFilter = { from: { row: at, column: 1 }, to: { row: at + rows.length, column: columns.length } };
	sheet.commit();
}

/** Every cell is text (`@`), so that neither a leading zero nor a leading sign changes anything. */
function writeRow(sheet: Worksheet, number: number, columns: readonly Column[], one: MailRow, index: number): void {
	const row = sheet.getRow(number);
	let lines = 1;
	for (const [place, column] of columns.entries()) {
		const cell = row.getCell(place + 1);
		const content = column.of?.(one, index) ?? '';
		cell.numFmt = typeof content === 'number' ? '0' : TEXT_FORMAT;
		if (typeof content === 'number') cell.value = content;
		else cell.value = documentText(content) || null;
		cell.font = { name: FONT, size: 10 };
		cell.border = BORDER;
		cell.alignment = { vertical: 'middle', wrapText: true, horizontal: typeof content === 'number' ? 'center' : 'left' };
		lines = Math.max(lines, linesIn(String(content), column.width));
	}
	row.height = rowHeight(Math.max(lines, 1.4));
	row.commit();
}
