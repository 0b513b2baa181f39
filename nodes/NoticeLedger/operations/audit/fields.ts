import { access, constants, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';

import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../../lib/errors';
import { allowedFolder } from '../../../shared/folders';
import { textAt } from '../../../shared/parameters';

/** Parameters of one operation of this resource. */
export const shownFor = (operation: string, properties: INodeProperties[]) =>
	updateDisplayOptions({ show: { resource: ['audit'], operation: [operation] } }, properties);

export const folderField: INodeProperties = {
	displayName: '감사 자료 폴더',
	name: 'folder',
	type: 'string',
	default: '',
	required: true,
	placeholder: '예: /data/cityhall/audit',
	description: '감사 자료를 저장할 절대 경로. n8n 저장 폴더 밖에 두고, 담당자와 감사 담당만 열 수 있게 합니다. 있던 파일은 덮어쓰지 않습니다.',
};

export const expectedHeadField: INodeProperties = {
	displayName: '대장 확인값',
	name: 'expectedHead',
	type: 'string',
	default: '',
	placeholder: '예: 1234:AbC…',
	description: "보고서나 감사 확인서에 인쇄된 '대장 확인값'(순번:검증값). 입력하면 그 기록이 그대로 있는지도 확인합니다.",
};

/** The folder, absolute and allowed. @throws ValidationError `folderNotAbsolute`, `folderMissing`, `folderForbidden` */
export async function auditFolderAt(ctx: IExecuteFunctions, i: number): Promise<string> {
	const folder = textAt(ctx, 'folder', i);
	if (isAbsolute(folder)) return await allowedFolder(ctx, folder);
	throw new ValidationError('folderNotAbsolute', "'감사 자료 폴더'가 비어 있거나 절대 경로가 아닙니다.", '/로 시작하는 절대 경로를 입력하시기 바랍니다. 예: /data/cityhall/audit');
}

/** A file that n8n's administrator lets nodes read. @throws ValidationError `exportFile`, `folderMissing`, `folderForbidden` */
export async function exportFileAt(ctx: IExecuteFunctions, i: number): Promise<string> {
	const path = textAt(ctx, 'path', i);
	if (!isAbsolute(path)) throw unreadable("'내보낸 파일'이 비어 있거나 절대 경로가 아닙니다.");
	const file = join(await allowedFolder(ctx, dirname(path)), basename(path));
	const readable = await access(file, constants.R_OK).then(async () => (await stat(file)).isFile(), () => false);
	if (!readable) throw unreadable('내보낸 파일을 읽을 수 없습니다.');
	return file;
}

const unreadable = (message: string) =>
	new ValidationError('exportFile', message, "'기간 내보내기'가 내보낸 path 값을 그대로 넘기고, 파일이 있는지, n8n을 실행하는 계정에 읽기 권한이 있는지 확인하시기 바랍니다.");
