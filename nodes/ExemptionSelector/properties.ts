import type { INodeProperties } from 'n8n-workflow';

import { builtInName } from '../../lib/exemption/category-names';
import { shippedRules } from '../../lib/exemption/rules';
import { DEFAULT_SETTINGS } from '../../lib/exemption/selection';
import { NOTICE_PLACEHOLDERS, SENTENCE_NAMES, shippedSentences, shippedTemplates } from '../../lib/exemption/templates';
import { CATEGORIES, type Category } from '../../lib/revenue/receipt';
import { calendarFields } from '../shared/sms';
import { addedCategoriesField } from './added-categories-field';
import { contactFields } from '../shared/contact-fields';

const toldCategories = [...new Set(shippedRules().rules.filter((rule) => rule.outcome === 'notify' || rule.notifyWithTemplate !== undefined).map((rule) => rule.category))];

const categoryOptions = CATEGORIES.filter((category) => toldCategories.includes(category))
	.map((category: Category) => ({ name: builtInName(category) ?? category, value: category }))
	.sort((a, b) => a.name.localeCompare(b.name, 'ko'));

const placeholderList = NOTICE_PLACEHOLDERS.map((name) => `#{${name}}`).join(' ');

const text = (displayName: string, name: string, value: string, description: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	typeOptions: { rows: 12 },
	default: value,
	required: true,
	noDataExpression: true,
	description,
	hint: '#{ } 자리는 보낼 때 사람마다 채워집니다. 빈칸의 이름은 물음표 도움말에 있습니다.',
});

const templateFields = shippedTemplates().map((template) =>
	text(`${template.title}문`, `template_${template.id}`, template.text, `쓸 수 있는 빈칸: ${placeholderList}`),
);

const sentenceFields: INodeProperties[] = SENTENCE_NAMES.map((name) => ({
	displayName: name,
	name,
	type: 'string',
	typeOptions: { rows: 3 },
	default: shippedSentences()[name],
	description: '해당하는 사람의 안내문에만 들어가는 문장. 비우면 넣지 않습니다.',
}));

export const selectorProperties: INodeProperties[] = [
	...contactFields('organisation', 'department', 'phone', 'hours'),
	...templateFields,
	{
		displayName: '감면구분별 안내문',
		name: 'categoryTexts',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: '감면구분 추가',
		default: {},
		description: '특정 감면구분에만 다른 문안을 쓸 때 추가합니다',
		options: [
			{
				displayName: '안내문',
				name: 'entries',
				values: [
					{ displayName: '감면구분', name: 'category', type: 'options', options: categoryOptions, default: 'twoChildren' },
					{
						displayName: '문안',
						name: 'text',
						type: 'string',
						typeOptions: { rows: 8 },
						default: '',
						description: `쓸 수 있는 빈칸: ${placeholderList}`,
					},
				],
			},
		],
	},
	{
		displayName: '감면구분별 담당자',
		name: 'categoryContacts',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: '담당자 추가',
		default: {},
		description: '감면구분마다 문의처가 다를 때 추가합니다',
		options: [
			{
				displayName: '담당자',
				name: 'entries',
				values: [
					{ displayName: '감면구분', name: 'category', type: 'options', options: categoryOptions, default: 'twoChildren' },
					{ displayName: '담당부서', name: 'department', type: 'string', default: '' },
					{ displayName: '담당전화', name: 'phone', type: 'string', default: '' },
					{ displayName: '문의시간', name: 'hours', type: 'string', default: '' },
				],
			},
		],
	},
	addedCategoriesField(placeholderList),
	{
		displayName: '조건부 문장',
		name: 'sentences',
		type: 'collection',
		placeholder: '문장 바꾸기',
		default: {},
		options: sentenceFields,
	},
	{
		displayName: '추가 설정',
		name: 'selectorOptions',
		type: 'collection',
		placeholder: '설정 추가',
		default: {},
		options: [
			{
				displayName: '같은 번호 허용 인원',
				name: 'sharedPhoneLimit',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: DEFAULT_SETTINGS.sharedPhoneLimit,
				description: '한 번호를 이보다 많은 납세자가 쓰면 대행자 번호로 보고 우편으로 안내합니다',
			},
			{
				displayName: '규칙(JSON)',
				name: 'rules',
				type: 'json',
				default: '',
				description: '패키지에 든 감면 규칙 대신 쓸 규칙 파일의 내용. 비우면 패키지의 규칙을 씁니다.',
			},
			{
				displayName: '규칙 파일',
				name: 'ruleFile',
				type: 'string',
				default: '',
				placeholder: '예: /data/cityhall/rules/vehicle-exemption.json',
				description:
					'패키지에 든 감면 규칙 대신 쓸 규칙 파일(JSON)의 절대 경로. n8n이 읽도록 허용된 폴더(N8N_RESTRICT_FILE_ACCESS_TO)에 있어야 합니다. 비우면 패키지의 규칙을 씁니다.',
			},
			{
				displayName: '단독 소유자에게도 세대분리 문장 안내',
				name: 'householdSentenceForSoleOwner',
				type: 'boolean',
				default: DEFAULT_SETTINGS.householdSentenceForSoleOwner,
				description: '공동명의가 아니어도 세대분리 문장을 넣을지 여부',
			},
			{
				displayName: '인터넷 주소 허용',
				name: 'allowUrl',
				type: 'boolean',
				default: DEFAULT_SETTINGS.allowUrl,
				description: '안내문에 인터넷 주소를 넣을 수 있게 할지 여부. 스미싱 오인을 막기 위해 쓰지 않는 것이 원칙입니다.',
			},
			...calendarFields,
		],
	},
	{
		displayName: '기준일',
		name: 'today',
		type: 'string',
		default: "={{ $('근무일 예약 실행').first().json.runDate }}",
		required: true,
		description: '회차를 실행하는 날(YYYY-MM-DD)',
	},
	{
		displayName: '대상기간 시작일',
		name: 'periodFrom',
		type: 'string',
		default: "={{ $('근무일 예약 실행').first().json.from }}",
		description: '이보다 먼저 나타난 자료에는 늦게 나타난 자료임을 판정 사유에 적습니다. 비우면 적지 않습니다.',
	},
	{
		displayName: '대상기간 종료일',
		name: 'periodTo',
		type: 'string',
		default: "={{ $('근무일 예약 실행').first().json.to }}",
		description: '이 회차가 다루는 자료의 마지막 날. 비우면 기준일을 씁니다.',
	},
];
