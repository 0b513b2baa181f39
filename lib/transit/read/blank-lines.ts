import { createReadStream } from 'node:fs';

const LF = 0x0a;
const CR = 0x0d;

/** Numbers (from 1) of the lines with nothing on them, in batches: the CSV reader passes over them without a word. */
export async function* blankLines(path: string, batch = 10_000): AsyncGenerator<number[]> {
	let found: number[] = [];
	let line = 1;
	let isBlank = true;
	for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
		for (let at = 0; at < chunk.length; ) {
			const end = chunk.indexOf(LF, at);
			const part = chunk.subarray(at, end === -1 ? chunk.length : end);
			isBlank &&= part.length === 0 || (part.length === 1 && part[0] === CR);
			if (end === -1) break;
			if (isBlank) found.push(line);
			if (found.length >= batch) {
				yield found;
				found = [];
			}
			line += 1;
			isBlank = true;
			at = end + 1;
		}
	}
	if (found.length > 0) yield found;
}
