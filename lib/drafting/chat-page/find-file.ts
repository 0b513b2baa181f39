import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import type { FileKind } from '../store/deliver';

/** Kinds of files in the order of the page, with the words on their buttons. */
export const FILE_NAMES: Readonly<Record<FileKind, string>> = { hwpx: '한글(HWPX)', docx: '워드(DOCX)', text: '붙여넣기용 글(TXT)', checkSheet: '점검표(HWPX)' };
export const FILE_KINDS: readonly FileKind[] = ['hwpx', 'docx', 'text', 'checkSheet'];

/** As `placeFile` names a second file of the same name. */
const CHECK_SHEET = /_점검표(?: \(\d+\))?\.hwpx$/;
const FITS: Readonly<Record<FileKind, (name: string) => boolean>> = {
	hwpx: (name) => name.endsWith('.hwpx') && !CHECK_SHEET.test(name),
	docx: (name) => name.endsWith('.docx'),
	text: (name) => name.endsWith('.txt'),
	checkSheet: (name) => CHECK_SHEET.test(name),
};

/** The newest file of a kind in a document's folder; null where there is none. */
export async function newestFile(folder: string, kind: FileKind): Promise<{ name: string; path: string } | null> {
	const names = (await readdir(folder).catch(() => [])).map((name) => name.normalize('NFC')).filter((name) => !name.startsWith('.') && FITS[kind](name));
	const dated = await Promise.all(names.map(async (name) => ({ name, path: join(folder, name), ms: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? -1 })));
	const [newest] = dated.filter(({ ms }) => ms >= 0).sort((a, b) => b.ms - a.ms || b.name.localeCompare(a.name, 'ko', { numeric: true }));
	return newest ? { name: newest.name, path: newest.path } : null;
}

/** Kinds of which the folder holds a file. */
export async function kindsIn(folder: string): Promise<FileKind[]> {
	const found = await Promise.all(FILE_KINDS.map(async (kind) => ({ kind, file: await newestFile(folder, kind) })));
	return found.filter(({ file }) => file !== null).map(({ kind }) => kind);
}
