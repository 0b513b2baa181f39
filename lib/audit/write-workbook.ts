import { join } from 'node:path';

import { type PlacedFile, placeFile } from '../documents/place-file';
import { runWorker } from '../process/run-worker';
import { safeFileName } from '../report/file-name';
import type { AuditWorkbookSource } from './workbook';

export interface WorkbookOptions {
	/** Compiled worker; the package's own unless a test says otherwise. */
	workerFile?: string;
	/** Heap of the child that renders the workbook, in MiB. */
	maxOldSpaceMb?: number;
	timeoutMs?: number;
	/** Ends the child and leaves no file. */
	signal?: AbortSignal;
}

/**
 * Writes the workbook of an export into the folder, in a child process of its own; an existing file is never replaced. From
 * TypeScript sources (tests) there is no compiled worker, so the same function runs in this process.
 * Throws `documentFolder` and the errors of `runWorker`.
 */
export async function writeExportWorkbook(source: AuditWorkbookSource, folder: string, baseName: string, options: WorkbookOptions = {}): Promise<PlacedFile> {
	return await placeFile(folder, `${safeFileName(baseName)}.xlsx`, async (target) => {
		if (options.workerFile === undefined && __filename.endsWith('.ts')) {
			const { writeAuditWorkbook } = await import('./workbook');
			await writeAuditWorkbook(target, source);
			return;
		}
		await runWorker(
			{ source, target },
			{
				file: options.workerFile ?? join(__dirname, 'workbook-worker.js'),
				label: '감사 통합 문서 작성',
				maxOldSpaceMb: options.maxOldSpaceMb ?? 512,
				timeoutMs: options.timeoutMs ?? 600_000,
				...(options.signal ? { signal: options.signal } : {}),
			},
		);
	});
}
