import type { INodeProperties } from 'n8n-workflow';

import type { OperationRegistry } from '../../shared/operations';
import * as approve from './approve.operation';
import { audit, auditOperations } from './audit';
import * as close from './close.operation';
import { desk, deskOperations } from './desk';
import { acceptRestore, settleDoubt } from './doubt.operation';
import * as importMailed from './import-mailed.operation';
import * as lookUp from './look-up.operation';
import { releaseHold, stopRest } from './person-act.operation';
import * as move from './move.operation';
import { openDesk } from './open-desk.operation';
import * as prepareCorrection from './prepare-correction.operation';
import * as prepare from './prepare.operation';
import * as reconcile from './reconcile.operation';
import * as report from './report.operation';
import * as requestApproval from './request-approval.operation';
import { retention, retentionOperations } from './retention';
import * as rollBack from './roll-back.operation';
import * as verify from './verify.operation';
import * as watch from './watch.operation';

export const operations: OperationRegistry = {
	run: { prepare, prepareCorrection, requestApproval, approve, stopRest, releaseHold, close, report },
	notice: { importMailed, lookUp, reconcile, settleDoubt },
	ledger: { verify, watch, openDesk, acceptRestore, move, rollBack },
	desk,
	retention,
	audit,
};

export const resourceProperties: INodeProperties[] = [
	{
		displayName: '대상',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: '감사', value: 'audit' },
			{ name: '대장', value: 'ledger' },
			{ name: '보관·파기', value: 'retention' },
			{ name: '서식 안내·우편', value: 'desk' },
			{ name: '안내', value: 'notice' },
			{ name: '회차', value: 'run' },
		],
		default: 'run',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['run'] } },
		options: [
			{
				name: '결과 보고서',
				value: 'report',
				action: '결과 보고서 작성',
				description: '회차의 결과를 HTML, 엑셀, 결과 보고 문서로 만듭니다',
			},
			{
				name: '남은 발송 중지',
				value: 'stopRest',
				action: '남은 발송 중지',
				description: '아직 중계사에 넘기지 않은 안내를 보내지 않습니다',
			},
			{
				name: '마감',
				value: 'close',
				action: '회차 마감',
				description: '접수와 안내 건수가 모두 맞으면 회차를 마감합니다',
			},
			{
				name: '발송 준비',
				value: 'prepare',
				action: '회차 발송 준비',
				description: '선별 결과를 대장에 올리고 안내할 건을 예약합니다',
			},
			{
				name: '보류 해제',
				value: 'releaseHold',
				action: '회차 보류 해제',
				description: '보류된 회차를 다시 처리할 수 있게 합니다',
			},
			{
				name: '승인 기록',
				value: 'approve',
				action: '승인 기록',
				description: '담당자의 승인이나 반려를 대장에 남깁니다',
			},
			{
				name: '정정 안내 준비',
				value: 'prepareCorrection',
				action: '정정 안내 준비',
				description: '이미 안내한 사람에게 바로잡은 내용을 다시 안내할 회차를 만듭니다',
			},
			{
				name: '승인 요청',
				value: 'requestApproval',
				action: '승인 요청',
				description: '승인을 기다리는 동안 다른 실행이 같은 회차를 시작하지 않게 합니다',
			},
		],
		default: 'prepare',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['notice'] } },
		options: [
			{
				name: '기발송 우편 등록',
				value: 'importMailed',
				action: '기발송 우편 등록',
				description: '이 흐름을 쓰기 전에 우편으로 안내한 접수를 등록하여 다시 안내하지 않게 합니다',
			},
			{
				name: '미확인 건 처리',
				value: 'settleDoubt',
				action: '미확인 건 처리',
				description: '결과를 증명할 수 없는 안내를 담당자가 확인한 대로 기록합니다',
			},
			{
				name: '안내 이력 조회',
				value: 'lookUp',
				action: '안내 이력 조회',
				description: '언제 무엇을 안내했고 결과가 어떠했는지 봅니다',
			},
			{
				name: '중계사와 대조',
				value: 'reconcile',
				action: '중계사 이력과 대조',
				description: '중계사의 발송 이력과 대장을 비교하여 결과를 확인합니다',
			},
		],
		default: 'lookUp',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['ledger'] } },
		options: [
			{
				name: '대장 검증',
				value: 'verify',
				action: '대장 검증',
				description: '기록이 바뀌거나 빠진 곳이 없는지, 자료가 기록과 같은지 확인합니다',
			},
			{
				name: '대장 옮기기',
				value: 'move',
				action: '대장 옮기기',
				description: 'SQLite 대장의 모든 기록을 이 노드의 PostgreSQL 대장으로 옮기고 원래 대장을 닫습니다',
			},
			{
				name: '대장 판 내리기',
				value: 'rollBack',
				action: '대장 판 내리기',
				description: '패키지를 이전 판으로 되돌리기 직전에, 대장을 그 판이 쓰던 모양으로 되돌립니다',
			},
			{
				name: '복원 확인',
				value: 'acceptRestore',
				action: '백업에서 되돌린 대장 확인',
				description: '백업에서 되돌린 대장을 중계사의 발송 내역과 대조한 뒤 발송을 다시 허용합니다',
			},
			{
				name: '창구 열기',
				value: 'openDesk',
				action: '안내 업무 창구 열기',
				description: '로그인한 담당자가 안내 업무 창구에 들어갈 주소를 만듭니다',
			},
			{
				name: '운영 점검',
				value: 'watch',
				action: '운영 점검',
				description: '자료가 오지 않았거나 마감되지 않은 회차, 처리하지 않은 건이 있으면 알립니다',
			},
		],
		default: 'verify',
	},
	deskOperations,
	retentionOperations,
	auditOperations,
];
