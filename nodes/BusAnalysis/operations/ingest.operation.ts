import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { runJob } from '../../../lib/transit/work/run-job';
import { dayAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { filesAt } from '../delivered-files';
import { lakeField, numberOf, optionsAt, workAt, workOptions } from '../fields';
import { defaultsAt, defaultsOptions, layoutAt, layoutFields, tapFilesField } from '../tap-fields';
import { transitKey } from '../transit-key';

const properties: INodeProperties[] = [
	lakeField,
	{
		displayName: '자료 일자',
		name: 'feedDay',
		type: 'string',
		default: '={{ $json.feedDay }}',
		required: true,
		placeholder: '예: 2026-11-16',
		description: '받은 자료의 운행일자. 그보다 앞선 날의 늦은 거래는 제 운행일자로 들어갑니다.',
	},
	tapFilesField,
	{
		displayName: '자료 구분',
		name: 'state',
		type: 'options',
		options: [
			{ name: '하루 전체', value: 'final', description: '하루가 끝난 뒤의 전체 자료. 같은 날의 운행 중 자료를 대신합니다.' },
			{ name: '운행 중 일부', value: 'partial', description: '하루가 끝나기 전에 받은 일부 자료. 보고서는 잠정으로 나옵니다.' },
		],
		default: 'final',
	},
	...layoutFields,
	{
		displayName: '선택 사항',
		name: 'options',
		type: 'collection',
		placeholder: '선택 사항 추가',
		default: {},
		options: [
			{
				displayName: '자료 이름',
				name: 'feed',
				type: 'string',
				default: '',
				placeholder: '예: 이비카드',
				description: '정산사마다 파일을 따로 받는 경우의 이름. 이름이 다르면 같은 날의 자료라도 서로 대신하지 않습니다.',
			},
			{
				displayName: '일부 자료 번호',
				name: 'part',
				type: 'string',
				default: '',
				placeholder: '예: 14',
				description: '운행 중 자료의 번호(예: 받은 시각). 같은 번호로 다시 받으면 바꾸어 넣습니다.',
			},
			...defaultsOptions,
			{
				displayName: '읽지 못한 행의 한도(%)',
				name: 'rejectLimitPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 1 },
				default: 5,
				description: '읽지 못한 행이 이보다 많으면 저장소에 넣지 않고 알립니다',
			},
			...workOptions,
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['data'], operation: ['ingest'] } }, properties);

/** Puts a delivery into the lake; the item tells what was read, kept and rejected. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const options = optionsAt(ctx, i);
			const { resources, run } = await workAt(ctx, i);
			const feedDay = dayAt(ctx, 'feedDay', i, '자료 일자');
			const text = (name: string) => (typeof options[name] === 'string' ? options[name].trim() : '');
			const state = ctx.getNodeParameter('state', i) === 'partial' ? 'partial' : 'final';
			const { source, changedDays, daysToAnalyse, layout: detected, warnings, seconds } = await runJob(
				'ingest',
				{
					...resources,
					request: {
						sourceId: sourceIdOf(feedDay, state, text('feed'), text('part')),
						feedDay,
						state,
						files: await filesAt(ctx, i),
						layout: layoutAt(ctx, i),
						defaults: defaultsAt(options),
						cardKey: await transitKey(ctx, i),
						rejectLimitShare: numberOf(options, 'rejectLimitPercent', 5) / 100,
					},
					now: new Date().toISOString(),
				},
				run,
			);
			const { sourceId, read, kept, rejected, duplicates, rejectReasons, inputs } = source;
			return [
				[
					{
						json: {
							feedDay,
							serviceDate: feedDay,
							sourceId,
							state,
							layout: detected.name,
							encoding: detected.encoding,
							read,
							kept,
							rejected,
							duplicates,
							rejectReasons,
							changedDays,
							daysToAnalyse,
							warnings,
							inputs: inputs.map(({ name, sha256, bytes, rows }) => ({ name, sha256, bytes, rows })),
							seconds,
						},
					},
				],
			];
		},
	);
}

/** `<feed>@<day>` and, for a part of the running day, `.<part>`. */
function sourceIdOf(feedDay: string, state: 'partial' | 'final', feed: string, part: string): string {
	const name = feed === '' ? feedDay : `${feed}@${feedDay}`;
	return state === 'final' ? name : `${name}.${part === '' ? 'part' : part}`;
}
