import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { openLake } from '../../../lib/transit/lake/lake';
import { lakeStatus } from '../../../lib/transit/lake/status';
import { numberOf, lakeField, optionsAt, workAt } from '../fields';
import { runItems, type Outputs } from '../../shared/run-items';

const properties: INodeProperties[] = [
	lakeField,
	{
		displayName: '선택 사항',
		name: 'options',
		type: 'collection',
		placeholder: '선택 사항 추가',
		default: {},
		options: [
			{
				displayName: '날짜 수',
				name: 'days',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 3660 },
				default: 60,
				description: '가장 최근 날짜부터 이만큼 항목으로 내보냅니다',
			},
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['data'], operation: ['status'] } }, properties);

/** One item a service date, newest first. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const { resources } = await workAt(ctx, i);
			const lake = await openLake(resources.lakeFolder);
			return [lakeStatus(lake.manifest, numberOf(optionsAt(ctx, i), 'days', 60)).map((day) => ({ json: { ...day } }))];
		},
	);
}
