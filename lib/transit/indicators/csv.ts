import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

import { fileLines } from '../../file-lines';
import { Papa } from '../../vendor/papaparse';

/** A file of JSON lines as CSV (UTF-8 with BOM, heading line): every column that any line has, in order of appearance. Constant memory. */
export async function jsonLinesToCsv(from: string, to: string): Promise<void> {
	const columns = new Set<string>();
	for await (const row of rowsOf(from)) for (const name of Object.keys(row)) columns.add(name);
	const names = [...columns];
	async function* lines(): AsyncGenerator<string> {
		yield `\uFEFF${Papa.unparse([names])}\r\n`;
		for await (const row of rowsOf(from)) yield `${Papa.unparse([names.map((name) => row[name] ?? '')])}\r\n`;
	}
	await pipeline(lines, createWriteStream(to, { mode: 0o600 }));
}

async function* rowsOf(path: string): AsyncGenerator<Record<string, unknown>> {
	for await (const line of fileLines(path)) {
		const row: unknown = line === '' ? null : JSON.parse(line);
		if (typeof row === 'object' && row !== null) yield Object.fromEntries(Object.entries(row));
	}
}
