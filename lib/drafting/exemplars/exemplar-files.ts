import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { ValidationError } from '../../errors';
import { jsonFaultLine } from '../../exemption/json-fault';
import type { Exemplar, HouseStyle } from '../types';

const PROFILE_ID = /^[a-z0-9][a-z0-9-]{0,59}$/;
const DOCUMENT = /^[0-9a-f]{24}\.json$/;
const STYLE_FILE = 'style.json';

/** A file that could not be used, and why (Korean). */
export interface FileFault {
	name: string;
	why: string;
}

/** Where a type's documents lie. Throws `exemplarType` for what is no id of a type. */
export function folderOf(folder: string, profileId: string): string {
	if (PROFILE_ID.test(profileId)) return join(folder, profileId);
	throw new ValidationError('exemplarType', '참고 문서의 문서 유형이 올바르지 않습니다.', '문서 유형을 목록에서 다시 고르시기 바랍니다.');
}

/** The id of a document: the same text has the same id. */
export const exemplarId = (text: string): string => createHash('sha256').update(text.normalize('NFC').replace(/\s+/g, ' ').trim()).digest('hex').slice(0, 24);

export const exemplarFile = (folder: string, profileId: string, id: string): string => join(folderOf(folder, profileId), `${id}.json`);
export const styleFile = (folder: string, profileId: string): string => join(folderOf(folder, profileId), STYLE_FILE);

/** Writes JSON beside its place and renames it there, readable by the owner only. Throws `exemplarFolder`. */
export async function putJson(path: string, content: Exemplar | HouseStyle): Promise<void> {
	const scratch = `${path}.${randomUUID()}.tmp`;
	try {
		await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
		await writeFile(scratch, `${JSON.stringify(content, null, '\t')}\n`, { mode: 0o600 });
		await rename(scratch, path);
	} catch (error) {
		await rm(scratch, { force: true }).catch(() => undefined);
		throw folderFault(error);
	}
}

/** Names of the types' folders and of the documents in each. A folder that is not there yet is empty. Throws `exemplarFolder`. */
export async function listExemplars(folder: string): Promise<ReadonlyMap<string, readonly string[]>> {
	const names = new Map<string, string[]>();
	for (const entry of await entriesOf(folder)) {
		if (!PROFILE_ID.test(entry)) continue;
		names.set(entry, (await entriesOf(join(folder, entry))).filter((name) => DOCUMENT.test(name) || name === STYLE_FILE).sort());
	}
	return names;
}

/** When the folder and those of its types were changed last, as text to compare, and the latest of these times. */
export async function foldersState(folder: string): Promise<{ state: string; newestMs: number }> {
	const types = (await entriesOf(folder)).filter((name) => PROFILE_ID.test(name)).sort();
	const changed = await Promise.all(['.', ...types].map(async (name) => [name, (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? 0] as const));
	return { state: JSON.stringify(changed), newestMs: Math.max(...changed.map(([, changedMs]) => changedMs)) };
}

async function entriesOf(folder: string): Promise<string[]> {
	try {
		return await readdir(folder);
	} catch (error) {
		const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
		if (code === 'ENOENT' || code === 'ENOTDIR') return [];
		throw folderFault(error);
	}
}

const folderFault = (cause: unknown) =>
	new ValidationError('exemplarFolder', '참고 문서 폴더를 읽거나 쓸 수 없습니다.', '참고 문서 폴더의 경로와 권한, 디스크 여유 공간을 확인하시기 바랍니다.', { cause });

/** The document that a file holds, or what is wrong with it. */
export function parseExemplar(text: string, name: string, profileId: string): Exemplar | FileFault {
	const read = objectOf(text, name);
	if ('why' in read) return read;
	const { id, subType = '', title, text: body } = read.value;
	if (typeof id !== 'string' || typeof title !== 'string' || typeof body !== 'string' || typeof subType !== 'string') {
		return { name, why: 'id, subType, title, text가 글자로 들어 있지 않습니다.' };
	}
	return { id, profileId, subType, title, text: body };
}

/** The measured style that a file holds, or what is wrong with it. */
export function parseStyle(text: string, name: string, profileId: string): HouseStyle | FileFault {
	const read = objectOf(text, name);
	if ('why' in read) return read;
	return isStyle(read.value, profileId) ? read.value : { name, why: '시 문체 파일의 항목이 빠졌거나 다른 문서 유형의 것입니다.' };
}

function isStyle(value: object, profileId: string): value is HouseStyle {
	const lists = ['endings', 'leads', 'quoteVerbs', 'loanwords'].every((key) => Array.isArray(Reflect.get(value, key)));
	const parts = ['sentence', 'length', 'marks'].every((key) => isObject(Reflect.get(value, key)));
	return lists && parts && Reflect.get(value, 'profileId') === profileId && typeof Reflect.get(value, 'documents') === 'number' && typeof Reflect.get(value, 'sha256') === 'string';
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function objectOf(text: string, name: string): { value: Readonly<Record<string, unknown>> } | FileFault {
	try {
		const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
		return isObject(value) ? { value } : { name, why: 'JSON 객체가 아닙니다.' };
	} catch {
		const line = jsonFaultLine(text);
		return { name, why: `JSON 형식이 아닙니다${line === null ? '' : `(${line}번째 줄)`}.` };
	}
}
