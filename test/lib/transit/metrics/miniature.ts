import { mkdtempSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { openEngine, type Engine } from '../../../../lib/transit/engine';
import { openLake, type Lake } from '../../../../lib/transit/lake/lake';
import type { LakeSource, MasterKind } from '../../../../lib/transit/lake/manifest';
import { runMetrics, type MetricsOptions, type SummaryTable } from '../../../../lib/transit/metrics/run-metrics';
import { MASTER_COLUMNS, TAP_COLUMNS } from '../../../../lib/transit/tap';

/** Many small analyses in one test; how long they take is not what is tested. */
jest.setTimeout(120_000);

export const DAY = '2026-03-02';

export type Row = Record<string, string | number | boolean | null>;
type Cells = Record<string, string | null>;

/** Rows of a text table: a header line, then one line a row; words apart by blanks, `-` for null. */
export function readTable(text: string): Cells[] {
	const [header = [], ...lines] = text
		.split('\n')
		.map((line) => line.trim().split(/\s+/))
		.filter(([first]) => first !== '');
	return lines.map((words) => {
		if (words.length !== header.length) throw new Error(`expected ${header.length} words: ${words.join(' ')}`);
		return Object.fromEntries(header.map((name, index) => [name, words[index] === '-' ? null : (words[index] ?? null)]));
	});
}

/** `07:05`, `24:10` (ten past midnight of the same operating day) or with seconds, as a timestamp. */
export function clock(time: string | null | undefined): string | null {
	if (time === null || time === undefined) return null;
	const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
	return new Date(Date.parse(`${DAY}T00:00:00Z`) + ((hours * 60 + minutes) * 60 + seconds) * 1000).toISOString().slice(0, 19).replace('T', ' ');
}

/** A key as it stands in the lake; `F2:7` is local id 7 of settlement firm F2, plain `7` of firm F1. */
export const key = (id: string | null | undefined): string | null =>
	id === null || id === undefined ? null : id.includes(':') ? `${id.split(':')[0]}:R:${id.split(':')[1]}` : `F1:R:${id}`;

/**
 * A tap from a row of the text table. Columns: card txn user mode route vehicle operator run ended board from alight to issue
 * transfers riders metres; those not in the table take the default.
 */
export function tapOf(cells: Cells, line: number): Row {
	const given = (name: string, otherwise: string | null) => (cells[name] === undefined ? otherwise : cells[name]);
	const number = (name: string, otherwise: string | null) => {
		const value = given(name, otherwise);
		return value === null ? null : Number(value);
	};
	const board = clock(cells.board);
	return {
		service_date: DAY,
		file_no: 0,
		line,
		card: number('card', null),
		transaction: number('txn', null),
		user_type: given('user', 'adult'),
		mode: given('mode', 'bus'),
		mode_code: null,
		route_key: key(given('route', '10')),
		vehicle_key: key(given('vehicle', 'v1')),
		vehicle_plate: null,
		operator: given('operator', 'op'),
		run_departed_at: clock(given('run', '07:00')),
		run_ended_at: clock(given('ended', null)),
		boarded_at: board,
		boarding_stop: key(given('from', null)),
		alighted_at: clock(given('alight', null)),
		alighting_stop: key(given('to', null)),
		alighting_issue: given('issue', given('alight', null) === null ? 'none' : null),
		transfers: number('transfers', '0'),
		riders: number('riders', '1'),
		distance_m: number('metres', null),
		ride_seconds: null,
	};
}

const KEYS = ['route_key', 'stop_key', 'vehicle_key'];
const TIMES = ['departed_at', 'ended_at'];

/** A master's row: words as they are, keys and times as in taps; columns not in the table are null. */
function masterOf(kind: MasterKind, cells: Cells): Row {
	return Object.fromEntries(
		Object.keys(MASTER_COLUMNS[kind]).map((name) => {
			const value = cells[name] ?? null;
			if (name === 'service_date') return [name, DAY];
			return [name, KEYS.includes(name) ? key(value) : TIMES.includes(name) ? clock(value) : value];
		}),
	);
}

function literal(value: Row[string] | undefined, type: string): string {
	return value === null || value === undefined ? `CAST(NULL AS ${type})` : `CAST('${String(value).replaceAll("'", "''")}' AS ${type})`;
}

async function writeParquet(engine: Engine, file: string, columns: Record<string, string>, rows: Row[]): Promise<void> {
	mkdirSync(dirname(file), { recursive: true });
	const entries = Object.entries(columns);
	const values = rows.map((row) => `(${entries.map(([name, type]) => literal(row[name], type)).join(', ')})`);
	const names = entries.map(([name]) => `"${name}"`).join(', ');
	const query =
		values.length > 0
			? `SELECT * FROM (VALUES ${values.join(', ')}) t(${names})`
			: `SELECT ${entries.map(([name, type]) => `CAST(NULL AS ${type}) AS "${name}"`).join(', ')} WHERE false`;
	await engine.run(`COPY (${query}) TO '${file}' (FORMAT parquet)`);
}

/** A miniature day: text tables of taps (one a source, or one by feed day) and masters. */
export interface Miniature {
	taps: string | { feedDay: string; taps: string; rejected?: number }[];
	/** Rows instead, for generated days. */
	rows?: Row[];
	/** Columns: route_key sequence stop_key direction distance_m. */
	route_stop?: string;
	stop?: string;
	route?: string;
	run_log?: string;
	area?: string;
	options?: Partial<MetricsOptions>;
}

export interface Analysed {
	lake: Lake;
	/** Rows of a summary table in its order, with keys shortened again (`F1:R:10` → `10`, `F2:R:10` → `F2:10`). */
	table(name: SummaryTable): Promise<Row[]>;
	/** Some columns only, each row as words joined by blanks: to be compared with a text table. */
	lines(name: SummaryTable, columns: string, where?: string): Promise<string[]>;
}

const short = (value: Row[string]) => (typeof value === 'string' ? value.replace(/^F1:R:/, '').replace(/^(F\d):R:/, '$1:') : value);

function word(value: Row[string] | undefined): string {
	if (value === null || value === undefined) return '-';
	if (typeof value === 'number') return String(Math.round(value * 1000) / 1000);
	return String(short(value)).replace(' ', 'T');
}

/** Lines of an expected table, blanks evened out. */
export const expected = (text: string): string[] =>
	text
		.split('\n')
		.map((line) => line.trim().replace(/\s+/g, ' '))
		.filter((line) => line !== '');

/** One engine for a test file, and lakes for its miniature days; `close` removes all. */
export async function openBench() {
	const folder = mkdtempSync(join(tmpdir(), 'metrics-'));
	const engine = await openEngine({ memoryMb: 500, threads: 1, tempFolder: join(folder, 'temp') });
	let lakes = 0;

	async function analyse(day: Miniature): Promise<Analysed> {
		lakes += 1;
		const lake = await openLake(join(folder, `lake-${lakes}`));
		const deliveries = typeof day.taps === 'string' ? [{ feedDay: DAY, taps: day.taps, rejected: 0 }] : day.taps;
		const sources = day.rows ? [{ feedDay: DAY, rows: day.rows, rejected: 0 }] : deliveries.map(({ feedDay, taps, rejected = 0 }) => ({ feedDay, rows: readTable(taps).map(tapOf), rejected }));
		const made: LakeSource[] = [];
		for (const [index, { feedDay, rows, rejected }] of sources.entries()) {
			const path = `taps/service_date=${DAY}/source=${feedDay}.${index}.parquet`;
			await writeParquet(engine, lake.path(path), TAP_COLUMNS, rows);
			made.push({
				sourceId: `${feedDay}.${index}`, feedDay, state: 'final', layoutId: 'test', layoutVersion: '1', inputs: [],
				files: [{ path, serviceDate: DAY, rows: rows.length, bytes: 1 }], read: rows.length + rejected, kept: rows.length,
				rejected, duplicates: 0, rejectReasons: {}, rejectsFile: null, ingestedAt: '2026-03-03T05:00:00+09:00',
			});
		}
		const masters: { kind: MasterKind; path: string; rows: number }[] = [];
		for (const kind of ['route', 'stop', 'route_stop', 'run_log', 'area'] as const) {
			const text = day[kind];
			if (text === undefined) continue;
			const rows = readTable(text).map((cells) => masterOf(kind, cells));
			const path = `masters/${kind}/${DAY}-00000000.parquet`;
			await writeParquet(engine, lake.path(path), MASTER_COLUMNS[kind], rows);
			masters.push({ kind, path, rows: rows.length });
		}
		await lake.commit((draft) => {
			for (const source of made) draft.sources[source.sourceId] = source;
			draft.days[DAY] = { tapsGeneration: 1, summary: null, editions: [] };
			draft.masters = masters.map((master) => ({ ...master, validFrom: DAY, inputs: [], importedAt: '2026-03-01T00:00:00+09:00' }));
		});
		const result = await runMetrics({ lake, engine, serviceDate: DAY, options: day.options });
		const read = async (name: SummaryTable, select: string, where: string) =>
			await engine.rows<Row>(`SELECT ${select} FROM read_parquet($file) WHERE ${where}`, { file: lake.path(`${result.folder}/${name}.parquet`) });
		return {
			lake,
			table: async (name) => (await read(name, '*', 'true')).map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, short(value)]))),
			lines: async (name, columns, where = 'true') =>
				(await read(name, columns.split(' ').join(', '), where)).map((row) => columns.split(' ').map((column) => word(row[column])).join(' ')),
		};
	}

	async function close(): Promise<void> {
		await engine.close();
		rmSync(folder, { recursive: true, force: true });
	}

	return { engine, analyse, close };
}

export type Bench = Awaited<ReturnType<typeof openBench>>;
