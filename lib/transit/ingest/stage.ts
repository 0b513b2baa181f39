import { join } from 'node:path';

import { CityhallError } from '../../errors';
import type { Engine } from '../engine';
import type { DetectedLayout } from '../layouts/layout';
import { splitLine } from '../layouts/sample';
import { blankLines } from '../read/blank-lines';
import { rewrittenCopy, type ReadableText } from '../read/readable-text';
import type { ScannedFile } from '../read/scan-file';
import { LINE_FAULTS } from './reasons';
import { sqlText } from '../sql-literal';
import { stageSql, type StageOptions } from './stage-sql';

export interface StagedFile {
	fileNo: number;
	/** Parquet file in the lake's staging folder. */
	path: string;
	headerLines: number;
	truncated: boolean;
}

/** Tables of one ingest, in the engine's memory: lines that are no rows, and blank lines. */
export const STAGING_TABLES = `
	CREATE OR REPLACE TEMP TABLE line_rejects (file_no USMALLINT, line UINTEGER, reason VARCHAR, column_name VARCHAR, value VARCHAR, swallowed UINTEGER);
	CREATE OR REPLACE TEMP TABLE blank_lines (file_no USMALLINT, line UINTEGER)`;

/**
 * Row groups are small, so that the ordered writer needs little memory; no dictionaries, which cost more time than they
 * save in a file that is read twice.
 */
const STAGING_FORMAT = 'FORMAT parquet, COMPRESSION snappy, ROW_GROUP_SIZE 61440, DICTIONARY_SIZE_LIMIT 1';

export interface StageInput {
	/** What the engine reads: the file itself, or a copy in UTF-8. */
	text: ReadableText;
	scanned: ScannedFile;
	layout: DetectedLayout;
	folder: string;
	tempFolder: string;
	signal?: AbortSignal;
}

/**
 * Reads one text file into one staging file. Lines that end in different ways are evened out in a copy first.
 * @throws CityhallError as the engine does
 */
export async function stageFile(engine: Engine, input: StageInput, options: Omit<StageOptions, 'rejectsTable' | 'scansTable'>): Promise<StagedFile> {
	const { fileNo } = options;
	const path = join(input.folder, `file-${fileNo}.parquet`);
	const attempt = async (source: string, no: number) => {
		const tables = { rejectsTable: `rejects_${fileNo}_${no}`, scansTable: `scans_${fileNo}_${no}` };
		await engine.run(`COPY (${stageSql(source, input.layout, { ...options, ...tables })}) TO ${sqlText(path)} (${STAGING_FORMAT})`);
		await keepLineRejects(engine, fileNo, tables.rejectsTable);
		await engine.run(`DROP TABLE IF EXISTS ${tables.rejectsTable}; DROP TABLE IF EXISTS ${tables.scansTable}`);
	};
	await withEvenLines(input.text.path, input, attempt);
	if (input.scanned.hasBlankLines) await keepBlankLines(engine, fileNo, input.text.path);
	return { fileNo, path, headerLines: input.layout.headerLines, truncated: await markTruncated(engine, fileNo, input) };
}

/**
 * Does `attempt` with a text file; where the engine stops because its lines end now in one way, now in another, once more
 * with a copy in which all end alike.
 */
export async function withEvenLines(path: string, { tempFolder, signal }: Pick<StageInput, 'tempFolder' | 'signal'>, attempt: (path: string, no: number) => Promise<void>): Promise<void> {
	try {
		await attempt(path, 1);
	} catch (error) {
		if (!isUnevenLines(error)) throw error;
		const evened = await rewrittenCopy(path, tempFolder, { utf8: true, signal });
		try {
			await attempt(evened.path, 2);
		} finally {
			await evened.close();
		}
	}
}

/** Takes the lines that are no rows from the engine's own table over to `line_rejects`. */
export async function keepLineRejects(engine: Engine, fileNo: number, table: string): Promise<void> {
	// A quote that is not closed swallows lines up to the next one.
	const inside = 'trim(csv_line, chr(10) || chr(13))';
	const cases = Object.entries(LINE_FAULTS).map(([fault, reason]) => `WHEN '${fault}' THEN '${reason}'`);
	await engine.run(`
		INSERT INTO line_rejects
		SELECT ${fileNo}, line, any_value(CASE error_type::VARCHAR ${cases.join(' ')} ELSE 'unreadable' END ORDER BY byte_position), NULL,
			any_value(nullif(regexp_extract(error_message, 'Found: ([0-9]+)', 1), '') || '열'),
			max(CASE error_type::VARCHAR WHEN 'UNQUOTED VALUE' THEN length(${inside}) - length(replace(${inside}, chr(10), '')) ELSE 0 END)
		FROM ${table} GROUP BY line`);
}

async function keepBlankLines(engine: Engine, fileNo: number, path: string): Promise<void> {
	for await (const lines of blankLines(path)) {
		await engine.run(`INSERT INTO blank_lines SELECT ${fileNo}, unnest(string_split($lines, ','))::UINTEGER`, { lines: lines.join(',') });
	}
}

/** The last line without a line break and with columns missing was cut off. */
async function markTruncated(engine: Engine, fileNo: number, { scanned, layout }: StageInput): Promise<boolean> {
	if (scanned.openLine.length === 0) return false;
	const columns = splitLine(scanned.openLine.toString('latin1'), layout.delimiter, layout.quote).length;
	if (columns >= layout.columns.length) return false;
	const [last] = await engine.rows<{ line: number | null }>(`SELECT max(line) AS line FROM line_rejects WHERE file_no = ${fileNo} AND reason IN ('tooFewColumns', 'brokenQuote')`);
	if (last?.line === null || last?.line === undefined) return false;
	await engine.run(`UPDATE line_rejects SET reason = 'truncatedLine' WHERE file_no = ${fileNo} AND line = ${last.line}`);
	return true;
}

/** The engine stops at a file whose lines end now in one way, now in another. */
function isUnevenLines(error: unknown): boolean {
	return error instanceof CityhallError && error.cause instanceof Error && /state machine reached an invalid state|strict mode/i.test(error.cause.message);
}
