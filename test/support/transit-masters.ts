import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openEngine, type Engine } from '../../lib/transit/engine';
import { openLake, type Lake } from '../../lib/transit/lake/lake';
import type { MasterKind } from '../../lib/transit/lake/manifest';
import { importMasters, type ImportedMaster, type ImportMastersRequest } from '../../lib/transit/masters/import-masters';

export const FROM = '2026-03-02';

/** A lake in a folder of its own, with an engine and files to import. */
export interface MasterBench {
	folder: string;
	lake: Lake;
	engine: Engine;
	file(name: string, content: string | Buffer): string;
	import(files: string[], more?: Partial<ImportMastersRequest>): Promise<ImportedMaster[]>;
	rows(kind: MasterKind, order: string, serviceDate?: string): Promise<Record<string, unknown>[]>;
	close(): Promise<void>;
}

export async function masterBench(): Promise<MasterBench> {
	const folder = mkdtempSync(join(tmpdir(), 'transit-masters-'));
	const tempFolder = join(folder, 'temp');
	mkdirSync(tempFolder);
	const lake = await openLake(join(folder, 'lake'));
	const engine = await openEngine({ memoryMb: 256, threads: 1, tempFolder });
	return {
		folder,
		lake,
		engine,
		file: (name, content) => {
			const path = join(folder, name);
			writeFileSync(path, content);
			return path;
		},
		import: async (files, more = {}) => {
			const request = { files, kind: 'auto' as const, validFrom: FROM, defaults: { firm: '', region: '' }, columns: {}, now: '2026-03-03T05:00:00.000+09:00', ...more };
			return (await importMasters(request, { lake, engine, tempFolder })).imported;
		},
		rows: async (kind, order, serviceDate = FROM) => {
			const path = lake.masterFile(kind, serviceDate);
			return path === null ? [] : await engine.rows<Record<string, unknown>>(`SELECT * FROM read_parquet('${path}', hive_partitioning = false) ORDER BY ${order}`);
		},
		close: async () => {
			await engine.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
