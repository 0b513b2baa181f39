import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { originOf, withLedger } from '../../shared/ledger';
import { type Operation } from '../../shared/operations';
import { requiredTextAt } from '../../shared/parameters';
import { runItems } from '../../shared/run-items';
import { runIdAt, runIdField, runItem } from '../../shared/run-fields';

const staffField: INodeProperties = {
	displayName: '담당자',
	name: 'staff',
	type: 'string',
	default: '',
	required: true,
	description: '이 조치를 한 담당자의 성명. 대장에 남습니다.',
};

const staffAt = (ctx: IExecuteFunctions, i: number) => requiredTextAt(ctx, 'staff', i, '담당자');

/** Stops what is not yet at the gateway. */
export const stopRest: Operation = {
	description: updateDisplayOptions({ show: { resource: ['run'], operation: ['stopRest'] } }, [runIdField, staffField]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger }) =>
			await runItems(ctx, async (i) => {
				const runId = runIdAt(ctx, i);
				const stopped = await ledger.stopRest(runId, staffAt(ctx, i), originOf(ctx));
				return [[{ json: { ...runItem(await ledger.run(runId)), stopped } }]];
			}),
		),
};

/** Lifts a hold after a person has mended its cause. */
export const releaseHold: Operation = {
	description: updateDisplayOptions({ show: { resource: ['run'], operation: ['releaseHold'] } }, [runIdField, staffField]),
	execute: async (ctx) =>
		await withLedger(ctx, async ({ ledger }) =>
			await runItems(ctx, async (i) => {
				const run = await ledger.releaseHold(runIdAt(ctx, i), staffAt(ctx, i), originOf(ctx));
				return [[{ json: runItem(run) }]];
			}),
		),
};
