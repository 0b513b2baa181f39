import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

import type { IExecuteFunctions } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';

/**
 * The real path of a folder that n8n's administrator lets nodes use (`N8N_RESTRICT_FILE_ACCESS_TO`); n8n checks this
 * only for its own nodes, so ours ask.
 * @throws ValidationError `folderMissing`, `folderForbidden`
 */
export async function allowedFolder(ctx: IExecuteFunctions, folder: string): Promise<string> {
	let path: Awaited<ReturnType<IExecuteFunctions['helpers']['resolvePath']>>;
	try {
		path = await ctx.helpers.resolvePath(folder.trim());
	} catch {
		throw new ValidationError('folderMissing', '지정한 폴더를 열 수 없습니다.', '폴더가 있는지, n8n을 실행하는 계정에 권한이 있는지 확인하시기 바랍니다.');
	}
	if (folder.trim() === '' || ctx.helpers.isFilePathBlocked(path)) {
		throw new ValidationError(
			'folderForbidden',
			'n8n이 사용할 수 없도록 막혀 있는 폴더입니다.',
			'전산 담당자에게 N8N_RESTRICT_FILE_ACCESS_TO 설정에 이 폴더를 넣어 달라고 요청하시기 바랍니다.',
		);
	}
	return path;
}

/** The same for a folder that may not be there yet: it is made where the nearest folder above it is allowed. @throws as `allowedFolder` */
export async function allowedNewFolder(ctx: IExecuteFunctions, folder: string): Promise<string> {
	const wanted = resolve(folder.trim());
	let above = wanted;
	while (!existsSync(above) && dirname(above) !== above) above = dirname(above);
	await allowedFolder(ctx, above);
	try {
		await mkdir(wanted, { recursive: true });
	} catch {
		throw new ValidationError('folderMissing', '지정한 폴더를 만들 수 없습니다.', '위 폴더에 n8n을 실행하는 계정의 쓰기 권한이 있는지 확인하거나, 폴더를 미리 만들어 두시기 바랍니다.');
	}
	return await allowedFolder(ctx, wanted);
}
