import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { gatewayCredentials } from '../shared/gateways';
import { descriptionsOf, runOperation } from '../shared/operations';
import { outputsFor } from './connections';
import { gatewayTests } from './credential-tests';
import { operations, resourceProperties } from './operations';

export class SmsGateway implements INodeType {
	description: INodeTypeDescription = {
		displayName: '문자 발송',
		name: 'smsGateway',
		icon: { light: 'file:smsGateway.svg', dark: 'file:smsGateway.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: `={{ ({ sendRun: '회차 발송', sendItems: '항목별 발송', cancelScheduled: '예약 취소', testText: '시험 문자', checkText: '문안 점검', preview: '문안 미리보기', getResults: '전송 결과 조회', check: '계정 점검' })[$parameter["operation"]] }}`,
		description: '준비된 회차의 안내 문자를 한 사람에게 한 번만 보내고 전송 결과를 확인합니다',
		defaults: { name: '문자 발송' },
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{ (${outputsFor.toString()})($parameter["operation"]) }}`,
		// `hide`, never `show`: the editor takes a parameter that credentials are shown by for a choice of login and hides it.
		credentials: [
			{ name: 'cityhallLedgerApi', displayName: '발송 대장', required: true, displayOptions: { hide: { operation: ['checkText'] } } },
			{
				name: 'cityhallPersonalDataKeyApi',
				displayName: '개인정보 보호 키',
				required: true,
				displayOptions: { hide: { resource: ['result', 'account'], operation: ['checkText', 'cancelScheduled'] } },
			},
			...gatewayCredentials({ operation: ['preview', 'checkText'] }, 'tested'),
		],
		properties: [...resourceProperties, ...descriptionsOf(operations)],
	};

	methods = { credentialTest: gatewayTests };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
