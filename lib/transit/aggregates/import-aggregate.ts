import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { putFile, type BookFile } from '../book/put-file';
import type { Engine } from '../engine';
import { sqlText } from '../sql-literal';
import { AGGREGATE_NAMES, type AggregateKind } from './kinds';
import { openText, type OpenedText } from './open-text';
import { readSql } from './read-sql';
import { seoulShape, stcisHeadingLine } from './shape';
import { summariseSeoul, summariseStcis } from './summaries';
import { writeAggregateBook } from './workbook';

export interface ImportAggregateRequest {
	/** Absolute paths, all of one kind. */
	files: string[];
	kind: 'auto' | AggregateKind;
	/** Absolute folder for the Parquet file and the workbook. */
	outputFolder: string;
}

/** A file of the request and the data rows read from it. */
export interface AggregateInput {
	file: string;
	rows: number;
	skipped: number;
}

export interface ImportedAggregate {
	kind: AggregateKind;
	/** Data rows of all files that were read; those that could not be are in `inputs`. */
	rows: number;
	inputs: AggregateInput[];
	/** Seoul: boardings, alightings, months, routes, stops, repeatedRows, virtualStopRows. STCIS: routes, stops, maxLoad, zeroDips. */
	totals: Record<string, number>;
	/** STCIS: places where the load falls to 0 between two stops with 8 persons or more. */
	zeroDips?: number;
	/** Absolute path of the rows: route × stop × hour. */
	parquet: string;
	files: BookFile[];
	warnings: string[];
}

/** A file with more unreadable lines than this is refused: its totals would be wrong. */
const SKIPPED_LIMIT = 0.01;
const NAMED_LINES = 5;
const LINES: Readonly<Record<AggregateKind, { table: string; place: string }>> = {
	seoulMonth: { table: 'seoul_line', place: 'ars_at' },
	stcisLoad: { table: 'stcis_line', place: 'sequence_at' },
};

/**
 * Reads published tables of sums, which the lake of taps has no place for, and writes them as a Parquet file and a workbook.
 * @throws ValidationError `aggregateFiles`, `aggregateUnknown`, `aggregateMixed`, `aggregateRows`, `fileMissing`, `emptyFile`, `bookFolder`
 */
export async function importAggregate(request: ImportAggregateRequest, { engine, tempFolder }: { engine: Engine; tempFolder: string }): Promise<ImportedAggregate> {
	if (request.files.length === 0) throw new ValidationError('aggregateFiles', '읽을 파일이 없습니다.', '파일의 절대 경로를 한 줄에 하나씩 적으시기 바랍니다.');
	await engine.run(`
		CREATE OR REPLACE TEMP TABLE seoul_row (month VARCHAR, route_id VARCHAR, route_no VARCHAR, route_name VARCHAR, stop_id VARCHAR, ars_no VARCHAR, stop_name VARCHAR, mode VARCHAR, persons BIGINT[]);
		CREATE OR REPLACE TEMP TABLE stcis_cell (route VARCHAR, termini VARCHAR, sequence INTEGER, stop_name VARCHAR, hour INTEGER, load DOUBLE);`);
	const inputs: AggregateInput[] = [];
	const warnings: string[] = [];
	let kind: AggregateKind | null = null;
	for (const path of request.files) {
		const text = await openText(path, engine, tempFolder);
		const found: AggregateKind = await readLines(engine, text, request.kind);
		if (kind !== null && kind !== found) throw new ValidationError('aggregateMixed', `${text.fileName}: 앞의 파일과 자료 종류가 다릅니다(${AGGREGATE_NAMES[kind]}, ${AGGREGATE_NAMES[found]}).`, '같은 종류의 파일끼리 나누어 읽으시기 바랍니다.');
		kind = found;
		inputs.push(await checkLines(engine, found, text, warnings));
	}
	if (kind === null) throw new TypeError('no file');
	const summary = kind === 'seoulMonth' ? await summariseSeoul(engine) : await summariseStcis(engine);
	const base = join(request.outputFolder, kind === 'seoulMonth' ? `서울_노선정류장별_승하차_${summary.label}` : `STCIS_노선별_재차인원_${summary.label.replaceAll(/[\\/:*?"<>|\s]/g, '_')}`);
	const parquet = await putFile(`${base}.parquet`, async (scratch) => await engine.run(`COPY (SELECT * FROM aggregate_result) TO ${sqlText(scratch)} (FORMAT parquet, COMPRESSION zstd)`));
	const book = await writeAggregateBook(`${base}.xlsx`, AGGREGATE_NAMES[kind], inputs, summary);
	return {
		kind,
		rows: inputs.reduce((sum, { rows }) => sum + rows, 0),
		inputs,
		totals: summary.totals,
		...(kind === 'stcisLoad' ? { zeroDips: summary.totals.zeroDips ?? 0 } : {}),
		parquet: parquet.path,
		files: [parquet, book],
		warnings: [...warnings, ...summary.warnings],
	};
}

/** Splits the lines by what they are. @throws ValidationError `aggregateUnknown` */
async function readLines(engine: Engine, { fileName, head }: OpenedText, kind: 'auto' | AggregateKind): Promise<AggregateKind> {
	const heading = kind === 'seoulMonth' ? 0 : stcisHeadingLine(head);
	if (heading > 0) {
		await engine.run('SET VARIABLE heading_line = $value', { value: heading });
		await engine.run(readSql('stcis-load'));
		return 'stcisLoad';
	}
	const shape = kind === 'stcisLoad' ? null : seoulShape(head);
	if (shape === null) {
		const wanted = kind === 'auto' ? Object.values(AGGREGATE_NAMES).join(', ') : AGGREGATE_NAMES[kind];
		throw new ValidationError('aggregateUnknown', `${fileName}: 읽을 수 있는 공개 집계 자료(${wanted})가 아닙니다.`, '열린데이터광장이나 STCIS에서 내려받은 CSV 파일을 고치지 말고 그대로 지정하시기 바랍니다. 교통카드 거래내역은 \'자료 적재\'로 넣으시기 바랍니다.');
	}
	const variables = { heading_line: shape.headingLine, front: shape.front, tail: shape.tail, route_id_at: shape.routeIdAt, stop_id: shape.stopId, mode_at: shape.modeAt };
	for (const [name, value] of Object.entries(variables)) await engine.run(`SET VARIABLE ${name} = $value`, { value });
	await engine.run(readSql('seoul-month'));
	return 'seoulMonth';
}

/** @throws ValidationError `aggregateRows` */
async function checkLines(engine: Engine, kind: AggregateKind, { fileName, invalid }: OpenedText, warnings: string[]): Promise<AggregateInput> {
	const { table, place } = LINES[kind];
	const [counts] = await engine.rows<{ all: number; bad: number }>(`SELECT count(*) AS "all", count(*) FILTER (${place} IS NULL) AS bad FROM ${table}`);
	const { all = 0, bad = 0 } = counts ?? {};
	const lines = await engine.rows<{ line: number }>(`SELECT line FROM ${table} WHERE ${place} IS NULL ORDER BY line LIMIT ${NAMED_LINES}`);
	const named = `${lines.map(({ line }) => `${line.toLocaleString('ko-KR')}행`).join(', ')}${bad > lines.length ? ` 외 ${(bad - lines.length).toLocaleString('ko-KR')}행` : ''}`;
	if (all === 0 || bad > all * SKIPPED_LIMIT) {
		throw new ValidationError(
			'aggregateRows',
			all === 0 ? `${fileName}: 머리글 아래에 자료가 없습니다.` : `${fileName}: ${all.toLocaleString('ko-KR')}행 가운데 ${bad.toLocaleString('ko-KR')}행을 읽지 못하여 합계를 믿을 수 없습니다(${named}).`,
			'파일이 중간에 잘리거나 고쳐지지 않았는지 확인하고, 공개된 곳에서 다시 내려받으시기 바랍니다.',
		);
	}
	if (bad > 0) warnings.push(`${fileName}: 읽지 못하여 합계에서 빠진 행: ${named}.`);
	if (invalid > 0) warnings.push(`${fileName}: 글자로 읽을 수 없는 바이트 ${invalid.toLocaleString('ko-KR')}개를 �로 바꾸었습니다.`);
	return { file: fileName, rows: all - bad, skipped: bad };
}
