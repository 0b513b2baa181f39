import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { ValidationError } from '../../../lib/errors';
import { originOf, withLedger } from '../../shared/ledger';
import { requiredTextAt, textAt } from '../../shared/parameters';
import { type Outputs, runItems } from '../../shared/run-items';
import { runIdAt, runIdField, runItem } from '../../shared/run-fields';

const properties: INodeProperties[] = [
	runIdField,
	{
		displayName: '승인 방식',
		name: 'approvalKind',
		type: 'options',
		options: [
			{ name: '담당자 승인', value: 'person', description: '사람이 확인하고 승인하거나 반려합니다' },
			{ name: '승인 생략(자동)', value: 'policy', description: '승인 단계를 쓰지 않는 설정으로 진행합니다' },
		],
		default: 'person',
	},
	{
		displayName: '결정',
		name: 'verdict',
		type: 'string',
		default: "={{ $json['결정'] }}",
		required: true,
		description: "'승인' 또는 '반려'",
		displayOptions: { show: { approvalKind: ['person'] } },
	},
	{
		displayName: '승인자',
		name: 'approver',
		type: 'string',
		default: "={{ $json['승인자'] }}",
		required: true,
		description: '승인하거나 반려한 담당자의 성명',
		displayOptions: { show: { approvalKind: ['person'] } },
	},
	{
		displayName: '의견',
		name: 'note',
		type: 'string',
		default: "={{ $json['의견'] }}",
		displayOptions: { show: { approvalKind: ['person'] } },
	},
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['approve'] } }, properties);

/** Records approval or refusal of a prepared run. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger }) =>
		await runItems(ctx, async (i) => {
			const runId = runIdAt(ctx, i);
			const origin = originOf(ctx);
			if (ctx.getNodeParameter('approvalKind', i) === 'policy') {
				const run = await ledger.approve(runId, { kind: 'policy', name: '승인 생략 설정' }, origin);
				return [[{ json: { ...runItem(run), approved: true } }]];
			}
			const verdict = textAt(ctx, 'verdict', i);
			if (verdict !== '승인' && verdict !== '반려') throw noVerdict();
			const name = requiredTextAt(ctx, 'approver', i, '승인자');
			if (verdict === '승인') {
				const run = await ledger.approve(runId, { kind: 'person', name }, origin);
				return [[{ json: { ...runItem(run), approved: true } }]];
			}
			const run = await ledger.reject(runId, name, textAt(ctx, 'note', i), origin);
			return [[{ json: { ...runItem(run), approved: false } }]];
		}),
	);
}

/** Neither yes nor no: the run stays as it is, because a refusal must be lifted by hand. */
const noVerdict = () =>
	new ValidationError(
		'noVerdict',
		"'결정' 값이 '승인'이나 '반려'가 아니어서 기록하지 않았습니다.",
		"승인 화면의 '결정' 항목이 이 노드의 '결정'에 연결되어 있는지 확인하시기 바랍니다.",
	);
