import { ValidationError } from '../errors';
import { checkHeader, findHeader, type ColumnField, type ColumnMapping, type HeaderRow } from './mapping';
import type { RawPerson, RawReceipt, RawText, SourceBatch } from './raw';
import type { Table, TableRow, TableSheet } from './table';
import { parseWon } from './values';

export interface FileOptions {
	mapping: ColumnMapping;
	/** Name of the sheet; null takes the first one with a header row. */
	sheetName: string | null;
}

const TOTAL_WORD = /^(?:합계|총계|계|총합계|누계)$/;
const SUBTOTAL_WORD = /^(?:소계|중계|페이지계)$/;
const COUNT = /^(?:총|합계|계|전체)?:?([\d,]+)건$/;
/** How exports fill a cell that has no value. */
const NOTHING = /^[-–—]+$/;
const TITLE_COUNT = /(?:총|합계|전체|건수)\s*:?\s*([\d,]+)\s*건|건수\s*:\s*([\d,]+)/;

/**
 * The receipts of an exported file. The header may stand below titles; blank lines, repeated headers and subtotals are
 * passed over, a 합계 line becomes the control total, short lines after it are remarks. Everything else is a receipt,
 * however little of it can be read.
 * @throws ValidationError `sheetMissing`, `headerMissing`, `missingColumns`, `ambiguousColumns`
 */
export function receiptsOfTable(table: Table, options: FileOptions): SourceBatch {
	const { sheet, header } = pickSheet(table, options);
	checkHeader(header, placeOf(table, sheet));
	const headings = sheet.rows[header.index]?.cells.join('\u0000');
	const receipts: RawReceipt[] = [];
	let total: { count: number | null; reliefSum: number } | null = null;
	for (const row of sheet.rows.slice(header.index + 1)) {
		const filled = row.cells.filter((cell) => cell !== '');
		if (filled.length === 0 || row.cells.join('\u0000') === headings) continue;
		const word = totalWord(row, header);
		if (word === 'subtotal') continue;
		if (word === 'total') total = totalOf(row, header) ?? total;
		else if (total === null || filled.length > 2) receipts.push(receiptOf(row, header));
	}
	if (total?.count === null) total.count = titleCount(sheet.rows.slice(0, header.index));
	return { name: table.fileName, hash: table.sha256, receipts, control: total };
}

function pickSheet(table: Table, { mapping, sheetName }: FileOptions): { sheet: TableSheet; header: HeaderRow } {
	const named = sheetName === null ? table.sheets : table.sheets.filter((sheet) => sheet.name === sheetName);
	if (named.length === 0) {
		throw new ValidationError(
			'sheetMissing',
			`${table.fileName}: 지정한 시트가 없습니다.`,
			`노드의 시트 이름을 비우거나 파일에 있는 이름으로 고치시기 바랍니다(${table.sheets.map((sheet) => sheet.name).join(', ')}).`,
		);
	}
	for (const sheet of named) {
		const header = findHeader(
			sheet.rows.map((row) => row.cells),
			mapping,
		);
		if (header) return { sheet, header };
	}
	throw new ValidationError(
		'headerMissing',
		`${table.fileName}: 접수번호가 있는 머리글 행을 찾을 수 없습니다.`,
		'감면 접수 목록을 추출한 파일이 맞는지 확인하고, 머리글이 다르면 노드의 "열 대응"에 적으시기 바랍니다.',
	);
}

function receiptOf(row: TableRow, { columns, width }: HeaderRow): RawReceipt {
	const value = (field: ColumnField): RawText => textAt(row, columns.get(field)?.[0]);
	const person = (): RawPerson => ({
		name: value('name'),
		type: value('type'),
		minor: value('minor'),
		birthDate: value('birthDate'),
		mobile: value('mobile'),
		tel: value('tel'),
		address: value('address'),
		residentNo: value('residentNo'),
		relation: null,
	});
	const coOwners = coOwnersOf(row, columns);
	const surplus = row.cells.slice(width).some((cell) => cell !== '');
	const defects = [
		...(surplus ? ['칸 수가 머리글보다 많습니다(값 안에 쉼표가 있는지 확인 필요)'] : []),
		...(coOwners.defect === undefined ? [] : [coOwners.defect]),
	];
	return {
		row: row.line,
		receiptNo: value('receiptNo'),
		receivingOffice: value('receivingOffice'),
		receivedOn: value('receivedOn'),
		appearedOn: value('appearedOn'),
		status: value('status'),
		reductionCode: value('reductionCode'),
		reductionName: value('reductionName'),
		legalBasis: value('legalBasis'),
		acquiredOn: value('acquiredOn'),
		registeredOn: value('registeredOn'),
		replacement: value('replacement'),
		plateNo: value('plateNo'),
		computedTax: value('computedTax'),
		reliefAmount: value('reliefAmount'),
		noticeMethod: value('noticeMethod'),
		electronicRequestedOn: value('electronicRequestedOn'),
		taxpayer: person(),
		coOwners: coOwners.people,
		filer: { name: value('filerName'), tel: value('filerTel'), isAgent: value('filerIsAgent') },
		...(defects.length === 0 ? {} : { defect: defects.join(', ') }),
	};
}

const CO_OWNER_FIELDS = {
	coOwnerName: 'name',
	coOwnerMobile: 'mobile',
	coOwnerAddress: 'address',
	coOwnerResidentNo: 'residentNo',
	coOwnerBirthDate: 'birthDate',
	coOwnerRelation: 'relation',
} as const satisfies Partial<Record<ColumnField, keyof RawPerson>>;

/** Co-owners side by side (`공동명의자1 성명`, `공동명의자2 성명`) or in one cell, one a line or parted by `;` or `/`. */
function coOwnersOf(row: TableRow, columns: HeaderRow['columns']): { people: RawPerson[]; defect?: string } {
	const lists = new Map<keyof RawPerson, RawText[]>();
	for (const field of ['coOwnerName', 'coOwnerMobile', 'coOwnerAddress', 'coOwnerResidentNo', 'coOwnerBirthDate', 'coOwnerRelation'] as const) {
		const cells = (columns.get(field) ?? []).map((column) => textAt(row, column));
		lists.set(CO_OWNER_FIELDS[field], cells.length === 1 ? splitCell(cells[0] ?? null) : cells);
	}
	const filled = [...lists.values()].map((list) => list.findLastIndex((text) => text !== null) + 1);
	const count = Math.max(0, ...filled);
	const people = Array.from({ length: count }, (_none, i): RawPerson => {
		const at = (field: keyof RawPerson) => lists.get(field)?.[i] ?? null;
		return {
			name: at('name'),
			type: null,
			minor: null,
			birthDate: at('birthDate'),
			mobile: at('mobile'),
			tel: null,
			address: at('address'),
			residentNo: at('residentNo'),
			relation: at('relation'),
		};
	}).filter((person) => Object.values(person).some((text) => text !== null));
	const names = lists.get('name')?.filter((name) => name !== null).length ?? 0;
	return names === people.length ? { people } : { people, defect: '공동명의자의 성명과 연락처 등의 개수가 다릅니다' };
}

function splitCell(cell: RawText): RawText[] {
	return cell === null ? [] : cell.split(/[;/\n]/).map((part) => part.trim() || null);
}

function textAt(row: TableRow, column: number | undefined): RawText {
	const text = column === undefined ? '' : (row.cells[column] ?? '');
	return text === '' || NOTHING.test(text) ? null : text;
}

/** A total line has its word in some cell, and neither a receipt number nor a plate of its own. */
function totalWord(row: TableRow, { columns }: HeaderRow): 'total' | 'subtotal' | undefined {
	const own = (['receiptNo', 'plateNo', 'receivedOn'] as const).map((field) => textAt(row, columns.get(field)?.[0]));
	const words = row.cells.map((cell) => cell.replace(/\s/g, ''));
	const isWord = (text: string) => TOTAL_WORD.test(text) || SUBTOTAL_WORD.test(text) || COUNT.test(text);
	if (own.some((text) => text !== null && !isWord(text.replace(/\s/g, '')))) return undefined;
	if (words.some((word) => TOTAL_WORD.test(word))) return 'total';
	return words.some((word) => SUBTOTAL_WORD.test(word)) ? 'subtotal' : undefined;
}

function totalOf(row: TableRow, { columns }: HeaderRow): { count: number | null; reliefSum: number } | null {
	const relief = textAt(row, columns.get('reliefAmount')?.[0]);
	const reliefSum = relief === null ? undefined : parseWon(relief);
	if (reliefSum === undefined) return null;
	const count = row.cells.map((cell) => COUNT.exec(cell.replace(/\s/g, ''))?.[1]).find((text) => text !== undefined);
	return { count: count === undefined ? null : Number(count.replaceAll(',', '')), reliefSum };
}

function titleCount(rows: readonly TableRow[]): number | null {
	for (const row of rows) {
		for (const cell of row.cells) {
			const found = TITLE_COUNT.exec(cell);
			const digits = found?.[1] ?? found?.[2];
			if (digits !== undefined) return Number(digits.replaceAll(',', ''));
		}
	}
	return null;
}

function placeOf(table: Table, sheet: TableSheet): string {
	return sheet.name === '' ? table.fileName : `${table.fileName} [${sheet.name}]`;
}
