import type { INodeProperties } from 'n8n-workflow';

import type { OperationRegistry } from '../../shared/operations';
import * as analyse from './analyse.operation';
import * as importMasters from './import-masters.operation';
import * as ingest from './ingest.operation';
import * as period from './period.operation';
import * as previewFile from './preview.operation';
import * as purge from './purge.operation';
import * as readAggregate from './read-aggregate.operation';
import * as reviewSheet from './review-sheet.operation';
import * as status from './status.operation';
import * as weeklyCrowding from './weekly-crowding.operation';

export const operations = {
	data: { ingest, previewFile, importMasters, status, purge },
	report: { analyse, period, weeklyCrowding, reviewSheet, readAggregate },
} as const satisfies OperationRegistry;

export const resourceProperties: INodeProperties[] = [
	{
		displayName: '대상',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: '자료 저장소', value: 'data' },
			{ name: '분석과 보고서', value: 'report' },
		],
		default: 'report',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['data'] } },
		options: [
			{
				name: '자료 적재',
				value: 'ingest',
				action: '교통카드 자료를 저장소에 적재',
				description: '교통카드 거래내역 파일을 검사하여 저장소에 넣습니다. 카드번호는 저장 전에 운행일자마다 다른 가명으로 바뀝니다.',
			},
			{
				name: '파일 미리 보기',
				value: 'previewFile',
				action: '받은 교통카드 파일 미리 보기',
				description: '저장소에 넣기 전에 파일의 노선별·시간대별 승차 인원과 거래 건수를 셉니다. 아무것도 저장하지 않으며 중복을 제거하기 전의 수치입니다.',
			},
			{
				name: '기준정보 등록',
				value: 'importMasters',
				action: '노선·정류장 기준정보를 저장소에 등록',
				description: '노선, 정류장, 경유 정류장, 운행기록, 행정동 자료 파일을 읽어 저장소에 넣습니다',
			},
			{
				name: '저장소 상태',
				value: 'status',
				action: '자료 저장소 상태 확인',
				description: '날짜별로 적재한 자료와 보고서, 다시 분석할 날을 보여 줍니다',
			},
			{
				name: '보존기간 정리',
				value: 'purge',
				action: '보존기간이 지난 교통카드 자료 삭제',
				description: '보존기간이 지난 거래내역을 지우고 일별 집계와 보고서는 남깁니다',
			},
		],
		default: 'ingest',
	},
	{
		displayName: '작업',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['report'] } },
		options: [
			{
				name: '일일 분석',
				value: 'analyse',
				action: '하루의 시내버스 이용 현황 분석',
				description: '하루 자료의 상태를 점검하고 지표를 계산하여 보고서, 통합 문서, 그림, 한 쪽 보고를 만듭니다',
			},
			{
				name: '기간 분석',
				value: 'period',
				action: '기간의 시내버스 이용 현황 분석',
				description: '저장된 일별 집계로 한 달 등 기간의 보고서를 만듭니다. 노선과 요일 구분을 고를 수 있습니다.',
			},
			{
				name: '주간 혼잡률',
				value: 'weeklyCrowding',
				action: '주간 노선별 혼잡률 표 작성',
				description: '한 주의 노선별 혼잡률 표를 엑셀로 만듭니다',
			},
			{
				name: '노선조정 검토서',
				value: 'reviewSheet',
				action: '노선조정 검토서 작성',
				description: '검토 대상 하나를 두 쪽짜리 검토서 초안(HWPX)으로 만듭니다',
			},
			{
				name: '공개 집계 자료 읽기',
				value: 'readAggregate',
				action: '공개 집계 자료 읽기',
				description: '서울 열린데이터광장의 월별 승하차 자료와 STCIS 재차인원 자료를 읽어 합계와 이상한 값을 엑셀로 정리합니다. 저장소는 바뀌지 않습니다.',
			},
		],
		default: 'analyse',
	},
];
