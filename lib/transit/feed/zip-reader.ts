import { createReadStream } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';

import { yauzl } from '../../vendor/yauzl';

/** An archive's bytes for the zip library. A place beyond the file, as a damaged directory names it, is an error to it, not a crash. */
export class ZipReader extends yauzl.RandomAccessReader {
	private constructor(
		private readonly path: string,
		private readonly handle: FileHandle,
		readonly size: number,
	) {
		super();
	}

	/** Fails as opening a file does. */
	static async of(path: string): Promise<ZipReader> {
		const handle = await open(path, 'r');
		return new ZipReader(path, handle, (await handle.stat()).size);
	}

	override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null, bytesRead?: number) => void): void {
		if (!this.holds(position, position + length)) return callback(outside());
		this.handle.read(buffer, offset, length, position).then(
			({ bytesRead }) => callback(null, bytesRead),
			() => callback(outside()),
		);
	}

	override _readStreamForRange(start: number, end: number): Readable {
		if (start === end) return Readable.from([]);
		if (this.holds(start, end)) return createReadStream(this.path, { start, end: end - 1 });
		return new Readable({ read: (): void => undefined }).destroy(outside());
	}

	override close(callback: (error: Error | null) => void): void {
		this.handle.close().then(
			() => callback(null),
			() => callback(null),
		);
	}

	private holds(start: number, end: number): boolean {
		return Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end && end <= this.size;
	}
}

const outside = () => new Error('unexpected EOF');
