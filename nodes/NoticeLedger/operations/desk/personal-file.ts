import { rm } from 'node:fs/promises';
import { isAbsolute } from 'node:path';

import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { addDays } from '../../../../lib/calendar/day';
import type { PlacedFile } from '../../../../lib/documents/place-file';
import { ValidationError } from '../../../../lib/errors';
import type { FileView } from '../../../../lib/ledger/files';
import type { Ledger } from '../../../../lib/ledger/ledger';
import { allowedFolder } from '../../../shared/folders';
import { originOf } from '../../../shared/ledger';
import { requiredTextAt, textAt } from '../../../shared/parameters';
import { numberAt } from './fields';

/** Where a file with readable personal data goes. */
export const personalFolderField: INodeProperties = {
	displayName: '파일 폴더',
	name: 'folder',
	type: 'string',
	default: '',
	required: true,
	placeholder: '예: /data/cityhall/lists',
	description: '성명과 주소가 들어 있는 파일을 저장할 절대 경로. n8n 저장 폴더 밖에 두고, 담당자만 열 수 있게 합니다.',
};

/** The folder, absolute and allowed. @throws ValidationError `folderNotAbsolute`, `folderMissing`, `folderForbidden` */
export async function personalFolderAt(ctx: IExecuteFunctions, name: string, i: number, label: string): Promise<string> {
	const folder = textAt(ctx, name, i);
	if (isAbsolute(folder)) return await allowedFolder(ctx, folder);
	throw new ValidationError('folderNotAbsolute', `'${label}'이(가) 비어 있거나 절대 경로가 아닙니다.`, '/로 시작하는 절대 경로를 입력하시기 바랍니다. 예: /data/cityhall/lists');
}

/** Who opens what and why, on record before anything is opened. */
export async function recordOpening(
	ctx: IExecuteFunctions,
	ledger: Ledger,
	i: number,
	fields: string[],
	opened: ReadonlyArray<{ receiptKey: string; recipientOrdinal: number; runId: string }>,
): Promise<void> {
	const reason = requiredTextAt(ctx, 'purpose', i, '열람 사유');
	const origin = { ...originOf(ctx), actor: requiredTextAt(ctx, 'staff', i, '담당자') };
	for (const runId of new Set(opened.map((one) => one.runId))) {
		const subjects = opened.filter((one) => one.runId === runId).map((one) => `${one.receiptKey}#${one.recipientOrdinal}`);
		await ledger.recordOpening({ fields, reason, subjects, runId, origin });
	}
}

/** Puts a file on the list of what is to be destroyed; one that cannot be put there does not stay. */
export async function registered(
	ctx: IExecuteFunctions,
	ledger: Ledger,
	i: number,
	kind: FileView['kind'],
	file: PlacedFile,
	of: { runId: string | null; today: string },
): Promise<FileView> {
	try {
		const destroyOn = addDays(of.today, numberAt(ctx, 'destroyAfterDays', i));
		return await ledger.desk.registerFile({ kind, path: file.path, sha256: file.sha256, runId: of.runId, destroyOn, origin: originOf(ctx) });
	} catch (error) {
		await rm(file.path, { force: true });
		throw error;
	}
}
