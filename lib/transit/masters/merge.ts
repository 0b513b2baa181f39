import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import type { Engine } from '../engine';
import type { MasterKind } from '../lake/manifest';
import { sqlText, sqlTexts } from '../sql-literal';
import { MASTER_COLUMNS } from '../tap';
import { STAGED_EXTRA } from './records';

/** What makes a row of a kind; also the order of its file. */
export const MASTER_KEYS: Readonly<Record<MasterKind, readonly string[]>> = {
	route: ['route_key'],
	stop: ['stop_key'],
	route_stop: ['route_key', 'sequence'],
	run_log: ['service_date', 'route_key', 'departed_at', 'vehicle_key', 'run_no'],
	area: ['dong_code'],
};

const columnsOf = (kind: MasterKind): [name: string, type: string][] => Object.entries(MASTER_COLUMNS[kind]);

/** Makes `current_<kind>`: what the lake has, from the files given. */
export async function openCurrent(engine: Engine, kind: MasterKind, files: readonly string[]): Promise<void> {
	const columns = columnsOf(kind).map(([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`);
	const nothing = columnsOf(kind).map(([name, type]) => `CAST(NULL AS ${type}) AS "${name}"`);
	const from = files.length === 0 ? `SELECT ${nothing.join(', ')} WHERE false` : `SELECT ${columns.join(', ')} FROM read_parquet(${sqlTexts(files)}, hive_partitioning = false)`;
	await engine.run(`CREATE OR REPLACE TEMP TABLE current_${kind} AS ${from}`);
}

/** Adds the rows of more files to `current_<kind>`. */
export async function addCurrent(engine: Engine, kind: MasterKind, file: string): Promise<void> {
	await engine.run(`INSERT INTO current_${kind} SELECT ${columnsOf(kind).map(([name]) => `"${name}"`).join(', ')} FROM read_parquet(${sqlText(file)}, hive_partitioning = false)`);
}

/** Makes `import_rows` of a staged CSV, typed. */
export async function openRows(engine: Engine, kind: MasterKind, csv: string): Promise<void> {
	const columns: [string, string][] = [['ordinal', 'BIGINT'], ...columnsOf(kind), ...Object.entries(STAGED_EXTRA[kind] ?? {})];
	const names = columns.map(([name]) => `'${name}': 'VARCHAR'`).join(', ');
	await engine.run(`CREATE OR REPLACE TEMP TABLE import_rows AS
		SELECT ${columns.map(([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`).join(', ')}
		FROM read_csv(${sqlText(csv)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', nullstr = '', columns = {${names}})`);
}

export interface Merged {
	/** Rows that repeat a key of the same file; the last one counted. */
	duplicates: number;
	warnings: string[];
}

/**
 * Puts `import_rows` over `current_<kind>`. A filling import only gives what is not known yet.
 * @throws ValidationError `stopsNeeded`
 */
export async function mergeRows(engine: Engine, kind: MasterKind, fills: boolean): Promise<Merged> {
	const names = columnsOf(kind).map(([name]) => `"${name}"`).join(', ');
	const warnings: string[] = [];
	if (kind === 'route_stop') await engine.run(readSql('route-stops'));
	else await latest(engine, kind, names);
	const repeated = (await engine.rows<{ n: number }>('SELECT (SELECT count(*) FROM import_rows) - (SELECT count(*) FROM import_latest) AS n'))[0]?.n ?? 0;
	let keyless = 0;
	if (kind === 'stop' && !fills) {
		keyless = await mergeStops(engine, warnings);
	} else if (kind === 'route_stop' || kind === 'run_log') {
		const by = kind === 'run_log' ? 'service_date, route_key' : 'route_key';
		await engine.run(`CREATE OR REPLACE TEMP TABLE import_merged AS SELECT ${names} FROM import_latest UNION ALL SELECT ${names} FROM current_${kind} ANTI JOIN import_latest USING (${by})`);
	} else {
		const [key = ''] = MASTER_KEYS[kind];
		const [first, second] = fills ? ['b', 'n'] : ['n', 'b'];
		const values = columnsOf(kind).map(([name]) => `coalesce(${first}."${name}", ${second}."${name}") AS "${name}"`);
		await engine.run(`CREATE OR REPLACE TEMP TABLE import_merged AS SELECT ${values.join(', ')} FROM import_latest n FULL JOIN current_${kind} b USING (${key})`);
	}
	await engine.run(`CREATE OR REPLACE TEMP TABLE current_${kind} AS SELECT ${names} FROM import_merged`);
	return { duplicates: repeated - keyless, warnings };
}

async function latest(engine: Engine, kind: MasterKind, names: string): Promise<void> {
	const keys = MASTER_KEYS[kind].join(', ');
	const keyed = kind === 'stop' ? 'WHERE stop_key IS NOT NULL' : '';
	await engine.run(`CREATE OR REPLACE TEMP TABLE import_latest AS SELECT ${names} FROM import_rows ${keyed} QUALIFY row_number() OVER (PARTITION BY ${keys} ORDER BY ordinal DESC) = 1`);
}

/** How many rows had no key of their own. */
async function mergeStops(engine: Engine, warnings: string[]): Promise<number> {
	await engine.run('CREATE OR REPLACE TEMP TABLE import_keyless AS SELECT ars_no, stop_name, longitude, latitude, dong_code, dong_name FROM import_rows WHERE stop_key IS NULL');
	await engine.run(readSql('stops'));
	const [counts] = await engine.rows<{ keyless: number; unplaced: number; stops: number; uncoded: number }>(`SELECT
		(SELECT count(*) FROM import_keyless) AS keyless, (SELECT rows FROM import_unplaced) AS unplaced,
		(SELECT count(*) FROM import_merged) AS stops, (SELECT count(*) FROM import_merged WHERE dong_code IS NULL AND dong_name IS NOT NULL) AS uncoded`);
	const { keyless = 0, unplaced = 0, stops = 0, uncoded = 0 } = counts ?? {};
	if (stops === 0) {
		throw new ValidationError('stopsNeeded', '정류장ID가 없는 파일은 정류장 번호(ARS)로 이어 붙일 정류장이 저장소에 있어야 합니다.', '정류장ID가 있는 정류장 기준정보를 먼저 등록하시기 바랍니다.');
	}
	if (unplaced > 0) warnings.push(`정류장 번호(ARS)가 같은 정류장이 없어 쓰지 못한 행: ${unplaced.toLocaleString('ko-KR')}행.`);
	if (uncoded > 0) warnings.push(`행정동 이름만 있고 코드가 없는 정류장: ${uncoded.toLocaleString('ko-KR')}개. 행정동 기준정보를 등록한 뒤 정류장을 다시 등록하면 이름이 하나뿐인 행정동의 코드가 채워집니다.`);
	return keyless;
}

const readSql = (name: string) => readFileSync(join(__dirname, `${name}.sql`), 'utf8');
