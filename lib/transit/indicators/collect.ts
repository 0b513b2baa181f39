import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { RemoteError, ValidationError } from '../../errors';
import { missing, type Missing, type ReceivedFile } from '../feed/delivery';
import { feedCancelled, onRawFolder } from '../feed/failures';
import { Measure } from '../feed/measure';
import { QUOTA_CODE } from './api-errors';
import { jsonLinesToCsv } from './csv';
import type { PortalService } from './portal';

export interface CollectRequest {
	/** Everything that decides what is asked for, without key and page. */
	query: Readonly<Record<string, string>>;
	folder: string;
	/** File name without ending, e.g. `stcis-usage-2026-03-02`. */
	name: string;
	format: 'csv' | 'jsonl';
	pageName: string;
	sizeName: string;
	pageSize: number;
	maxPages: number;
	/** Ask anew although the file is there. */
	refresh: boolean;
	signal?: AbortSignal;
}

export interface Collected {
	file: ReceivedFile | null;
	complete: boolean;
	missing: Missing[];
	/** Data rows so far, and of all pages as the portal says. */
	rows: number;
	total: number | null;
	/** Pages asked for in this run. */
	pages: number;
	seenBefore: boolean;
}

interface Progress {
	question: string;
	nextPage: number;
	rows: number;
	total: number | null;
	bytes: number;
}

/**
 * Asks for all pages and writes them to one file, whole or not at all. What was received when the daily limit is reached
 * (or the execution is stopped) is gone on with next time, so that a large question takes several days but no call twice.
 * @throws RemoteError, ConflictError `feedCancelled`, ValidationError `tooManyPages`, `feedDisk`
 */
export async function collectPages(request: CollectRequest, service: PortalService): Promise<Collected> {
	const target = join(request.folder, `${request.name}.${request.format}`);
	const part = join(request.folder, `.${request.name}.part.jsonl`);
	const progressFile = join(request.folder, `.${request.name}.progress.json`);
	await onRawFolder('저장 폴더를 만들지', async () => await mkdir(request.folder, { recursive: true, mode: 0o700 }));
	const before = request.refresh ? null : await measured(target, request);
	if (before) return { file: before, complete: true, missing: [], rows: (before.rows ?? 0) - (request.format === 'csv' ? 1 : 0), total: null, pages: 0, seenBefore: true };

	let progress = await resumed(part, progressFile, request);
	for (let pages = 0; ; pages += 1) {
		if (request.signal?.aborted) throw feedCancelled();
		const { rows, total, nextPage } = progress;
		if (total !== null && rows >= total) return await finished(request, { target, part, progressFile }, progress, pages);
		if (nextPage > request.maxPages) throw tooManyPages(request.maxPages, total);
		const page = await service({ ...request.query, [request.pageName]: nextPage, [request.sizeName]: request.pageSize }).catch((error: unknown) => {
			if (error instanceof RemoteError && error.code === QUOTA_CODE) return null;
			throw request.signal?.aborted ? feedCancelled() : error;
		});
		if (page === null) {
			const rest = { ...missing('part', `${request.name} ${nextPage}쪽부터`), message: `하루 호출 한도를 다 써서 ${nextPage}쪽부터 남았습니다. 내일 이어서 받습니다.` };
			return { file: null, complete: false, missing: [rest], rows, total, pages, seenBefore: false };
		}
		if (page.rows.length === 0) {
			if (rows === 0 && (page.total ?? 0) === 0) return { file: null, complete: false, missing: [missing('file', request.name)], rows: 0, total: 0, pages: pages + 1, seenBefore: false };
			return await finished(request, { target, part, progressFile }, { ...progress, total: page.total ?? rows }, pages + 1);
		}
		if (total !== null && page.total !== null && page.total !== total) return await finished(request, { target, part, progressFile }, { ...progress, total: page.total }, pages + 1, 'changed');
		const lines = `${page.rows.map((row) => JSON.stringify(row)).join('\n')}\n`;
		progress = await onRawFolder('조회 결과를 저장하지', async () => {
			await appendFile(part, lines, { mode: 0o600 });
			const next: Progress = { ...progress, nextPage: nextPage + 1, rows: rows + page.rows.length, total: page.total, bytes: progress.bytes + Buffer.byteLength(lines) };
			await writeFile(`${progressFile}.new`, JSON.stringify(next), { mode: 0o600 });
			await rename(`${progressFile}.new`, progressFile);
			return next;
		});
		// Without a total only an empty or short page tells the end.
		if (page.total === null && page.rows.length < request.pageSize) progress = { ...progress, total: progress.rows };
	}
}

interface Paths {
	target: string;
	part: string;
	progressFile: string;
}

async function finished(request: CollectRequest, { target, part, progressFile }: Paths, { rows, total }: Progress, pages: number, state: 'read' | 'changed' = 'read'): Promise<Collected> {
	return await onRawFolder('조회 결과를 저장하지', async () => {
		await rm(progressFile, { force: true });
		if (state === 'changed' || (total !== null && rows !== total)) {
			// The data changed between pages: rows may be twice or not at all in what was received.
			await rm(part, { force: true });
			const name = `${request.name} ${rows}/${total}건`;
			return { file: null, complete: false, missing: [{ ...missing('stable', name), message: '조회하는 동안 자료가 바뀌어 건수가 맞지 않습니다. 다시 실행하면 처음부터 받습니다.' }], rows, total, pages, seenBefore: false };
		}
		if (request.format === 'csv') {
			await jsonLinesToCsv(part, `${part}.csv`);
			await rename(`${part}.csv`, target);
			await rm(part, { force: true });
		} else await rename(part, target);
		await writeFile(questionFile(target), JSON.stringify({ question: questionOf(request) }), { mode: 0o600 });
		return { file: await measured(target, request), complete: true, missing: [], rows, total, pages, seenBefore: false };
	});
}

async function resumed(part: string, progressFile: string, request: CollectRequest): Promise<Progress> {
	const start: Progress = { question: questionOf(request), nextPage: 1, rows: 0, total: null, bytes: 0 };
	try {
		const progress: unknown = JSON.parse(await readFile(progressFile, 'utf8'));
		if (isProgress(progress) && progress.question === start.question && (await stat(part)).size >= progress.bytes) {
			await truncate(part, progress.bytes);
			return progress;
		}
	} catch {
		// nothing to go on with
	}
	await rm(part, { force: true });
	return start;
}

const questionOf = ({ query, pageSize, format }: CollectRequest): string => createHash('sha256').update(JSON.stringify([Object.entries(query).sort(), pageSize, format])).digest('hex');
const questionFile = (target: string): string => target.replace(/([^/]*)$/, '.$1.question.json');

/** The file of an earlier run that asked the same. */
async function measured(target: string, request: CollectRequest): Promise<ReceivedFile | null> {
	const asked: unknown = await readFile(questionFile(target), 'utf8').then((text): unknown => JSON.parse(text), () => null).catch(() => null);
	if (typeof asked !== 'object' || asked === null || !('question' in asked) || asked.question !== questionOf(request)) return null;
	const found = await stat(target).catch(() => null);
	if (!found?.isFile()) return null;
	const measure = new Measure();
	await measure.addFile(target, found.size);
	const name = `${request.name}.${request.format}`;
	return { path: target, name, ...measure.result(name) };
}

function isProgress(value: unknown): value is Progress {
	if (typeof value !== 'object' || value === null) return false;
	const fields = new Map<string, unknown>(Object.entries(value));
	const total = fields.get('total');
	return ['nextPage', 'rows', 'bytes'].every((name) => Number.isSafeInteger(fields.get(name))) && typeof fields.get('question') === 'string' && (total === null || Number.isSafeInteger(total));
}

const tooManyPages = (limit: number, total: number | null) =>
	new ValidationError('tooManyPages', `정한 쪽수(${limit})를 넘어 중단하였습니다${total === null ? '' : `(전체 ${total.toLocaleString('ko-KR')}건)`}.`, "시군구 코드 등 조회 조건을 좁히거나 '최대 쪽수'를 늘리시기 바랍니다.");
