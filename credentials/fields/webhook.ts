import type { INodeProperties } from 'n8n-workflow';

/** The secret of the vendor's webhook, on the credentials of the gateways that have one. */
export const webhookSecretField = (where: string): INodeProperties => ({
	displayName: '웹훅 비밀값',
	name: 'webhookSecret',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: `'문자 결과 수신'을 쓸 때만 입력합니다. ${where}에 적은 비밀값과 같아야 하며, 비어 있으면 들어오는 통지를 모두 거절합니다.`,
});

/** How SOLAPI's header carries the secret. */
export const secretFormField: INodeProperties = {
	displayName: '웹훅 비밀값 전달 방식',
	name: 'webhookSecretForm',
	type: 'options',
	options: [
		{ name: '해시값(SHA-1)으로 받음', value: 'sha1', description: 'X-Solapi-Secret 헤더에 비밀값의 SHA-1 해시(16진수)가 들어 있습니다' },
		{ name: '입력한 그대로 받음', value: 'plain', description: 'X-Solapi-Secret 헤더에 비밀값이 그대로 들어 있습니다' },
	],
	default: 'sha1',
	description: 'SOLAPI 공식 문서에 명시되지 않아 확인이 필요한 항목입니다. 통지가 모두 거절되면(401) 다른 방식을 선택하시기 바랍니다.',
};
