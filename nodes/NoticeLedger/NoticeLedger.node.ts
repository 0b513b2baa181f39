import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

import { descriptionsOf, runOperation } from '../shared/operations';
import { operations, resourceProperties } from './operations';
import { inputsFor, outputsFor } from './connections';

/** Hidden elsewhere rather than shown there: the editor would put a credential that is shown by 작업 between 대상 and 작업. */
const operationsBut = (one: string) => Object.values(operations).flatMap((group) => Object.keys(group).filter((name) => name !== one));

export class NoticeLedger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '발송 대장',
		name: 'noticeLedger',
		icon: { light: 'file:noticeLedger.svg', dark: 'file:noticeLedger.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ ({ prepare: '발송 준비', requestApproval: '승인 요청', approve: '승인 기록', stopRest: '남은 발송 중지', releaseHold: '보류 해제', close: '마감', report: '결과 보고서', lookUp: '안내 이력 조회', reconcile: '중계사와 대조', verify: '대장 검증', prepareCorrection: '정정 안내 준비', importMailed: '기발송 우편 등록', watch: '운영 점검' })[$parameter["operation"]] }}`,
		description: '누구에게 무엇을 언제 안내했는지 기록하고, 같은 안내가 두 번 나가지 않게 하며, 건수가 맞는지 대사합니다',
		defaults: { name: '발송 대장' },
		inputs: `={{ (${inputsFor.toString()})($parameter["operation"]) }}`,
		outputs: `={{ (${outputsFor.toString()})($parameter["operation"]) }}`,
		credentials: [
			{ name: 'cityhallLedgerApi', displayName: '발송 대장', required: true },
			{
				name: 'cityhallSolapiApi',
				displayName: '문자중계사업자 계정',
				required: true,
				displayOptions: { hide: { operation: operationsBut('reconcile') } },
			},
		],
		properties: [...resourceProperties, ...descriptionsOf(operations)],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
