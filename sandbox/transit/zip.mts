import { closeSync, createReadStream, openSync, statSync, writeSync } from 'node:fs';
import { basename } from 'node:path';
import { crc32, createDeflateRaw } from 'node:zlib';

interface Entry {
	name: Buffer;
	crc: number;
	packed: number;
	size: number;
	offset: number;
}

/** Local header bit 3 (sizes follow the data) and bit 11 (names are UTF-8). */
const FLAGS = 0x0808;
const DEFLATED = 8;
const FOUR_GB = 0xffff_ffff;

/** Packs files into one zip, without their folders and without ever holding one in memory. Files of 4 GB are refused. */
export async function writeZip(path: string, files: readonly string[]): Promise<void> {
	const zip = openSync(path, 'w');
	let offset = 0;
	const write = (bytes: Uint8Array): void => {
		offset += writeSync(zip, bytes);
	};
	try {
		const entries: Entry[] = [];
		for (const file of files) {
			if (statSync(file).size >= FOUR_GB) throw new RangeError(`${basename(file)} is too large for a zip of this kind`);
			entries.push(await pack(file, offset, write));
		}
		const start = offset;
		for (const entry of entries) write(directoryEntry(entry));
		const end = Buffer.alloc(22);
		end.writeUInt32LE(0x06054b50, 0);
		end.writeUInt16LE(entries.length, 8);
		end.writeUInt16LE(entries.length, 10);
		end.writeUInt32LE(offset - start, 12);
		end.writeUInt32LE(start, 16);
		write(end);
	} finally {
		closeSync(zip);
	}
}

async function pack(file: string, offset: number, write: (bytes: Uint8Array) => void): Promise<Entry> {
	const name = Buffer.from(basename(file), 'utf8');
	const head = Buffer.alloc(30);
	head.writeUInt32LE(0x04034b50, 0);
	head.writeUInt16LE(20, 4);
	head.writeUInt16LE(FLAGS, 6);
	head.writeUInt16LE(DEFLATED, 8);
	head.writeUInt16LE(name.length, 26);
	write(head);
	write(name);
	const entry: Entry = { name, crc: 0, packed: 0, size: 0, offset };
	const source = createReadStream(file, { highWaterMark: 1_048_576 });
	source.on('data', (chunk) => {
		entry.crc = crc32(chunk, entry.crc);
		entry.size += chunk.length;
	});
	for await (const chunk of source.pipe(createDeflateRaw({ level: 1 })) as AsyncIterable<Buffer>) {
		entry.packed += chunk.length;
		write(chunk);
	}
	const tail = Buffer.alloc(16);
	tail.writeUInt32LE(0x08074b50, 0);
	tail.writeUInt32LE(entry.crc, 4);
	tail.writeUInt32LE(entry.packed, 8);
	tail.writeUInt32LE(entry.size, 12);
	write(tail);
	return entry;
}

function directoryEntry({ name, crc, packed, size, offset }: Entry): Buffer {
	const entry = Buffer.alloc(46 + name.length);
	entry.writeUInt32LE(0x02014b50, 0);
	entry.writeUInt16LE(20, 4);
	entry.writeUInt16LE(20, 6);
	entry.writeUInt16LE(FLAGS, 8);
	entry.writeUInt16LE(DEFLATED, 10);
	entry.writeUInt32LE(crc, 16);
	entry.writeUInt32LE(packed, 20);
	entry.writeUInt32LE(size, 24);
	entry.writeUInt16LE(name.length, 28);
	entry.writeUInt32LE(offset, 42);
	name.copy(entry, 46);
	return entry;
}
