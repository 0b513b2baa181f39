import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
	/** As bytes where the sender does not write UTF-8. */
	name: string | Buffer;
	content: Buffer;
	/** Stored instead of deflated. */
	stored?: boolean;
	/** Sets the flag of a password without encrypting anything. */
	encrypted?: boolean;
	/** Marks the name as UTF-8. */
	utf8?: boolean;
	/** Sizes and offset in zip64 fields, as for entries over 4 GB. */
	zip64?: boolean;
	/** Says another size or checksum than the content has. */
	lie?: { size?: number; crc?: number };
}

const MAX32 = 0xffffffff;

/** A zip archive by APPNOTE.TXT: local headers, data, central directory, end record (zip64 where asked for). */
export function writeZip(entries: readonly ZipEntry[], options: { zip64End?: boolean; disk?: number } = {}): Buffer {
	const pieces: Buffer[] = [];
	const directory: Buffer[] = [];
	let offset = 0;
	for (const entry of entries) {
		const name = typeof entry.name === 'string' ? Buffer.from(entry.name, 'utf8') : entry.name;
		const data = entry.stored ? entry.content : deflateRawSync(entry.content);
		const flags = (entry.encrypted ? 1 : 0) | (entry.utf8 ? 0x800 : 0);
		const size = entry.lie?.size ?? entry.content.length;
		const crc = entry.lie?.crc ?? crc32(entry.content);
		const extra = entry.zip64 ? zip64Extra(size, data.length) : Buffer.alloc(0);
		const shared = Buffer.alloc(26);
		shared.writeUInt16LE(45, 0);
		shared.writeUInt16LE(flags, 2);
		shared.writeUInt16LE(entry.stored ? 0 : 8, 4);
		shared.writeUInt16LE(0x5c62, 8);
		shared.writeUInt32LE(crc, 10);
		shared.writeUInt32LE(entry.zip64 ? MAX32 : data.length, 14);
		shared.writeUInt32LE(entry.zip64 ? MAX32 : size, 18);
		shared.writeUInt16LE(name.length, 22);
		shared.writeUInt16LE(extra.length, 24);
		const local = Buffer.concat([signature(0x04034b50), shared, name, extra, data]);
		const central = Buffer.alloc(14);
		central.writeUInt32LE(offset, 10);
		directory.push(Buffer.concat([signature(0x02014b50), Buffer.from([45, 0]), shared, central, name, extra]));
		pieces.push(local);
		offset += local.length;
	}
	const listing = Buffer.concat(directory);
	const end = Buffer.alloc(18);
	end.writeUInt16LE(options.disk ?? 0, 0);
	end.writeUInt16LE(options.zip64End ? 0xffff : entries.length, 4);
	end.writeUInt16LE(options.zip64End ? 0xffff : entries.length, 6);
	end.writeUInt32LE(options.zip64End ? MAX32 : listing.length, 8);
	end.writeUInt32LE(options.zip64End ? MAX32 : offset, 12);
	const large = options.zip64End ? zip64End(entries.length, listing.length, offset) : Buffer.alloc(0);
	return Buffer.concat([...pieces, listing, large, signature(0x06054b50), end]);
}

function signature(value: number): Buffer {
	const bytes = Buffer.alloc(4);
	bytes.writeUInt32LE(value);
	return bytes;
}

function zip64Extra(size: number, compressed: number): Buffer {
	const extra = Buffer.alloc(20);
	extra.writeUInt16LE(1, 0);
	extra.writeUInt16LE(16, 2);
	extra.writeBigUInt64LE(BigInt(size), 4);
	extra.writeBigUInt64LE(BigInt(compressed), 12);
	return extra;
}

function zip64End(count: number, listingBytes: number, offset: number): Buffer {
	const record = Buffer.alloc(52);
	record.writeBigUInt64LE(44n, 0);
	record.writeUInt16LE(45, 8);
	record.writeUInt16LE(45, 10);
	record.writeBigUInt64LE(BigInt(count), 20);
	record.writeBigUInt64LE(BigInt(count), 28);
	record.writeBigUInt64LE(BigInt(listingBytes), 36);
	record.writeBigUInt64LE(BigInt(offset), 44);
	const locator = Buffer.alloc(16);
	locator.writeBigUInt64LE(BigInt(offset + listingBytes), 4);
	locator.writeUInt32LE(1, 12);
	return Buffer.concat([signature(0x06064b50), record, signature(0x07064b50), locator]);
}
