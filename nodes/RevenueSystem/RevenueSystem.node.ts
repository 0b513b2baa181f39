import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { descriptionsOf, runOperation } from '../shared/operations';
import { personalDataKeyTest, revenueConnectionTest } from './credential-tests';
import { operations, resourceProperties } from './operations';

export class RevenueSystem implements INodeType {
	description: INodeTypeDescription = {
		displayName: '감면 접수 자료 조회',
		name: 'revenueSystem',
		icon: { light: 'file:revenueSystem.svg', dark: 'file:revenueSystem.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: `={{ ({ rest: '연계 시스템 조회', file: '추출 파일 읽기' })[$parameter["operation"]] }}`,
		description: '자동차 취득세 감면 접수 자료를 읽어 개인정보를 암호화하여 내보냅니다',
		defaults: { name: '감면 접수 자료 조회' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['접수', '원천 집계'],
		credentials: [
			{ name: 'cityhallPersonalDataKeyApi', displayName: '개인정보 보호 키', required: true, testedBy: 'personalDataKeyTest' },
			{
				name: 'cityhallRevenueApi',
				displayName: '감면 접수 시스템',
				required: true,
				testedBy: 'revenueConnectionTest',
				displayOptions: { hide: { operation: ['file'] } },
			},
		],
		properties: [...resourceProperties, ...descriptionsOf(operations)],
	};

	methods = { credentialTest: { personalDataKeyTest, revenueConnectionTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
