import { CityhallError } from '../errors';

export type SqlValue = string | number | null;
export type Row = Record<string, unknown>;

/** One SQL statement with `?` placeholders, understood by SQLite and PostgreSQL alike. */
export interface Statement {
	sql: string;
	values: SqlValue[];
	/** Answered with one row, `changed`: how many rows it changed. `RETURNING` would take SQLite three times as long. */
	counts?: true;
}

/**
 * A piece of a transaction: yields statements, receives their rows, ends with a result. The same steps run
 * synchronously on SQLite (nothing can come between them) and asynchronously on another database.
 */
export type Steps<T> = Generator<Statement, T, Row[]>;

/** Runs one statement and returns its rows. */
export function* all(sql: string, ...values: SqlValue[]): Steps<Row[]> {
	return yield { sql, values };
}

/** Runs one statement and returns its first row, if any. */
export function* first(sql: string, ...values: SqlValue[]): Steps<Row | undefined> {
	const rows = yield { sql, values };
	return rows[0];
}

const PLACES = 200;
const PLACE_LIST = Array.from({ length: PLACES }, () => '?').join(', ');

/**
 * Runs a statement for many values at once and returns all its rows. `sql` is given the places of a list, which come after
 * those of `first`; always equally many, so that there is one statement to prepare however many values come.
 */
export function* allIn(sql: (places: string) => string, first: readonly SqlValue[], values: readonly string[]): Steps<Row[]> {
	const statement = sql(PLACE_LIST);
	const found: Row[] = [];
	for (let start = 0; start < values.length; start += PLACES) {
		const part: SqlValue[] = [...first, ...values.slice(start, start + PLACES)];
		while (part.length < first.length + PLACES) part.push(null);
		for (const row of yield { sql: statement, values: part }) found.push(row);
	}
	return found;
}

/** Runs a statement that changes rows; returns how many it changed. */
export function* change(sql: string, ...values: SqlValue[]): Steps<number> {
	const [row] = yield { sql, values, counts: true };
	return int(row ?? {}, 'changed');
}

/** Where a ledger keeps its rows. */
export interface LedgerStore {
	/**
	 * Runs the steps in one serialised transaction; throws and rolls back as a whole. Waits (without blocking the
	 * event loop) while another process holds the database, then fails with `ledgerLocked`.
	 */
	transact<T>(steps: () => Steps<T>): Promise<T>;
	close(): Promise<void>;
}

const badRow = (column: string) =>
	new CityhallError(
		'ledgerDamaged',
		`발송 대장에서 '${column}' 값을 읽을 수 없습니다.`,
		'발송 대장 파일이 손상되었을 수 있습니다. 대장 검증을 실행하고 백업을 확인하시기 바랍니다.',
	);

/** Text of a column; fails on anything else. */
export function text(row: Row, column: string): string {
	const value = row[column];
	if (typeof value !== 'string') throw badRow(column);
	return value;
}

/** Text of a column or null. */
export function textOrNull(row: Row, column: string): string | null {
	return row[column] === null || row[column] === undefined ? null : text(row, column);
}

/** Whole number of a column; PostgreSQL gives bigint as text. */
export function int(row: Row, column: string): number {
	const value = row[column];
	const number = typeof value === 'string' || typeof value === 'bigint' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw badRow(column);
	return number;
}

/** Whole number of a column or null. */
export function intOrNull(row: Row, column: string): number | null {
	return row[column] === null || row[column] === undefined ? null : int(row, column);
}
