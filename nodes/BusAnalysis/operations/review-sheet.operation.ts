import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { runJob } from '../../../lib/transit/work/run-job';
import { allowedNewFolder } from '../../shared/folders';
import { dayAt, requiredTextAt, textAt } from '../../shared/parameters';
import { runItems, type Outputs } from '../../shared/run-items';
import { attach } from '../attach';
import { absoluteFolder, lakeField, outputFolderField, workAt } from '../fields';

const properties: INodeProperties[] = [
	lakeField,
	{
		displayName: '운행일자',
		name: 'serviceDate',
		type: 'string',
		default: '={{ $json.serviceDate }}',
		required: true,
		placeholder: '예: 2026-11-16',
		description: '검토 대상이 나온 보고서의 운행일자',
	},
	{
		displayName: '검토 대상 식별자',
		name: 'candidateId',
		type: 'string',
		default: '={{ $json.candidateId }}',
		required: true,
		placeholder: '예: moreRuns:01:31:234000123',
		description: "'일일 분석'의 검토 대상 출력에 있는 식별자",
	},
	outputFolderField,
	{
		displayName: '민원 건수',
		name: 'complaints',
		type: 'number',
		typeOptions: { minValue: -1 },
		default: -1,
		description: '최근 이 노선에 관한 민원 건수. -1이면 검토서에 빈칸으로 둡니다.',
	},
	{
		displayName: '대안',
		name: 'alternatives',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		description: '검토하는 대안. 한 줄에 하나씩 적으며, 비우면 검토서에 빈칸으로 둡니다.',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['report'], operation: ['reviewSheet'] } }, properties);

/** Writes the review sheet of one candidate. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await runItems(
		ctx,
		async (i) => {
			const { resources, run } = await workAt(ctx, i);
			const complaints = Number(ctx.getNodeParameter('complaints', i));
			const { files } = await runJob(
				'reviewSheet',
				{
					lakeFolder: resources.lakeFolder,
					serviceDate: dayAt(ctx, 'serviceDate', i, '운행일자'),
					candidateId: requiredTextAt(ctx, 'candidateId', i, '검토 대상 식별자'),
					complaints: complaints >= 0 ? complaints : null,
					alternatives: textAt(ctx, 'alternatives', i),
					outputFolder: await allowedNewFolder(ctx, absoluteFolder(requiredTextAt(ctx, 'outputFolder', i, '저장 폴더'), '저장 폴더')),
				},
				run,
			);
			return [[{ json: { files: files.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })) }, binary: await attach(ctx, files) }]];
		},
	);
}
