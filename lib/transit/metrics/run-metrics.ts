import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { diskCode } from '../../retention/disk';
import type { Engine } from '../engine';
import type { Lake } from '../lake/lake';
import { sqlText } from '../sql-literal';
import { prepareInputs } from './inputs';
import { METRICS_DEFAULTS, type MetricsOptions } from './options';
import { METRICS_VERSION, queries, type SummaryTable } from './queries';

export { METRICS_VERSION, SUMMARY_TABLES, type SummaryTable } from './queries';
export { METRICS_DEFAULTS, type MetricsOptions } from './options';

export interface MetricsRequest {
	lake: Lake;
	engine: Engine;
	/** `YYYY-MM-DD`. */
	serviceDate: string;
	options?: Partial<MetricsOptions>;
	/** Called after each query with its name: `steps/<name>`, `tables/<name>` … */
	onStep?: (name: string) => void;
}

export interface MetricsResult {
	serviceDate: string;
	/** Relative to the lake's folder. */
	folder: string;
	tapsGeneration: number;
	metricsVersion: string;
	/** Rows of each summary table. */
	rows: Record<string, number>;
}

/** A folder that no earlier analysis has used: readers of the old summary are not disturbed, the sweep takes it later. */
async function newFolder(lake: Lake, serviceDate: string, generation: number): Promise<string> {
	const day = `summaries/service_date=${serviceDate}`;
	await mkdir(lake.path(day), { recursive: true });
	for (let attempt = 1; ; attempt++) {
		const folder = `${day}/${generation}-${METRICS_VERSION.slice(0, 8)}${attempt === 1 ? '' : `-${attempt}`}`;
		try {
			await mkdir(lake.path(folder));
			return folder;
		} catch (error) {
			if (diskCode(error) !== 'EEXIST') throw error;
		}
	}
}

async function computeTables(request: MetricsRequest, folder: string): Promise<Record<string, number>> {
	const { engine, lake, serviceDate, onStep } = request;
	const rows = new Map<SummaryTable, number>();
	await prepareInputs(engine, lake, serviceDate, { ...METRICS_DEFAULTS, ...request.options });
	for (const { name, table, sql } of queries) {
		if (table === null) {
			await engine.run(sql);
		} else {
			const file = sqlText(join(lake.path(folder), `${table}.parquet`));
			const [copied] = await engine.rows<{ Count: number }>(`COPY (\n${sql}\n) TO ${file} (FORMAT parquet, COMPRESSION zstd)`);
			rows.set(table, copied?.Count ?? 0);
		}
		onStep?.(name);
	}
	return Object.fromEntries(rows);
}

/**
 * Computes all summary tables of one service date from the lake's taps and masters, writes them beside each other as Parquet and
 * names them in the manifest. An earlier summary of the day holds until then.
 * @throws ValidationError `noTaps` where the lake has no taps of that day; CityhallError of the engine
 */
export async function runMetrics(request: MetricsRequest): Promise<MetricsResult> {
	const { engine, lake, serviceDate } = request;
	const day = lake.manifest.days[serviceDate];
	if (!day || lake.tapFiles(serviceDate).length === 0) {
		throw new ValidationError(
			'noTaps',
			`${serviceDate} 운행일의 교통카드 자료가 저장소에 없습니다.`,
			'자료를 먼저 수집하여 저장한 뒤 다시 분석하시기 바랍니다.',
		);
	}
	const { tapsGeneration } = day;
	const masters = lake.mastersPrint(serviceDate);
	const folder = await newFolder(lake, serviceDate, tapsGeneration);
	await engine.run('DROP SCHEMA IF EXISTS metrics CASCADE; CREATE SCHEMA metrics; SET schema = metrics; SET preserve_insertion_order = false');
	try {
		const rows = await computeTables(request, folder);
		await lake.commit((draft) => {
			const target = draft.days[serviceDate];
			if (target) target.summary = { folder, tapsGeneration, metricsVersion: METRICS_VERSION, masters };
		});
		return { serviceDate, folder, tapsGeneration, metricsVersion: METRICS_VERSION, rows };
	} finally {
		await engine.run('SET schema = main; DROP SCHEMA metrics CASCADE; RESET preserve_insertion_order');
	}
}
