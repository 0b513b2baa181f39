import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { openExemplars, saveExemplars } from '../exemplars/store';
import { readDocument } from '../read/read-document';
import type { HouseStyle, Profile } from '../types';
import { measureStyle } from './measure-style';

/** What came of a folder of past documents. */
export interface Learned {
	/** How many were taken in now; a text that was there already is among the skipped. */
	kept: number;
	skipped: ReadonlyArray<{ name: string; why: string }>;
	style: HouseStyle;
}

const DOCUMENTS = /\.(?:hwpx|hwp|docx|txt|md)$/i;
const HIDDEN = /^[.~]/;

/**
 * Reads the past documents of one type from a folder, takes them into the exemplars and measures the city's style on them. A
 * sub-folder named after a sub-type holds documents of it. What cannot be read is skipped and named with the reason.
 * @throws ValidationError `pastEmpty`
 */
export async function learnStyle(from: string, to: string, profile: Profile): Promise<Learned> {
	const found = (await readdir(from, { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile() && DOCUMENTS.test(entry.name) && !HIDDEN.test(entry.name))
		.map((entry) => ({ name: entry.name, folder: entry.parentPath, path: join(entry.parentPath, entry.name) }))
		.sort((a, b) => a.path.localeCompare(b.path));
	const documents: Array<{ name: string; title: string; text: string; subType: string }> = [];
	const unread: Array<{ name: string; why: string }> = [];
	for (const { name, folder, path } of found) {
		try {
			documents.push({ ...(await readDocument(path)), name, subType: subTypeOf(folder, profile) });
		} catch (error) {
			if (!(error instanceof ValidationError)) throw error;
			unread.push({ name, why: error.message });
		}
	}
	if (documents.length === 0) {
		const why = unread[0] ? ` 첫 파일의 사유: ${unread[0].why}` : '';
		throw new ValidationError('pastEmpty', `지난 문서 폴더에서 읽은 문서가 없습니다.${why}`, '한 유형의 hwpx, docx, txt, md 파일을 폴더에 넣고 다시 실행하시기 바랍니다.');
	}
	const { kept, skipped } = await saveExemplars(to, profile.id, documents);
	const style = measureStyle([...new Map(documents.map((document) => [document.text, document])).values()], profile);
	await (await openExemplars(to)).saveStyle(style);
	return { kept: kept.length, skipped: [...unread, ...skipped], style };
}

function subTypeOf(folder: string, { subTypes }: Profile): string {
	const last = folder.split('/').at(-1)?.normalize('NFC') ?? '';
	return subTypes.find(({ id, name }) => id === last || name === last)?.id ?? '';
}
