import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { addressFields, processorFields, senderField } from './fields/gateway';

export class CityhallAligoApi implements ICredentialType {
	name = 'cityhallAligoApi';

	displayName = '문자중계사업자(알리고)';

	icon = { light: 'file:icons/sms.svg', dark: 'file:icons/sms.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#문자-발송';

	properties: INodeProperties[] = [
		{
			displayName: '사용자 ID',
			name: 'userId',
			type: 'string',
			default: '',
			required: true,
			description: '알리고 사이트에 로그인할 때 쓰는 아이디',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: '알리고 사이트의 문자 API 메뉴에서 발급한 키. 같은 메뉴에 n8n 서버의 IP 주소도 등록해야 합니다.',
		},
		senderField('알리고'),
		{
			displayName: '확장 한글 허용',
			name: 'extendedHangul',
			type: 'boolean',
			default: false,
			description:
				'알리고는 EUC-KR에 없는 글자를 물음표(?)로 바꿀 수 있다고 안내합니다. 드문 한글(예: 뷁, 똠)이 그대로 도착하는지는 확인되지 않았으므로, 끄면 그런 글자가 든 문자는 보내지 않습니다. 시험 발송으로 확인한 뒤에만 켜시기 바랍니다.',
		},
		...processorFields,
		...addressFields('https://apis.aligo.in'),
	];
}
