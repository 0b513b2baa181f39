import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { RunView } from '../../lib/ledger/types';
import { requiredTextAt } from './parameters';

/** The run an operation works on. */
export const runIdField: INodeProperties = {
	displayName: '회차 번호',
	name: 'runId',
	type: 'string',
	default: '={{ $json.runId }}',
	required: true,
	description: "'발송 준비'가 내보낸 회차 번호(runId)",
};

export function runIdAt(ctx: IExecuteFunctions, i: number): string {
	return requiredTextAt(ctx, 'runId', i, '회차 번호');
}

/** A run as an item: counts and states only. */
export function runItem(run: RunView): IDataObject {
	return {
		runId: run.runId,
		campaign: run.campaign,
		period: run.period,
		periodFrom: run.periodFrom,
		periodTo: run.periodTo,
		stage: run.stage,
		approvalReasons: run.approvalReasons,
		approvedBy: run.approvedBy,
		approvedAt: run.approvedAt,
	};
}
