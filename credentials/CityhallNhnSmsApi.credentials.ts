import type { ICredentialType, INodeProperties } from 'n8n-workflow';

import { caField, processorFields, senderField } from './fields/gateway';
import { webhookSecretField } from './fields/webhook';

const HOST = 'https://sms.api.nhncloudservice.com';
const OLD_HOST = 'https://api-sms.cloud.toast.com';
const KAKAO_HOST = 'https://kakaotalk-bizmessage.api.nhncloudservice.com';
const OLD_KAKAO_HOST = 'https://api-alimtalk.cloud.toast.com';

const template = (displayName: string, name: string, kind: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description: `선택 항목. NHN Cloud 콘솔에 발송 유형 ${kind}, 본문 ##문안##만으로 등록한 템플릿의 코드. 있으면 문안이 서로 다른 1,000명까지 한 번에 보내고, 없으면 문안이 다를 때마다 따로 보냅니다. 실제 서비스에서 확인되지 않은 방식이므로 시험 문자로 먼저 확인하시기 바랍니다.`,
});

export class CityhallNhnSmsApi implements ICredentialType {
	name = 'cityhallNhnSmsApi';

	displayName = '문자중계사업자(NHN Cloud)';

	icon = { light: 'file:icons/sms.svg', dark: 'file:icons/sms.dark.svg' } as const;

	documentationUrl = 'https://github.com/cityhall-automation/n8n-nodes-cityhall#문자-발송';

	properties: INodeProperties[] = [
		{
			displayName: '앱키',
			name: 'appKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'NHN Cloud 콘솔 Notification > SMS의 「URL & Appkey」에 표시된 앱키(Appkey)',
		},
		{
			displayName: '비밀 키',
			name: 'secretKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: '같은 화면에서 만든 비밀 키(SecretKey)',
		},
		senderField('NHN Cloud 콘솔'),
		{
			displayName:
				'NHN Cloud 콘솔의 「대체 문자 설정」은 끄시기 바랍니다. 켜면 보낼 수 없는 글자가 물음표(?)로 바뀌어 나갑니다. 새로 만든 조직은 한도를 늘릴 때까지 한 달에 5,000건만 보낼 수 있습니다.',
			name: 'consoleNotice',
			type: 'notice',
			default: '',
		},
		...processorFields,
		{
			displayName: '접속 주소',
			name: 'baseUrl',
			type: 'string',
			default: HOST,
			required: true,
			description: `문자 API의 주소. 2026년 2월 전에 쓰던 주소는 ${OLD_HOST}입니다. 모의 환경에서는 모의 중계사의 주소(이 컴퓨터 안의 주소)를 입력합니다.`,
		},
		caField,
		{
			displayName: '조회 반영 대기(분)',
			name: 'absenceProofMinutes',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1440 },
			default: 10,
			description:
				'결과를 모르는 문자가 이 시간이 지나도록 NHN Cloud의 발송 이력에 없으면 보내지 않은 것으로 봅니다. NHN Cloud가 이력 반영 시간을 공개하지 않아 정한 값이므로, 줄이면 두 번 보낼 위험이 커집니다.',
		},
		template('본문 치환 템플릿 코드(단문)', 'shortTemplate', 'SMS'),
		template('본문 치환 템플릿 코드(장문)', 'longTemplate', 'LMS/MMS'),
		webhookSecretField('NHN Cloud 콘솔의 웹훅 서명'),
		{
			displayName: '알림톡 발신 키',
			name: 'kakaoSenderKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'알림톡을 쓸 때만 입력합니다. KakaoTalk Bizmessage에 등록한 발신 프로필의 발신 키(40자). 알림톡이 실패하면 NHN Cloud가 문자로 대체 발송하므로, 콘솔의 대체 발송 설정도 켜야 합니다.',
		},
		{
			displayName: '알림톡 앱키',
			name: 'kakaoAppKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: '알림톡을 쓸 때만 입력합니다. KakaoTalk Bizmessage의 앱키(문자의 앱키와 다릅니다)',
		},
		{
			displayName: '알림톡 비밀 키',
			name: 'kakaoSecretKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: '알림톡을 쓸 때만 입력합니다. KakaoTalk Bizmessage의 비밀 키',
		},
		{
			displayName: '알림톡 접속 주소',
			name: 'kakaoBaseUrl',
			type: 'string',
			default: KAKAO_HOST,
			description: `KakaoTalk Bizmessage API의 주소. 전에 쓰던 주소는 ${OLD_KAKAO_HOST}입니다.`,
		},
	];
}
