import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { descriptionsOf, runOperation } from '../shared/operations';
import { transitKeyTest } from './credential-tests';
import { operations, resourceProperties } from './operations';

const ANALYSIS_OUTPUTS = ['요약', '노선', '시간대', '정류장', '검토 대상'].map((displayName) => ({ type: NodeConnectionTypes.Main, displayName }));

export class BusAnalysis implements INodeType {
	description: INodeTypeDescription = {
		displayName: '시내버스 이용 현황 분석',
		name: 'busAnalysis',
		icon: { light: 'file:busAnalysis.svg', dark: 'file:busAnalysis.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: `={{ ({ ingest: '자료 적재', previewFile: '파일 미리 보기', importMasters: '기준정보 등록', analyse: '일일 분석', period: '기간 분석', weeklyCrowding: '주간 혼잡률', reviewSheet: '노선조정 검토서', readAggregate: '공개 집계 자료 읽기', status: '저장소 상태', purge: '보존기간 정리' })[$parameter["operation"]] }}`,
		description: '교통카드 자료를 저장소에 적재하고 노선·시간대별 승차, 재차인원, 혼잡도를 분석하여 보고서를 만듭니다',
		defaults: { name: '시내버스 이용 현황 분석' },
		inputs: [NodeConnectionTypes.Main],
		outputs: `={{ $parameter["operation"] === "analyse" ? ${JSON.stringify(ANALYSIS_OUTPUTS)} : ["main"] }}`,
		credentials: [
			{
				name: 'cityhallTransitKeyApi',
				displayName: '교통카드 가명처리 키',
				required: true,
				testedBy: 'transitKeyTest',
				displayOptions: { show: { operation: ['ingest'] } },
			},
		],
		properties: [...resourceProperties, ...descriptionsOf(operations)],
	};

	methods = { credentialTest: { transitKeyTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
