import type { IExecuteFunctions } from 'n8n-workflow';

import { ValidationError } from '../../lib/errors';
import { allowedFolder } from '../shared/folders';
import { absoluteFolder } from './fields';

/**
 * The files an item names: a list of paths, a list of objects with `path` (as 교통카드 자료 수집 gives them), or one path a
 * line. Each must lie where n8n's administrator lets nodes read.
 * @throws ValidationError `filesEmpty`, `folderForbidden`
 */
export async function filesAt(ctx: IExecuteFunctions, i: number): Promise<string[]> {
	const paths = pathsIn(ctx.getNodeParameter('files', i, ''));
	if (paths.length === 0) {
		throw new ValidationError('filesEmpty', "'파일' 값에 파일 경로가 없습니다.", '앞 노드(교통카드 자료 수집)가 내보낸 files를 쓰거나, 파일의 절대 경로를 한 줄에 하나씩 입력하시기 바랍니다.');
	}
	const allowed: string[] = [];
	for (const path of paths) allowed.push(await allowedFolder(ctx, absoluteFolder(path, '파일')));
	return allowed;
}

function pathsIn(value: unknown): string[] {
	if (typeof value === 'string') {
		const text = value.trim();
		return text.startsWith('[') ? pathsIn(parsed(text)) : text.split('\n').map((line) => line.trim()).filter(Boolean);
	}
	if (!Array.isArray(value)) return [];
	return value.flatMap((entry: unknown) => {
		if (typeof entry === 'string') return [entry];
		return typeof entry === 'object' && entry !== null && 'path' in entry && typeof entry.path === 'string' ? [entry.path] : [];
	});
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
