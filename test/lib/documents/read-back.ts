import { readFileSync } from 'node:fs';
import { inflateRawSync } from 'node:zlib';

const CENTRAL_ENTRY = 0x02014b50;

/** A part of a DOCX or XLSX file as text, e.g. `word/document.xml`. Reads the archive's central directory. */
export function partOf(path: string, part: string): string {
	const file = readFileSync(path);
	let at = file.readUInt32LE(file.lastIndexOf(Buffer.from('PK\u0005\u0006')) + 16);
	while (file.readUInt32LE(at) === CENTRAL_ENTRY) {
		const [nameLength, extraLength, commentLength] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32)];
		if (file.toString('utf8', at + 46, at + 46 + nameLength) === part) {
			const local = file.readUInt32LE(at + 42);
			const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
			const content = file.subarray(start, start + file.readUInt32LE(at + 20));
			return (file.readUInt16LE(at + 10) === 0 ? content : inflateRawSync(content)).toString('utf8');
		}
		at += 46 + nameLength + extraLength + commentLength;
	}
	throw new Error(`No ${part}`);
}

const plain = (text: string) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&quot;/g, '"').replace(/&apos;|&#39;/g, "'").replace(/&amp;/g, '&');

/** What a reader of the document sees: one entry a paragraph. */
export function linesOf(path: string): string[] {
	return partOf(path, 'word/document.xml')
		.split('</w:p>')
		.slice(0, -1)
		.map((paragraph) => [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:br\/>/g)].map((run) => (run[0] === '<w:br/>' ? '\n' : plain(run[1] ?? ''))).join(''));
}
