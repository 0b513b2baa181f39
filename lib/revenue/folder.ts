import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';

import { ValidationError } from '../errors';

/**
 * Files of one folder (not below it) whose name fits a pattern with `*` and `?`, oldest first. Office's lock files and
 * hidden files are passed over; a link that leads out of the folder is refused.
 * @throws ValidationError `badPattern`, `folderMissing`, `noFile`, `outsideFolder`
 */
export async function filesOfFolder(folder: string, pattern: string): Promise<string[]> {
	if (pattern.trim() === '' || /[\\/]/.test(pattern) || pattern.includes('..')) {
		throw new ValidationError('badPattern', '파일 이름 조건이 올바르지 않습니다.', '폴더 없이 파일 이름만 적으시기 바랍니다. 예: 감면접수_*.xlsx');
	}
	const matches = nameMatcher(pattern.trim());
	const root = await openFolder(folder);
	const files: { path: string; changedMs: number; name: string }[] = [];
	for (const entry of await readdir(root, { withFileTypes: true })) {
		const name = entry.name.normalize('NFC');
		if (name.startsWith('.') || name.startsWith('~$') || !matches.test(name)) continue;
		const path = await realpath(join(root, entry.name));
		if (!path.startsWith(root.endsWith(sep) ? root : root + sep)) {
			throw new ValidationError('outsideFolder', '폴더 밖의 파일을 가리키는 바로가기(링크)가 있습니다.', '링크를 지우고 실제 파일을 폴더에 두시기 바랍니다.');
		}
		const facts = await stat(path);
		if (facts.isFile()) files.push({ path, changedMs: facts.mtimeMs, name });
	}
	if (files.length === 0) {
		throw new ValidationError(
			'noFile',
			'지정한 폴더에 조건에 맞는 파일이 없습니다.',
			'감면 접수 자료를 추출하여 폴더에 저장하였는지, 파일 이름 조건이 맞는지 확인하시기 바랍니다.',
		);
	}
	return files
		.sort((a, b) => a.changedMs - b.changedMs || (a.name < b.name ? -1 : 1))
		.map((file) => file.path);
}

async function openFolder(folder: string): Promise<string> {
	try {
		const root = await realpath(folder);
		if ((await stat(root)).isDirectory()) return root;
	} catch {
		// told below, with what to do
	}
	throw new ValidationError('folderMissing', '감면 접수 자료 폴더를 열 수 없습니다.', '폴더가 있는지, n8n을 실행하는 계정이 읽을 수 있는지 확인하시기 바랍니다.');
}

function nameMatcher(pattern: string): RegExp {
	const source = pattern
		.normalize('NFC')
		.replace(/[.+^${}()|[\]\\]/g, '\\$&')
		.replaceAll('*', '.*')
		.replaceAll('?', '.');
	return new RegExp(`^${source}$`, 'iu');
}
