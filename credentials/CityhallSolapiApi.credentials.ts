import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { addressFields, processorFields, senderField } from './fields/gateway';
import { secretFormField, webhookSecretField } from './fields/webhook';

export class CityhallSolapiApi implements ICredentialType {
	name = 'cityhallSolapiApi';

	displayName = '문자중계사업자(SOLAPI)';

	icon = { light: 'file:icons/sms.svg', dark: 'file:icons/sms.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#문자-발송';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'SOLAPI 콘솔에서 발급한 API Key',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'SOLAPI 콘솔에서 발급한 API Secret',
		},
		senderField('SOLAPI'),
		...processorFields,
		...addressFields('https://api.solapi.com'),
		{
			displayName: '카카오톡 채널(발신 프로필) ID',
			name: 'kakaoChannel',
			type: 'string',
			default: '',
			description: '알림톡을 쓸 때만 입력합니다. SOLAPI 콘솔에 연동한 채널의 pfId입니다.',
		},
		webhookSecretField('SOLAPI 콘솔의 웹훅 설정'),
		secretFormField,
	];
}
