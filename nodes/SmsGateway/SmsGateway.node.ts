import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { descriptionsOf, runOperation } from '../shared/operations';
import { outputsFor } from './connections';
import { operations, resourceProperties } from './operations';

export class SmsGateway implements INodeType {
	description: INodeTypeDescription = {
		displayName: '문자 발송',
		name: 'smsGateway',
		icon: { light: 'file:smsGateway.svg', dark: 'file:smsGateway.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: `={{ ({ sendRun: '회차 발송', sendItems: '항목별 발송', preview: '문안 미리보기', getResults: '전송 결과 조회', check: '계정 점검' })[$parameter["operation"]] }}`,
		description: '준비된 회차의 안내 문자를 한 사람에게 한 번만 보내고 전송 결과를 확인합니다',
		defaults: { name: '문자 발송' },
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{ (${outputsFor.toString()})($parameter["operation"]) }}`,
		credentials: [
			{
				name: 'cityhallLedgerApi',
				required: true,
				displayOptions: { show: { operation: ['sendRun', 'sendItems', 'preview', 'getResults', 'check'] } },
			},
			{
				name: 'cityhallPersonalDataKeyApi',
				required: true,
				displayOptions: { show: { operation: ['sendRun', 'sendItems', 'preview'] } },
			},
			{
				name: 'cityhallSolapiApi',
				required: true,
				displayOptions: {
					show: { operation: ['sendRun', 'sendItems', 'getResults', 'check'] },
					hide: { gateway: ['dryRun'] },
				},
			},
		],
		properties: [...resourceProperties, ...descriptionsOf(operations)],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
