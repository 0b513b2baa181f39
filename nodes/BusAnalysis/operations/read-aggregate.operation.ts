import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { AGGREGATE_NAMES } from '../../../lib/transit/aggregates/kinds';
import { runJob } from '../../../lib/transit/work/run-job';
import { allowedNewFolder } from '../../shared/folders';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { attach } from '../attach';
import { filesAt } from '../delivered-files';
import { absoluteFolder, limitsAt, outputFolderField, workOptions } from '../fields';

const KINDS = [
	{ name: '자동 판별', value: 'auto', description: '머리글과 열의 내용으로 종류를 알아냅니다' },
	{ name: '서울시 노선·정류장·시간대별 승하차', value: 'seoulMonth', description: '서울 열린데이터광장 OA-12913의 월별 파일' },
	{ name: 'STCIS 노선별 재차인원', value: 'stcisLoad', description: '교통카드 빅데이터 통합정보시스템에서 내려받은 노선별 차내 재차인원 파일' },
] as const;

const properties: INodeProperties[] = [
	{
		displayName: '파일',
		name: 'files',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '={{ $json.files }}',
		required: true,
		description: '공개 집계 자료 파일(CSV)의 절대 경로. 같은 종류의 파일을 한 줄에 하나씩 적습니다.',
	},
	{
		displayName: '종류',
		name: 'kind',
		type: 'options',
		options: [...KINDS],
		default: 'auto',
	},
	outputFolderField,
	{
		displayName: '선택 사항',
		name: 'options',
		type: 'collection',
		placeholder: '선택 사항 추가',
		default: {},
		options: [...workOptions],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['report'], operation: ['readAggregate'] } }, properties);

/** Reads published tables of sums; the item tells totals and what is odd, with the workbook. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const { run, ...limits } = limitsAt(ctx, i);
			const { kind, rows, inputs, totals, zeroDips, parquet, files, warnings } = await runJob(
				'readAggregate',
				{
					...limits,
					request: {
						files: await filesAt(ctx, i),
						kind: KINDS.find(({ value }) => value === textAt(ctx, 'kind', i))?.value ?? 'auto',
						outputFolder: await allowedNewFolder(ctx, absoluteFolder(requiredTextAt(ctx, 'outputFolder', i, '저장 폴더'), '저장 폴더')),
					},
				},
				run,
			);
			const json = {
				kind,
				name: AGGREGATE_NAMES[kind],
				rows,
				inputs: inputs.map((input) => ({ ...input })),
				totals,
				...(zeroDips === undefined ? {} : { zeroDips }),
				warnings,
				parquet,
				files: files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
			};
			return [[{ json, binary: await attach(ctx, files) }]];
		},
		5,
	);
}
