import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { AddedCategoryInput } from '../../lib/exemption/added-categories';
import { contactOf } from './contact';

/** 추가 감면구분(조례 등): what the office tells about grounds that the shipped rules do not know. */
export const addedCategoriesField = (placeholders: string): INodeProperties => ({
	displayName: '추가 감면구분(조례 등)',
	name: 'addedCategories',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: '감면구분 추가',
	default: {},
	description:
		"조례 등 패키지의 규칙에 없는 감면을 안내할 때 추가합니다. '감면 접수 자료 조회'의 감면코드 대응표에서 '추가 감면구분'과 같은 식별자를 고른 접수에 적용됩니다.",
	options: [
		{
			displayName: '감면구분',
			name: 'entries',
			values: [
				{
					displayName: '식별자(영문)',
					name: 'identifier',
					type: 'string',
					default: '',
					placeholder: '예: senior-driver',
					description: '영문자로 시작하는 영문자·숫자·붙임표. 운영을 시작한 뒤에는 바꾸지 않습니다.',
				},
				{ displayName: '이름', name: 'name', type: 'string', default: '', placeholder: '예: 시각장애 4급(조례)', description: '보고서에만 쓰는 감면구분 이름. 안내문에는 들어가지 않습니다.' },
				{ displayName: '근거규정', name: 'legalBasis', type: 'string', default: '', placeholder: '예: 경기도 도세 감면 조례 제5조', description: '법령 또는 조례의 이름과 조' },
				{ displayName: '적용 시작일', name: 'effectiveFrom', type: 'string', default: '', placeholder: '예: 2026-01-01', description: '이 날부터 취득한 차량에 적용합니다' },
				{ displayName: '적용 종료일', name: 'effectiveTo', type: 'string', default: '', placeholder: '예: 2028-12-31', description: '이 날까지 취득한 차량에 적용합니다. 정해지지 않았으면 비웁니다.' },
				{
					displayName: '기산일',
					name: 'clock',
					type: 'options',
					options: [
						{ name: '등록일', value: 'registration' },
						{ name: '취득일', value: 'acquisition' },
					],
					default: 'registration',
					description: '의무 기간 1년을 세기 시작하는 날',
				},
				{
					displayName: '추징 사유',
					name: 'causes',
					type: 'multiOptions',
					options: [
						{ name: '소유권 이전', value: 'transfer' },
						{ name: '세대 분리(공동명의)', value: 'householdSplit' },
						{ name: '영업용 사용', value: 'businessUse' },
						{ name: '대체취득', value: 'replacement' },
					],
					default: ['transfer'],
					description: '조건부 문장(세대분리문구, 대체취득문구)은 고른 사유에 해당하는 사람의 안내문에만 들어갑니다',
				},
				{
					displayName: '안내문',
					name: 'text',
					type: 'string',
					typeOptions: { rows: 8 },
					default: '',
					description: `쓸 수 있는 빈칸: ${placeholders}`,
				},
				{ displayName: '담당부서', name: 'department', type: 'string', default: '', description: '비우면 위의 공통 담당부서를 씁니다' },
				{ displayName: '담당전화', name: 'phone', type: 'string', default: '', description: '비우면 위의 공통 담당전화를 씁니다' },
				{ displayName: '문의시간', name: 'hours', type: 'string', default: '', description: '비우면 위의 공통 문의시간을 씁니다' },
			],
		},
	],
});

/** What was entered, unchecked: the domain names the row and field of a fault. */
export function addedCategoriesFrom(ctx: IExecuteFunctions): AddedCategoryInput[] {
	const { entries = [] } = ctx.getNodeParameter('addedCategories', 0, {}) as { entries?: IDataObject[] };
	return entries.map((entry) => {
		const text = (name: string) => (typeof entry[name] === 'string' || typeof entry[name] === 'number' ? String(entry[name]) : '');
		return {
			identifier: text('identifier'),
			name: text('name'),
			legalBasis: text('legalBasis'),
			effectiveFrom: text('effectiveFrom').slice(0, 10),
			effectiveTo: text('effectiveTo').slice(0, 10),
			clock: text('clock'),
			causes: Array.isArray(entry.causes) ? entry.causes.map(String) : [],
			text: text('text'),
			contact: contactOf(entry),
		};
	});
}
