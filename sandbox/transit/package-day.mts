import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { compact } from './days.mts';
import type { Truth } from './truth.mts';
import { writeWorkbookOf } from './workbook.mts';
import { writeZip } from './zip.mts';

/** Packs a generated day's tap files, and the masters where they are given, into DATA_YYYYMMDD.zip, instead of the single files. */
export async function zipDay(folder: string, truth: Truth, masters: readonly string[] = []): Promise<string> {
	const files = [...truth.files.map(({ name }) => name), ...masters].map((name) => join(folder, name));
	const zip = join(folder, `DATA_${compact(truth.day)}.zip`);
	await writeZip(zip, files);
	for (const file of files) rmSync(file);
	return zip;
}

/** A generated day's tap files as one workbook of two tabs instead. */
export async function workbookDay(folder: string, truth: Truth): Promise<string> {
	const files = truth.files.map(({ name }) => join(folder, name));
	const book = join(folder, `교통카드_이용내역_${compact(truth.day)}.xlsx`);
	await writeWorkbookOf(files, book, truth.lines.written);
	for (const file of files) rmSync(file);
	return book;
}
