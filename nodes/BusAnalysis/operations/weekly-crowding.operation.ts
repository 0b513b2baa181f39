import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { addDays } from '../../../lib/calendar/day';
import { operatingDay } from '../../../lib/transit/operating-day';
import { runJob } from '../../../lib/transit/work/run-job';
import { allowedNewFolder } from '../../shared/folders';
import { dayAt, requiredTextAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { attach } from '../attach';
import { absoluteFolder, lakeField, officeFields, optionsAt, outputFolderField, workAt, workOptions } from '../fields';
import { judgeFields, judgeOptions, reportSettingsAt } from '../report-fields';

const properties: INodeProperties[] = [
	lakeField,
	{
		displayName: '주간',
		name: 'week',
		type: 'string',
		default: '',
		placeholder: '예: 2026-11-16',
		description: '표를 만들 주의 아무 날(월요일부터 일요일까지). 비우면 지난주입니다.',
	},
	outputFolderField,
	...officeFields,
	...judgeFields,
	{
		displayName: '선택 사항',
		name: 'options',
		type: 'collection',
		placeholder: '선택 사항 추가',
		default: {},
		options: [...judgeOptions, ...workOptions],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['report'], operation: ['weeklyCrowding'] } }, properties);

/** Writes Gyeonggi-do's weekly table of crowding by route. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const { resources, run } = await workAt(ctx, i);
			const now = new Date();
			const { summary, files } = await runJob(
				'weeklyCrowding',
				{
					...resources,
					week: textAt(ctx, 'week', i) === '' ? addDays(operatingDay(now), -7) : dayAt(ctx, 'week', i, '주간'),
					settings: reportSettingsAt(ctx, i, optionsAt(ctx, i)),
					now: now.toISOString(),
					outputFolder: await allowedNewFolder(ctx, absoluteFolder(requiredTextAt(ctx, 'outputFolder', i, '저장 폴더'), '저장 폴더')),
				},
				run,
			);
			return [[{ json: { ...summary, files: files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })) }, binary: await attach(ctx, files) }]];
		},
	);
}
