import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { originOf, withLedger } from '../../shared/ledger';
import { type Operation } from '../../shared/operations';
import { requiredTextAt } from '../../shared/parameters';
import { runItems } from '../../shared/run-items';
import { runIdAt, runIdField, runItem, staffField } from '../../shared/run-fields';

const acceptField: INodeProperties = {
	displayName: '확인하였으므로 그대로 진행',
	name: 'accept',
	type: 'boolean',
	default: false,
	description:
		'지난 파일이나 같은 파일로 보여 보류된 자료를 확인한 결과 그대로 처리해도 되는 경우에 켤지 여부. 건수가 맞지 않아 보류된 회차에는 쓸 수 없습니다.',
};

const staffAt = (ctx: IExecuteFunctions, i: number) => requiredTextAt(ctx, 'staff', i, '담당자');

const STILL_SCHEDULED = "중계사에 예약해 둔 문자는 그대로 나갑니다. 취소하려면 '문자 발송' 노드의 '예약 취소'를 실행하시기 바랍니다.";

/** Stops what is not yet at the gateway; what the gateway holds back until its time is named, not cancelled. */
export const stopRest: Operation = {
	description: updateDisplayOptions({ show: { resource: ['run'], operation: ['stopRest'] } }, [runIdField, staffField]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger }) =>
			await runItems(ctx, async (i) => {
				const runId = runIdAt(ctx, i);
				const stopped = await ledger.stopRest(runId, staffAt(ctx, i), originOf(ctx));
				const scheduledBatches = (await ledger.scheduledBatches(runId)).length;
				if (scheduledBatches > 0) ctx.addExecutionHints({ message: STILL_SCHEDULED, location: 'outputPane' });
				return [[{ json: { ...runItem(await ledger.run(runId)), stopped, scheduledBatches } }]];
			}),
		),
};

/** Lifts a hold after a person has mended its cause. */
export const releaseHold: Operation = {
	description: updateDisplayOptions({ show: { resource: ['run'], operation: ['releaseHold'] } }, [runIdField, staffField, acceptField]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger }) =>
			await runItems(ctx, async (i) => {
				const run = await ledger.releaseHold(runIdAt(ctx, i), {
					by: staffAt(ctx, i),
					accept: ctx.getNodeParameter('accept', i, false) === true,
					origin: originOf(ctx),
				});
				return [[{ json: runItem(run) }]];
			}),
		),
};
