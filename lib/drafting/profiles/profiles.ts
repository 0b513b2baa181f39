import { readFileSync } from 'node:fs';
import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TextDecoder } from 'node:util';
import { ValidationError } from '../../errors';
import type { Profile } from '../types';
import { readProfile } from './profile-file';

/** The ten document types, in the order in which they are offered. */
const BUILT_IN = ['press-release', 'merit-record', 'work-report', 'event-plan', 'greeting', 'event-script', 'official-letter', 'civil-reply', 'minutes', 'notice-copy'] as const;

/** Of a file in a city's folder. */
const MOST_BYTES = 2 * 1024 * 1024;

let known: readonly Profile[] | undefined;

/** The document types shipped with the package. */
export function builtInProfiles(): readonly Profile[] {
	known ??= BUILT_IN.map((id) => readProfile(readFileSync(join(__dirname, `${id}.json`), 'utf8'), `${id}.json`));
	return known;
}

/**
 * The document types shipped with the package, replaced or extended by the `*.json` files of a city's own folder: a file with
 * a known id takes that type's place, others follow in the order of their names. Throws `ValidationError`:
 * `profileFolder` (cannot be read, or two files with one id), `profileFile` (with file and line).
 * @param folder null for the shipped types alone.
 */
export async function readProfiles(folder: string | null): Promise<readonly Profile[]> {
	if (folder === null || folder.trim() === '') return builtInProfiles();
	const own = new Map<string, Profile & { file: string }>();
	for (const file of await filesOf(folder)) {
		const profile = readProfile(await textOf(folder, file), file);
		const before = own.get(profile.id);
		if (before !== undefined) throw new ValidationError('profileFolder', `문서 유형 파일 ${before.file}과 ${file}의 id가 "${profile.id}"로 같습니다.`, '한 파일의 id를 고치거나 그 파일을 폴더에서 빼시기 바랍니다.');
		own.set(profile.id, { ...profile, file });
	}
	const withoutFile = ({ file: _file, ...profile }: Profile & { file: string }): Profile => profile;
	const replaced = builtInProfiles().map((profile) => {
		const mine = own.get(profile.id);
		own.delete(profile.id);
		return mine === undefined ? profile : withoutFile(mine);
	});
	const all = [...replaced, ...[...own.values()].map(withoutFile)];
	refuseSameName(all);
	return all;
}

/** Forms and the chat find a type by its name. */
function refuseSameName(profiles: readonly Profile[]): void {
	const plain = profiles.map(({ name }) => name.normalize('NFC').replaceAll(/[\s·‧ㆍ]+/g, ''));
	const twice = profiles.find((_, index) => plain.indexOf(plain[index] ?? '') < index);
	if (twice === undefined) return;
	throw new ValidationError('profileFolder', `이름이 "${twice.name}"인 문서 유형이 둘 있습니다.`, `기본 유형을 바꾸려면 파일의 id를 그 유형의 id와 같게 적고, 새 유형이면 name을 다르게 적으시기 바랍니다(지금 id: ${twice.id}).`);
}

async function filesOf(folder: string): Promise<string[]> {
	try {
		return (await readdir(folder)).filter((name) => name.toLowerCase().endsWith('.json') && !name.startsWith('.')).sort();
	} catch (cause) {
		throw new ValidationError('profileFolder', '문서 유형 폴더를 읽을 수 없습니다.', '폴더의 경로와 읽기 권한을 확인하거나, 칸을 비워 기본 문서 유형을 쓰시기 바랍니다.', { cause });
	}
}

async function textOf(folder: string, file: string): Promise<string> {
	const path = join(folder, file);
	const { size } = await stat(path).catch(() => ({ size: 0 }));
	if (size > MOST_BYTES) throw new ValidationError('profileFile', `문서 유형 파일 ${file}이 너무 큽니다.`, '문서 유형을 적은 JSON 파일인지 확인하고, 아니면 폴더에서 빼시기 바랍니다.');
	const bytes = await readFile(path).catch((cause: unknown) => {
		throw new ValidationError('profileFile', `문서 유형 파일 ${file}을 읽을 수 없습니다.`, '파일의 읽기 권한을 확인하시기 바랍니다.', { cause });
	});
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new ValidationError('profileFile', `문서 유형 파일 ${file}의 글자를 읽을 수 없습니다.`, '파일을 UTF-8로 저장하시기 바랍니다.');
	}
}
