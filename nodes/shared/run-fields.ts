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

/** One run, or every run that `all` describes. */
export const scopeFields = (all: { name: string; description: string }, run: string): INodeProperties[] => [
	{
		displayName: '범위',
		name: 'scope',
		type: 'options',
		options: [
			{ name: '한 회차', value: 'run', description: run },
			{ name: all.name, value: 'all', description: all.description },
		],
		default: 'run',
	},
	{ ...runIdField, displayOptions: { show: { scope: ['run'] } } },
];

/** Which notices an operation is about. */
export const campaignField: INodeProperties = {
	displayName: '안내 업무',
	name: 'campaign',
	type: 'string',
	default: 'vehicle-exemption-weekly',
	required: true,
	description: "'발송 준비'와 같은 이름을 씁니다",
};

/** Which recipient of a receipt an entry is about. */
export const recipientOrdinalField: INodeProperties = {
	displayName: '수신자 순번',
	name: 'recipientOrdinal',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 20 },
	default: 1,
	description: '1은 납세자 본인, 2부터는 공동명의자입니다',
};

/** Who acts, for the ledger. */
export const staffField: INodeProperties = {
	displayName: '담당자',
	name: 'staff',
	type: 'string',
	default: '',
	required: true,
	description: '이 조치를 한 담당자의 성명. 대장에 남습니다.',
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
