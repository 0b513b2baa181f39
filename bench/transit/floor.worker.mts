/** The floor: DuckDB reads the files into a table of all 27 columns with their types. Orders: `{files, runs}`. */
import { performance } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';

import { LAYOUTS } from '../../sandbox/transit/layouts.mts';
import { median } from '../shared/figures.mts';

const TIMES = new Set(['runDeparture', 'runEnd', 'boardedAt', 'alightedAt']);
const NUMBERS = new Set(['transfers', 'riders', 'distance', 'duration']);

const { files, runs } = JSON.parse(process.argv[2] ?? '{}') as { files: string[]; runs: number };
const type = (field: string) => (TIMES.has(field) ? 'TIMESTAMP' : field === 'serviceDate' ? 'DATE' : NUMBERS.has(field) ? 'INTEGER' : 'VARCHAR');
const columns = LAYOUTS.national27.columns.map(([, field], index) => `'c${index}': '${type(field)}'`).join(', ');
const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ');
const sql = `CREATE OR REPLACE TABLE t AS SELECT * FROM read_csv([${list}], columns = {${columns}}, auto_detect = false, header = false, delim = ',', quote = '', escape = '', timestampformat = '%Y%m%d%H%M%S', dateformat = '%Y%m%d', ignore_errors = true)`;
const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
await connection.run(sql);
const times: number[] = [];
for (let run = 0; run < runs; run += 1) {
	const start = performance.now();
	await connection.run(sql);
	times.push((performance.now() - start) / 1000);
}
const [row] = (await connection.runAndReadAll('SELECT count(*)::INTEGER AS n FROM t')).getRowObjectsJson();
process.stdout.write(`${JSON.stringify({ seconds: median(times), rows: Number(row?.['n']) })}\n`);
