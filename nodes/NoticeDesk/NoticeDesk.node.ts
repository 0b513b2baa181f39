import { NodeConnectionTypes, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';

import { handle } from './handle';
import { deskProperties } from './properties';
import { send } from './reply';

// eslint-disable-next-line @n8n/community-nodes/webhook-lifecycle-complete -- people call these addresses; there is no other system to register them with
export class NoticeDesk implements INodeType {
	description: INodeTypeDescription = {
		displayName: '안내 업무 창구',
		name: 'noticeDesk',
		icon: { light: 'file:noticeDesk.svg', dark: 'file:noticeDesk.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: `={{ "/" + $parameter["path"] }}`,
		description: '담당자가 로그인하여 문의에 답하고, 남은 발송을 멈추고, 우편·서식·확인 필요·정정을 처리하는 화면을 엽니다',
		eventTriggerDescription: '담당자가 창구에서 처리한 때',
		activationMessage: '이제 창구를 열 수 있습니다. 로그인 폼의 주소로 들어가시기 바랍니다.',
		defaults: { name: '안내 업무 창구' },
		inputs: [],
		outputs: [
			{ type: NodeConnectionTypes.Main, displayName: '처리 내역' },
			{ type: NodeConnectionTypes.Main, displayName: '정정 안내 접수' },
		],
		credentials: [
			{ name: 'cityhallLedgerApi', displayName: '발송 대장', required: true },
			{ name: 'cityhallPersonalDataKeyApi', displayName: '개인정보 보호 키', required: true, displayOptions: { show: { pages: ['inquiry'] } } },
		],
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', isFullPath: true, path: '={{$parameter["path"]}}', ndvHideMethod: true },
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', isFullPath: true, path: '={{$parameter["path"]}}', ndvHideUrl: true },
		],
		properties: deskProperties,
	};

	/** Answers the browser itself, so that nothing typed enters n8n; only acts become items of the flow, masked. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return send(this, await handle(this));
	}
}
