import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { gatewayCredentials } from '../shared/gateways';
import { descriptionsOf, runOperation } from '../shared/operations';
import { operations, resourceProperties } from './operations';
import { inputsFor, outputsFor } from './connections';
import { ledgerTest } from './credential-test';

/** Hidden elsewhere rather than shown there: the editor would put a credential that is shown by 작업 between 대상 and 작업. */
const operationsBut = (...shown: string[]) => Object.values(operations).flatMap((group) => Object.keys(group).filter((name) => !shown.includes(name)));

/** Names of the operations as they stand under the node on the canvas. */
const subtitles = resourceProperties
	.filter((property) => property.name === 'operation')
	.flatMap((property) => (property.options ?? []).map((option) => ('value' in option ? `${String(option.value)}: '${option.name}'` : '')))
	.join(', ');

export class NoticeLedger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '발송 대장',
		name: 'noticeLedger',
		icon: { light: 'file:noticeLedger.svg', dark: 'file:noticeLedger.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ ({ ${subtitles} })[$parameter["operation"]] }}`,
		description: '누구에게 무엇을 언제 안내했는지 기록하고, 같은 안내가 두 번 나가지 않게 하며, 건수가 맞는지 대사합니다',
		defaults: { name: '발송 대장' },
		inputs: `={{ (${inputsFor.toString()})($parameter["operation"]) }}`,
		outputs: `={{ (${outputsFor.toString()})($parameter["operation"]) }}`,
		credentials: [
			{ name: 'cityhallLedgerApi', displayName: '발송 대장', required: true, testedBy: 'ledgerTest' },
			...gatewayCredentials({ operation: operationsBut('reconcile') }, 'untested'),
			{
				name: 'cityhallPersonalDataKeyApi',
				displayName: '개인정보 보호 키',
				required: true,
				displayOptions: { hide: { operation: operationsBut('printForms', 'mailList', 'toldText') } },
			},
		],
		properties: [...resourceProperties, ...descriptionsOf(operations)],
	};

	methods = { credentialTest: { ledgerTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
