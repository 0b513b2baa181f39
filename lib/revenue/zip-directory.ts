import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
	name: string;
	encrypted: boolean;
	/** As the archive states it. */
	unpackedBytes: number;
	method: number;
	/** Packed content. */
	packed: Buffer;
}

const END_RECORD = 0x06054b50;
const END_RECORD_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const ENTRY_RECORD = 0x02014b50;
const ENTRY_RECORD_BYTES = 46;
const LOCAL_RECORD = 0x04034b50;
const LOCAL_RECORD_BYTES = 30;
const DEFLATED = 8;

/** The entries of a ZIP archive by its central directory; undefined where the directory is not whole. */
export function zipEntries(bytes: Buffer): ZipEntry[] | undefined {
	const end = endRecord(bytes);
	if (end === undefined) return undefined;
	const count = bytes.readUInt16LE(end + 10);
	const entries: ZipEntry[] = [];
	let at = bytes.readUInt32LE(end + 16);
	for (let i = 0; i < count; i++) {
		if (at + ENTRY_RECORD_BYTES > end || bytes.readUInt32LE(at) !== ENTRY_RECORD) return undefined;
		const nameBytes = bytes.readUInt16LE(at + 28);
		const packed = packedContent(bytes, bytes.readUInt32LE(at + 42), bytes.readUInt32LE(at + 20));
		if (!packed) return undefined;
		entries.push({
			name: bytes.toString('utf8', at + ENTRY_RECORD_BYTES, at + ENTRY_RECORD_BYTES + nameBytes).replace(/^\//, ''),
			encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
			unpackedBytes: bytes.readUInt32LE(at + 24),
			method: bytes.readUInt16LE(at + 10),
			packed,
		});
		at += ENTRY_RECORD_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return entries;
}

/** Whether an entry unpacks to more than it states. Unpacks it, but never further than that. */
export function understatesSize({ method, packed, unpackedBytes }: ZipEntry): boolean {
	if (method !== DEFLATED) return packed.length > unpackedBytes;
	try {
		inflateRawSync(packed, { maxOutputLength: Math.max(1, unpackedBytes) });
		return false;
	} catch (error) {
		return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
	}
}

function endRecord(bytes: Buffer): number | undefined {
	const earliest = Math.max(0, bytes.length - END_RECORD_BYTES - LONGEST_COMMENT);
	for (let at = bytes.length - END_RECORD_BYTES; at >= earliest; at--) {
		if (bytes.readUInt32LE(at) === END_RECORD) return at;
	}
	return undefined;
}

function packedContent(bytes: Buffer, at: number, length: number): Buffer | undefined {
	if (at + LOCAL_RECORD_BYTES > bytes.length || bytes.readUInt32LE(at) !== LOCAL_RECORD) return undefined;
	const start = at + LOCAL_RECORD_BYTES + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
	return start + length > bytes.length ? undefined : bytes.subarray(start, start + length);
}
