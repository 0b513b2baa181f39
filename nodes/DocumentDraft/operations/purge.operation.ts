import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { Conversations } from '../../../lib/drafting/store/conversations';
import { purgeDrafts } from '../../../lib/drafting/store/desk';
import { ValidationError } from '../../../lib/errors';
import { runItems, type Outputs } from '../../shared/run-items';
import { deskPortsAt } from '../desk-ports';
import { auditField, draftFolderAt, draftFolderField, nowInKorea } from '../fields';

const properties: INodeProperties[] = [
	draftFolderField,
	{
		displayName: '보존일수',
		name: 'keepDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 90,
		required: true,
		description: '작성한 날부터 이 날수가 지난 초안을 입력 내용, 파일과 함께 지웁니다. 기관의 보존기간에 맞춥니다.',
	},
	auditField,
];

export const description = updateDisplayOptions({ show: { resource: ['document'], operation: ['purge'] } }, properties);

/** Destroys documents whose time is over. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(ctx, async (i) => {
		const keepDays = Number(ctx.getNodeParameter('keepDays', i, 90));
		if (!Number.isInteger(keepDays) || keepDays < 1) throw new ValidationError('keepDays', "'보존일수' 값이 1 이상의 정수가 아닙니다.", '보존할 날수를 1 이상으로 적으시기 바랍니다.');
		await new Conversations(await draftFolderAt(ctx, i), Date.now).sweep();
		const destroyed = await purgeDrafts(nowInKorea().today, keepDays, await deskPortsAt(ctx, i));
		return [[{ json: { destroyed: destroyed.length, draftIds: destroyed } }]];
	});
}
