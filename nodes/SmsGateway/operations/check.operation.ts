import { updateDisplayOptions, type IExecuteFunctions } from 'n8n-workflow';

import { senderNumber } from '../../../lib/sms/phone';
import { withLedger } from '../../shared/ledger';
import { type Outputs, runItems } from '../../shared/run-items';
import { SOLAPI, withGateway } from '../../shared/sms';

export const description = updateDisplayOptions({ show: { resource: ['account'], operation: ['check'] } }, []);

/** Balance and whether the sender number is registered. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ environment }) =>
		await runItems(ctx, async () => {
			const account = await withGateway(ctx, environment, '', async (gateway) => await gateway.checkAccount());
			const credential = await ctx.getCredentials(SOLAPI);
			const sender = senderNumber(String(credential.sender ?? ''));
			return [
				[{ json: { gateway: 'solapi', balance: account.balance, sender, senderRegistered: account.senders.includes(sender) } }],
			];
		}),
	);
}
