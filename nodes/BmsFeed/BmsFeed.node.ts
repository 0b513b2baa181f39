import { NodeConnectionTypes, type IExecuteFunctions, type INodeExecutionData, type INodeType, type INodeTypeDescription } from 'n8n-workflow';

import { descriptionsOf, runOperation } from '../shared/operations';
import { credentialFields } from './connections';
import { bmsHttpTest, bmsSftpTest, dataGoKrTest } from './credential-tests';
import { operations, resourceProperties } from './operations';
import { PORTAL_CREDENTIAL } from './portal';

export class BmsFeed implements INodeType {
	description: INodeTypeDescription = {
		displayName: '교통카드 자료 수집',
		name: 'bmsFeed',
		icon: { light: 'file:bmsFeed.svg', dark: 'file:bmsFeed.dark.svg' },
		group: ['input'],
		version: 1,
		subtitle: `={{ ({ receive: '일자 자료 수집', check: '자료 도착 확인', purgeRaw: '원본 보존기간 정리', masters: '기준정보 수집', runLog: '운행기록 수집', stcis: 'STCIS 지표 조회', gbis: 'GBIS 실시간 위치' })[$parameter["operation"]] }}`,
		description: '교통카드 거래내역과 기준정보를 SFTP, HTTPS, 폴더에서 받아 디스크에 두고, 공공데이터의 이용 지표를 조회합니다',
		defaults: { name: '교통카드 자료 수집' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
		outputNames: ['도착', '도착 전'],
		credentials: [
			...credentialFields,
			{ name: PORTAL_CREDENTIAL, displayName: '공공데이터포털', required: true, testedBy: 'dataGoKrTest', displayOptions: { show: { resource: ['indicator'] } } },
		],
		properties: [...resourceProperties, ...descriptionsOf(operations)],
	};

	methods = { credentialTest: { bmsSftpTest, bmsHttpTest, dataGoKrTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperation(this, operations);
	}
}
