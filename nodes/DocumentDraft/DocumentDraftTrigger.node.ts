import { NodeConnectionTypes, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';

import { LEDGER } from '../shared/ledger';
import { handleChat } from './chat-handle';
import { sendReply } from './chat-reply';
import { chatProperties } from './chat-settings';

// eslint-disable-next-line @n8n/community-nodes/webhook-lifecycle-complete -- people call these addresses; there is no other system to register them with
export class DocumentDraftTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '행정문서 초안 대화',
		name: 'documentDraftTrigger',
		icon: { light: 'file:documentDraft.svg', dark: 'file:documentDraft.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: `={{ "/" + $parameter["path"] }}`,
		description: '담당자가 로그인하여 대화로 행정문서 초안을 만드는 화면을 엽니다. 인터넷이 없어도 열리고, 적은 말은 n8n에 남지 않습니다',
		eventTriggerDescription: '담당자가 대화창에서 말한 때',
		activationMessage: '이제 대화창을 열 수 있습니다. 로그인 폼의 주소로 들어가시기 바랍니다.',
		defaults: { name: '행정문서 초안 대화' },
		inputs: [],
		outputs: [{ type: NodeConnectionTypes.Main, displayName: '받은 말의 번호' }],
		credentials: [{ name: LEDGER, displayName: '발송 대장', required: true }],
		webhooks: [
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', isFullPath: true, path: '={{$parameter["path"]}}', ndvHideMethod: true },
			{ name: 'default', httpMethod: 'POST', responseMode: 'streaming', isFullPath: true, path: '={{$parameter["path"]}}', ndvHideUrl: true },
		],
		properties: chatProperties,
	};

	/** Answers the browser itself and puts what was typed away; only its number becomes an item of the flow. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return sendReply(this, await handleChat(this, process.env));
	}
}
