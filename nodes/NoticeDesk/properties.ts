import type { INodeProperties } from 'n8n-workflow';

import { DESK_PAGES, PAGE_NAMES } from '../../lib/desk-pages/frame';
import { DEFAULT_INQUIRY_LIMIT } from '../../lib/inquiry/rate';
import { campaignField } from '../shared/run-fields';
import { calendarFields } from '../shared/sms';
import { contactFields } from '../shared/contact-fields';

const DESCRIPTIONS: Readonly<Record<(typeof DESK_PAGES)[number], string>> = {
	inquiry: '차량번호나 휴대전화번호로 안내 내역과 답변 예시를 봅니다',
	runs: '회차의 건수를 보고 남은 발송을 중지하거나 보류를 해제합니다',
	tasks: '확인 필요 건의 처리 결과를 적습니다',
	mail: '우편 발송, 배달, 반송을 적습니다',
	forms: '별지 제2호서식의 안내 결과를 적습니다',
	corrections: '정정 안내를 접수하여 두 번째 출력으로 내보냅니다',
};

export const deskProperties: INodeProperties[] = [
	{
		displayName: '화면',
		name: 'pages',
		type: 'multiOptions',
		options: DESK_PAGES.map((value) => ({ name: PAGE_NAMES[value], value, description: DESCRIPTIONS[value] })),
		default: [...DESK_PAGES],
		required: true,
		description: '이 창구에서 쓸 화면',
	},
	{
		displayName: '경로',
		name: 'path',
		type: 'string',
		default: 'notice-desk',
		required: true,
		description: '창구 주소의 끝부분. 흐름을 게시하면 위의 운영 주소로 열립니다.',
	},
	{
		displayName: '로그인 폼 경로',
		name: 'loginPath',
		type: 'string',
		default: 'notice-desk-login',
		required: true,
		description: "같은 흐름에 둔 로그인용 Form Trigger의 경로. 그 폼은 n8n 로그인만 확인하고 '창구 열기'로 이어집니다.",
	},
	{
		displayName: '허용 계정',
		name: 'allowedUsers',
		type: 'string',
		default: '',
		placeholder: '예: kim@city.go.kr, lee@city.go.kr',
		description: '창구를 쓸 수 있는 n8n 계정의 전자우편 주소. 비우면 로그인한 모든 계정이 쓸 수 있습니다.',
	},
	campaignField,
	...contactFields('organisation', 'department', 'phone', 'hours'),
	...calendarFields,
	{
		displayName: '추가 설정',
		name: 'options',
		type: 'collection',
		placeholder: '설정 추가',
		default: {},
		options: [
			{
				displayName: '로그인 유지 시간(분)',
				name: 'idleMinutes',
				type: 'number',
				typeOptions: { minValue: 5, maxValue: 240 },
				default: 60,
				description: '이 시간 동안 쓰지 않으면 다시 로그인합니다. 쓰고 있어도 로그인한 지 8시간이 지나면 다시 로그인합니다.',
			},
			{
				displayName: '조회 횟수 한도(10분)',
				name: 'inquiryLimit',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 200 },
				default: DEFAULT_INQUIRY_LIMIT.most,
				description: '한 사람이 10분 동안 할 수 있는 문의 조회의 수. 넘으면 조회하지 않고 대장에 남깁니다.',
			},
		],
	},
];
