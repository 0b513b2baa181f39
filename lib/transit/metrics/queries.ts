import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Steps in the order of work: each makes tables that later steps and the summary tables read. */
const STEPS = ['masters', 'keys', 'repeats', 'taps', 'runs', 'lines', 'line-ends', 'places', 'loops', 'cube', 'route-peak'] as const;

/** Summary tables, one query each. */
export const SUMMARY_TABLES = ['route_day', 'route_hour', 'route_stop_hour', 'stop_hour', 'user_hour', 'vehicle_hour', 'day_total'] as const;
export type SummaryTable = (typeof SUMMARY_TABLES)[number];

export interface Query {
	name: string;
	sql: string;
}

const read = (folder: string, name: string): Query => ({ name, sql: readFileSync(join(__dirname, folder, `${name}.sql`), 'utf8').trim() });

export const steps: readonly Query[] = STEPS.map((name) => read('steps', name));
export const tables: readonly Query[] = SUMMARY_TABLES.map((name) => read('tables', name));

/** Hash of all queries: summaries made by others are out of date. */
export const METRICS_VERSION = createHash('sha256')
	.update(JSON.stringify([...steps, ...tables]))
	.digest('hex')
	.slice(0, 16);
