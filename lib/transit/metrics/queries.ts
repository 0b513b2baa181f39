import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Summary tables: what a day's taps become. Definitions are at the head of tables/<name>.sql. */
export const SUMMARY_TABLES = [
	'route_day', 'route_hour', 'route_stop_hour', 'stop_hour', 'user_hour', 'vehicle_hour', 'day_total',
	'chain', 'transfer_pair', 'linked_trip',
	'run_day', 'load', 'profile',
	'headway', 'compliance', 'shape', 'area', 'quality',
] as const;
export type SummaryTable = (typeof SUMMARY_TABLES)[number];

type Work = { step: string } | { table: SummaryTable } | { drop: string[] };

/** The order of work. A step makes tables that later queries read; a drop frees the memory of those that none reads any more. */
const PLAN: readonly Work[] = [
	{ step: 'masters' }, { step: 'keys' }, { step: 'repeats' }, { step: 'checks' }, { step: 'taps' }, { step: 'runs' }, { step: 'lines' }, { step: 'line-ends' },
	{ step: 'loops' }, { step: 'places' },
	{ table: 'user_hour' }, { table: 'vehicle_hour' },
	{ step: 'cube' }, { step: 'route-peak' },
	{ table: 'route_day' }, { table: 'route_hour' }, { table: 'route_stop_hour' }, { table: 'stop_hour' }, { table: 'day_total' },
	{ drop: ['cube'] },
	{ table: 'linked_trip' }, { step: 'legs' }, { table: 'transfer_pair' }, { step: 'chain' }, { table: 'chain' },
	{ drop: ['leg', 'chain_task'] },
	{ step: 'run-stops' }, { step: 'loads' }, { drop: ['run_stop', 'run_gap', 'leaving'] },
	{ step: 'run-totals' }, { table: 'run_day' },
	{ step: 'load-hours' }, { table: 'load' }, { table: 'profile' },
	{ step: 'departures' }, { table: 'headway' }, { table: 'compliance' }, { table: 'shape' }, { table: 'area' }, { table: 'quality' },
];

/** One query of the plan. `table` is null for a step. */
export interface Query {
	name: string;
	table: SummaryTable | null;
	sql: string;
}

const read = (folder: string, name: string) => readFileSync(join(__dirname, folder, `${name}.sql`), 'utf8').trim();

export const queries: readonly Query[] = PLAN.map((work) => {
	if ('step' in work) return { name: `steps/${work.step}`, table: null, sql: read('steps', work.step) };
	if ('table' in work) return { name: `tables/${work.table}`, table: work.table, sql: read('tables', work.table) };
	return { name: `drop ${work.drop.join(', ')}`, table: null, sql: work.drop.map((name) => `DROP TABLE ${name};`).join(' ') };
});

/** Hash of all queries: summaries made by others are out of date. */
export const METRICS_VERSION = createHash('sha256').update(JSON.stringify(queries)).digest('hex').slice(0, 16);
