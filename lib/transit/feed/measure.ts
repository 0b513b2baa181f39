import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const NEWLINE = 10;
/** Text by its name; anything else has no lines worth counting. */
const TEXT = /\.(csv|txt|tsv|dat|jsonl?|log)$/i;

/** Counts bytes and lines and hashes, as they go by. A last line without newline counts. */
export class Measure {
	private readonly hash = createHash('sha256');
	private last = NEWLINE;
	private newlines = 0;
	bytes = 0;

	add(piece: Buffer): void {
		this.hash.update(piece);
		for (let at = piece.indexOf(NEWLINE); at !== -1; at = piece.indexOf(NEWLINE, at + 1)) this.newlines += 1;
		this.bytes += piece.length;
		this.last = piece.at(-1) ?? this.last;
	}

	/** Once, at the end. `rows` is null for names that are not text. */
	result(name: string): { bytes: number; sha256: string; rows: number | null } {
		return { bytes: this.bytes, sha256: this.hash.digest('hex'), rows: TEXT.test(name) ? this.newlines + (this.last === NEWLINE ? 0 : 1) : null };
	}

	/** Adds the first `bytes` bytes of a file. Fails as reading a file does. */
	async addFile(path: string, bytes: number): Promise<void> {
		if (bytes === 0) return;
		await pipeline(createReadStream(path, { end: bytes - 1, highWaterMark: 1_048_576 }), async (source: AsyncIterable<Buffer>) => {
			for await (const piece of source) this.add(piece);
		});
	}
}
