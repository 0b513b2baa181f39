import { open } from 'node:fs/promises';

import { iconv } from '../../vendor/iconv-lite';
import { Papa } from '../../vendor/papaparse';

const SAMPLE_BYTES = 512 * 1024;
const SAMPLE_ROWS = 2_000;
const DELIMITERS = [',', '|', '\t', ';'] as const;

/** The beginning of a file, as rows of cells. */
export interface Sample {
	delimiter: string;
	quote: '"' | '';
	/** Physical line of each row, from 1, and its cells. */
	rows: { line: number; cells: string[] }[];
	/** Spaces stand around values. */
	padded: boolean;
}

/** The first lines of a file. */
export async function readHead(path: string): Promise<Buffer> {
	const file = await open(path, 'r');
	try {
		const buffer = Buffer.alloc(SAMPLE_BYTES);
		const { bytesRead } = await file.read(buffer, 0, SAMPLE_BYTES, 0);
		const head = buffer.subarray(0, bytesRead);
		// The last line may be cut off by the sample's end.
		return bytesRead < SAMPLE_BYTES ? head : head.subarray(0, head.lastIndexOf(0x0a) + 1);
	} finally {
		await file.close();
	}
}

export function decodeHead(head: Buffer, encoding: 'utf8' | 'cp949'): string {
	const text = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
	return encoding === 'utf8' ? text.toString('utf8') : iconv.decode(text, 'cp949');
}

/**
 * Splits a file's beginning: the delimiter is the one that gives most lines the same, highest number of columns; quotes
 * count where a value stands in them.
 */
export function splitSample(text: string, given?: { delimiter?: string; quote?: '"' | '' }): Sample {
	const lines = text.split('\n').map((line) => line.replace(/\r+$/, ''));
	if (lines.at(-1) === '') lines.pop();
	const some = lines.filter((line) => line !== '').slice(0, 200);
	const delimiter = given?.delimiter ?? bestDelimiter(some);
	const edge = new RegExp(`(?:^|${delimiter === '|' ? '\\|' : delimiter})"`);
	const quote = given?.quote ?? (some.some((line) => edge.test(line) && isBalanced(line)) ? '"' : '');
	const rows = lines.slice(0, SAMPLE_ROWS).flatMap((line, index) => (line === '' ? [] : [{ line: index + 1, cells: splitLine(line, delimiter, quote) }]));
	const padded = rows.some(({ cells }) => cells.some((cell) => cell !== cell.trim()));
	return { delimiter, quote, rows, padded };
}

export function splitLine(line: string, delimiter: string, quote: '"' | ''): string[] {
	if (quote === '' || !line.includes('"')) return line.split(delimiter);
	return Papa.parse<string[]>(line, { delimiter, quoteChar: '"' }).data[0] ?? [''];
}

function bestDelimiter(lines: readonly string[]): string {
	let best: { delimiter: string; score: number } = { delimiter: ',', score: 0 };
	for (const delimiter of DELIMITERS) {
		const counts = new Map<number, number>();
		for (const line of lines) {
			const columns = splitLine(line, delimiter, '"').length;
			if (columns > 1) counts.set(columns, (counts.get(columns) ?? 0) + 1);
		}
		for (const [columns, times] of counts) {
			const score = times * 1_000 + columns;
			if (score > best.score) best = { delimiter, score };
		}
	}
	return best.delimiter;
}

const isBalanced = (line: string) => (line.split('"').length - 1) % 2 === 0;
