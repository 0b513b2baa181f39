import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class CityhallPersonalDataKeyApi implements ICredentialType {
	name = 'cityhallPersonalDataKeyApi';

	displayName = '개인정보 보호 키';

	icon = { light: 'file:icons/personalDataKey.svg', dark: 'file:icons/personalDataKey.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#개인정보-보호-키';

	/** The keys open every sealed name, number and address: no other node may ask for them. */
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: '키 식별자',
			name: 'keyId',
			type: 'string',
			default: '',
			required: true,
			placeholder: '예: 2026a',
			description: '암호화한 값에 함께 적히는 이름. 영문자, 숫자, 밑줄, 붙임표만 쓰며 키를 바꾸면 식별자도 새로 정합니다.',
		},
		{
			displayName: '암호화 키',
			name: 'key',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: '32바이트를 base64로 적은 키(예: openssl rand -base64 32). 성명, 전화번호, 주소, 차량번호를 암호화합니다.',
		},
		{
			displayName: '이전 암호화 키',
			name: 'olderKeys',
			type: 'string',
			typeOptions: { password: true, rows: 3 },
			default: '',
			placeholder: '예: 2025a:base64 값',
			description: '키를 바꾼 뒤에도 전에 암호화한 값을 열 수 있도록 한 줄에 하나씩 식별자:키 형식으로 적습니다',
		},
		{
			displayName: '대조값 키',
			name: 'fingerprintKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'같은 전화번호, 같은 사람인지 값을 열지 않고 비교하는 데 쓰는 키(32바이트, base64). 암호화 키와 다르게 정합니다.',
		},
	];
}
