import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const DEFLATED = 8;

/** Everything in a workbook or document, unpacked (both are ZIP files); the bytes themselves where the file is no ZIP. */
export function unpacked(path: string): Buffer {
	const bytes = readFileSync(path);
	if (bytes.subarray(0, 2).toString('latin1') !== 'PK') return bytes;
	const signature = Buffer.alloc(4);
	signature.writeUInt32LE(END_OF_DIRECTORY);
	const end = bytes.lastIndexOf(signature);
	const entries: Buffer[] = [];
	for (let at = bytes.readUInt32LE(end + 16), left = bytes.readUInt16LE(end + 10); left > 0; left--) {
		if (bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error(`${path} is no whole ZIP file`);
		const local = bytes.readUInt32LE(at + 42);
		const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
		const content = bytes.subarray(start, start + bytes.readUInt32LE(at + 20));
		entries.push(bytes.readUInt16LE(at + 10) === DEFLATED ? inflateRawSync(content) : content);
		at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
	}
	return Buffer.concat(entries.flatMap((entry) => [entry, Buffer.from('\n')]));
}
