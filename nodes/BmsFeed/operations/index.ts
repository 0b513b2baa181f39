import type { INodeProperties } from 'n8n-workflow';

import type { OperationRegistry } from '../../shared/operations';
import * as check from './check.operation';
import * as gbis from './gbis.operation';
import * as masters from './masters.operation';
import * as purgeRaw from './purge-raw.operation';
import * as receive from './receive.operation';
import * as runLog from './run-log.operation';
import * as stcis from './stcis.operation';

export const operations = { feed: { receive, check, purgeRaw }, master: { masters, runLog }, indicator: { stcis, gbis } } as const satisfies OperationRegistry;

const operationField = (resource: string, options: INodeProperties['options'], first: string): INodeProperties => ({
	displayName: '작업',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	displayOptions: { show: { resource: [resource] } },
	options,
	default: first,
});

export const resourceProperties: INodeProperties[] = [
	{
		displayName: '대상',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: '교통카드 자료', value: 'feed' },
			{ name: '기준정보와 운행기록', value: 'master' },
			{ name: '공공데이터', value: 'indicator' },
		],
		default: 'feed',
	},
	operationField(
		'feed',
		[
			{ name: '일자 자료 수집', value: 'receive', action: '일자 자료 수집', description: '하루치 파일을 원본 폴더로 받고 해시와 줄 수를 확인합니다' },
			{ name: '자료 도착 확인', value: 'check', action: '자료 도착 확인', description: '받지 않고 다 왔는지만 확인합니다' },
			{ name: '원본 보존기간 정리', value: 'purgeRaw', action: '원본 보존기간 정리', description: '보존기간이 지난 원본을 지우고 기록을 남깁니다' },
		],
		'receive',
	),
	operationField(
		'master',
		[
			{ name: '기준정보 수집', value: 'masters', action: '기준정보 수집', description: '노선, 정류장, 경유 정류장 파일을 받습니다' },
			{ name: '운행기록 수집', value: 'runLog', action: '운행기록 수집', description: '인가운행횟수가 적힌 BMS 운행기록 파일을 받습니다' },
		],
		'masters',
	),
	operationField(
		'indicator',
		[
			{ name: 'STCIS 지표 조회', value: 'stcis', action: 'STCIS 지표 조회', description: '공공데이터포털에서 교통카드 빅데이터 지표를 받아 파일로 저장합니다' },
			{ name: 'GBIS 실시간 위치', value: 'gbis', action: 'GBIS 실시간 위치', description: '경기도 버스의 현재 위치, 혼잡도, 빈자리 수를 조회합니다' },
		],
		'stcis',
	),
];
