import { updateDisplayOptions, type IDataObject, type IExecuteFunctions, type INodeExecutionData, type INodeProperties } from 'n8n-workflow';

import { REFERENCE_PRICES } from '../../../lib/sms/cost';
import { previewRun } from '../../../lib/sms/preview';
import { originOf, withLedger } from '../../shared/ledger';
import { personalKeys } from '../../shared/personal-keys';
import { runIdAt, runIdField } from '../../shared/run-fields';
import { type Outputs, runItems } from '../../shared/run-items';
import { priceFields, pricesAt } from '../../shared/prices';

const properties: INodeProperties[] = [
	runIdField,
	...priceFields,
];

export const description = updateDisplayOptions({ show: { resource: ['message'], operation: ['preview'] } }, properties);

/** Shows what a run would send, masked; a text with a wording error goes to the second output. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger }) =>
		await runItems(
			ctx,
			async (i) => {
				const runId = runIdAt(ctx, i);
				const keys = await personalKeys(ctx, i);
				const prices = { ...REFERENCE_PRICES, ...pricesAt(ctx, i) };
				const preview = await previewRun(ledger, keys.seals, runId, prices, originOf(ctx));
				const run = await ledger.run(runId);
				const { notices } = await ledger.account(runId);
				const item: INodeExecutionData = {
					json: {
						runId,
						campaign: run.campaign,
						period: run.period,
						stage: run.stage,
						approvalReasons: run.approvalReasons,
						...(preview as unknown as IDataObject),
						byPost: notices.byPost,
					},
				};
				return preview.blocked ? [[], [item]] : [[item], []];
			},
			2,
		),
	);
}
