import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, type Engine } from '../../../lib/transit/engine';

let folder: string;
let engine: Engine;

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'engine-'));
	engine = await openEngine({ memoryMb: 200, threads: 2, tempFolder: folder });
});

afterAll(async () => {
	await engine.close();
	rmSync(folder, { recursive: true, force: true });
});

test.each([
	['a count as number', 'SELECT 3::BIGINT AS v', 3],
	['a sum of counts as number', 'SELECT sum(v) AS v FROM (VALUES (1::BIGINT), (2)) t(v)', 3],
	['a 64-bit pseudonym beyond 2^53 as text', 'SELECT 18446744073709551615::UBIGINT AS v', '18446744073709551615'],
	['a date', "SELECT DATE '2026-03-02' AS v", '2026-03-02'],
	['a time without fractions', "SELECT TIMESTAMP '2026-03-02 23:59:01' AS v", '2026-03-02 23:59:01'],
	['midnight', "SELECT TIMESTAMP '2026-03-02 00:00:00' AS v", '2026-03-02 00:00:00'],
	['a decimal as number', 'SELECT 1.25 AS v', 1.25],
	['a list', 'SELECT [1, 2]::BIGINT[] AS v', [1, 2]],
	['a struct', "SELECT {a: DATE '2026-03-02', b: NULL} AS v", { a: '2026-03-02', b: null }],
	['null', 'SELECT NULL::BIGINT AS v', null],
])('gives %s', async (_name, sql, expected) => {
	expect(await engine.rows(sql)).toEqual([{ v: expected }]);
});

test('takes named parameters, lists of files among them', async () => {
	const file = join(folder, 'a.parquet');
	await engine.run(`COPY (SELECT 1 AS n) TO '${file}' (FORMAT parquet)`);
	expect(await engine.rows('SELECT n + $more AS n FROM read_parquet($files)', { files: [file, file], more: 2 })).toEqual([{ n: 3 }, { n: 3 }]);
});

test('runs several statements and gives the rows of the last', async () => {
	expect(await engine.rows('CREATE TABLE t AS SELECT 5 AS n; SELECT n FROM t')).toEqual([{ n: 5 }]);
});

test('stops at the memory limit with a remedy', async () => {
	const small = await openEngine({ memoryMb: 20, threads: 1, tempFolder: '' });
	await expect(small.rows('SELECT list(i) AS l FROM range(20000000) t(i)')).rejects.toMatchObject({ code: 'engineMemory' });
	await small.close();
});

test('an unreadable file is an error of its own', async () => {
	await expect(engine.rows('SELECT * FROM read_parquet($f)', { f: join(folder, 'none.parquet') })).rejects.toMatchObject({ code: 'engineFile' });
});

test('no value of the data gets into the error', async () => {
	const file = join(folder, 'bad.csv');
	writeFileSync(file, 'card\n1234567890123456\nQmFzZTY0Q2FyZE51bWJlcg\n');
	const sql = "SELECT sum(card) AS n FROM read_csv($f, header = true, columns = {'card': 'BIGINT'})";
	const error: unknown = await engine.rows(sql, { f: file }).catch((reason: unknown) => reason);
	const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : '';
	expect(error).toMatchObject({ code: 'engineQuery' });
	expect(`${String(error)} ${cause}`).not.toMatch(/1234567890123456|QmFzZTY0/);
});

test('extensions are neither fetched nor loaded', async () => {
	expect(await engine.rows("SELECT current_setting('autoinstall_known_extensions') AS i, current_setting('autoload_known_extensions') AS l")).toEqual([
		{ i: false, l: false },
	]);
});
