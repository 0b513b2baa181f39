import { MASTER_COLUMNS } from '../tap';
import type { Engine } from '../engine';
import type { Lake } from '../lake/lake';
import { sqlText } from '../sql-literal';
import type { MasterKind } from '../lake/manifest';
import type { MetricsOptions } from './options';

const reading = (path: string) => `read_parquet(${sqlText(path)}, hive_partitioning = false)`;

/** A master's rows, or none where the lake has no such master. Every column is there, in the contract's type. */
function masterQuery(kind: MasterKind, file: string | null): string {
	const columns = Object.entries(MASTER_COLUMNS[kind]);
	return file === null
		? `SELECT ${columns.map(([name, type]) => `CAST(NULL AS ${type}) AS "${name}"`).join(', ')} WHERE false`
		: `SELECT ${columns.map(([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`).join(', ')} FROM ${reading(file)}`;
}

/** `feedDay` of each tap file of the day, in the order of `lake.tapFiles`. */
function feedDays(lake: Lake, files: readonly string[]): string[] {
	const byPath = new Map(
		Object.values(lake.manifest.sources).flatMap((source) => source.files.map(({ path }): [string, string] => [lake.path(path), source.feedDay])),
	);
	return files.map((file) => byPath.get(file) ?? '');
}

/**
 * What ingest read and rejected of the day's own feed (of whatever feeds hold its taps where it has none), and the rows of
 * its own feed that went to other days. A later day's garbage says nothing of this one, whose late rows came with it.
 */
function sourceTotals(lake: Lake, serviceDate: string) {
	const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
	const all = Object.values(lake.manifest.sources);
	const own = all.filter(({ feedDay }) => feedDay === serviceDate);
	const ofDay = own.length > 0 ? own : all.filter(({ files }) => files.some((file) => file.serviceDate === serviceDate));
	const ofFeed = own.flatMap(({ files }) => files);
	return {
		rows_read: sum(ofDay.map(({ read }) => read)),
		rows_rejected: sum(ofDay.map(({ rejected }) => rejected)),
		feed_rows: sum(ofFeed.map(({ rows }) => rows)),
		feed_rows_elsewhere: sum(ofFeed.filter((file) => file.serviceDate !== serviceDate).map(({ rows }) => rows)),
	};
}

/**
 * Makes what the queries read: views `delivered_tap` (taps of all sources with `source_no`, and `feed_day`) and `master_<kind>`,
 * and the parameters as variables. In the current schema.
 */
export async function prepareInputs(engine: Engine, lake: Lake, serviceDate: string, options: MetricsOptions): Promise<void> {
	const files = lake.tapFiles(serviceDate);
	const days = feedDays(lake, files);
	const delivered = files.map(
		(file, index) => `SELECT *, ${index} AS source_no, CAST(${days[index] ? sqlText(days[index]) : 'NULL'} AS DATE) AS feed_day FROM ${reading(file)}`,
	);
	await engine.run(`CREATE VIEW delivered_tap AS ${delivered.join(' UNION ALL ')}`);
	for (const kind of ['route', 'stop', 'route_stop', 'run_log', 'area'] as const) {
		await engine.run(`CREATE VIEW master_${kind} AS ${masterQuery(kind, lake.masterFile(kind, serviceDate))}`);
	}
	const variables = {
		walk_limit_m: options.walkLimitM,
		tag_off_floor: options.tagOffFloor,
		transfer_window_s: options.transferWindowMinutes * 60,
		hidden_one_in: options.hiddenSampleOneIn,
		riders_limit: options.ridersLimit,
		zero_dip_neighbours: options.zeroDipNeighbours,
		transfer_pairs: options.transferPairs,
		...sourceTotals(lake, serviceDate),
	};
	await engine.run('SET VARIABLE service_date = CAST($value AS DATE)', { value: serviceDate });
	for (const [name, value] of Object.entries(variables)) await engine.run(`SET VARIABLE ${name} = $value`, { value });
}
