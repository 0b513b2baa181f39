import { readdir } from 'node:fs/promises';

import { dropResidentNumbers } from '../../privacy/resident-number';
import type { Exemplar } from '../types';
import { exemplarFile, exemplarId, folderOf, putJson } from './exemplar-files';

/** A past document to be kept. */
export interface NewExemplar {
	/** Name of the file it came from, told where it is not kept. */
	name: string;
	/** Empty or left out where it is not known. */
	subType?: string;
	title: string;
	text: string;
}

/** What was kept, and what was not and why (Korean). */
export interface SavedExemplars {
	kept: Exemplar[];
	skipped: Array<{ name: string; why: string }>;
}

const SHORTEST = 80;
const LONGEST = 50_000;

/**
 * Keeps past documents of a type in its folder, one file each. Left out are texts that are already there, too short to be a
 * pattern (under 80 characters), too long (over 50,000), or that hold a resident number.
 * @throws ValidationError `exemplarType`, `exemplarFolder`
 */
export async function saveExemplars(folder: string, profileId: string, documents: readonly NewExemplar[]): Promise<SavedExemplars> {
	const there = new Set(await readdir(folderOf(folder, profileId)).catch(() => []));
	const kept: Exemplar[] = [];
	const skipped: SavedExemplars['skipped'] = [];
	for (const { name, subType = '', title, text } of documents) {
		const id = exemplarId(text);
		const why = there.has(`${id}.json`) ? '같은 내용의 문서가 이미 있습니다.' : refusal(title, text);
		if (why !== '') {
			skipped.push({ name, why });
			continue;
		}
		const exemplar: Exemplar = { id, profileId, subType, title: title.trim(), text: text.trim() };
		await putJson(exemplarFile(folder, profileId, id), exemplar);
		there.add(`${id}.json`);
		kept.push(exemplar);
	}
	return { kept, skipped };
}

function refusal(title: string, text: string): string {
	const length = text.trim().length;
	if (length < SHORTEST) return `글이 ${length}자로, 참고 문서가 되기에는 짧습니다(${SHORTEST}자 이상).`;
	if (length > LONGEST) return `글이 ${length.toLocaleString('ko-KR')}자로, 참고 문서가 되기에는 깁니다(${LONGEST.toLocaleString('ko-KR')}자 이하).`;
	return dropResidentNumbers(`${title}\n${text}`).found ? '주민등록번호로 보이는 번호가 있습니다. 지운 뒤 다시 넣으시기 바랍니다.' : '';
}
