import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { runJob } from '../../../lib/transit/work/run-job';
import { runItems, type Outputs } from '../../shared/run-items';
import { filesAt } from '../delivered-files';
import { limitsAt, numberOf, optionsAt, workOptions } from '../fields';
import { defaultsAt, defaultsOptions, layoutAt, layoutFields, tapFilesField } from '../tap-fields';

const ROUTE_ROWS = 500;

const properties: INodeProperties[] = [
	tapFilesField,
	...layoutFields,
	{
		displayName: '선택 사항',
		name: 'options',
		type: 'collection',
		placeholder: '선택 사항 추가',
		default: {},
		options: [
			{
				displayName: '노선·시간대 행 수',
				name: 'routeRows',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 10000 },
				default: ROUTE_ROWS,
				description: '승차가 많은 순으로 이만큼만 내보내고 나머지는 합계만 냅니다',
			},
			...defaultsOptions,
			...workOptions,
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['data'], operation: ['previewFile'] } }, properties);

/** Counts a delivery's boardings and taps as they are; nothing is stored. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const { run, ...limits } = limitsAt(ctx, i);
			const options = optionsAt(ctx, i);
			const { peakMb, days, routes, ...found } = await runJob(
				'preview',
				{
					...limits,
					request: { files: await filesAt(ctx, i), layout: layoutAt(ctx, i), defaults: defaultsAt(options), limit: numberOf(options, 'routeRows', ROUTE_ROWS) },
				},
				run,
			);
			return [[{ json: { ...found, note: '중복 제거 전', days: days.map((day) => ({ ...day })), routes: routes.map((route) => ({ ...route })), peakMb } }]];
		},
	);
}
