import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';

import { cancelScheduled } from '../../../lib/sms/cancel-scheduled';
import { cancelSignal, retryPorts } from '../../shared/clients';
import { gatewayField } from '../../shared/gateways';
import { originOf, withLedger } from '../../shared/ledger';
import { requiredTextAt } from '../../shared/parameters';
import { runIdAt, runIdField, runItem, staffField } from '../../shared/run-fields';
import { leaseRun } from '../../shared/run-lease';
import { type Outputs, runItems } from '../../shared/run-items';
import { GATEWAY_RETRY, withGateway } from '../../shared/sms';

export const description = updateDisplayOptions({ show: { resource: ['message'], operation: ['cancelScheduled'] } }, [
	runIdField,
	staffField,
	gatewayField,
]);

/** Cancels what the gateway holds back of a run until its time. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger, environment }) =>
		await runItems(ctx, async (i) => {
			const runId = runIdAt(ctx, i);
			const staff = requiredTextAt(ctx, 'staff', i, '담당자');
			const run = await ledger.run(runId);
			const lease = await leaseRun(ctx, ledger, runId, '예약을 취소하지 않았습니다');
			const cancel = async () => await withGateway(ctx, i, environment, '', async (gateway) =>
				await cancelScheduled({ ledger, gateway, retry: GATEWAY_RETRY, retryPorts: retryPorts(), signal: cancelSignal(ctx) }, lease, staff, originOf(ctx)),
			);
			const report = await cancel().finally(async () => await ledger.release(lease));
			const notices = await ledger.noticeAccount(runId);
			return [[{ json: { ...runItem(run), staff, ...report, notices: { ...notices } } }]];
		}),
	);
}
