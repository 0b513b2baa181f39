import { mkdir, rename } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import type { Engine } from '../engine';
import type { Lake } from '../lake/lake';
import type { InputFile, MasterFile, MasterKind } from '../lake/manifest';
import { MASTER_COLUMNS } from '../tap';
import { sqlText } from '../sql-literal';
import { MASTER_KEYS } from './merge';

interface Content {
	rows: number;
	content: string;
}

/**
 * Writes the rows of `current_<kind>` (of a run log: of one day) as a master of the lake, named by its content; null where the lake's
 * master in force says just that. The file counts only when it stands in the manifest.
 */
export async function storeMaster(engine: Engine, lake: Lake, kind: MasterKind, validFrom: string, inputs: InputFile[], tempFolder: string, now: string): Promise<MasterFile | null> {
	const names = Object.keys(MASTER_COLUMNS[kind]).map((name) => `"${name}"`).join(', ');
	const ofDay = kind === 'run_log' ? `WHERE service_date = CAST(${sqlText(validFrom)} AS DATE)` : '';
	await engine.run(`CREATE OR REPLACE TEMP TABLE import_result AS SELECT ${names} FROM current_${kind} ${ofDay}`);
	const { rows, content } = await contentOf(engine, kind, 'import_result');
	const inForce = lake.masterFile(kind, validFrom);
	if (inForce !== null) {
		const before = await contentOf(engine, kind, `read_parquet(${sqlText(inForce)}, hive_partitioning = false)`);
		if (before.content === content) return null;
	}
	const path = `masters/${kind}/${validFrom}-${content.slice(0, 8)}.parquet`;
	const absolute = lake.path(path);
	const scratch = join(tempFolder, `${kind}-${validFrom}.parquet`);
	await mkdir(dirname(absolute), { recursive: true });
	await engine.run(`COPY (SELECT ${names} FROM import_result ORDER BY ${MASTER_KEYS[kind].join(', ')}) TO ${sqlText(scratch)} (FORMAT parquet, COMPRESSION zstd)`);
	await rename(scratch, absolute);
	return { kind, path, validFrom, rows, inputs, importedAt: now };
}

async function contentOf(engine: Engine, kind: MasterKind, from: string): Promise<Content> {
	const columns = Object.entries(MASTER_COLUMNS[kind]).map(([name, type]) => `CAST("${name}" AS ${type}) AS "${name}"`);
	const [found] = await engine.rows<Content>(`SELECT count(*) AS rows, md5(coalesce(string_agg(md5(CAST(m AS VARCHAR)), '' ORDER BY m), '')) AS content FROM (SELECT ${columns.join(', ')} FROM ${from}) AS m`);
	return found ?? { rows: 0, content: '' };
}

/** Enters masters: one of the same kind and first day takes its predecessor's place and keeps what that was read from. */
export function enterMasters(masters: MasterFile[], stored: readonly MasterFile[]): MasterFile[] {
	return stored.reduce<MasterFile[]>((all, master) => {
		const isSame = (one: MasterFile) => one.kind === master.kind && one.validFrom === master.validFrom;
		const earlier = all.filter(isSame).flatMap(({ inputs }) => inputs).filter(({ sha256 }) => !master.inputs.some((input) => input.sha256 === sha256));
		return [...all.filter((one) => !isSame(one)), { ...master, inputs: [...earlier, ...master.inputs] }];
	}, masters);
}
