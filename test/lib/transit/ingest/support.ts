import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openEngine, type Engine } from '../../../../lib/transit/engine';
import { ingest } from '../../../../lib/transit/ingest/ingest';
import type { IngestDeps, IngestRequest, IngestResult } from '../../../../lib/transit/ingest/types';
import { openLake, type Lake } from '../../../../lib/transit/lake/lake';

export const DAY = '2026-03-02';
export const KEY = Buffer.alloc(32, 7);

/** One row of the 27 columns, each by its heading's short name. */
export interface NationalRow {
	day: string;
	firm: string;
	serial: string;
	card: string;
	region: string;
	vehicle: string;
	plate: string;
	departed: string;
	ended: string;
	mode: string;
	route: string;
	boarded: string;
	boardingStop: string;
	alighted: string;
	alightingStop: string;
	transaction: string;
	transfers: string;
	userType: string;
	riders: string;
	distance: string;
	seconds: string;
}

let serial = 0;

export function row(change: Partial<NationalRow> = {}): NationalRow {
	serial += 1;
	return {
		day: '20260302', firm: '2', serial: String(serial).padStart(10, '0'), card: '9010123412341234', region: '41', vehicle: '141000001', plate: '경기70아1234',
		departed: '20260302073000', ended: '20260302090000', mode: '500', route: '241000010', boarded: '20260302081500', boardingStop: '0410001',
		alighted: '20260302083500', alightingStop: '0410009', transaction: '000000000011', transfers: '0', userType: '1', riders: '1', distance: '5400', seconds: '1200',
		...change,
	};
}

export const cells = (r: NationalRow): string[] => [
	r.day, r.firm, r.serial, r.card, r.region, '01', '~', r.vehicle, r.plate, r.departed, r.ended, r.mode, '~', r.route, r.boarded, r.boarded, '~', r.boardingStop,
	r.alighted, '~', r.alightingStop, r.transaction, r.transfers, r.userType, r.riders, r.distance, r.seconds,
];

export const national = (rows: readonly Partial<NationalRow>[]): string => rows.map((one) => `${cells(row(one)).join(',')}\n`).join('');

export interface Bench {
	folder: string;
	lake: Lake;
	engine: Engine;
	/** Writes a file and returns its path. */
	file(name: string, content: string | Buffer): Promise<string>;
	ingest(files: readonly string[], request?: Partial<IngestRequest>, deps?: Partial<IngestDeps>): Promise<IngestResult>;
	/** Rows of a day in the order of the raw file. */
	taps<T = Record<string, unknown>>(day?: string, columns?: string): Promise<T[]>;
	close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
	const folder = await mkdtemp(join(tmpdir(), 'ingest-'));
	const lake = await openLake(join(folder, 'lake'));
	const engine = await openEngine({ memoryMb: 256, threads: 1, tempFolder: folder });
	return {
		folder,
		lake,
		engine,
		file: async (name, content) => {
			await writeFile(join(folder, name), content);
			return join(folder, name);
		},
		ingest: async (files, request = {}, deps = {}) =>
			await ingest(
				{ sourceId: request.feedDay ?? DAY, feedDay: DAY, state: 'final', files: [...files], layout: 'auto', defaults: { firm: '', region: '' }, cardKey: KEY, tempFolder: folder, ...request },
				{ lake, engine, now: () => '2026-03-03T05:00:00.000+09:00', ...deps },
			),
		taps: async (day = DAY, columns = '*') => {
			const files = lake.tapFiles(day);
			if (files.length === 0) return [];
			return await engine.rows(`SELECT ${columns} FROM read_parquet([${files.map((file) => `'${file}'`).join(', ')}], hive_partitioning = false) ORDER BY file_no, line`);
		},
		close: async () => {
			await engine.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
