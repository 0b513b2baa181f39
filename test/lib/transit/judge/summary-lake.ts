import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEngine, type Engine } from '../../../../lib/transit/engine';
import { openLake, type Lake } from '../../../../lib/transit/lake/lake';
import type { LakeSource, MasterKind } from '../../../../lib/transit/lake/manifest';
import { MASTER_COLUMNS } from '../../../../lib/transit/tap';
import { SUMMARY_COLUMNS, type SummaryTables } from './summary-columns';

export type Rows = Record<string, unknown>[];

/** A lake in a temporary folder, whose summaries and masters a test writes by hand. */
export interface TestLake {
	folder: string;
	lake: Lake;
	engine: Engine;
	/** Writes all summary tables of a day; tables not given are empty. A whole final source comes with it unless given. */
	addDay(date: string, tables: SummaryTables, source?: Partial<LakeSource> | null): Promise<void>;
	addMaster(kind: Exclude<MasterKind, 'run_log'>, rows: Rows): Promise<void>;
	close(): Promise<void>;
}

export async function makeTestLake(): Promise<TestLake> {
	const folder = mkdtempSync(join(tmpdir(), 'judge-'));
	const engine = await openEngine({ memoryMb: 512, threads: 1, tempFolder: folder });
	const lake = await openLake(join(folder, 'lake'));

	/** Files by content: most tables of two days are the same. */
	const written = new Map<string, string>();

	async function writeTable(columns: string, rows: Rows, file: string): Promise<void> {
		const content = JSON.stringify(rows);
		const same = written.get(columns + content);
		if (same !== undefined) return copyFileSync(same, file);
		written.set(columns + content, file);
		const json = join(folder, 'rows.json');
		writeFileSync(json, content);
		await engine.run(`CREATE OR REPLACE TEMP TABLE written (${columns})`);
		if (rows.length > 0) {
			const types = columns.split(',').map((column) => column.trim().split(' ')).map(([name, type]) => `${name}: '${type}'`).join(', ');
			await engine.run(`INSERT INTO written BY NAME SELECT * FROM read_json('${json}', format = 'array', columns = {${types}})`);
		}
		await engine.run(`COPY written TO '${file}' (FORMAT parquet)`);
	}

	return {
		folder,
		lake,
		engine,
		async addDay(date, tables, source = {}) {
			const relative = `summaries/service_date=${date}/1`;
			mkdirSync(lake.path(relative), { recursive: true });
			for (const [table, columns] of Object.entries(SUMMARY_COLUMNS)) {
				await writeTable(columns, tables[table as keyof SummaryTables] ?? [], lake.path(`${relative}/${table}.parquet`));
			}
			await lake.commit((draft) => {
				draft.days[date] = { tapsGeneration: 1, summary: { folder: relative, tapsGeneration: 1, metricsVersion: 'm1' }, editions: [] };
				if (source === null) return;
				const whole = wholeSource(date, source);
				draft.sources[whole.sourceId] = whole;
			});
		},
		async addMaster(kind, rows) {
			mkdirSync(lake.path(`masters/${kind}`), { recursive: true });
			const path = `masters/${kind}/2026-01-01-00000000.parquet`;
			await writeTable(Object.entries(MASTER_COLUMNS[kind]).map(([name, type]) => `${name} ${type}`).join(', '), rows, lake.path(path));
			await lake.commit((draft) => {
				draft.masters = draft.masters.filter((master) => master.kind !== kind);
				draft.masters.push({ kind, path, validFrom: '2026-01-01', rows: rows.length, inputs: [], importedAt: '2026-01-01T00:00:00+09:00' });
			});
		},
		async close() {
			await engine.close();
			rmSync(folder, { recursive: true, force: true });
		},
	};
}

function wholeSource(date: string, change: Partial<LakeSource>): LakeSource {
	return {
		sourceId: date,
		feedDay: date,
		state: 'final',
		layoutId: 'tcd27',
		layoutVersion: 'l1',
		inputs: [{ name: `TB_KTS_DWTCD_${date.replaceAll('-', '')}_01.csv`, sha256: 'ab'.repeat(32), bytes: 1000, rows: 1000 }],
		files: [{ path: `taps/service_date=${date}/source=${date}.parquet`, serviceDate: date, rows: 1000, bytes: 1000 }],
		read: 1000,
		kept: 1000,
		rejected: 0,
		duplicates: 0,
		rejectReasons: {},
		rejectsFile: null,
		ingestedAt: `${date}T23:00:00.000Z`,
		...change,
	};
}
