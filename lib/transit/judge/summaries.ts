import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { officialDate } from '../../calendar/day';
import type { Engine, EngineParameters } from '../engine';
import type { Lake } from '../lake/lake';
import type { MasterKind } from '../lake/manifest';
import { MASTER_COLUMNS } from '../tap';

export type SummaryTable =
	| 'route_day' | 'route_hour' | 'route_stop_hour' | 'stop_hour' | 'user_hour' | 'run_day' | 'load' | 'profile' | 'transfer_pair'
	| 'linked_trip' | 'headway' | 'compliance' | 'shape' | 'chain' | 'area' | 'quality' | 'vehicle_hour' | 'day_total';

/** The days each table of a query is read for. */
export type TableDays = Partial<Record<SummaryTable, readonly string[]>>;

/**
 * Reads daily summaries. A query is a file of `sql/`; in it `summary('<table>')` is that table over the days asked for,
 * with `service_date`, and `judge_<kind>` is a master (route, stop, route_stop, area) as it holds on the service date.
 */
export interface Summaries {
	/** Days with a summary. */
	readonly days: ReadonlySet<string>;
	/** Nothing where a table is asked for over no days. @throws ValidationError `summaryMissing` where none of the days has the table */
	query<T>(sqlFile: string, tables: TableDays, params?: EngineParameters): Promise<T[]>;
}

const MASTERS: readonly Exclude<MasterKind, 'run_log'>[] = ['route', 'stop', 'route_stop', 'area'];
const SUMMARY_MACRO =
	"CREATE OR REPLACE TEMP MACRO summary(name) AS TABLE SELECT * FROM read_parquet(getvariable(name), hive_partitioning = true, hive_types = {'service_date': DATE}, union_by_name = true)";

/** @throws ValidationError `summaryMissing` where the service date has no summary */
export async function openSummaries(lake: Lake, engine: Engine, serviceDate: string): Promise<Summaries> {
	const folders = new Map<string, string>();
	for (const [date, day] of Object.entries(lake.manifest.days)) {
		if (day.summary !== null) folders.set(date, lake.path(day.summary.folder));
	}
	if (!folders.has(serviceDate)) throw missing([serviceDate]);
	await engine.run(SUMMARY_MACRO);
	for (const kind of MASTERS) await loadMaster(engine, kind, lake.masterFile(kind, serviceDate));

	return {
		days: new Set(folders.keys()),
		async query<T>(sqlFile: string, tables: TableDays, params?: EngineParameters): Promise<T[]> {
			if (Object.values(tables).some((dates) => dates.length === 0)) return [];
			for (const [table, dates] of Object.entries(tables)) {
				const files = dates.flatMap((date) => folders.get(date) ?? []).map((folder) => join(folder, `${table}.parquet`));
				const present = files.filter((file) => existsSync(file));
				if (present.length === 0) throw missing(dates);
				await engine.run(`SET VARIABLE "${table}" = $files`, { files: present });
			}
			return await engine.rows<T>(sqlText(sqlFile), params);
		},
	};
}

async function loadMaster(engine: Engine, kind: (typeof MASTERS)[number], file: string | null): Promise<void> {
	if (file === null) {
		const columns = Object.entries(MASTER_COLUMNS[kind]).map(([name, type]) => `${name} ${type}`);
		await engine.run(`CREATE OR REPLACE TEMP TABLE judge_${kind} (${columns.join(', ')})`);
		return;
	}
	await engine.run('SET VARIABLE master_file = $file', { file });
	await engine.run(`CREATE OR REPLACE TEMP TABLE judge_${kind} AS SELECT * FROM read_parquet(getvariable('master_file'), hive_partitioning = false)`);
}

const texts = new Map<string, string>();

function sqlText(name: string): string {
	const known = texts.get(name);
	if (known !== undefined) return known;
	const text = readFileSync(join(__dirname, 'sql', `${name}.sql`), 'utf8');
	texts.set(name, text);
	return text;
}

function missing(dates: readonly string[]): ValidationError {
	const first = dates[0];
	return new ValidationError(
		'summaryMissing',
		`${first === undefined ? '해당 기간' : officialDate(first)}의 일별 요약이 없습니다.`,
		'해당 운행일자를 먼저 분석하시기 바랍니다.',
	);
}
