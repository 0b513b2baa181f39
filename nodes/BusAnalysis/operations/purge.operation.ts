import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { addDays } from '../../../lib/calendar/day';
import { operatingDay } from '../../../lib/transit/operating-day';
import { runJob } from '../../../lib/transit/work/run-job';
import { runItems, type Outputs } from '../../shared/run-items';
import { lakeField, workAt } from '../fields';

const properties: INodeProperties[] = [
	lakeField,
	{
		displayName: '보존 일수',
		name: 'keepDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3660 },
		default: 100,
		required: true,
		description: '운행일자가 이보다 오래된 거래내역을 지웁니다. 일별 집계와 보고서는 남습니다.',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['data'], operation: ['purge'] } }, properties);

/** Deletes taps whose retention is over and says which days. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const { resources, run } = await workAt(ctx, i);
			const keepDays = Number(ctx.getNodeParameter('keepDays', i));
			const before = addDays(operatingDay(new Date()), -keepDays);
			const purged = await runJob('purge', { lakeFolder: resources.lakeFolder, before }, run);
			return [[{ json: { before, days: purged.days, files: purged.files } }]];
		},
	);
}
