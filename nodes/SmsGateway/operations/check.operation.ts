import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';

import { koreanDay } from '../../../lib/calendar/day';
import { processorProblems } from '../../../lib/sms/processor';
import { gatewayField } from '../../shared/gateways';
import { senderOf } from '../../shared/gateways/entry';
import { withLedger } from '../../shared/ledger';
import { type Outputs, runItems } from '../../shared/run-items';
import { gatewayEntry, processorOf, withGateway } from '../../shared/sms';

export const description = updateDisplayOptions({ show: { resource: ['account'], operation: ['check'] } }, [gatewayField]);

/** Balance, whether the sender number is registered, and whether the processor data (위탁) are complete. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ environment, businessNow }) =>
		await runItems(ctx, async (i) => {
			const entry = gatewayEntry(ctx, i);
			const { balance, senders, warnings } = await withGateway(ctx, i, environment, '', async (gateway) => await gateway.checkAccount());
			const credential = await ctx.getCredentials(entry.credential);
			const sender = senderOf(credential);
			const senderRegistered = senders ? senders.includes(sender) : null;
			const processor = processorOf(credential);
			const problems = processorProblems(processor, koreanDay(businessNow()));
			const active = senderRegistered !== false && (environment === 'sandbox' || problems.length === 0);
			return [
				[
					{
						json: {
							gateway: entry.id,
							balance: balance?.amount ?? null,
							balanceUnit: balance?.unit ?? null,
							sender,
							senderRegistered,
							...processor,
							processorProblems: problems,
							warnings,
							active,
						},
					},
				],
			];
		}),
	);
}
