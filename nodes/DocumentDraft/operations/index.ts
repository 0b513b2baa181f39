import type { INodeProperties } from 'n8n-workflow';

import type { OperationRegistry } from '../../shared/operations';
import * as approve from './approve.operation';
import * as chat from './chat.operation';
import * as check from './check.operation';
import * as draft from './draft.operation';
import * as formFields from './form-fields.operation';
import * as learnStyle from './learn-style.operation';
import * as purge from './purge.operation';
import * as render from './render.operation';
import * as revise from './revise.operation';

export const operations = {
	document: { draft, revise, check, render, approve, purge },
	style: { learnStyle },
	screen: { formFields, chat },
} as const satisfies OperationRegistry;

export const resourceProperties: INodeProperties[] = [
	{
		displayName: '대상',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: '문서', value: 'document' },
			{ name: '시 문체', value: 'style' },
			{ name: '화면', value: 'screen' },
		],
		default: 'document',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['document'] } },
		options: [
			{ name: '초안 작성', value: 'draft', action: '행정문서 초안 작성', description: '입력한 사실로 초안을 쓰고 사실 대조와 문장 점검을 거쳐 파일로 만듭니다' },
			{ name: '수정', value: 'revise', action: '초안을 요청대로 수정', description: '요청한 곳만 고치고 나머지는 그대로 두며, 무엇이 바뀌었는지 보여 줍니다' },
			{ name: '점검', value: 'check', action: '문서 점검', description: '이미 쓴 글을 사실과 규칙에 비추어 점검합니다. 언어모형을 쓰지 않습니다.' },
			{ name: '파일 만들기', value: 'render', action: '초안을 파일로 만들기', description: '초안 번호의 문서나 붙여 넣은 글을 HWPX와 DOCX로 만듭니다' },
			{ name: '확정', value: 'approve', action: '초안 확정', description: '사람이 읽고 확정한 문서로 기록하고 초안 표시가 없는 파일을 만듭니다' },
			{ name: '보존기간 정리', value: 'purge', action: '보존기간이 지난 초안 파기', description: '보존기간이 지난 초안의 입력 내용과 파일을 지우고 기록을 남깁니다' },
		],
		default: 'draft',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['style'] } },
		options: [{ name: '시 문체 익히기', value: 'learnStyle', action: '지난 문서로 시 문체 익히기', description: '지난 문서를 참고 문서로 모으고 문장 끝, 길이, 첫 문장, 부호, 쉬운 말을 쓰는 습관을 측정합니다' }],
		default: 'learnStyle',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['screen'] } },
		options: [
			{ name: '입력 양식', value: 'formFields', action: '문서 유형의 입력 양식 준비', description: '문서 유형에서 폼의 입력 칸을 만듭니다' },
			{ name: '대화', value: 'chat', action: '대화로 초안 작성', description: '대화창에서 문서 유형을 고르고 빠진 사실을 물어 초안을 쓰고 고칩니다' },
		],
		default: 'formFields',
	},
];
