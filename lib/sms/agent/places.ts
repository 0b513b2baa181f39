import type { AgentConnection, CatalogColumn } from './database';
import { columnMissing, columnNarrow, notTransactional, tableMissing } from './failures';
import type { AgentTable, AgentTables } from './tables';
import type { MessageType } from '../types';

type Role = keyof AgentTable['columns'];

/** A table as it really is in the database, names quoted. */
export interface Place {
	type: MessageType;
	/** As the catalogue writes it. */
	name: string;
	quoted: string;
	live: boolean;
	settings: AgentTable;
	/** Quoted columns by role; those that the table lacks are absent. */
	columns: ReadonlyMap<Role, string>;
	/** Width of the caller's column, in characters. */
	keyWidth: number | null;
}

/** A table that takes rows. */
export interface LivePlace extends Place {
	/** Quoted columns of the fixed values with their values. */
	fixed: ReadonlyArray<readonly [column: string, value: string]>;
	/** Expression for the row's number; null where the column fills itself. */
	nextId: string | null;
}

export interface Places {
	/** Absent where the database has no such table. */
	live: Partial<Record<MessageType, LivePlace>>;
	logs: Place[];
}

/** At least so much of a key must fit that no two notices ever share it. */
const LEAST_KEY_WIDTH = 20;
const NEEDED_IN_LOG: readonly Role[] = ['id', 'key', 'sendAt', 'state', 'result'];

export const logNameOf = ({ log }: AgentTable, month: string) => log.replace('{YYYYMM}', month);

/**
 * Finds the agent's tables and the log tables of those months (`YYYYMM`) in the database's catalogue.
 * @throws RemoteError a column that is not there or too narrow, a table without transactions
 */
export async function findPlaces(connection: AgentConnection, tables: AgentTables, months: readonly string[]): Promise<Places> {
	const wanted = [tables.sms, tables.lms].flatMap((table) => [table.table, ...months.map((month) => logNameOf(table, month))]);
	const byTable = Map.groupBy(await connection.columnsOf([...new Set(wanted)]), ({ table }) => table.toLowerCase());
	const places: Places = { live: {}, logs: [] };
	const seen = new Set<string>();
	for (const [type, settings] of [['SMS', tables.sms], ['LMS', tables.lms]] as const) {
		const catalog = byTable.get(settings.table.toLowerCase());
		if (catalog) places.live[type] = livePlace(connection, type, settings, catalog);
		for (const month of months) {
			const name = logNameOf(settings, month).toLowerCase();
			const columns = byTable.get(name);
			if (!columns || seen.has(name)) continue;
			seen.add(name);
			const place = placeOf(connection, type, settings, columns, false);
			requireColumns(place, NEEDED_IN_LOG);
			places.logs.push(place);
		}
	}
	return places;
}

/** @throws RemoteError where the database has no table for that type */
export function livePlaceOf(places: Places, type: MessageType, tables: AgentTables): LivePlace {
	const place = places.live[type];
	if (!place) throw tableMissing((type === 'SMS' ? tables.sms : tables.lms).table);
	return place;
}

/** Every table that may hold a text, each once. */
export function everyPlace({ live, logs }: Places): Place[] {
	const both = [live.SMS, live.LMS].filter((place) => place !== undefined);
	return [...both.filter(({ name }, index) => both.findIndex((one) => one.name === name) === index), ...logs];
}

function placeOf(connection: AgentConnection, type: MessageType, settings: AgentTable, catalog: readonly CatalogColumn[], live: boolean): Place {
	const { quote } = connection.dialect;
	const name = catalog[0]?.table ?? settings.table;
	const columns = new Map<Role, string>();
	for (const role of Object.keys(settings.columns) as Role[]) {
		const found = columnOf(catalog, settings.columns[role]);
		if (found) columns.set(role, quote(found.column));
	}
	return { type, name, quoted: quote(name), live, settings, columns, keyWidth: columnOf(catalog, settings.columns.key)?.maxLength ?? null };
}

function livePlace(connection: AgentConnection, type: MessageType, settings: AgentTable, catalog: readonly CatalogColumn[]): LivePlace {
	const place = placeOf(connection, type, settings, catalog, true);
	const { quote, nextValue } = connection.dialect;
	requireColumns(place, (Object.keys(settings.columns) as Role[]).filter((role) => settings.columns[role] !== null));
	if (place.keyWidth !== null && place.keyWidth < LEAST_KEY_WIDTH) throw columnNarrow(place.name, settings.columns.key);
	if (catalog.some(({ transactional }) => !transactional)) throw notTransactional(place.name);
	const fixed = Object.entries(settings.fixed).map(([column, value]) => {
		const found = columnOf(catalog, column);
		if (!found) throw columnMissing(place.name, column);
		return [quote(found.column), value] as const;
	});
	const fills = columnOf(catalog, settings.columns.id)?.fills === true;
	return { ...place, fixed, nextId: fills || settings.sequence === null ? null : nextValue(settings.sequence) };
}

function requireColumns({ name, columns, settings }: Place, roles: readonly Role[]): void {
	for (const role of roles) if (!columns.has(role)) throw columnMissing(name, settings.columns[role] ?? role);
}

const columnOf = (catalog: readonly CatalogColumn[], name: string | null) =>
	name === null ? undefined : catalog.find(({ column }) => column.toLowerCase() === name.toLowerCase());

/** The quoted column of a role. @throws RemoteError */
export function columnFor({ name, columns, settings }: Place, role: Role): string {
	const column = columns.get(role);
	if (column === undefined) throw columnMissing(name, settings.columns[role] ?? role);
	return column;
}
