import type { INodeProperties } from 'n8n-workflow';

import type { OperationRegistry } from '../../shared/operations';
import * as file from './file.operation';
import * as rest from './rest.operation';

export const operations = { receipt: { rest, file } } as const satisfies OperationRegistry;

export const resourceProperties: INodeProperties[] = [
	{
		displayName: '대상',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: '감면 접수', value: 'receipt' }],
		default: 'receipt',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['receipt'] } },
		options: [
			{
				name: '연계 시스템 조회',
				value: 'rest',
				action: '연계 시스템에서 감면 접수 자료 조회',
				description: '감면 접수 시스템의 연계 서버(REST)에서 조회 기간의 접수를 모두 읽습니다',
			},
			{
				name: '추출 파일 읽기',
				value: 'file',
				action: '감면 접수 추출 파일 읽기',
				description: '담당자가 폴더에 저장한 엑셀(.xlsx) 또는 CSV 파일을 읽습니다. 파일은 n8n에 저장되지 않습니다.',
			},
		],
		default: 'rest',
	},
];
