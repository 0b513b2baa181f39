import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class CityhallBmsHttpApi implements ICredentialType {
	name = 'cityhallBmsHttpApi';

	displayName = '교통카드 자료 HTTPS';

	icon = { light: 'file:icons/bmsHttp.svg', dark: 'file:icons/bmsHttp.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#교통카드-자료-수집';

	/** Opens every rider's card records: no other node may ask for it. */
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{ displayName: '접속 주소', name: 'baseUrl', type: 'string', default: '', required: true, placeholder: '예: https://files.example.go.kr/bms', description: '파일 이름 앞까지의 주소. 하위 폴더는 노드에서 정할 수 있습니다.' },
		{
			displayName: '인증 방법',
			name: 'authentication',
			type: 'options',
			options: [
				{ name: '없음', value: 'none' },
				{ name: '계정과 비밀번호', value: 'basic' },
				{ name: '인증 헤더', value: 'header' },
			],
			default: 'basic',
		},
		{ displayName: '계정', name: 'user', type: 'string', default: '', displayOptions: { show: { authentication: ['basic'] } } },
		{ displayName: '비밀번호', name: 'password', type: 'string', typeOptions: { password: true }, default: '', displayOptions: { show: { authentication: ['basic'] } } },
		{ displayName: '헤더 이름', name: 'headerName', type: 'string', default: 'Authorization', displayOptions: { show: { authentication: ['header'] } } },
		{ displayName: '헤더 값', name: 'headerValue', type: 'string', typeOptions: { password: true }, default: '', displayOptions: { show: { authentication: ['header'] } }, description: '토큰 방식이면 Bearer와 한 칸을 띄운 토큰' },
		{
			displayName: '기관 인증서(CA)',
			name: 'caPem',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			description: '내부망 서버의 인증서를 발급한 기관 인증서(PEM). 공인 인증서이면 비워 둡니다.',
		},
	];
}
