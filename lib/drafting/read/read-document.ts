import { readFile, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';

import { decodeText } from '../../revenue/csv';
import { archiveKind } from './archive';
import { officeText } from './office-text';
import { refusals } from './refusals';
import { splitTitle } from './split-title';

/** A document as it was read. */
export interface PastDocument {
	/** Name of the file without its folder. */
	name: string;
	title: string;
	/** What stands below the title; what a form has above it (kind of paper, contact table, recipient) is left out. */
	text: string;
}

/** Names of files that can be read end like this. */
export const READABLE: readonly string[] = ['.hwpx', '.docx', '.hwp', '.txt', '.md'];

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const MOST_BYTES = 30 * 1_048_576;
const MOST_TEXT_BYTES = 5 * 1_048_576;

/**
 * Title and text of a document file: .txt and .md (UTF-8, UTF-16 or CP949), .hwpx, .docx, .hwp; by content where the name says
 * otherwise. A file without a title gets its own name as title.
 * @throws ValidationError `documentMissing`, `documentTooLarge`, `documentEmpty`, `documentFormat`, `documentEncrypted`,
 * `documentBomb`, `documentBroken`, `documentEncoding`
 */
export async function readDocument(path: string): Promise<PastDocument> {
	const name = basename(path).normalize('NFC');
	const bytes = await readLimited(path, name);
	const text = (await textOf(bytes, name)).normalize('NFC').replace(/\r\n?/g, '\n').replace(CONTROL, '');
	if (!/[\p{L}\p{N}]/u.test(text)) throw refusals.empty(name);
	return { name, ...splitTitle(text, name.slice(0, name.length - extname(name).length)) };
}

async function readLimited(path: string, name: string): Promise<Buffer> {
	const found = await stat(path).catch(() => null);
	if (!found?.isFile()) throw refusals.missing(name);
	if (found.size > MOST_BYTES) throw refusals.tooLarge(name, found.size, MOST_BYTES);
	const bytes = await readFile(path).catch(() => null);
	if (bytes === null) throw refusals.missing(name);
	if (bytes.length === 0) throw refusals.empty(name);
	return bytes;
}

async function textOf(bytes: Buffer, name: string): Promise<string> {
	const begins = (...start: number[]) => start.every((byte, index) => bytes[index] === byte);
	if (begins(0x50, 0x4b)) {
		archiveKind(bytes, name);
		return await officeText(bytes, name);
	}
	if (begins(0xd0, 0xcf, 0x11, 0xe0)) return await officeText(bytes, name);
	const extension = extname(name).toLowerCase();
	if (extension !== '.txt' && extension !== '.md') throw READABLE.includes(extension) ? refusals.broken(name, '형식이 이름과 다름') : refusals.format(name);
	if (bytes.length > MOST_TEXT_BYTES) throw refusals.tooLarge(name, bytes.length, MOST_TEXT_BYTES);
	const text = decoded(bytes, name);
	return extension === '.md' ? withoutEmphasis(text) : text;
}

function decoded(bytes: Buffer, name: string): string {
	try {
		return decodeText(bytes, name, 'auto').replace(/^\ufeff/, '');
	} catch (error) {
		throw refusals.encoding(name, error);
	}
}

/** Headings and lists keep their marks, they tell the structure. */
const withoutEmphasis = (text: string): string => text.replace(/(\*\*|__)(?=\S)([^\n]*?\S)\1/g, '$2').replace(/\[([^\]\n]*)\]\([^)\n]*\)/g, '$1');
