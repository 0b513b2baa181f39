import type { INodeProperties } from 'n8n-workflow';

import type { OperationRegistry } from '../../shared/operations';
import * as cancelScheduled from './cancel-scheduled.operation';
import * as check from './check.operation';
import * as checkText from './check-text.operation';
import * as getResults from './get-results.operation';
import * as preview from './preview.operation';
import * as sendItems from './send-items.operation';
import * as sendRun from './send-run.operation';
import * as testText from './test-text.operation';

export const operations: OperationRegistry = {
	message: { checkText, preview, testText, sendItems, sendRun, cancelScheduled },
	result: { getResults },
	account: { check },
};

export const resourceProperties: INodeProperties[] = [
	{
		displayName: '대상',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: '계정', value: 'account' },
			{ name: '문자', value: 'message' },
			{ name: '전송 결과', value: 'result' },
		],
		default: 'message',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['message'] } },
		options: [
			{
				name: '문안 점검',
				value: 'checkText',
				action: '문안 점검',
				description: '문안의 길이와 표현을 점검하고 고칠 곳을 알려 줍니다. 자격 증명이 필요 없고 아무것도 보내지 않습니다.',
			},
			{
				name: '문안 미리보기',
				value: 'preview',
				action: '문안 미리보기',
				description: '보낼 문안의 길이, 종류, 비용, 표현을 점검합니다. 아무것도 보내지 않습니다.',
			},
			{
				name: '시험 문자',
				value: 'testText',
				action: '담당자에게 시험 문자 발송',
				description: '준비된 회차의 문안을 담당자 본인의 휴대전화로 한 번 보내 봅니다',
			},
			{
				name: '예약 취소',
				value: 'cancelScheduled',
				action: '예약 발송 취소',
				description: '중계사에 예약해 둔 문자를 나가기 전에 취소합니다',
			},
			{
				name: '항목별 발송',
				value: 'sendItems',
				action: '항목별 문자 발송',
				description: '다른 흐름에서 들어온 항목마다 문자를 한 번 보냅니다',
			},
			{
				name: '회차 발송',
				value: 'sendRun',
				action: '회차 문자 발송',
				description: '발송 대장에 준비되고 승인된 회차를 보냅니다',
			},
		],
		default: 'sendRun',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['result'] } },
		options: [
			{
				name: '전송 결과 조회',
				value: 'getResults',
				action: '전송 결과 조회',
				description: '중계사에서 전송 결과를 받아 발송 대장에 기록합니다',
			},
		],
		default: 'getResults',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['account'] } },
		options: [
			{
				name: '계정 점검',
				value: 'check',
				action: '중계사 계정 점검',
				description: '잔액과 발신번호 등록 여부를 확인합니다',
			},
		],
		default: 'check',
	},
];
