import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { addDays } from '../../../lib/calendar/day';
import { DEFAULT_ITEM_LIMITS } from '../../../lib/transit/work/analysis-items';
import { runJob } from '../../../lib/transit/work/run-job';
import { operatingDay } from '../../../lib/transit/operating-day';
import { dayAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { attach } from '../attach';
import { lakeField, numberOf, officeFields, optionsAt, workAt, workOptions } from '../fields';
import { judgeFields, judgeOptions, reportSettingsAt } from '../report-fields';

const properties: INodeProperties[] = [
	lakeField,
	{
		displayName: '운행일자',
		name: 'serviceDate',
		type: 'string',
		default: '={{ $json.serviceDate }}',
		placeholder: '예: 2026-11-16',
		description: '분석할 운행일자(04:00부터 다음 날 03:59까지). 비우면 어제입니다.',
	},
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
				displayName: '집계만',
				name: 'summaryOnly',
				type: 'boolean',
				default: false,
				description: '일별 집계만 만들고 보고서는 만들지 않습니다. 지난 자료를 한꺼번에 넣을 때 씁니다.',
			},
			{
				displayName: '다시 계산',
				name: 'recompute',
				type: 'boolean',
				default: false,
				description: '집계가 이미 있어도 처음부터 다시 계산합니다',
			},
			{
				displayName: '그림 파일 만들기',
				name: 'pictures',
				type: 'boolean',
				default: true,
				description: '차트를 그림 파일로도 저장합니다',
			},
			{
				displayName: '한 쪽 보고 만들기',
				name: 'memo',
				type: 'boolean',
				default: true,
				description: '한 쪽 보고 문서(HWPX)도 저장합니다',
			},
			{
				displayName: '파일 붙이기',
				name: 'attachFiles',
				type: 'boolean',
				default: true,
				description: '보고서 파일을 요약 항목에 붙여 다음 노드(메일 등)에서 쓸 수 있게 합니다',
			},
			{
				displayName: '노선 항목 수',
				name: 'routeLimit',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 5000 },
				default: DEFAULT_ITEM_LIMITS.routes,
				description: '항목으로 내보낼 노선 수(승차가 많은 순). 나머지는 건수만 알립니다.',
			},
			{
				displayName: '정류장 항목 수',
				name: 'stopLimit',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 5000 },
				default: DEFAULT_ITEM_LIMITS.stops,
				description: '항목으로 내보낼 정류장 수(승차가 많은 순). 나머지는 건수만 알립니다.',
			},
			{
				displayName: '검토 대상 항목 수',
				name: 'candidateLimit',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 5000 },
				default: DEFAULT_ITEM_LIMITS.candidates,
				description: '항목으로 내보낼 노선조정 검토 대상 수. 나머지는 건수만 알립니다.',
			},
			...workOptions,
		],
	},
];

export const description = updateDisplayOptions({ show: { resource: ['report'], operation: ['analyse'] } }, properties);

/** Analyses a service date: summary with the files, routes, hours, stops and review candidates. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const options = optionsAt(ctx, i);
			const { resources, run } = await workAt(ctx, i);
			const now = new Date();
			const serviceDate = textAt(ctx, 'serviceDate', i) === '' ? addDays(operatingDay(now), -1) : dayAt(ctx, 'serviceDate', i, '운행일자');
			const result = await runJob(
				'analyse',
				{
					...resources,
					serviceDate,
					settings: reportSettingsAt(ctx, i, options),
					limits: {
						routes: numberOf(options, 'routeLimit', DEFAULT_ITEM_LIMITS.routes),
						stops: numberOf(options, 'stopLimit', DEFAULT_ITEM_LIMITS.stops),
						candidates: numberOf(options, 'candidateLimit', DEFAULT_ITEM_LIMITS.candidates),
					},
					now: now.toISOString(),
					summaryOnly: options.summaryOnly === true,
					recompute: options.recompute === true,
				},
				run,
			);
			const { staleDays, seconds } = result;
			if (result.folder === null || result.items === null) return [[{ json: { serviceDate, staleDays, seconds } }]];

			const { folder, items } = result;
			const baseName = `시내버스_이용현황_${serviceDate}_${items.summary.state}_제${items.summary.edition}판`;
			const rendered = await Promise.all([
				runJob('workbook', { folder, baseName }, run),
				runJob('pages', { folder, baseName, pictures: options.pictures !== false, memo: options.memo !== false }, run),
			]);
			const files = rendered.flatMap((one) => one.files);
			const summary: INodeExecutionData = {
				json: { ...items.summary, staleDays, seconds, files: files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })) } as unknown as IDataObject,
				...(options.attachFiles === false ? {} : { binary: await attach(ctx, files) }),
			};
			return [[summary], asItems(items.routes), asItems(items.hours), asItems(items.stops), asItems(items.candidates)];
		},
		5,
	);
}

function asItems(rows: readonly object[]): INodeExecutionData[] {
	return rows.map((row) => ({ json: { ...row } }));
}
