import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../errors';
import { runWorker } from '../process/run-worker';
import { safeFileName } from './file-name';
import { renderHtml } from './html';
import type { ReportModel } from './model';
import { layDown, pickUp, pickUpRows } from './model-file';

export interface WriteOptions {
	/** Compiled worker; the package's own unless a test says otherwise. */
	workerFile?: string;
	/** Heap of the child that renders the workbook, in MiB. */
	maxOldSpaceMb?: number;
	timeoutMs?: number;
	/** Ends the child and leaves no file. */
	signal?: AbortSignal;
}

export interface WrittenReport {
	htmlPath: string;
	workbookPath: string;
}

/**
 * Writes page and workbook of a report into the folder, which is created where missing. Both are finished in a
 * temporary folder beside their place before either takes it, so a reader never meets half a file; an earlier report
 * of the same name is replaced. Throws `reportFolder` where the folder cannot be written, and the errors of `runWorker`.
 */
export async function writeReport(model: ReportModel, folder: string, baseName: string, options: WriteOptions = {}): Promise<WrittenReport> {
	const name = safeFileName(baseName);
	const htmlPath = join(folder, `${name}.html`);
	const workbookPath = join(folder, `${name}.xlsx`);
	const scratch = await onDisk(async () => {
		await mkdir(folder, { recursive: true });
		return await mkdtemp(join(folder, '.report-'));
	});
	try {
		const page = join(scratch, 'page.html');
		const workbook = join(scratch, 'workbook.xlsx');
		await onDisk(async () => {
			await writeFile(page, renderHtml(model));
			await layDown(model, scratch);
		});
		await renderWorkbook(scratch, workbook, options);
		await onDisk(async () => {
			await rename(workbook, workbookPath);
			await rename(page, htmlPath);
		});
		return { htmlPath, workbookPath };
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
}

/**
 * In a child process of its own. From TypeScript sources (tests) there is no compiled worker, so the same function runs in
 * this process.
 */
async function renderWorkbook(modelFolder: string, target: string, options: WriteOptions): Promise<void> {
	if (options.workerFile === undefined && __filename.endsWith('.ts')) {
		const { writeWorkbook } = await import('./workbook');
		await writeWorkbook(target, await pickUp(modelFolder), (list) => pickUpRows(modelFolder, list));
		return;
	}
	await runWorker(
		{ modelFolder, target },
		{
			file: options.workerFile ?? join(__dirname, 'workbook-worker.js'),
			label: '결과 통합 문서 작성',
			maxOldSpaceMb: options.maxOldSpaceMb ?? 512,
			timeoutMs: options.timeoutMs ?? 300_000,
			...(options.signal ? { signal: options.signal } : {}),
		},
	);
}

async function onDisk<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (typeof error !== 'object' || error === null || !('code' in error)) throw error;
		throw new ValidationError(
			'reportFolder',
			`결과 보고서를 폴더에 저장하지 못하였습니다(${String(error.code)}).`,
			'보고서 폴더의 경로와 쓰기 권한, 디스크 여유 공간을 확인하고, 같은 이름의 파일이 열려 있으면 닫은 뒤 다시 실행하시기 바랍니다.',
			{ cause: error },
		);
	}
}
