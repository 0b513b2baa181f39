import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { generateDay, type DayOptions } from '../../../../sandbox/transit/generate-day.mts';
import { cellsOf, type Truth } from '../../../../sandbox/transit/truth.mts';
import { openEngine } from '../../../../lib/transit/engine';
import { openLake } from '../../../../lib/transit/lake/lake';
import type { BusReportModel } from '../../../../lib/transit/model';
import type { AnalyseJob, IngestJob, JobResult, ReportSettings } from '../../../../lib/transit/work/jobs';
import { runJob } from '../../../../lib/transit/work/run-job';

export const DAY = '2026-03-03';
export const NEXT = '2026-03-04';
export const NOW = '2026-03-05T05:00:00.000+09:00';
export const SETTINGS: ReportSettings = {
	city: '의정부시',
	department: '버스정책과',
	contact: '031-000-0000',
	signOff: null,
	schoolHolidays: [],
	extraHolidays: [],
	packageVersion: '0.0.0',
	hideSmallCells: true,
};
export const MINUTES = 60_000;

const folders: string[] = [];
export function newFolder(name: string): string {
	const folder = mkdtempSync(join(tmpdir(), `bus-${name}-`));
	folders.push(folder);
	return folder;
}
export async function removeFolders(): Promise<void> {
	for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
}

/** A generated day: what was written, and what a right reader must find in it. */
export interface Generated {
	folder: string;
	truth: Truth;
	/** Absolute. */
	taps: string[];
	masters: string[];
}

export function generated(options: Partial<DayOptions> = {}): Generated {
	const folder = options.folder ?? newFolder('day');
	const truth = generateDay({ day: DAY, taps: 3_000, seed: 4, ...options, folder });
	return { folder, truth, taps: truth.files.map(({ name }) => join(folder, name)), masters: mastersIn(folder) };
}

const mastersIn = (folder: string) => readdirSync(folder).filter((name) => /STTN|ROUTE_|정보|운행기록/.test(name)).map((name) => join(folder, name));

/** The jobs as the node gives them, on one lake. */
export interface WorkBench {
	lakeFolder: string;
	ingest(files: readonly string[], request?: Partial<IngestJob['request']>): Promise<JobResult<'ingest'>>;
	masters(day: Generated, validFrom?: string): Promise<JobResult<'importMasters'>>;
	analyse(job?: Partial<AnalyseJob>): Promise<JobResult<'analyse'>>;
	/** Rows over views named as the summary tables of a day, and `tap`, its taps. */
	query<T>(sql: string, serviceDate?: string): Promise<T[]>;
	/** The model of the newest edition. */
	model(serviceDate?: string): Promise<BusReportModel>;
}

export function workBench(lakeFolder = join(newFolder('lake'), 'lake')): WorkBench {
	const resources = { lakeFolder, memoryMb: 512, threads: 2 };
	const options = { timeoutMs: 5 * MINUTES };
	return {
		lakeFolder,
		ingest: async (files, request = {}) => {
			const feedDay = request.feedDay ?? DAY;
			const asked = { sourceId: feedDay, feedDay, state: 'final' as const, files: [...files], layout: 'auto' as const, defaults: { firm: '', region: '' }, cardKey: Buffer.alloc(32, 7), ...request };
			return await runJob('ingest', { ...resources, request: asked, now: NOW }, options);
		},
		masters: async (day, validFrom = '2026-01-01') => {
			const request = { files: day.masters, kind: 'auto' as const, validFrom, defaults: { firm: '', region: '' }, columns: {}, now: NOW };
			return await runJob('importMasters', { ...resources, request }, options);
		},
		analyse: async (job = {}) =>
			await runJob('analyse', { ...resources, serviceDate: DAY, settings: SETTINGS, limits: { routes: 1_000, stops: 1_000, candidates: 1_000 }, now: NOW, summaryOnly: false, recompute: false, ...job }, options),
		query: async (sql, serviceDate = DAY) => await queryLake(lakeFolder, serviceDate, sql),
		model: async (serviceDate = DAY) => {
			const lake = await openLake(lakeFolder);
			const edition = lake.manifest.days[serviceDate]?.editions.at(-1);
			if (!edition) throw new Error(`no edition of ${serviceDate}`);
			return modelIn(lake.path(edition.folder));
		},
	};
}

/** The model of an edition's folder. */
export function modelIn(folder: string): BusReportModel {
	return JSON.parse(readFileSync(join(folder, 'model.json'), 'utf8')) as BusReportModel;
}

async function queryLake<T>(lakeFolder: string, serviceDate: string, sql: string): Promise<T[]> {
	const lake = await openLake(lakeFolder);
	const engine = await openEngine({ memoryMb: 256, threads: 1, tempFolder: tmpdir() });
	const reading = (files: readonly string[]) => `read_parquet([${files.map((file) => `'${file}'`).join(', ')}], hive_partitioning = false)`;
	try {
		const summary = lake.manifest.days[serviceDate]?.summary;
		for (const name of summary ? readdirSync(lake.path(summary.folder)) : []) {
			await engine.run(`CREATE VIEW ${name.replace('.parquet', '')} AS FROM ${reading([join(lake.path(summary?.folder ?? ''), name)])}`);
		}
		const taps = lake.tapFiles(serviceDate).filter((file) => existsSync(file));
		if (taps.length > 0) await engine.run(`CREATE VIEW tap AS FROM ${reading(taps)}`);
		return await engine.rows<T>(sql);
	} finally {
		await engine.close();
	}
}

type Pair = [boardings: number, alightings: number];

/** Route × stop × hour that has somebody, by `route|stop|hour`; stops that the layout cannot name are one. */
export function truthCells(truth: Truth): Record<string, Pair> {
	return pairs([...cellsOf(truth)].map(({ route, stop, hour, boardings, alightings }) => [`${route}|${stop.endsWith(':') ? '' : stop}|${hour}`, boardings, alightings]));
}

/** The same from the summary tables. */
export async function lakeCells(bench: WorkBench, serviceDate = DAY): Promise<Record<string, Pair>> {
	const rows = await bench.query<{ key: string; boardings: number; alightings: number }>(
		`SELECT concat_ws('|', route_key, coalesce(stop_key, ''), hour) AS key, sum(boardings) AS boardings, sum(alightings) AS alightings FROM route_stop_hour GROUP BY key`,
		serviceDate,
	);
	return pairs(rows.map(({ key, boardings, alightings }) => [key, Number(boardings), Number(alightings)]));
}

function pairs(rows: readonly (readonly [key: string, boardings: number, alightings: number])[]): Record<string, Pair> {
	const sums = new Map<string, Pair>();
	for (const [key, boardings, alightings] of rows) {
		const [on, off] = sums.get(key) ?? [0, 0];
		if (on + off + boardings + alightings > 0) sums.set(key, [on + boardings, off + alightings]);
	}
	return Object.fromEntries([...sums].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The day's sums as the summary tables have them, in the shape of the truth. */
export async function lakeSums(bench: WorkBench, serviceDate = DAY) {
	const [total] = await bench.query<Record<string, number>>('FROM day_total', serviceDate);
	const routes = await bench.query<{ route_key: string; boardings: number; alightings: number; taps: number; tapsWithAlighting: number; transferTaps: number }>(
		'SELECT route_key, boardings, alightings, taps, taps_with_alighting AS "tapsWithAlighting", transfer_taps AS "transferTaps" FROM route_day ORDER BY route_key',
		serviceDate,
	);
	const hours = await bench.query<{ key: string; boardings: number; alightings: number }>(
		`SELECT concat_ws('|', route_key, hour) AS key, sum(boardings)::INTEGER AS boardings, sum(alightings)::INTEGER AS alightings FROM route_hour GROUP BY key`,
		serviceDate,
	);
	const users = await bench.query<{ user_type: string; boardings: number }>('SELECT user_type, sum(boardings)::INTEGER AS boardings FROM user_hour GROUP BY user_type HAVING sum(boardings) > 0 ORDER BY user_type', serviceDate);
	return {
		totals: { boardings: total?.boardings, alightings: total?.alightings, taps: total?.taps, tapsWithAlighting: total?.taps_with_alighting, transferTaps: total?.transfer_taps, routes: total?.routes },
		byRoute: Object.fromEntries(routes.map(({ route_key, ...sums }) => [route_key, sums])),
		byRouteHour: pairs(hours.map(({ key, boardings, alightings }) => [key, boardings, alightings])),
		users: Object.fromEntries(users.map(({ user_type, boardings }) => [user_type, boardings])),
	};
}

export function truthSums(truth: Truth): Awaited<ReturnType<typeof lakeSums>> {
	const { boardings, alightings, taps, tapsWithAlighting, transferTaps, routes } = truth.totals;
	return {
		totals: { boardings, alightings, taps, tapsWithAlighting, transferTaps, routes },
		byRoute: truth.byRoute,
		byRouteHour: pairs(Object.entries(truth.byRouteHour).flatMap(([route, hours]) => Object.entries(hours).map(([hour, [on, off]]) => [`${route}|${hour}`, on, off] as const))),
		users: Object.fromEntries(Object.entries(truth.users).filter(([, persons]) => persons > 0).sort(([a], [b]) => (a < b ? -1 : 1))),
	};
}
