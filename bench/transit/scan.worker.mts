/** The least any way over DuckDB can do for persons by route and hour: three columns out of the raw files, nothing kept. Orders: `{files}`. */
import { performance } from 'node:perf_hooks';
import { DuckDBInstance } from '@duckdb/node-api';

import { LAYOUTS } from '../../sandbox/transit/layouts.mts';

const { files } = JSON.parse(process.argv[2] ?? '{}') as { files: string[] };
const start = performance.now();
const connection = await (await DuckDBInstance.create(':memory:', { threads: '2' })).connect();
const columns = LAYOUTS.national27.columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(', ');
const list = files.map((file) => `'${file.replaceAll("'", "''")}'`).join(', ');
const reader = await connection.runAndReadAll(
	`SELECT c13, c14[9:10] AS hour, sum(c24::INTEGER)::INTEGER AS boardings, count(*)::INTEGER AS rows
	FROM read_csv([${list}], columns = {${columns}}, auto_detect = false, header = false, delim = ',', quote = '', escape = '') GROUP BY ALL`,
);
const seconds = (performance.now() - start) / 1000;
const sum = (name: string) => reader.getRowObjectsJson().reduce((all, row) => all + Number(row[name]), 0);
process.stdout.write(`${JSON.stringify({ seconds, rows: sum('rows'), boardings: sum('boardings') })}\n`);
