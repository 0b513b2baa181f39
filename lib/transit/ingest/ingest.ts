import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { addDays, isDay } from '../../calendar/day';
import { ValidationError } from '../../errors';
import { loadCodes, type Codes } from '../codes/tables';
import type { InputFile, LakeSource, Manifest } from '../lake/manifest';
import type { DetectedLayout } from '../layouts/layout';
import { cardKeys } from './card-keys';
import { checkSameLayout, openInput, scanInputs, sizesOf, type OpenInput, type ScannedInput } from './open-inputs';
import { countStaged, findRepeated, prepareViews, writeDay, writeRejects, type CodeMeaning, type StagedCount } from './place';
import { commitSource, isPartOf, type WrittenDay } from './commit-source';
import { codesNotCodes, dayPurged, noRows, seenBefore, tooManyRejects, wrongDay } from './refusals';
import { checkSpace } from './space';
import { stageFile, STAGING_TABLES, type StagedFile } from './stage';
import type { IngestDeps, IngestRequest, IngestResult } from './types';
import { ingestVersion } from './version';
import { fileWarnings, rowWarnings, type CodeUse } from './warnings';

const LATE_WINDOW_DAYS = 7;
const REJECT_LIMIT_SHARE = 0.05;
/** Of a delivery's readable rows, this share must be of its day. */
const OWN_DAY_SHARE = 0.5;
const SOURCE_ID = /^(?:[\p{L}\p{N}_-]{1,60}@)?\d{4}-\d{2}-\d{2}(?:\.[\p{L}\p{N}_-]{1,60})?$/u;

/**
 * Puts one delivery of tap files into the lake: exactly the files of its source are replaced, by one commit, or nothing
 * is. Rows never pass through JavaScript. The same files with the same layouts, codes and settings change nothing, nor does
 * a part of a day whose whole delivery is there.
 *
 * A row's service date is that of its boarding less four hours. Rows of earlier days within the late window go to their
 * own day; a delivery of which less than half is of its day is refused. Rejected rows are kept with file, line, reason and
 * the masked value.
 * @throws ValidationError `ingestRequest`, `cardKey`, `fileMissing`, `emptyFile`, `diskSpace`, `noRows`, `wrongDay`,
 * `tooManyRejects`, `mixedLayouts`, `dayPurged`, and those of `detectLayout`
 * @throws ConflictError `lakeLocked`, `seenBefore`
 */
export async function ingest(request: IngestRequest, deps: IngestDeps): Promise<IngestResult> {
	checkRequest(request);
	const codes = loadCodes(request.codes);
	const version = ingestVersion(request, codes, request.lateWindowDays ?? LATE_WINDOW_DAYS);
	return await deps.lake.withLock(async () => {
		await deps.lake.sweep();
		const sizes = await sizesOf(request.files);
		await checkSpace(sizes, deps.lake.folder, request.tempFolder, deps.freeBytes);
		const inputs = await scanInputs(request.files, sizes, deps.signal);
		const known = knownAlready(deps.lake.manifest, request, inputs, version);
		if (known) return await unchanged(known, request, inputs, deps.signal);
		if (deps.lake.manifest.days[request.feedDay]?.tapsPurged) throw dayPurged(request.feedDay);
		const staging = join(deps.lake.folder, 'staging');
		await mkdir(staging, { recursive: true });
		// A name of its own: the engine may remember a file by path and time.
		const folder = await mkdtemp(join(staging, 'ingest-'));
		try {
			return await ingestInto(folder, request, deps, { inputs, codes, version });
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	});
}

interface Prepared {
	inputs: ScannedInput[];
	codes: Codes;
	version: string;
}

async function ingestInto(folder: string, request: IngestRequest, deps: IngestDeps, { inputs, codes, version }: Prepared): Promise<IngestResult> {
	const { engine, lake } = deps;
	const { feedDay } = request;
	const names = inputs.map(({ name }) => name);
	const { staged, opened, warnings } = await stageAll(folder, request, deps, inputs);
	const layout = opened[0]?.layout;
	if (!layout) throw noRows(names);
	const counts = await countStaged(engine, staged);
	if (!counts) throw codesNotCodes(names.join(', '));
	const lineRejects = await engine.rows<{ file_no: number; reason: string; rows: number }>(
		'SELECT file_no, reason, sum(swallowed + 1)::BIGINT AS rows FROM line_rejects GROUP BY ALL',
	);
	const rejectReasons = tally([...counts, ...lineRejects].flatMap(({ reason, rows }) => (reason === null ? [] : [[reason, rows] as const])));
	const rejected = sum(Object.values(rejectReasons));
	const read = sum(counts.map(({ rows }) => rows)) + sum(lineRejects.map(({ rows }) => rows));
	if (read === 0) throw noRows(names);
	refuseWrongDay(request, counts, read);
	const { meanings, unknown } = meaningsOf(counts, layout, codes);
	await prepareViews(engine, staged, meanings);
	const limit = request.rejectLimitShare ?? REJECT_LIMIT_SHARE;
	if (rejected > read * limit) throw await tooManyRejects(engine, names, read, rejectReasons, limit);

	// Without a card two people who board in the same second are the same row.
	const repeated = layout.fields.card ? await findRepeated(engine, staged) : new Map<string, number>();
	const days = [...new Set(counts.flatMap(({ reason, service_date }) => (reason === null && service_date !== null ? [service_date] : [])))].sort();
	const written: WrittenDay[] = [];
	for (const serviceDate of days) {
		deps.signal?.throwIfAborted();
		const path = join(folder, `day-${serviceDate}.parquet`);
		written.push({ serviceDate, path, rows: await writeDay(engine, serviceDate, repeated.size > 0, path) });
	}
	const rejectsPath = rejected > 0 ? await writeRejects(engine, folder) : null;
	const kept = sum(written.map(({ rows }) => rows));
	const duplicates = sum([...repeated.values()]);
	if (kept + rejected + duplicates !== read) throw new TypeError(`rows do not add up: ${read} read, ${kept} kept, ${rejected} rejected, ${duplicates} repeated`);

	const source: LakeSource = {
		sourceId: request.sourceId,
		feedDay,
		state: request.state,
		layoutId: layout.id,
		layoutVersion: version,
		inputs: await inputFiles(deps, opened, staged, lineRejects),
		files: [],
		read,
		kept,
		rejected,
		duplicates,
		rejectReasons,
		rejectsFile: null,
		ingestedAt: deps.now(),
	};
	deps.signal?.throwIfAborted();
	const { source: committed, changedDays } = await commitSource(lake, source, written, rejectsPath);
	await engine.run('DROP TABLE IF EXISTS repeated; DROP TABLE IF EXISTS line_rejects; DROP TABLE IF EXISTS blank_lines; DROP TABLE IF EXISTS code_meanings; DROP VIEW IF EXISTS lined');
	return { source: committed, changedDays, layout, warnings: [...warnings, ...rowWarnings(feedDay, counts, unknown)] };
}

async function stageAll(folder: string, request: IngestRequest, deps: IngestDeps, inputs: readonly ScannedInput[]): Promise<{ staged: StagedFile[]; opened: OpenInput[]; warnings: string[] }> {
	const { engine } = deps;
	const window = request.lateWindowDays ?? LATE_WINDOW_DAYS;
	const firstDay = addDays(request.feedDay, -window);
	// A file by the calendar holds the next operating day's first hours as well.
	const days = window + 2;
	const purgedDays = Object.entries(deps.lake.manifest.days).flatMap(([day, { tapsPurged }]) => (tapsPurged ? [day] : []));
	await engine.run('SET VARIABLE card_keys = $keys', { keys: cardKeys(request.cardKey, firstDay, days) });
	await engine.run(STAGING_TABLES);
	const staged: StagedFile[] = [];
	const opened: OpenInput[] = [];
	const warnings: string[] = [];
	for (const [fileNo, input] of inputs.entries()) {
		deps.signal?.throwIfAborted();
		const open = await openInput(input, request, deps.signal);
		try {
			if (opened[0]) checkSameLayout(opened[0], open);
			const file = await stageFile(
				engine,
				{ text: open.text, scanned: open.scanned, layout: open.layout, folder, tempFolder: request.tempFolder, signal: deps.signal },
				{ fileNo, defaults: request.defaults, firstDay, days, purgedDays },
			);
			staged.push(file);
			opened.push(open);
			for (const warning of fileWarnings(open, file.truncated)) warnings.push(warning);
		} finally {
			await open.text.close();
		}
	}
	return { staged, opened, warnings };
}

function refuseWrongDay(request: IngestRequest, counts: readonly StagedCount[], read: number): void {
	const byDay = Object.entries(tally(counts.flatMap(({ service_date, rows }) => (service_date === null ? [] : [[service_date, rows] as const])))).map(([day, rows]) => ({ day, rows }));
	const dated = sum(byDay.map(({ rows }) => rows));
	// What comes early in the morning is mostly of the operating day before.
	const isOwn = ({ day }: { day: string }) => day === request.feedDay || (request.state === 'partial' && day === addDays(request.feedDay, -1));
	const own = sum(byDay.filter(isOwn).map(({ rows }) => rows));
	if (dated > 0 && own < dated * OWN_DAY_SHARE) throw wrongDay(request.feedDay, byDay, read);
}

function meaningsOf(counts: readonly StagedCount[], layout: DetectedLayout, codes: Codes): { meanings: CodeMeaning[]; unknown: { users: CodeUse[]; modes: CodeUse[] } } {
	const meanings = new Map<string, CodeMeaning>();
	const users = new Map<string, number>();
	const modes = new Map<string, number>();
	for (const { firm, region, user_code, mode_code, reason, rows } of counts) {
		const user_type = codes.userType(layout.userTypes, firm, region, user_code ?? '');
		const mode = codes.mode(layout.modes, firm, region, mode_code ?? '');
		meanings.set(JSON.stringify([firm, region, user_code, mode_code]), { firm, region, user_code, mode_code, user_type, mode });
		if (reason !== null) continue;
		if (user_type === 'unknown' && user_code !== null) users.set(user_code, (users.get(user_code) ?? 0) + rows);
		if (mode === 'unknown' && mode_code !== null) modes.set(mode_code, (modes.get(mode_code) ?? 0) + rows);
	}
	const uses = (map: Map<string, number>) => [...map].map(([code, rows]) => ({ code, rows }));
	return { meanings: [...meanings.values()], unknown: { users: uses(users), modes: uses(modes) } };
}

async function inputFiles(deps: IngestDeps, opened: readonly OpenInput[], staged: readonly StagedFile[], lineRejects: readonly { file_no: number; rows: number }[]): Promise<InputFile[]> {
	const files: InputFile[] = [];
	for (const [index, { name, scanned }] of opened.entries()) {
		const [rows] = await deps.engine.rows<{ rows: number }>('SELECT count(*) AS rows FROM read_parquet($path, hive_partitioning = false)', { path: staged[index]?.path ?? '' });
		const bad = sum(lineRejects.filter(({ file_no }) => file_no === index).map((one) => one.rows));
		files.push({ name, sha256: scanned.sha256, bytes: scanned.bytes, rows: (rows?.rows ?? 0) + bad });
	}
	return files;
}

/** The source of the same files and settings; a whole day's where a part of it comes afterwards. */
function knownAlready(manifest: Manifest, request: IngestRequest, inputs: readonly ScannedInput[], version: string): LakeSource | null {
	const source = manifest.sources[request.sourceId];
	const hashes = inputs.map(({ scanned }) => scanned.sha256).sort().join();
	if (source && source.state === request.state && source.layoutVersion === version && source.inputs.map(({ sha256 }) => sha256).sort().join() === hashes) return source;
	const whole = Object.values(manifest.sources).find((one) => one.state === 'final' && isPartOf(request, one));
	if (whole) return whole;
	for (const other of Object.values(manifest.sources)) {
		if (other.feedDay === request.feedDay) continue;
		const same = inputs.find(({ scanned }) => other.inputs.some(({ sha256 }) => sha256 === scanned.sha256));
		if (same) throw seenBefore(same.name, other);
	}
	return null;
}

async function unchanged(source: LakeSource, request: IngestRequest, inputs: readonly ScannedInput[], signal?: AbortSignal): Promise<IngestResult> {
	const [first] = inputs;
	if (!first) throw noRows([]);
	const { layout, text } = await openInput(first, request, signal);
	await text.close();
	const why = source.state === request.state ? '같은 파일이 이미 저장소에 있어' : '하루 전체 자료가 이미 저장소에 있어 운행 중 자료를 넣지 않았으므로';
	return { source, changedDays: [], layout, warnings: [`${why} 바뀐 것이 없습니다.`] };
}

function checkRequest({ sourceId, feedDay, rejectLimitShare = 0, lateWindowDays = 0 }: IngestRequest): void {
	const fault = (what: string) => new ValidationError('ingestRequest', what, '노드의 설정을 확인한 뒤 다시 실행하시기 바랍니다.');
	if (!isDay(feedDay)) throw fault('자료 일자가 YYYY-MM-DD 형식의 날짜가 아닙니다.');
	if (!SOURCE_ID.test(sourceId)) throw fault('자료 이름과 일부 자료 번호에는 글자, 숫자, 밑줄, 붙임표만 쓸 수 있습니다.');
	if (!(rejectLimitShare >= 0 && rejectLimitShare <= 1)) throw fault('읽지 못한 행의 한도가 0~100 %가 아닙니다.');
	if (!Number.isInteger(lateWindowDays) || lateWindowDays < 0 || lateWindowDays > 366) throw fault('늦은 거래를 받는 기간이 0~366일이 아닙니다.');
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

function tally(pairs: readonly (readonly [string, number])[]): Record<string, number> {
	const totals: Record<string, number> = {};
	for (const [name, rows] of pairs) totals[name] = (totals[name] ?? 0) + rows;
	return totals;
}
