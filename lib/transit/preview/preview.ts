import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CityhallError } from '../../errors';
import type { Engine } from '../engine';
import { checkSameLayout, openInput, sizesOf, type OpenInput } from '../ingest/open-inputs';
import { noRows } from '../ingest/refusals';
import { checkTempSpace, type InputSize } from '../ingest/space';
import { keepLineRejects, STAGING_TABLES, withEvenLines } from '../ingest/stage';
import type { IngestRequest } from '../ingest/types';
import { detectLayout } from '../layouts/detect';
import type { DetectedLayout, Encoding } from '../layouts/layout';
import { asIs } from '../read/readable-text';
import { scanFile } from '../read/scan-file';
import { countSql, PREVIEW_TABLE } from './preview-sql';

export interface PreviewRequest extends Pick<IngestRequest, 'files' | 'layout' | 'defaults'> {
	/** Rows of `routes` at most. */
	limit: number;
}

export interface PreviewDeps {
	/** Gives a fresh engine and a temporary folder, both gone when the work is over. */
	withEngine<T>(work: (open: { engine: Engine; tempFolder: string }) => Promise<T>): Promise<T>;
}

export interface PreviewedRoute {
	serviceDate: string;
	/** Null where a row names no route. */
	routeKey: string | null;
	/** 4 to 27. */
	hour: number;
	boardings: number;
	taps: number;
}

/** What is in the files as they are: boardings are persons, taps rows; repeated rows are still among them. */
export interface Preview {
	/** Name of the layout. */
	layout: string;
	encoding: Encoding;
	/** Korean sentences: what was recognised by what. */
	why: string[];
	rows: number;
	/** Of `rows`: without boarding time or number of riders that can be read, with columns that slipped, or no row of this layout at all. */
	unreadable: number;
	days: { serviceDate: string; taps: number; boardings: number }[];
	/** Those with most boardings, in order of date, route and hour. */
	routes: PreviewedRoute[];
	/** What `routes` leaves out. */
	rest: { rows: number; boardings: number; taps: number };
}

const READ_SUMS = readFileSync(join(__dirname, 'preview.sql'), 'utf8');

/**
 * Boardings and taps by service date, route and hour straight from delivered files. Nothing is stored, and neither card
 * numbers nor any other column that this does not need are read.
 *
 * A text file is first counted as it lies there: in CP949 too no byte of a character is taken for a delimiter, and what is
 * counted is nearly always plain digits. Only where it holds more are the files decoded, as ingest does.
 * @throws ValidationError `fileMissing`, `noFiles`, `noRows`, `mixedLayouts`, `diskSpace`, and those of `detectLayout`
 */
export async function preview(request: PreviewRequest, deps: PreviewDeps): Promise<Preview> {
	const sizes = await sizesOf(request.files);
	const attempt = async (decode: boolean) =>
		await deps.withEngine(async ({ engine, tempFolder }) => await count(engine, { ...request, sizes, tempFolder, decode }));
	const found = await attempt(false).catch((error: unknown) => {
		if (isUndecodable(error)) return null;
		throw error;
	});
	const preview = found ?? (await attempt(true));
	if (!preview) throw new TypeError('decoded text is to be decoded');
	return preview;
}

interface Counting extends PreviewRequest {
	sizes: readonly InputSize[];
	tempFolder: string;
	/** Reads files from beginning to end first and decodes those that are no UTF-8. */
	decode: boolean;
}

/** Null where the files must be decoded before what is counted can be trusted. */
async function count(engine: Engine, counting: Counting): Promise<Preview | null> {
	await engine.run(`${STAGING_TABLES}; ${PREVIEW_TABLE}`);
	const layouts: { name: string; layout: DetectedLayout }[] = [];
	for (const [fileNo, path] of counting.files.entries()) {
		const { name, text, layout } = await openFile(path, fileNo, counting);
		try {
			if (layouts[0]) checkSameLayout(layouts[0], { name, layout });
			layouts.push({ name, layout });
			if ((await countFile(engine, text.path, layout, fileNo, counting)) && !counting.decode) return null;
		} finally {
			await text.close();
		}
	}
	const [first] = layouts;
	const [read] = await engine.rows<{ lines: number; taps: number; broken: number }>(`
		SELECT coalesce(sum(lines), 0)::BIGINT AS lines, coalesce(sum(taps), 0)::BIGINT AS taps,
			(SELECT coalesce(sum(swallowed + 1), 0)::BIGINT FROM line_rejects) AS broken
		FROM counted`);
	if (!first || !read || read.lines + read.broken === 0) throw noRows(layouts.map(({ name }) => name));
	const { name, encoding, why } = first.layout;
	return { layout: name, encoding, why, rows: read.lines + read.broken, unreadable: read.lines - read.taps + read.broken, ...(await sums(engine, counting.limit)) };
}

async function openFile(path: string, fileNo: number, counting: Counting): Promise<Pick<OpenInput, 'name' | 'text' | 'layout'>> {
	const size = counting.sizes[fileNo];
	if (!size) throw new TypeError(`file ${fileNo} has no size`);
	const { name, isWorkbook } = size;
	if (!isWorkbook && !counting.decode) return { name, text: asIs(path), layout: await detectLayout(path, { layout: counting.layout, fileName: name }) };
	await checkTempSpace([size], counting.tempFolder);
	return await openInput({ name, isWorkbook, path, scanned: await scanFile(path) }, counting);
}

/** Returns whether something that was counted, or could not be, is in need of decoding. */
async function countFile(engine: Engine, path: string, layout: DetectedLayout, fileNo: number, counting: Counting): Promise<boolean> {
	let undecoded = false;
	await withEvenLines(path, counting, async (source, no) => {
		const tables = { rejectsTable: `rejects_${fileNo}_${no}`, scansTable: `scans_${fileNo}_${no}` };
		await engine.run(countSql(source, layout, { ...tables, fileNo, defaults: counting.defaults }));
		const [found] = await engine.rows<{ invalid: boolean; foreign: boolean }>(`
			SELECT EXISTS (FROM ${tables.rejectsTable} WHERE error_type::VARCHAR = 'INVALID ENCODING') AS invalid,
				EXISTS (FROM counted WHERE file_no = ${fileNo} AND strlen(concat(firm, region, route)) > length(concat(firm, region, route))) AS foreign`);
		undecoded = found?.invalid === true || (layout.encoding === 'cp949' && found?.foreign === true);
		await keepLineRejects(engine, fileNo, tables.rejectsTable);
		await engine.run(`DROP TABLE IF EXISTS ${tables.rejectsTable}; DROP TABLE IF EXISTS ${tables.scansTable}`);
	});
	return undecoded;
}

/** DuckDB 1.5 gives up altogether where it is to tell of a text in another encoding while it reads some of the columns only. */
function isUndecodable(error: unknown): boolean {
	return error instanceof CityhallError && error.cause instanceof Error && /^(INTERNAL|FATAL) Error/.test(error.cause.message);
}

async function sums(engine: Engine, limit: number): Promise<Pick<Preview, 'days' | 'routes' | 'rest'>> {
	await engine.run(READ_SUMS);
	const days = await engine.rows<Preview['days'][number]>(
		'SELECT service_date AS "serviceDate", sum(taps)::BIGINT AS taps, sum(boardings)::BIGINT AS boardings FROM route_hour GROUP BY service_date ORDER BY service_date',
	);
	const routes = await engine.rows<PreviewedRoute>(
		`WITH most AS (FROM route_hour ORDER BY boardings DESC, service_date, route_key, hour LIMIT ${Math.max(0, Math.trunc(limit))})
		SELECT service_date AS "serviceDate", route_key AS "routeKey", hour, boardings, taps FROM most ORDER BY service_date, route_key, hour`,
	);
	const [whole = { rows: 0 }] = await engine.rows<{ rows: number }>('SELECT count(*) AS rows FROM route_hour');
	const total = (all: readonly { boardings: number; taps: number }[], name: 'boardings' | 'taps') => all.reduce((sum, one) => sum + one[name], 0);
	const left = (name: 'boardings' | 'taps') => total(days, name) - total(routes, name);
	return { days, routes, rest: { rows: whole.rows - routes.length, boardings: left('boardings'), taps: left('taps') } };
}
