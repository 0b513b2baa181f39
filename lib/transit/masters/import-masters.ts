import { assertDay, officialDate } from '../../calendar/day';
import { ValidationError } from '../../errors';
import type { Engine } from '../engine';
import type { Lake } from '../lake/lake';
import type { InputFile, MasterFile, MasterKind } from '../lake/manifest';
import { parseColumns, type GivenColumns } from './columns';
import { matchSheet, unknownMaster } from './match';
import { addCurrent, mergeRows, openCurrent, openRows } from './merge';
import { readSmallTable } from './read-table';
import { stageRows, type StagedRows } from './stage-rows';
import { enterMasters, storeMaster } from './store';

export interface ImportMastersRequest {
	/** Absolute paths of CSV (or other delimited text) and .xlsx files. */
	files: string[];
	kind: 'auto' | MasterKind;
	/** First service date that the masters hold for, `YYYY-MM-DD`; a run log holds for the days in it. */
	validFrom: string;
	/** Settlement firm and region of files that have no such columns. */
	defaults: { firm: string; region: string };
	/** JSON object, or its text: our field's name → the file's heading. */
	columns: unknown;
	/** ISO. */
	now: string;
}

export interface ImportedMaster {
	kind: MasterKind;
	file: string;
	validFrom: string;
	/** Rows of the file that were read. */
	rows: number;
	skipped: number;
	warnings: string[];
	/** Korean name of the form that the file was recognised as. */
	layout: string;
	/** Rows of the master after the import, with those it had before. */
	total: number;
	/** False where the lake's master already said all of it. */
	changed: boolean;
}

export interface ImportMastersResult {
	imported: ImportedMaster[];
}

interface Staged extends StagedRows {
	input: InputFile;
	layout: string;
	/** The form is made for another kind: that a stop of a route list stands in many lists is no repetition. */
	isByTheWay: boolean;
}

/** 행정동 first, because stops take codes from it; what only fills gaps comes after what a file is for. */
const ORDER: readonly MasterKind[] = ['area', 'stop', 'route', 'route_stop', 'run_log'];

/**
 * Reads files of routes, stops, stops of routes, runs and 행정동 into the lake. They are put over the master that holds on
 * `validFrom`: of a route, stop or 행정동 the given fields win and empty ones keep the old; a route's list of stops, and a route's
 * runs of a day, are replaced whole; what the files do not name stays. All files or none. The same file again changes nothing.
 * @throws ValidationError `masterFiles`, `masterColumns`, `masterHeadings`, `masterRows`, `stopsNeeded`, `tapFile`, `invalidDay`, and those of
 * reading a file; ConflictError `lakeLocked`
 */
export async function importMasters(request: ImportMastersRequest, deps: { lake: Lake; engine: Engine; tempFolder: string }): Promise<ImportMastersResult> {
	if (request.files.length === 0) throw new ValidationError('masterFiles', '등록할 기준정보 파일이 없습니다.', '파일의 절대 경로를 한 줄에 하나씩 적으시기 바랍니다.');
	assertDay(request.validFrom, '적용 시작일');
	const columns = parseColumns(request.columns);
	let staged: Staged[] = [];
	for (const [index, path] of request.files.entries()) staged = staged.concat(await stageFile(path, index, request, columns, deps.tempFolder));
	return await deps.lake.withLock(async () => await putIntoLake(staged, request, deps));
}

async function stageFile(path: string, index: number, request: ImportMastersRequest, columns: GivenColumns, tempFolder: string): Promise<Staged[]> {
	const { fileName, sha256, bytes, sheets } = await readSmallTable(path);
	const staged = sheets.flatMap((sheet, number): Staged[] => {
		const match = matchSheet(sheet, fileName, request.kind, columns);
		if (!match) return [];
		const rows = stageRows(sheet, match, fileName, request.defaults, tempFolder, `${index}-${number}`);
		return [{ ...rows, layout: match.layout.name, isByTheWay: match.layout.kinds[0] !== rows.kind, input: { name: fileName, sha256, bytes, rows: rows.rows + rows.skipped } }];
	});
	if (staged.length === 0) throw unknownMaster(sheets, fileName, request.kind, columns);
	return staged;
}

async function putIntoLake(staged: readonly Staged[], request: ImportMastersRequest, { lake, engine, tempFolder }: { lake: Lake; engine: Engine; tempFolder: string }): Promise<ImportMastersResult> {
	const { validFrom, now } = request;
	for (const kind of ORDER.filter((one) => one !== 'run_log')) await openCurrent(engine, kind, [lake.masterFile(kind, validFrom)].filter((file) => file !== null));
	await openCurrent(engine, 'run_log', []);
	const opened = new Set<string>();
	const touched = new Map<MasterKind, InputFile[]>();
	const imported: (ImportedMaster & { at: number })[] = [];
	for (const { kind, path, fills, source, at } of inOrder(staged)) {
		await openRows(engine, kind, path);
		const days = kind === 'run_log' ? await daysOf(engine) : [{ day: validFrom, rows: source.rows }];
		if (kind === 'run_log') {
			for (const { day } of days) {
				const file = opened.has(day) ? null : lake.masterFile('run_log', day);
				opened.add(day);
				if (file !== null) await addCurrent(engine, 'run_log', file);
			}
		}
		const { duplicates, warnings } = await mergeRows(engine, kind, fills);
		touched.set(kind, [...(touched.get(kind) ?? []), source.input]);
		if (fills) continue;
		const all = [...source.warnings, ...(duplicates > 0 && !source.isByTheWay ? [`같은 것이 되풀이된 ${duplicates.toLocaleString('ko-KR')}행은 마지막 행을 썼습니다.`] : []), ...warnings, ...laterMaster(lake, kind, validFrom)];
		for (const [index, { day, rows }] of days.entries()) {
			const first = index === 0;
			imported.push({ kind, file: source.input.name, validFrom: day, rows, skipped: first ? source.skipped : 0, warnings: first ? all : [], layout: source.layout, total: 0, changed: false, at });
		}
	}
	const stored: MasterFile[] = [];
	const totals = new Map<string, number>();
	for (const [kind, inputs] of touched) {
		for (const day of kind === 'run_log' ? [...opened] : [validFrom]) {
			const master = await storeMaster(engine, lake, kind, day, inputs, tempFolder, now);
			if (master) stored.push(master);
			totals.set(`${kind} ${day}`, master?.rows ?? lake.manifest.masters.find(({ path }) => lake.path(path) === lake.masterFile(kind, day))?.rows ?? 0);
		}
	}
	if (stored.length > 0) await lake.commit((draft) => void (draft.masters = enterMasters(draft.masters, stored)));
	const isStored = (one: ImportedMaster) => stored.some(({ kind, validFrom: day }) => kind === one.kind && day === one.validFrom);
	return {
		imported: imported
			.sort((a, b) => a.at - b.at)
			.map(({ at: _at, ...one }) => ({ ...one, total: totals.get(`${one.kind} ${one.validFrom}`) ?? 0, changed: isStored(one) })),
	};
}

function inOrder(staged: readonly Staged[]): { kind: MasterKind; path: string; fills: boolean; source: Staged; at: number }[] {
	return staged
		.flatMap((source, at) => source.files.map((file) => ({ ...file, source, at })))
		.sort((a, b) => Number(a.fills) - Number(b.fills) || ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.at - b.at);
}

async function daysOf(engine: Engine): Promise<{ day: string; rows: number }[]> {
	return await engine.rows<{ day: string; rows: number }>('SELECT service_date AS day, count(*) AS rows FROM import_rows GROUP BY service_date ORDER BY service_date');
}

function laterMaster(lake: Lake, kind: MasterKind, validFrom: string): string[] {
	const later = lake.manifest.masters.filter((one) => one.kind === kind && one.validFrom > validFrom && kind !== 'run_log').map((one) => one.validFrom).sort()[0];
	return later === undefined ? [] : [`${officialDate(later)}부터 적용하는 기준정보가 이미 있어, 이 파일은 그 전날까지만 적용됩니다.`];
}
