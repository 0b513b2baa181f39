/** Ours for the same question: ingest of the files into a fresh lake, then persons by route and hour. Orders: `{lib, lakeFolder, files, day}`. */
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const { lib, lakeFolder, files, day } = JSON.parse(process.argv[2] ?? '{}') as { lib: string; lakeFolder: string; files: string[]; day: string };
const require = createRequire(import.meta.url);
const { openEngine } = require(join(lib, 'transit/engine.js')) as typeof import('../../lib/transit/engine.ts');
const { openLake } = require(join(lib, 'transit/lake/lake.js')) as typeof import('../../lib/transit/lake/lake.ts');
const { ingest } = require(join(lib, 'transit/ingest/ingest.js')) as typeof import('../../lib/transit/ingest/ingest.ts');

const start = performance.now();
const lake = await openLake(lakeFolder);
const tempFolder = join(lakeFolder, 'temp');
mkdirSync(tempFolder, { recursive: true });
const engine = await openEngine({ memoryMb: 1_000, threads: 2, tempFolder });
const { source } = await ingest(
	{ sourceId: day, feedDay: day, state: 'final', files, layout: 'auto', defaults: { firm: '', region: '' }, cardKey: randomBytes(32), tempFolder },
	{ lake, engine, now: () => new Date().toISOString() },
);
const taps = lake.tapFiles(day).map((file) => `'${file.replaceAll("'", "''")}'`).join(', ');
const sums = await engine.rows<{ boardings: number }>(`SELECT route_key, hour(boarded_at) AS hour, sum(riders)::INTEGER AS boardings FROM read_parquet([${taps}]) GROUP BY ALL`);
const seconds = (performance.now() - start) / 1000;
await engine.close();
process.stdout.write(`${JSON.stringify({ seconds, rows: source.read, boardings: sums.reduce((sum, { boardings }) => sum + boardings, 0) })}\n`);
