import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const CHUNK = 4 * 1024 * 1024;
/** Room before a chunk for the beginning of a character, or of a line, that the last chunk ended in. */
const CARRY = 4;
const TAIL = 64 * 1024;
const LF = 0x0a;
const CR = 0x0d;

export interface ScannedFile {
	bytes: number;
	sha256: string;
	/** The whole file, to the last byte. */
	validUtf8: boolean;
	/** Starts with EF BB BF. */
	hasMark: boolean;
	endsWithNewline: boolean;
	/** The last line, or its last 64 KiB, where no line break ends it; else empty. */
	openLine: Buffer;
	/** There are lines without anything on them. */
	hasBlankLines: boolean;
}

/**
 * Reads a file once, to its end: hash, encoding, and what the CSV reader must know beforehand. Fails as reading does.
 * @throws whatever `signal` is aborted with
 */
export async function scanFile(path: string, signal?: AbortSignal): Promise<ScannedFile> {
	const hash = createHash('sha256');
	const buffers = [Buffer.allocUnsafe(CHUNK + CARRY), Buffer.allocUnsafe(CHUNK + CARRY)];
	const state = { bytes: 0, validUtf8: true, hasMark: false, blank: false };
	let carry = Buffer.alloc(0);
	let previous = LF;
	let tail = Buffer.alloc(0);
	const file = await open(path, 'r');
	try {
		let turn = 0;
		let reading = file.read(buffers[0] ?? Buffer.alloc(0), CARRY, CHUNK, null);
		for (;;) {
			signal?.throwIfAborted();
			const { bytesRead, buffer } = await reading;
			if (bytesRead === 0) break;
			turn = 1 - turn;
			reading = file.read(buffers[turn] ?? Buffer.alloc(0), CARRY, CHUNK, null);
			const fresh = buffer.subarray(CARRY, CARRY + bytesRead);
			hash.update(fresh);
			if (state.bytes === 0) state.hasMark = fresh[0] === 0xef && fresh[1] === 0xbb && fresh[2] === 0xbf;
			if (state.validUtf8) {
				buffer.set(carry, CARRY - carry.length);
				const all = buffer.subarray(CARRY - carry.length, CARRY + bytesRead);
				const cut = all.length - unfinished(all);
				if (isUtf8(all.subarray(0, cut))) carry = Buffer.from(all.subarray(cut));
				else state.validUtf8 = false;
			}
			state.blank ||= hasBlankLine(fresh, previous);
			previous = fresh[fresh.length - 1] ?? LF;
			tail = fresh.length >= TAIL ? Buffer.from(fresh.subarray(-TAIL)) : Buffer.concat([tail, fresh]).subarray(-TAIL);
			state.bytes += bytesRead;
		}
	} finally {
		await file.close();
	}
	const endsWithNewline = previous === LF;
	return {
		bytes: state.bytes,
		sha256: hash.digest('hex'),
		validUtf8: state.validUtf8 && carry.length === 0,
		hasMark: state.hasMark,
		endsWithNewline,
		openLine: endsWithNewline ? Buffer.alloc(0) : Buffer.from(tail.subarray(tail.lastIndexOf(LF) + 1)),
		hasBlankLines: state.blank,
	};
}

/** Bytes at the end that begin a character of UTF-8 without finishing it. */
function unfinished(bytes: Buffer): number {
	for (let back = 1; back <= 3 && back <= bytes.length; back++) {
		const byte = bytes[bytes.length - back] ?? 0;
		if (byte < 0x80) return 0;
		if (byte >= 0xc0) {
			const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
			return needed > back ? back : 0;
		}
	}
	return 0;
}

function hasBlankLine(bytes: Buffer, previous: number): boolean {
	const first = bytes[0];
	return (previous === LF && (first === LF || (first === CR && bytes[1] === LF))) || bytes.includes('\n\n') || bytes.includes('\n\r\n');
}
