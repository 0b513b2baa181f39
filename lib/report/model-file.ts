import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { fileLines } from '../file-lines';
import type { ExcludedRow, FailedRow, FormRow, ReportModel, ReviewRow, SentRow } from './model';

/** The lists of a report; each is a sheet and may be long. */
export interface ReportLists {
	sent: SentRow;
	forms: FormRow;
	review: ReviewRow;
	taxChecks: ReviewRow;
	excluded: ExcludedRow;
	failed: FailedRow;
}
export type ListName = keyof ReportLists;
/** The report without its lists. */
export type ReportSummary = Omit<ReportModel, ListName> & { counts: Record<ListName, number> };

const SUMMARY = 'summary.json';
const fileOf = (folder: string, list: ListName) => join(folder, `${list}.ndjson`);

/** The report without its lists, with how long they are. */
export function summaryOf(model: ReportModel): ReportSummary {
	const { sent, forms, review, taxChecks, excluded, failed, ...rest } = model;
	const counts = {
		sent: sent.length,
		forms: forms.length,
		review: review.length,
		taxChecks: taxChecks.length,
		excluded: excluded.length,
		failed: failed.length,
	};
	return { ...rest, counts };
}

/** Lays a model down in a folder line by line, so that another process renders it without holding it whole. */
export async function layDown(model: ReportModel, folder: string): Promise<void> {
	await writeFile(join(folder, SUMMARY), JSON.stringify(summaryOf(model)));
	await writeLines(fileOf(folder, 'sent'), model.sent);
	await writeLines(fileOf(folder, 'forms'), model.forms);
	await writeLines(fileOf(folder, 'review'), model.review);
	await writeLines(fileOf(folder, 'taxChecks'), model.taxChecks);
	await writeLines(fileOf(folder, 'excluded'), model.excluded);
	await writeLines(fileOf(folder, 'failed'), model.failed);
}

async function writeLines(path: string, rows: readonly unknown[]): Promise<void> {
	const file = createWriteStream(path);
	const done = once(file, 'close');
	for (const row of rows) if (!file.write(`${JSON.stringify(row)}\n`)) await Promise.race([once(file, 'drain'), done]);
	file.end();
	await done;
}

/** What `layDown` wrote. */
export async function pickUp(folder: string): Promise<ReportSummary> {
	return JSON.parse(await readFile(join(folder, SUMMARY), 'utf8')) as ReportSummary;
}

/** The rows of one list as `layDown` wrote them. */
export async function* pickUpRows<L extends ListName>(folder: string, list: L): AsyncGenerator<ReportLists[L]> {
	for await (const line of fileLines(fileOf(folder, list))) if (line !== '') yield JSON.parse(line) as ReportLists[L];
}
