import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { SENS_HOSTS } from '../lib/sms/sens/hosts';
import { caField, processorFields, senderField } from './fields/gateway';

export class CityhallSensApi implements ICredentialType {
	name = 'cityhallSensApi';

	displayName = '문자중계사업자(네이버 클라우드 SENS)';

	icon = { light: 'file:icons/sms.svg', dark: 'file:icons/sms.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#문자-발송';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Key',
			name: 'accessKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: '네이버 클라우드 콘솔에서 발급한 Access Key ID. SENS 권한만 준 서브 계정의 키를 권장합니다.',
		},
		{
			displayName: 'Secret Key',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Access Key와 함께 발급된 Secret Key',
		},
		{
			displayName: '서비스 ID',
			name: 'serviceId',
			type: 'string',
			default: '',
			required: true,
			placeholder: '예: ncp:sms:kr:123456789012:cityhall',
			description: 'SENS 콘솔의 프로젝트에 표시된 SMS 서비스 ID',
		},
		senderField('SENS 콘솔'),
		...processorFields,
		{
			displayName: '상용·공공 구분',
			name: 'cloud',
			type: 'options',
			options: [
				{ name: '공공', value: 'public', description: `공공기관용 네이버 클라우드(${SENS_HOSTS.public})` },
				{ name: '상용', value: 'commercial', description: `민간용 네이버 클라우드(${SENS_HOSTS.commercial})` },
			],
			default: 'public',
			description: '인증키를 발급받은 클라우드. 두 클라우드의 인증키와 서비스 ID는 서로 통하지 않습니다.',
		},
		{
			displayName: '접속 주소',
			name: 'baseUrl',
			type: 'string',
			default: '',
			placeholder: `예: ${SENS_HOSTS.public}`,
			description: '비워 두면 상용·공공 구분에 따른 주소로 접속합니다. 모의 환경에서는 모의 중계사의 주소(이 컴퓨터 안의 주소)를 입력합니다.',
		},
		caField,
	];
}
