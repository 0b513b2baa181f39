import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { koreanDay } from '../../../lib/calendar/day';
import { destroyOldRaw } from '../../../lib/transit/feed/retention';
import { cancelSignal } from '../../shared/clients';
import { allowedFolder } from '../../shared/folders';
import { textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { feedPorts } from '../connections';
import { feedNameField, rawFolderField } from '../fields';

const properties: INodeProperties[] = [
	rawFolderField,
	feedNameField('taps'),
	{
		displayName: '원본 보존기간(일)',
		name: 'keepDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 30,
		description: "이 일수보다 오래된 운행일자의 원본을 지우고 파기 기록(destroyed.jsonl)을 남깁니다. '교통카드 자료 도착'의 재조회 기간보다 길게 정합니다.",
	},
];

export const description = updateDisplayOptions({ show: { resource: ['feed'], operation: ['purgeRaw'] } }, properties);

/** Deletes raw files past their retention period; the item counts them. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const ports = feedPorts(cancelSignal(ctx));
			const folder = await allowedFolder(ctx, textAt(ctx, 'rawFolder', i));
			const by = `workflow:${ctx.getWorkflow().id ?? ''} execution:${ctx.getExecutionId()}`;
			const done = await destroyOldRaw(folder, textAt(ctx, 'feed', i), Number(ctx.getNodeParameter('keepDays', i)), koreanDay(ports.now()), by, ports);
			return [[{ json: { ...done } }]];
		},
		2,
	);
}
