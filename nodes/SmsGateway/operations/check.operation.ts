import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';

import { koreanDay } from '../../../lib/calendar/day';
import { senderNumber } from '../../../lib/sms/phone';
import { processorProblems } from '../../../lib/sms/processor';
import { withLedger } from '../../shared/ledger';
import { type Outputs, runItems } from '../../shared/run-items';
import { processorOf, SOLAPI, withGateway } from '../../shared/sms';

export const description = updateDisplayOptions({ show: { resource: ['account'], operation: ['check'] } }, []);

/** Balance, whether the sender number is registered, and whether the processor data (위탁) are complete. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ environment, businessNow }) =>
		await runItems(ctx, async () => {
			const account = await withGateway(ctx, environment, '', async (gateway) => await gateway.checkAccount());
			const credential = await ctx.getCredentials(SOLAPI);
			const sender = senderNumber(String(credential.sender ?? ''));
			const senderRegistered = account.senders.includes(sender);
			const processor = processorOf(credential);
			const problems = processorProblems(processor, koreanDay(businessNow()));
			const active = senderRegistered && (environment === 'sandbox' || problems.length === 0);
			return [[{ json: { gateway: 'solapi', balance: account.balance, sender, senderRegistered, ...processor, processorProblems: problems, active } }]];
		}),
	);
}
