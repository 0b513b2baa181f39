import type { INodeProperties } from 'n8n-workflow';

import { DEFAULT_LOOK_BACK_DAYS } from '../../lib/calendar/notice-period';
import { campaignField } from '../shared/run-fields';
import { calendarFields } from '../shared/sms';

export const triggerProperties: INodeProperties[] = [
	{
		displayName: '실행 주기',
		name: 'mode',
		type: 'options',
		options: [
			{ name: '매 근무일', value: 'daily', description: '근무일마다 전 근무일 이후 접수된 건을 처리합니다' },
			{ name: '이어서 처리만', value: 'resume', description: '새 회차를 시작하지 않고, 멈춘 회차만 이어서 처리합니다(정정 안내 등)' },
			{ name: '매주 첫 근무일', value: 'weekly', description: '월요일이 공휴일이면 그 주의 첫 근무일에 지난주 접수된 건을 처리합니다' },
		],
		default: 'weekly',
	},
	{
		displayName: '실행 시각',
		name: 'time',
		type: 'string',
		default: '09:00',
		required: true,
		description: '한국 시각. 이 시각에 n8n이 멈춰 있었다면 다시 켜진 뒤 바로 실행합니다.',
	},
	{
		displayName: '실행 마감 시각',
		name: 'endTime',
		type: 'string',
		default: '18:00',
		required: true,
		description: '이 시각부터는 새로 시작하거나 이어서 처리하지 않고 다음 근무일을 기다립니다',
	},
	campaignField,
	{
		displayName: '재조회 기간(일)',
		name: 'lookBackDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 366 },
		default: DEFAULT_LOOK_BACK_DAYS,
		description: '늦게 전산에 올라온 접수를 빠뜨리지 않도록 지난 기간을 다시 읽는 일수',
	},
	...calendarFields,
];
