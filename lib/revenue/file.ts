import { setImmediate as nextTurn } from 'node:timers/promises';

import { ValidationError } from '../errors';
import { from1904, textAt, unusableColumns } from './cells';
import { coOwnersOf } from './co-owner-columns';
import { lineKind, titleCount, totalOf } from './control-lines';
import { checkHeader, findHeader, type ColumnField, type ColumnMapping, type HeaderRow } from './mapping';
import type { RawPerson, RawReceipt, RawText, SourceBatch } from './raw';
import type { Table, TableRow, TableSheet } from './table';

/** Rows taken before the event loop gets a turn: less than 10 ms. */
const ROWS_A_TURN = 500;

export interface FileOptions {
	mapping: ColumnMapping;
	/** Name of the sheet; null takes the first one with a header row. */
	sheetName: string | null;
}


/**
 * The receipts of an exported file. The header may stand below titles; blank lines, repeated headers and subtotals are
 * passed over, a 합계 line becomes the control total, short lines after it are remarks. Everything else is a receipt,
 * however little of it can be read.
 * @throws ValidationError `sheetMissing`, `headerMissing`, `missingColumns`, `ambiguousColumns`, `truncatedFile`
 */
export async function receiptsOfTable(table: Table, options: FileOptions): Promise<SourceBatch> {
	const { sheet, header, notes } = pickSheet(table, options);
	checkHeader(header, placeOf(table, sheet));
	const headings = sheet.rows[header.index]?.cells ?? [];
	const receipts: RawReceipt[] = [];
	let total: SourceBatch['control'] = null;
	for (const [index, row] of sheet.rows.slice(header.index + 1).entries()) {
		if (index % ROWS_A_TURN === 0) await nextTurn();
		const filled = row.cells.filter((cell) => cell !== '');
		if (filled.length === 0 || sameCells(row.cells, headings)) continue;
		const kind = lineKind(row, header);
		if (kind === 'subtotal') continue;
		if (kind === 'total') {
			const stated = totalOf(row, header);
			total = stated ?? total;
			if (!stated) notes.push(`${placeOf(table, sheet)} ${row.line}행: 합계 행의 건수와 금액을 읽을 수 없어 대조하지 않았습니다.`);
		} else if (total === null || filled.length > 2) {
			if (sheet.endsOpen && row === sheet.rows.at(-1) && row.cells.length < header.width) throw cutOff(table.fileName, row.line);
			receipts.push(receiptOf(row, header, sheet));
		}
	}
	const count = total?.count ?? titleCount(sheet.rows.slice(0, header.index));
	const reliefSum = total?.reliefSum ?? null;
	const control = count === null && reliefSum === null ? null : { count, reliefSum };
	return { name: table.fileName, hash: table.sha256, receipts, control, notes };
}

function sameCells(cells: readonly string[], others: readonly string[]): boolean {
	return cells.length === others.length && cells.every((cell, i) => cell === others[i]);
}

function pickSheet(table: Table, { mapping, sheetName }: FileOptions): { sheet: TableSheet; header: HeaderRow; notes: string[] } {
	const shown = table.sheets.filter((sheet) => !sheet.hidden);
	const isText = table.sheets.every((sheet) => sheet.name === '');
	const named = sheetName === null || isText ? shown : table.sheets.filter((sheet) => sheet.name === sheetName);
	if (named.length === 0) {
		throw new ValidationError(
			'sheetMissing',
			`${table.fileName}: 지정한 시트가 없습니다. 파일에 있는 시트: ${namesOf(table.sheets)}.`,
			'노드의 시트 이름을 비우거나 파일에 있는 이름으로 고치시기 바랍니다.',
		);
	}
	const lists = named.flatMap((sheet) => {
		const header = findHeader(
			sheet.rows.map((row) => row.cells),
			mapping,
		);
		return header ? [{ sheet, header }] : [];
	});
	const [first, ...others] = lists;
	if (first) return { ...first, notes: others.length === 0 ? [] : [unreadSheets(table, first.sheet, others.map(({ sheet }) => sheet))] };
	throw new ValidationError(
		'headerMissing',
		`${table.fileName}: 접수번호가 있는 머리글 행을 찾을 수 없습니다${isText ? '' : `(읽은 시트: ${namesOf(named)})`}.`,
		'감면 접수 목록을 추출한 파일이 맞는지 확인하고, 머리글이 다르면 노드의 "열 대응"에 적으시기 바랍니다.',
	);
}

function unreadSheets(table: Table, read: TableSheet, others: readonly TableSheet[]): string {
	return `${placeOf(table, read)}: 접수 목록이 있는 시트가 더 있으나(${namesOf(others)}) 첫 시트만 읽었습니다. 다른 시트를 읽으려면 노드의 시트 이름에 적으시기 바랍니다.`;
}

function namesOf(sheets: readonly TableSheet[]): string {
	return sheets.map((sheet) => sheet.name).join(', ');
}

function cutOff(fileName: string, line: number): ValidationError {
	return new ValidationError(
		'truncatedFile',
		`${fileName} ${line}행: 마지막 행이 중간에서 끊겼습니다. 파일이 잘렸을 수 있습니다.`,
		'원본 시스템에서 파일을 다시 추출하시기 바랍니다.',
	);
}

function receiptOf(row: TableRow, header: HeaderRow, sheet: TableSheet): RawReceipt {
	const { columns, width } = header;
	const value = (field: ColumnField): RawText => textAt(row, columns.get(field)?.[0]);
	const day = (field: ColumnField): RawText => (sheet.date1904 ? from1904(value(field)) : value(field));
	const person = (): RawPerson => ({
		name: value('name'),
		type: value('type'),
		minor: value('minor'),
		birthDate: day('birthDate'),
		mobile: value('mobile'),
		tel: value('tel'),
		address: value('address'),
		residentNo: value('residentNo'),
		relation: null,
	});
	const coOwners = coOwnersOf(row, columns);
	const surplus = row.cells.slice(width).some((cell) => cell !== '');
	const unusable = unusableColumns(row, header);
	const defects = [
		...(unusable.length > 0 ? [`수식 오류이거나 값이 계산되지 않은 칸이 있습니다(${unusable.join(', ')})`] : []),
		...(surplus ? ['칸 수가 머리글보다 많습니다(값 안에 쉼표가 있는지 확인 필요)'] : []),
		...(coOwners.defect === undefined ? [] : [coOwners.defect]),
	];
	return {
		row: row.line,
		receiptNo: value('receiptNo'),
		receivingOffice: value('receivingOffice'),
		receivedOn: day('receivedOn'),
		appearedOn: day('appearedOn'),
		status: value('status'),
		reductionCode: value('reductionCode'),
		reductionName: value('reductionName'),
		legalBasis: value('legalBasis'),
		acquiredOn: day('acquiredOn'),
		registeredOn: day('registeredOn'),
		replacement: value('replacement'),
		plateNo: value('plateNo'),
		computedTax: value('computedTax'),
		reliefAmount: value('reliefAmount'),
		noticeMethod: value('noticeMethod'),
		electronicRequestedOn: day('electronicRequestedOn'),
		taxpayer: person(),
		coOwners: coOwners.people,
		filer: { name: value('filerName'), tel: value('filerTel'), isAgent: value('filerIsAgent') },
		...(defects.length === 0 ? {} : { defect: defects.join(', ') }),
	};
}

function placeOf(table: Table, sheet: TableSheet): string {
	return sheet.name === '' ? table.fileName : `${table.fileName} [${sheet.name}]`;
}
