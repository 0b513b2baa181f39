import { CityhallError } from '../errors';
import { MOVED } from './moved';
import { TABLES } from './schema';
import type { LedgerStore, Row, SqlValue, Steps } from './steps';
import { all, first, int, text } from './steps';

/** Rows read, written and compared in one transaction. */
const PAGE = 500;
/** Rows of one statement. */
const TOGETHER = 50;
/** Rows of `meta` that are the copy's own. */
const OWN = `('key', 'schema', '${MOVED}')`;
const WHICH = (table: string) => (table === 'meta' ? `name NOT IN ${OWN}` : '1 = 1');

/** A table as it is read in the order of its key. */
export interface TablePlan {
	table: string;
	columns: readonly string[];
	key: readonly string[];
}

/** How the tables of a SQLite ledger are read. */
export function* planTables(): Steps<TablePlan[]> {
	const plans: TablePlan[] = [];
	for (const table of TABLES) {
		const columns = yield* all(`SELECT name, pk FROM pragma_table_info('${table}') ORDER BY cid`);
		const key = columns.filter((row) => int(row, 'pk') > 0).sort((a, b) => int(a, 'pk') - int(b, 'pk'));
		plans.push({ table, columns: columns.map((row) => text(row, 'name')), key: key.map((row) => text(row, 'name')) });
	}
	return plans;
}

/** Takes all rows away, beside those of `meta` that are the ledger's own. */
export function* emptyTables(): Steps<void> {
	for (const table of TABLES) yield* all(`DELETE FROM ${table} WHERE ${WHICH(table)}`);
}

/** Tables that have rows; what an unused ledger keeps in `meta` does not count. */
export function* usedTables(): Steps<string[]> {
	const used: string[] = [];
	for (const table of TABLES) if (table !== 'meta' && (yield* first(`SELECT 1 AS used FROM ${table} LIMIT 1`))) used.push(table);
	return used;
}

/** Number of rows to copy, or copied, by table. */
export function* countTables(): Steps<Record<string, number>> {
	const counts: Record<string, number> = {};
	for (const table of TABLES) counts[table] = int((yield* first(`SELECT COUNT(*) AS n FROM ${table} WHERE ${WHICH(table)}`)) ?? {}, 'n');
	return counts;
}

/**
 * Copies a table page by page, and reads each page back before the next: what the copy holds is what the source held.
 * `guard` runs in each of the copy's transactions before anything is written.
 * @throws CityhallError `moveDiffers`, `ledgerDamaged`
 */
export async function copyTable(plan: TablePlan, source: LedgerStore, target: LedgerStore, guard: () => Steps<void>): Promise<void> {
	for (let after: SqlValue[] = []; ; ) {
		const from = after;
		const rows = await source.transact(() => readPage(plan, from));
		if (rows.length === 0) return;
		await target.transact(function* () {
			yield* guard();
			yield* write(plan, rows);
			const copy = yield* readPage(plan, from);
			if (copy.length !== rows.length || rows.some((row, index) => plan.columns.some((column) => !same(row[column], copy[index]?.[column])))) throw differs(plan.table);
		});
		if (rows.length < PAGE) return;
		const last = rows[rows.length - 1] ?? {};
		after = plan.key.map((column) => valueOf(plan.table, last[column]));
	}
}

function* readPage({ table, columns, key }: TablePlan, after: readonly SqlValue[]): Steps<Row[]> {
	const order = key.join(', ');
	const later = after.length === 0 ? '' : `AND (${order}) > (${key.map(() => '?').join(', ')})`;
	return yield* all(`SELECT ${columns.join(', ')} FROM ${table} WHERE ${WHICH(table)} ${later} ORDER BY ${order} LIMIT ${PAGE}`, ...after);
}

function* write({ table, columns }: TablePlan, rows: readonly Row[]): Steps<void> {
	const places = `(${columns.map(() => '?').join(', ')})`;
	const insert = (count: number) => `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${Array.from({ length: count }, () => places).join(', ')}`;
	const values = (row: Row) => columns.map((column) => valueOf(table, row[column]));
	const many = insert(TOGETHER);
	const one = insert(1);
	let start = 0;
	for (; start + TOGETHER <= rows.length; start += TOGETHER) yield* all(many, ...rows.slice(start, start + TOGETHER).flatMap(values));
	for (const row of rows.slice(start)) yield* all(one, ...values(row));
}

function valueOf(table: string, value: unknown): SqlValue {
	if (value === null || typeof value === 'string' || typeof value === 'number') return value;
	throw new CityhallError('ledgerDamaged', `발송 대장의 표 '${table}'에 글자도 숫자도 아닌 값이 있어 옮기지 못하였습니다.`, '대장 검증을 실행하고 백업을 확인하시기 바랍니다.');
}

/** PostgreSQL gives whole numbers as text. */
const same = (value: unknown, copy: unknown) => (value === null || copy === null || copy === undefined ? value === copy : String(value) === String(copy));

export const differs = (table: string) =>
	new CityhallError('moveDiffers', `옮긴 대장의 표 '${table}'이(가) 원래 대장과 달라 옮기기를 멈추었습니다.`, "데이터베이스의 문자 인코딩이 UTF8인지 확인한 뒤 '대장 옮기기'를 다시 실행하거나, '옮기기 취소'로 원래 대장을 다시 사용하시기 바랍니다.");
