import { writeFile } from 'node:fs/promises';

import { type PlacedFile, placeFile } from '../documents/place-file';
import { type DocumentOptions, writeBlockDocument } from '../documents/write';
import { safeFileName } from '../report/file-name';
import { pageHtml } from './page-html';
import { runDocument } from './run-document';
import type { RunReport } from './run-report';

export interface WrittenRunReport {
	html: PlacedFile;
	document: PlacedFile;
}

/** E.g. `감사확인서_2026-W47`; a simulated run says so. */
export const runReportName = ({ run, simulated }: Pick<RunReport, 'run' | 'simulated'>) => `감사확인서_${run.period}${simulated ? '_모의' : ''}`;

/**
 * Writes the audit report of a run as HTML and DOCX; existing files are never replaced. Throws `documentFolder` and the errors
 * of `runWorker`.
 */
export async function writeRunReport(report: RunReport, folder: string, options: DocumentOptions = {}): Promise<WrittenRunReport> {
	const document = runDocument(report);
	const name = safeFileName(runReportName(report));
	const html = await placeFile(folder, `${name}.html`, async (target) => await writeFile(target, pageHtml(document), { mode: 0o600 }));
	return { html, document: await writeBlockDocument(document, folder, name, options) };
}
