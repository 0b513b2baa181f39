import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';

import { ValidationError } from '../../lib/errors';

/**
 * The real path of a folder that a trigger may use. n8n offers its check (see `allowedFolder`) to executions only, so this
 * keeps to the same settings: `N8N_RESTRICT_FILE_ACCESS_TO` (n8n's default where unset), and never n8n's own folder.
 * @throws ValidationError `folderMissing`, `folderForbidden`
 */
export async function triggerFolder(folder: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
	let path: string;
	try {
		path = await realpath(folder.trim());
	} catch {
		throw new ValidationError('folderMissing', '지정한 폴더를 열 수 없습니다.', '폴더가 있는지, n8n을 실행하는 계정에 권한이 있는지 확인하시기 바랍니다.');
	}
	const allowed = (env.N8N_RESTRICT_FILE_ACCESS_TO ?? '~/.n8n-files')
		.split(';')
		.map((one) => one.trim().replace(/^~/, homedir()))
		.filter((one) => one !== '');
	const own = env.N8N_BLOCK_FILE_ACCESS_TO_N8N_FILES === 'false' ? [] : [join(env.N8N_USER_FOLDER ?? homedir(), '.n8n')];
	const real = async (paths: string[]) => await Promise.all(paths.map(async (one) => await realpath(one).catch(() => one)));
	const within = (bases: string[]) => bases.some((base) => path === base || path.startsWith(base.endsWith(sep) ? base : base + sep));
	if (folder.trim() === '' || within(await real(own)) || (allowed.length > 0 && !within(await real(allowed)))) {
		throw new ValidationError(
			'folderForbidden',
			'n8n이 사용할 수 없도록 막혀 있는 폴더입니다.',
			'전산 담당자에게 N8N_RESTRICT_FILE_ACCESS_TO 설정에 이 폴더를 넣어 달라고 요청하시기 바랍니다.',
		);
	}
	return path;
}
