import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import { runJob } from '../../../lib/transit/work/run-job';
import { allowedNewFolder } from '../../shared/folders';
import { dayAt, requiredTextAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { attach } from '../attach';
import { absoluteFolder, lakeField, officeFields, optionsAt, outputFolderField, workAt, workOptions } from '../fields';
import { judgeFields, judgeOptions, reportSettingsAt } from '../report-fields';

const DAY_TYPES = [
	{ name: '전체', value: 'all' },
	{ name: '평일', value: 'weekday' },
	{ name: '토요일', value: 'saturday' },
	{ name: '일요일·공휴일', value: 'holiday' },
] as const;

const properties: INodeProperties[] = [
	lakeField,
	{
		displayName: '시작일',
		name: 'from',
		type: 'string',
		default: '={{ $json.from }}',
		required: true,
		placeholder: '예: 2026-11-01',
		description: '기간의 첫 운행일자',
	},
	{
		displayName: '종료일',
		name: 'to',
		type: 'string',
		default: '={{ $json.to }}',
		required: true,
		placeholder: '예: 2026-11-30',
		description: '기간의 마지막 운행일자(당일 포함)',
	},
	{
		displayName: '요일 구분',
		name: 'dayType',
		type: 'options',
		options: [...DAY_TYPES],
		default: 'all',
		description: '이 구분의 날만 분석합니다',
	},
	{
		displayName: '노선',
		name: 'route',
		type: 'string',
		default: '',
		placeholder: '예: 1-8',
		description: '노선 이름. 비우면 모든 노선입니다.',
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
		options: [
			...judgeOptions,
			{
				displayName: '다시 계산',
				name: 'recompute',
				type: 'boolean',
				default: false,
				description: '기간의 일별 집계를 처음부터 다시 계산합니다',
			},
			...workOptions,
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['report'], operation: ['period'] } }, properties);

/** Reports a period from the stored daily summaries. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const options = optionsAt(ctx, i);
			const { resources, run } = await workAt(ctx, i);
			const { summary, files, seconds } = await runJob(
				'period',
				{
					...resources,
					from: dayAt(ctx, 'from', i, '시작일'),
					to: dayAt(ctx, 'to', i, '종료일'),
					dayType: dayTypeAt(ctx, i),
					route: textAt(ctx, 'route', i),
					settings: reportSettingsAt(ctx, i, options),
					now: new Date().toISOString(),
					outputFolder: await allowedNewFolder(ctx, absoluteFolder(requiredTextAt(ctx, 'outputFolder', i, '저장 폴더'), '저장 폴더')),
					recompute: options.recompute === true,
				},
				run,
			);
			const json = { ...summary, seconds, files: files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })) };
			return [[{ json, binary: await attach(ctx, files) }]];
		},
	);
}

/** By value, or by the Korean name that a form hands over. @throws ValidationError `dayType` */
function dayTypeAt(ctx: IExecuteFunctions, i: number): (typeof DAY_TYPES)[number]['value'] {
	const given = textAt(ctx, 'dayType', i);
	const found = DAY_TYPES.find(({ name, value }) => given === value || given === name);
	if (found) return found.value;
	throw new ValidationError('dayType', `'요일 구분' 값을 알 수 없습니다.`, `${DAY_TYPES.map(({ name }) => name).join(', ')} 가운데 하나를 고르시기 바랍니다.`);
}
