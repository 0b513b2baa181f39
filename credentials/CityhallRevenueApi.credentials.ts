import type { ICredentialType, INodeProperties } from 'n8n-workflow';

export class CityhallRevenueApi implements ICredentialType {
	name = 'cityhallRevenueApi';

	displayName = '감면 접수 시스템';

	icon = { light: 'file:icons/revenue.svg', dark: 'file:icons/revenue.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#감면-접수-자료-조회';

	/** Its answers hold taxpayers' data in clear: no other node may ask for them. */
	restrictToSupportedNodes = true as const;

	properties: INodeProperties[] = [
		{
			displayName: '접속 주소',
			name: 'baseUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: '예: https://revenue.example.go.kr/api',
			description: '감면 접수 시스템(연계 서버)의 주소. /v1 앞까지 입력합니다.',
		},
		{
			displayName: '접근 토큰',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: '연계 담당자가 발급한 접근 토큰',
		},
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
