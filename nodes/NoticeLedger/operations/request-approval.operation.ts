import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { originOf, withLedger } from '../../shared/ledger';
import { type Outputs, runItems } from '../../shared/run-items';
import { runIdAt, runIdField, runItem } from '../../shared/run-fields';

const HOUR_MS = 3_600_000;

const properties: INodeProperties[] = [
	runIdField,
	{
		displayName: '승인 대기 시간',
		name: 'waitHours',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 336 },
		default: 24,
		description: '이 시간(시간 단위) 동안 승인이 없으면 예약 실행이 회차를 다시 시작하여 승인을 새로 요청합니다',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['requestApproval'] } }, properties);

/** Keeps the run for the waiting execution until the approval comes or the time is over. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger }) =>
		await runItems(ctx, async (i) => {
			const waitHours = Number(ctx.getNodeParameter('waitHours', i));
			const run = await ledger.askApproval(runIdAt(ctx, i), waitHours * HOUR_MS, originOf(ctx));
			// First, so that an officer finds it at once; a mail or messenger node behind this one sends it on.
			const approvalUrl = ctx.evaluateExpression('{{ $execution.resumeFormUrl }}', i);
			return [[{ json: { approvalUrl, ...ctx.getInputData()[i]?.json, ...runItem(run) } }]];
		}),
	);
}
