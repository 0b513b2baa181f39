import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { selectorProperties } from './properties';
import { select } from './select';

export class ExemptionSelector implements INodeType {
	description: INodeTypeDescription = {
		displayName: '감면 안내 대상 선별',
		name: 'exemptionSelector',
		icon: { light: 'file:exemptionSelector.svg', dark: 'file:exemptionSelector.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '안내 / 제외 / 확인 필요',
		description: '감면 접수마다 법령 규칙에 따라 안내할지, 제외할지, 사람이 확인할지 판정하고 근거를 남깁니다',
		defaults: { name: '감면 안내 대상 선별' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [
			{ type: NodeConnectionTypes.Main, displayName: '안내' },
			{ type: NodeConnectionTypes.Main, displayName: '제외' },
			{ type: NodeConnectionTypes.Main, displayName: '확인 필요' },
		],
		properties: selectorProperties,
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await select(this);
	}
}
