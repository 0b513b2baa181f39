import { join } from 'node:path';

import type { Engine } from '../engine';
import { TAP_COLUMNS } from '../tap';
import { sqlText, sqlTexts } from '../sql-literal';
import type { StagedFile } from './stage';

/** Tap files: scanned by columns, often; larger row groups pack better. */
const TAPS_FORMAT = `FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 122880`;

/** How many rows of one kind there are in the staging files. */
export interface StagedCount {
	service_date: string | null;
	reason: string | null;
	firm: string;
	region: string;
	user_code: string | null;
	mode_code: string | null;
	riders_missing: boolean;
	alighting_unreadable: boolean;
	rows: number;
}

export interface CodeMeaning {
	firm: string;
	region: string;
	user_code: string | null;
	mode_code: string | null;
	user_type: string;
	mode: string;
}

/** Kinds of rows beyond which a column is not what it is taken for. */
const MOST_KINDS = 20_000;
/** Small, so that even a file with a blank line after each row has few of them in a block. */
const BLOCK_ROWS = 64;

/** Counts by day, reason and codes; null where there are so many codes that the column cannot be one of codes. */
export async function countStaged(engine: Engine, files: readonly StagedFile[]): Promise<StagedCount[] | null> {
	const counts = await engine.rows<StagedCount>(`
		SELECT CASE WHEN reason IS NULL OR reason = 'wrongDay' THEN service_date END AS service_date, reason, firm, region, user_code, mode_code,
			riders_missing, alighting_issue IS NOT DISTINCT FROM 'unreadable' AS alighting_unreadable, count(*) AS rows
		FROM ${parquet(files)} GROUP BY ALL LIMIT ${MOST_KINDS + 1}`);
	return counts.length > MOST_KINDS ? null : counts;
}

/** Finds rows that repeat an earlier one in every column. Returns their number by service date. */
export async function findRepeated(engine: Engine, files: readonly StagedFile[]): Promise<Map<string, number>> {
	const columns = Object.keys(TAP_COLUMNS).filter((name) => !['file_no', 'line', 'user_type', 'mode'].includes(name));
	await engine.run(`
		CREATE OR REPLACE TEMP TABLE repeated AS
		WITH hashed AS (SELECT hash(card, boarded_at, rest) AS row_hash FROM ${parquet(files)} WHERE reason IS NULL),
		twice AS (SELECT row_hash FROM hashed GROUP BY row_hash HAVING count(*) > 1),
		suspects AS (SELECT *, file_row_number AS row_no FROM ${parquet(files)} SEMI JOIN twice ON hash(card, boarded_at, rest) = row_hash WHERE reason IS NULL)
		SELECT file_no, row_no, service_date FROM suspects
		QUALIFY row_number() OVER (PARTITION BY ${columns.join(', ')}, firm, region, user_code, rest ORDER BY file_no, row_no) > 1`);
	const rows = await engine.rows<{ service_date: string; rows: number }>('SELECT service_date, count(*) AS rows FROM repeated GROUP BY service_date');
	return new Map(rows.map((row) => [row.service_date, row.rows]));
}

/**
 * Views for `writeDay` and `writeRejects`: rows with their line in the raw file, and what codes mean. A row's line is its
 * number, the headings, and the lines before it that are no rows.
 */
export async function prepareViews(engine: Engine, files: readonly StagedFile[], meanings: readonly CodeMeaning[]): Promise<void> {
	const heads = `[${files.map(({ headerLines }) => headerLines).join(', ')}]`;
	await engine.run(`
		CREATE OR REPLACE TEMP TABLE lines_gone AS
		WITH gone AS (SELECT file_no, line FROM line_rejects UNION ALL SELECT file_no, line FROM blank_lines WHERE line > ${heads}[file_no + 1])
		SELECT file_no, (line - ${heads}[file_no + 1] - row_number() OVER (PARTITION BY file_no ORDER BY line))::BIGINT AS from_row FROM gone`);
	const [{ gone } = { gone: 0 }] = await engine.rows<{ gone: number }>('SELECT count(*) AS gone FROM lines_gone');
	const staged = `SELECT *, file_row_number AS row_no FROM ${parquet(files)}`;
	const line = `(row_no + ${heads}[staged.file_no + 1] + 1`;
	if (gone > 0) await engine.run(lineBlocks(files));
	await engine.run(
		gone === 0
			? `CREATE OR REPLACE TEMP VIEW lined AS SELECT *, ${line})::UINTEGER AS line FROM (${staged}) staged`
			: `CREATE OR REPLACE TEMP VIEW lined AS
				SELECT staged.*, ${line} + before + if(inside IS NULL, 0, len(list_filter(inside, lambda from_row: from_row <= row_no))))::UINTEGER AS line
				FROM (${staged}) staged JOIN line_blocks ON staged.file_no = line_blocks.file_no AND staged.row_no // ${BLOCK_ROWS} = line_blocks.block`,
	);
	await engine.run('CREATE OR REPLACE TEMP TABLE code_meanings (firm VARCHAR, region VARCHAR, user_code VARCHAR, mode_code VARCHAR, user_type VARCHAR, mode VARCHAR)');
	for (const { firm, region, user_code, mode_code, user_type, mode } of meanings) {
		await engine.run('INSERT INTO code_meanings VALUES ($firm, $region, $user_code, $mode_code, $user_type, $mode)', { firm, region, user_code, mode_code, user_type, mode });
	}
}

/**
 * Blocks of rows, each with the number of lines gone before it and the rows of the block that follow a line gone: rows find
 * their line by a small hash join and need no sorting.
 */
function lineBlocks(files: readonly StagedFile[]): string {
	return `
		CREATE OR REPLACE TEMP TABLE line_blocks AS
		WITH blocks AS (SELECT file_no, unnest(range(count(*) // ${BLOCK_ROWS} + 1)) AS block FROM ${parquet(files)} GROUP BY file_no),
		held AS (SELECT file_no, from_row // ${BLOCK_ROWS} AS block, list(from_row) AS inside FROM lines_gone GROUP BY ALL)
		SELECT file_no, block, inside,
			coalesce(sum(len(inside)) OVER (PARTITION BY file_no ORDER BY block ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::BIGINT AS before
		FROM blocks LEFT JOIN held USING (file_no, block)`;
}

/** Writes the taps of one service date. Returns the number of rows. */
export async function writeDay(engine: Engine, serviceDate: string, hasRepeated: boolean, path: string): Promise<number> {
	const from: Record<string, string> = { user_type: 'code_meanings.user_type', mode: 'code_meanings.mode' };
	const columns = Object.entries(TAP_COLUMNS).map(([name, type]) => `${from[name] ?? `lined.${name}`}::${type} AS ${name}`);
	await engine.run(`
		COPY (
			SELECT ${columns.join(', ')}
			FROM lined LEFT JOIN code_meanings ON lined.firm = code_meanings.firm AND lined.region = code_meanings.region
				AND lined.user_code IS NOT DISTINCT FROM code_meanings.user_code AND lined.mode_code IS NOT DISTINCT FROM code_meanings.mode_code
			${hasRepeated ? 'ANTI JOIN repeated ON lined.file_no = repeated.file_no AND lined.row_no = repeated.row_no' : ''}
			WHERE lined.reason IS NULL AND lined.service_date = DATE ${sqlText(serviceDate)}
		) TO ${sqlText(path)} (${TAPS_FORMAT})`);
	const [{ rows } = { rows: 0 }] = await engine.rows<{ rows: number }>(`SELECT count(*) AS rows FROM read_parquet(${sqlText(path)}, hive_partitioning = false)`);
	return rows;
}

/** Writes all rejected rows, in the order of the raw files. */
export async function writeRejects(engine: Engine, folder: string): Promise<string> {
	const path = join(folder, 'rejects.parquet');
	await engine.run(`
		COPY (
			SELECT file_no::USMALLINT AS file_no, line::UINTEGER AS line, reason, column_name, value FROM (
				SELECT file_no, line, reason, column_name, value FROM lined WHERE reason IS NOT NULL
				UNION ALL BY NAME
				SELECT file_no, line + unnest(range(swallowed + 1)) AS line, reason, column_name, value FROM line_rejects
			) ORDER BY file_no, line
		) TO ${sqlText(path)} (FORMAT parquet)`);
	return path;
}

export function parquet(files: readonly StagedFile[]): string {
	return `read_parquet(${sqlTexts(files.map(({ path }) => path))}, file_row_number = true, hive_partitioning = false)`;
}
