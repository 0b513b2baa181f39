import { updateDisplayOptions, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';

import { reasonName } from '../../../lib/report/reasons';
import { originOf, withLedger } from '../../shared/ledger';
import { type Outputs, runItems } from '../../shared/run-items';
import { runIdAt, runIdField, runItem } from '../../shared/run-fields';
import { leaseRun } from '../../shared/run-lease';

export const description = updateDisplayOptions({ show: { resource: ['run'], operation: ['close'] } }, [runIdField]);

/** Closes the run if both accounts balance; otherwise says on the second output why it stays open. */
export async function execute(ctx: IExecuteFunctions): Promise<Outputs> {
	return await withLedger(ctx, async ({ ledger, businessNow }) =>
		await runItems(
			ctx,
			async (i) => {
				const runId = runIdAt(ctx, i);
				const lease = await leaseRun(ctx, ledger, runId, '마감하지 않았습니다', '다른 실행이 끝난 뒤 결과를 확인하시기 바랍니다.');
				const { closed, run, account, problems, waitsUntil, head } = await ledger.close(lease, originOf(ctx));
				// The trigger need not look before the scheduled texts are out.
				if (waitsUntil !== null) await ledger.park(lease, Date.parse(waitsUntil) - Date.parse(businessNow()));
				else if (!closed) await ledger.release(lease);
				const json: IDataObject = {
					...runItem(run),
					closed,
					balanced: account.receipts.balanced && account.notices.balanced,
					problems,
					waitsUntil,
					receipts: {
						...account.receipts,
						excludedByName: named(account.receipts.excludedBy),
						reviewByName: named(account.receipts.reviewBy),
					} as unknown as IDataObject,
					notices: { ...account.notices },
					messages: { ...account.messages },
					chainHead: { ...head },
				};
				if (closed) ctx.customData.setAll({ 회차: runId, 안내대상: String(account.notices.due), 전송성공: String(account.notices.delivered) });
				return closed ? [[{ json }], []] : [[], [{ json }]];
			},
			2,
		),
	);
}

/** Counts by the reason's Korean name, for people and for messages built on the canvas. */
function named(counts: Readonly<Record<string, number>>): Record<string, number> {
	return Object.fromEntries(Object.entries(counts).map(([code, count]) => [reasonName(code, null), count]));
}
