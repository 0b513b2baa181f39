/* eslint-disable n8n-nodes-base/node-dirname-against-convention -- the trigger of 문자 발송 lies beside its node */
import { NodeConnectionTypes, type IHookFunctions, type INodeType, type INodeTypeDescription, type IWebhookFunctions, type IWebhookResponseData } from 'n8n-workflow';

import { gatewayCredentials } from '../shared/gateways';
import { LEDGER } from '../shared/ledger';
import { toNodeError } from '../shared/to-node-error';
import { handleResults } from './result-webhook/handle';
import { sendResultReply } from './result-webhook/reply';
import { requireSecret, resultProperties, webhookEntries } from './result-webhook/settings';

export class SmsResultTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: '문자 결과 수신',
		name: 'smsResultTrigger',
		icon: { light: 'file:smsGateway.svg', dark: 'file:smsGateway.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: `={{ "/" + $parameter["path"] }}`,
		description: '문자중계사업자가 알려 오는 전송 결과를 받아, 중계사에 다시 조회하여 발송 대장에 기록합니다',
		eventTriggerDescription: '전송 결과가 대장에 반영된 때',
		activationMessage: '이제 전송 결과를 받습니다. 중계사 콘솔에 등록한 주소와 비밀값을 확인하시기 바랍니다.',
		defaults: { name: '문자 결과 수신' },
		inputs: [],
		outputs: [{ type: NodeConnectionTypes.Main, displayName: '반영 건수' }],
		credentials: [
			{ name: LEDGER, displayName: '발송 대장', required: true },
			...gatewayCredentials({}, 'untested').filter(({ name }) => webhookEntries.some((entry) => entry.credential === name)),
		],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', isFullPath: true, path: '={{$parameter["path"]}}' }],
		properties: resultProperties,
	};

	/** The address is registered by a person at the vendor's console; here only the secret is demanded. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				try {
					await requireSecret(this);
				} catch (error) {
					throw toNodeError(this.getNode(), error);
				}
				return true;
			},
			create: async (): Promise<boolean> => await Promise.resolve(true),
			delete: async (): Promise<boolean> => await Promise.resolve(true),
		},
	};

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return sendResultReply(this, await handleResults(this));
	}
}
