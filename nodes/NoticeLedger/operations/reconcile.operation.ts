import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { ConflictError } from '../../../lib/errors';
import { reconcile } from '../../../lib/sms/reconcile';
import { cancelSignal, retryPorts } from '../../shared/clients';
import { gatewayField } from '../../shared/gateways';
import { ownerOf, withLedger } from '../../shared/ledger';
import { type Outputs, runItems } from '../../shared/run-items';
import { GATEWAY_RETRY, withGateway } from '../../shared/sms';
import { runIdAt, runIdField } from '../../shared/run-fields';

const properties: INodeProperties[] = [
	runIdField,
	gatewayField,
	{
		displayName: '대조할 기간(일)',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 180 },
		default: 7,
		description: '중계사의 발송 이력을 이 일수만큼 거슬러 올라가 대장과 비교합니다',
	},
];

export const description = updateDisplayOptions({ show: { resource: ['notice'], operation: ['reconcile'] } }, properties);

/** Compares ledger and gateway; sends nothing. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger, environment }) =>
		await runItems(ctx, async (i) => {
			const runId = runIdAt(ctx, i);
			const run = await ledger.run(runId);
			const lease = await ledger.lease(runId, ownerOf(ctx));
			if (!lease) {
				throw new ConflictError(
					'runBusy',
					`회차 '${runId}'을(를) 다른 실행이 처리하고 있어 대조하지 않았습니다.`,
					'다른 실행이 끝난 뒤 다시 실행하시기 바랍니다.',
				);
			}
			const compare = async () => await withGateway(ctx, i, environment, '', async (gateway) =>
				await reconcile(
					{ ledger, gateway, retry: GATEWAY_RETRY, retryPorts: retryPorts(), signal: cancelSignal(ctx), nowMs: Date.now },
					lease,
					run.campaign,
					Number(ctx.getNodeParameter('days', i)),
				),
			);
			const report = await compare().finally(async () => await ledger.release(lease));
			const { notices } = await ledger.account(runId);
			return [[{ json: { runId, ...report, notices: { ...notices } } }]];
		}),
	);
}
