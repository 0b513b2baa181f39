import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';

import { placeFile } from '../../documents/place-file';
import { pasteText, renderCheckSheet, renderDocx, renderHwpx } from '../render/render';
import type { CitySettings, FactSheet, Profile } from '../types';
import { STATE_NAMES, type DocumentFile, type StoredDocument } from './document';

export type FileKind = DocumentFile['kind'];

export interface DeliverOptions {
	kinds: readonly FileKind[];
	profile: Profile;
	city: CitySettings;
	facts: FactSheet;
	/** `YYYY-MM-DD`. */
	today: string;
	/** The moment, as the check sheet prints it. */
	at: string;
}

/** Writes the files of a document into its folder; names hold type, number, edition and state, never a word of the document. */
export async function deliver(document: StoredDocument, folder: string, options: DeliverOptions): Promise<DocumentFile[]> {
	const { profile, city, facts, today, at } = options;
	const { content, values, state, findings, traces, draftId, making } = document;
	const input = { profile, content, values, city, state, today };
	const base = `${profile.name.replaceAll(/[^\p{L}\p{N}]+/gu, '_')}_${draftId}_${document.edition}판_${STATE_NAMES[state]}`;
	const makers: Readonly<Record<FileKind, { name: string; make: () => Promise<Uint8Array> }>> = {
		text: { name: `${base}.txt`, make: () => Promise.resolve(Buffer.from(`\ufeff${pasteText(input).trimEnd().replaceAll('\n', '\r\n')}\r\n`, 'utf8')) },
		hwpx: { name: `${base}.hwpx`, make: () => renderHwpx(input) },
		docx: { name: `${base}.docx`, make: () => renderDocx(input) },
		checkSheet: { name: `${base}_점검표.hwpx`, make: () => renderCheckSheet({ ...input, facts, traces, findings, model: making.model, draftId, at }) },
	};
	const files: DocumentFile[] = [];
	for (const kind of options.kinds) {
		const { name, make } = makers[kind];
		const bytes = await make();
		const { path } = await placeFile(folder, name, async (target) => await writeFile(target, bytes));
		files.push({ kind, name: basename(path), path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });
	}
	return files;
}
