import { isAbsolute } from 'node:path';

import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../../lib/errors';
import { realFolder } from '../../../../lib/retention/destroy';
import { allowedFolder } from '../../../shared/folders';

/** Parameters of one operation of this resource. */
export const shownFor = (operation: string, properties: INodeProperties[]) =>
	updateDisplayOptions({ show: { resource: ['retention'], operation: [operation] } }, properties);

/** Real path of a folder that files may be moved into or deleted in. @throws ValidationError */
export async function folderOf(ctx: IExecuteFunctions, folder: string, label: string): Promise<string> {
	if (!isAbsolute(folder)) {
		throw new ValidationError('folderNotAbsolute', `'${label}'이(가) 비어 있거나 절대 경로가 아닙니다.`, '/로 시작하는 절대 경로를 입력하시기 바랍니다. 예: /data/cityhall/archive');
	}
	return await realFolder(await allowedFolder(ctx, folder));
}
