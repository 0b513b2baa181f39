import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../../lib/errors';
import { destroyDue as destroy } from '../../../../lib/retention/destroy';
import { originOf, withLedger } from '../../../shared/ledger';
import type { Operation } from '../../../shared/operations';
import { requiredTextAt, textAt } from '../../../shared/parameters';
import { staffField } from '../../../shared/run-fields';
import { runItems } from '../../../shared/run-items';
import { folderOf, shownFor } from './fields';

const properties: INodeProperties[] = [
	{
		displayName: '파기할 폴더',
		name: 'folders',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: '예: /data/cityhall/archive',
		description: '보관 폴더와 우편·서식 파일 폴더를 한 줄에 하나씩 적습니다. 이 폴더 밖의 파일은 지우지 않습니다.',
	},
	{
		displayName: '없어진 파일을 파기한 것으로 기록',
		name: 'confirmGone',
		type: 'boolean',
		default: false,
		description: '담당자가 직접 파기하여 제자리에 없는 파일을 파기한 것으로 적을지 여부',
	},
	{ ...staffField, displayOptions: { show: { confirmGone: [true] } } },
];

/** Deletes registered files past their day; the item counts them and names what could not be deleted. */
export const destroyDue: Operation = {
	description: shownFor('destroyDue', properties),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger, businessNow }) =>
			await runItems(ctx, async (i) => {
				const confirmed = ctx.getNodeParameter('confirmGone', i) === true;
				const done = await destroy(ledger.desk, {
					folders: await foldersAt(ctx, i),
					today: businessNow().slice(0, 10),
					confirmedGoneBy: confirmed ? requiredTextAt(ctx, 'staff', i, '담당자') : null,
					origin: originOf(ctx),
				});
				const problems = done.problems.map((problem): IDataObject => ({ ...problem }));
				return [[{ json: { ...done, problems, clean: problems.length === 0 && done.unregistered.length === 0 } }]];
			}),
		),
};

async function foldersAt(ctx: IExecuteFunctions, i: number): Promise<string[]> {
	const lines = textAt(ctx, 'folders', i).split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '');
	if (lines.length === 0) {
		throw new ValidationError('noFolders', "'파기할 폴더'가 비어 있습니다.", '파일을 파기할 폴더의 절대 경로를 한 줄에 하나씩 입력하시기 바랍니다.');
	}
	const folders: string[] = [];
	for (const line of lines) folders.push(await folderOf(ctx, line, '파기할 폴더'));
	return folders;
}
