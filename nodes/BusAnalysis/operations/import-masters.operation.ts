import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { runJob } from '../../../lib/transit/work/run-job';
import { operatingDay } from '../../../lib/transit/operating-day';
import { dayAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { filesAt } from '../delivered-files';
import { lakeField, optionsAt, workAt, workOptions } from '../fields';

const KINDS = [
	{ name: '자동 판별', value: 'auto', description: '머리글과 열의 내용으로 종류를 알아냅니다' },
	{ name: '노선', value: 'route', description: '노선 이름, 운수사, 인가권자, 인가운행횟수, 차량 크기와 좌석' },
	{ name: '정류장', value: 'stop', description: '정류장 이름, 번호, 좌표, 행정동' },
	{ name: '경유 정류장', value: 'route_stop', description: '노선마다 정류장의 순번' },
	{ name: '운행기록', value: 'run_log', description: '차량이 실제로 운행한 기록' },
	{ name: '행정동', value: 'area', description: '행정동의 생활권과 인구' },
] as const;

const properties: INodeProperties[] = [
	lakeField,
	{
		displayName: '파일',
		name: 'files',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '={{ $json.files }}',
		required: true,
		description: '기준정보 파일(CSV, 엑셀)의 절대 경로. 앞 노드의 files를 그대로 쓰거나 한 줄에 하나씩 적습니다.',
	},
	{
		displayName: '종류',
		name: 'kind',
		type: 'options',
		options: [...KINDS],
		default: 'auto',
	},
	{
		displayName: '적용 시작일',
		name: 'validFrom',
		type: 'string',
		default: '',
		placeholder: '예: 2026-11-01',
		description: '이 기준정보를 적용하는 첫 운행일자. 비우면 오늘이며, 운행기록은 파일의 날짜를 따릅니다.',
	},
	{
		displayName: '선택 사항',
		name: 'options',
		type: 'collection',
		placeholder: '선택 사항 추가',
		default: {},
		options: [
			{
				displayName: '정산사 기본값',
				name: 'firm',
				type: 'string',
				default: '',
				description: '파일에 정산사 열이 없을 때 쓰는 정산사 코드. 교통카드 자료와 같아야 이어집니다.',
			},
			{
				displayName: '정산지역 기본값',
				name: 'region',
				type: 'string',
				default: '',
				description: '파일에 정산지역 열이 없을 때 쓰는 지역 코드',
			},
			{
				displayName: '열 대응',
				name: 'columns',
				type: 'json',
				default: '{}',
				description: '항목마다 파일의 열 이름을 적은 JSON. 머리글이 다른 파일에만 씁니다.',
			},
			...workOptions,
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['data'], operation: ['importMasters'] } }, properties);

/** Reads master files into the lake; one item a file. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const options = optionsAt(ctx, i);
			const { resources, run } = await workAt(ctx, i);
			const text = (name: string) => (typeof options[name] === 'string' ? options[name].trim() : '');
			const { imported } = await runJob(
				'importMasters',
				{
					...resources,
					request: {
						files: await filesAt(ctx, i),
						kind: KINDS.find(({ value }) => value === textAt(ctx, 'kind', i))?.value ?? 'auto',
						validFrom: textAt(ctx, 'validFrom', i) === '' ? operatingDay(new Date()) : dayAt(ctx, 'validFrom', i, '적용 시작일'),
						defaults: { firm: text('firm'), region: text('region') },
						columns: options.columns ?? {},
						now: new Date().toISOString(),
					},
				},
				run,
			);
			return [imported.map((one) => ({ json: { ...one } }))];
		},
	);
}
