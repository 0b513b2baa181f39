import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { LEDGER } from '../shared/ledger';
import { descriptionsOf, runOperation } from '../shared/operations';
import { languageModelTest } from './credential-tests';
import { operations, resourceProperties } from './operations';

const MODEL_INPUT = { type: NodeConnectionTypes.AiLanguageModel, displayName: '언어모형', required: true, maxConnections: 1 };

export class DocumentDraft implements INodeType {
	description: INodeTypeDescription = {
		displayName: '행정문서 초안',
		name: 'documentDraft',
		icon: { light: 'file:documentDraft.svg', dark: 'file:documentDraft.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ ({ draft: '초안 작성', revise: '수정', check: '점검', render: '파일 만들기', approve: '확정', purge: '보존기간 정리', learnStyle: '시 문체 익히기', formFields: '입력 양식', chat: '대화' })[$parameter["operation"]] }}`,
		description: '입력한 사실만으로 보도자료, 공적조서, 기안문 등 열 가지 행정문서의 초안을 쓰고, 사실과 규칙에 맞는지 점검하여 HWPX와 DOCX로 만듭니다',
		defaults: { name: '행정문서 초안' },
		inputs: `={{ $parameter["modelSource"] === "connected" && ["draft", "revise", "chat"].includes($parameter["operation"]) ? ["main", ${JSON.stringify(MODEL_INPUT)}] : ["main"] }}`,
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'cityhallLanguageModelApi',
				displayName: '언어모형',
				required: true,
				testedBy: 'languageModelTest',
				displayOptions: { show: { operation: ['draft', 'revise', 'chat'], modelSource: ['credential'] } },
			},
			{
				name: LEDGER,
				displayName: '발송 대장',
				required: true,
				displayOptions: { show: { operation: ['draft', 'revise', 'chat', 'approve', 'purge'], audit: [true] } },
			},
		],
		properties: [...resourceProperties, ...descriptionsOf(operations)],
	};

	methods = { credentialTest: { languageModelTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return withRemedies(await runOperation(this, operations));
	}
}

/** Where a flow goes on after an error, n8n hands over its message alone: what to do then stands in it too. */
function withRemedies(outputs: INodeExecutionData[][]): INodeExecutionData[][] {
	for (const { error } of outputs.flat()) {
		if (error?.description) error.message = `${error.message} ${error.description}`;
	}
	return outputs;
}
