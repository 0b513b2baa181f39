import { open } from 'node:fs/promises';

import { Cp949ToUtf8, roomFor } from './cp949';

const CHUNK = 4 * 1024 * 1024;

export interface RewrittenText {
	/** Bytes that were no character and became U+FFFD. */
	invalid: number;
	/** Hangul that already was UTF-8 was found. */
	mixed: boolean;
	bytes: number;
}

/**
 * Writes a text file again as UTF-8 with line feeds only, readable by its owner alone: from CP949, from UTF-8 with CP949 in
 * it, or (with `utf8`) just its line breaks. A byte order mark is left out. Memory is flat. Fails as reading and writing do.
 * @throws whatever `signal` is aborted with
 */
export async function rewriteText(from: string, to: string, options: { utf8?: boolean; signal?: AbortSignal } = {}): Promise<RewrittenText> {
	const converter = new Cp949ToUtf8();
	const convert = options.utf8 ? dropReturns : (input: Buffer, output: Buffer, last: boolean) => converter.convert(input, output, last);
	const source = await open(from, 'r');
	try {
		const target = await open(to, 'wx', 0o600);
		try {
			const inputs = [Buffer.allocUnsafe(CHUNK + 1024), Buffer.allocUnsafe(CHUNK + 1024)];
			const outputs = [Buffer.allocUnsafe(roomFor(CHUNK + 1024)), Buffer.allocUnsafe(roomFor(CHUNK + 1024))];
			let bytes = 0;
			let left = 0;
			let isFirst = true;
			let turn = 0;
			let writing: Promise<unknown> = Promise.resolve();
			for (;;) {
				options.signal?.throwIfAborted();
				const input = inputs[turn] ?? Buffer.alloc(0);
				const output = outputs[turn] ?? Buffer.alloc(0);
				const { bytesRead } = await source.read(input, left, CHUNK, null);
				const marked = isFirst && input[0] === 0xef && input[1] === 0xbb && input[2] === 0xbf;
				const piece = input.subarray(marked ? 3 : 0, left + bytesRead);
				const { taken, written } = convert(piece, output, bytesRead === 0);
				isFirst = false;
				left = piece.copy(inputs[1 - turn] ?? Buffer.alloc(0), 0, taken);
				await writing;
				writing = writeAll(target, output.subarray(0, written));
				bytes += written;
				turn = 1 - turn;
				if (bytesRead === 0) break;
			}
			await writing;
			return { invalid: converter.invalid, mixed: converter.alreadyUtf8 > 0, bytes };
		} finally {
			await target.close();
		}
	} finally {
		await source.close();
	}
}

async function writeAll(target: Awaited<ReturnType<typeof open>>, bytes: Buffer): Promise<void> {
	for (let at = 0; at < bytes.length; ) at += (await target.write(bytes, at)).bytesWritten;
}

/** Carriage returns go where they stand before a line feed, several too. */
function dropReturns(input: Buffer, output: Buffer, last: boolean): { taken: number; written: number } {
	let to = 0;
	let at = 0;
	while (at < input.length) {
		const found = input.indexOf(0x0d, at);
		const end = found === -1 ? input.length : found;
		to += input.copy(output, to, at, end);
		at = end;
		if (found === -1) break;
		let next = found;
		while (next < input.length && input[next] === 0x0d) next++;
		if (next === input.length && !last && next - found < 512) break;
		if (input[next] !== 0x0a && next < input.length) for (let i = found; i < next; i++) output[to++] = 0x0d;
		at = next;
	}
	return { taken: at, written: to };
}
