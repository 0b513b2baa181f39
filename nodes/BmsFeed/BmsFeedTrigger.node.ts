import { NodeConnectionTypes, type INodeExecutionData, type INodeType, type INodeTypeDescription, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';

import { toNodeError } from '../shared/to-node-error';
import { credentialFields } from './connections';
import { bmsHttpTest, bmsSftpTest } from './credential-tests';
import { feedNameField, limitOptions, optionsField, patternFields, rawFolderField, ruleFields, sourceFields } from './fields';
import { FeedWatch, manualItems, settingsOf } from './watch';

export class BmsFeedTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '교통카드 자료 도착',
		name: 'bmsFeedTrigger',
		icon: { light: 'file:bmsFeed.svg', dark: 'file:bmsFeed.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["firstAttempt"] + "부터 " + $parameter["pollMinutes"] + "분마다 확인" }}',
		description: '하루치 교통카드 자료가 다 도착하면 원본 폴더로 받고 흐름을 시작합니다. 멈춰 있던 동안 도착한 날도 빠뜨리지 않습니다.',
		eventTriggerDescription: '하루치 교통카드 자료의 도착',
		activationMessage: '이제 교통카드 자료가 도착하면 자동으로 실행됩니다.',
		defaults: { name: '교통카드 자료 도착' },
		inputs: [],
		outputs: [
			{ type: NodeConnectionTypes.Main, displayName: '도착' },
			{ type: NodeConnectionTypes.Main, displayName: '지연' },
		],
		credentials: credentialFields,
		properties: [
			...sourceFields,
			...patternFields,
			...ruleFields,
			rawFolderField,
			feedNameField('taps'),
			{
				displayName: '첫 확인 시각',
				name: 'firstAttempt',
				type: 'string',
				default: '05:00',
				required: true,
				description: '한국 시각. 이 시각부터 확인하기 시작하며, n8n이 멈춰 있었다면 다시 켜진 뒤 바로 확인합니다.',
			},
			{
				displayName: '지연 알림 시각',
				name: 'lateAt',
				type: 'string',
				default: '10:00',
				description: "이 시각까지 도착하지 않으면 '지연' 출력으로 한 번 알립니다. 비우면 알리지 않습니다.",
			},
			{
				displayName: '확인 주기(분)',
				name: 'pollMinutes',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 1440 },
				default: 10,
				description: '자료 출처를 얼마나 자주 볼지 정합니다',
			},
			{
				displayName: '자료 도착까지 일수',
				name: 'delayDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 60 },
				default: 1,
				description: '운행일자의 며칠 뒤에 자료가 오는지 정합니다. 1은 다음 날입니다.',
			},
			{
				displayName: '재조회 기간(일)',
				name: 'lookBackDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 366 },
				default: 7,
				description: '이만큼 지난 날까지 다시 보아, 늦게 온 날과 내용이 바뀐 날(정정 자료)도 시작합니다',
			},
			optionsField(limitOptions),
		],
	};

	methods = { credentialTest: { bmsSftpTest, bmsHttpTest } };

	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const speaking = (error: unknown) => toNodeError(this.getNode(), error);
		if (this.getMode() === 'manual') {
			const emitNow = async () => this.emit(await manualItems(this));
			return { manualTriggerFunction: async () => await emitNow().catch((error: unknown) => Promise.reject(speaking(error))) };
		}
		try {
			const watch = new FeedWatch(this, settingsOf(this), (outputs: INodeExecutionData[][]) => this.emit(outputs));
			watch.start();
			return { closeFunction: async () => await watch.stop() };
		} catch (error) {
			throw speaking(error);
		}
	}
}
