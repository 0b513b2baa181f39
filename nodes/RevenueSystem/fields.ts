import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { CATEGORY_NAMES } from '../../lib/exemption/category-names';
import { codeMap, statusMap } from '../../lib/revenue/code-map';
import { columnMapping, COLUMN_DEFAULTS, COLUMN_FIELDS, COLUMN_LABELS, type ColumnMapping } from '../../lib/revenue/mapping';
import { defaultOfficeCode, officeCodeTable } from '../../lib/revenue/office-codes';
import type { ReadOptions } from '../../lib/revenue/read';
import { addedCategory, CATEGORIES, type ReceiptStatus } from '../../lib/revenue/receipt';
import { ValidationError } from '../../lib/errors';
import { parseDay } from '../../lib/revenue/values';

const STATUS_OPTIONS: readonly { name: string; value: Exclude<ReceiptStatus, 'unreadable'> }[] = [
	{ name: '접수(처리 중)', value: 'pending' },
	{ name: '감면 결정', value: 'decided' },
	{ name: '취하', value: 'withdrawn' },
	{ name: '경정', value: 'corrected' },
	{ name: '반려', value: 'refused' },
];

/** Of the code table: the category is one that the selector was given by the office. */
const ADDED = 'added';

const categoryOptions = [
	...CATEGORIES.filter((category) => category !== 'unknown').map((category) => ({ name: CATEGORY_NAMES[category], value: category })),
	{ name: '추가 감면구분', value: ADDED },
];

export const periodFields: INodeProperties[] = [
	{
		displayName: '조회 시작일',
		name: 'periodFrom',
		type: 'string',
		default: '={{ $json.lookBackFrom }}',
		required: true,
		placeholder: '예: 2026-09-14',
		description: '자료가 원천에 생긴 날 기준. 근무일 예약 실행이 정한 재조회 시작일을 그대로 씁니다.',
	},
	{
		displayName: '조회 종료일',
		name: 'periodTo',
		type: 'string',
		default: '={{ $json.to }}',
		required: true,
		placeholder: '예: 2026-11-22',
		description: '이 날까지 원천에 생긴 자료를 읽습니다(당일 포함)',
	},
];

export const codeFields: INodeProperties[] = [
	{
		displayName: '감면코드 대응표',
		name: 'codeMap',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: '감면코드 추가',
		default: {},
		description:
			'원천 시스템의 감면코드가 어느 감면구분인지 정합니다. 표에 없는 코드는 감면 근거규정의 조·항·호로 정하고, 서로 다르거나 알 수 없으면 확인 필요로 보냅니다.',
		options: [
			{
				displayName: '감면코드',
				name: 'entries',
				values: [
					{ displayName: '감면코드', name: 'code', type: 'string', default: '', description: '원천 시스템의 코드' },
					{
						displayName: '감면구분',
						name: 'category',
						type: 'options',
						options: categoryOptions,
						default: 'disabled',
						description: '이 코드의 감면구분',
					},
					{
						displayName: '추가 감면구분의 식별자',
						name: 'identifier',
						type: 'string',
						default: '',
						placeholder: '예: senior-driver',
						displayOptions: { show: { category: [ADDED] } },
						description: "'감면 안내 대상 선별'의 '추가 감면구분(조례 등)'에 적은 식별자와 같게 적습니다",
					},
				],
			},
		],
	},
	{
		displayName: '처리상태 대응표',
		name: 'statusMap',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: '처리상태 추가',
		default: {
			entries: [
				{ text: '접수', status: 'pending' },
				{ text: '결정', status: 'decided' },
				{ text: '취하', status: 'withdrawn' },
				{ text: '경정', status: 'corrected' },
				{ text: '반려', status: 'refused' },
			],
		},
		description: '원천 시스템의 처리상태 표현이 무슨 뜻인지 정합니다. 뜻을 모르는 표현은 확인 필요로 보냅니다.',
		options: [
			{
				displayName: '처리상태',
				name: 'entries',
				values: [
					{ displayName: '원천의 표현', name: 'text', type: 'string', default: '', description: '자료에 적힌 그대로' },
					{
						displayName: '뜻',
						name: 'status',
						type: 'options',
						options: [...STATUS_OPTIONS],
						default: 'decided',
						description: '결정된 건만 안내하고, 접수 중인 건은 결정될 때까지 기다립니다',
					},
				],
			},
		],
	},
	{
		displayName: '접수기관 코드표',
		name: 'officeCodes',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: '접수기관 추가',
		default: {},
		description: '자료에 접수기관이 이름으로 적혀 있을 때 그 기관의 코드를 정합니다. 접수번호는 기관 코드와 함께 식별됩니다.',
		options: [
			{
				displayName: '접수기관',
				name: 'entries',
				values: [
					{ displayName: '기관 이름', name: 'name', type: 'string', default: '', description: '자료에 적힌 그대로' },
					{ displayName: '기관 코드', name: 'code', type: 'string', default: '', placeholder: '예: 3820000', description: '숫자로 된 기관 코드' },
				],
			},
		],
	},
];

/** 열 대응: the office's own headings; those of the screens known so far are there to start from. */
export const mappingField: INodeProperties = {
	displayName: '열 대응',
	name: 'columnMapping',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: '열 추가',
	default: {
		entries: COLUMN_FIELDS.filter((field) => !/^(?:birthDate|minor|coOwner|filer)/.test(field)).map((field) => ({
			field,
			heading: COLUMN_DEFAULTS[field][0],
		})),
	},
	description: '추출 파일의 머리글이 어느 항목인지 정합니다. 흔히 쓰는 다른 머리글(휴대폰번호, 납세자명, MO_TEL 등)은 적지 않아도 알아봅니다.',
	options: [
		{
			displayName: '열',
			name: 'entries',
			values: [
				{
					displayName: '항목',
					name: 'field',
					type: 'options',
					options: COLUMN_FIELDS.map((field) => ({ name: COLUMN_LABELS[field], value: field })),
					default: 'receiptNo',
					description: '접수 자료의 항목',
				},
				{ displayName: '파일의 머리글', name: 'heading', type: 'string', default: '', description: '띄어쓰기와 단위 표시는 달라도 됩니다' },
			],
		},
	],
};

/** Options that both operations have, for their 선택 사항. */
export const sharedOptions: INodeProperties[] = [
	{
		displayName: '기본 접수기관 코드',
		name: 'defaultOffice',
		type: 'string',
		default: '',
		placeholder: '예: 3820000',
		description: '자료에 접수기관이 없을 때 쓰는 기관 코드',
	},
	{
		displayName: '접수번호 자릿수',
		name: 'numberWidth',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 12 },
		default: 6,
		description: '엑셀에서 사라진 앞자리 0을 이 자릿수까지 되살립니다. 운영을 시작한 뒤에는 바꾸지 않습니다.',
	},
	{
		displayName: '처리상태가 없을 때',
		name: 'statusWhenMissing',
		type: 'options',
		options: [{ name: '확인 필요로 보냄', value: 'review' }, ...STATUS_OPTIONS],
		default: 'review',
		description: '자료에 처리상태가 비었거나 열 자체가 없을 때의 뜻',
	},
];

/** What both operations need to make receipts of raw lines. @throws ValidationError */
export function readOptionsAt(ctx: IExecuteFunctions, i: number): ReadOptions {
	const options = optionsAt(ctx, i);
	const missing = STATUS_OPTIONS.find((status) => status.value === options.statusWhenMissing);
	const width = options.numberWidth;
	return {
		periodFrom: dayAt(ctx, i, 'periodFrom', '조회 시작일'),
		periodTo: dayAt(ctx, i, 'periodTo', '조회 종료일'),
		codes: codeMap(
			entriesAt(ctx, i, 'codeMap').map((entry) => ({
				code: textOf(entry.code),
				category: entry.category === ADDED ? (addedCategory(textOf(entry.identifier)) ?? '') : textOf(entry.category),
			})),
		),
		statuses: statusMap(
			entriesAt(ctx, i, 'statusMap').flatMap((entry) => {
				const status = STATUS_OPTIONS.find((one) => one.value === entry.status);
				return status ? [{ text: textOf(entry.text), status: status.value }] : [];
			}),
		),
		statusWhenMissing: missing?.value ?? null,
		receiptKeys: {
			numberWidth: typeof width === 'number' ? width : 6,
			defaultOffice: defaultOfficeCode(textOf(options.defaultOffice)),
			officeCodes: officeCodeTable(entriesAt(ctx, i, 'officeCodes').map((entry) => ({ name: textOf(entry.name), code: textOf(entry.code) }))),
		},
	};
}

/** @throws ValidationError */
export function columnMappingAt(ctx: IExecuteFunctions, i: number): ColumnMapping {
	return columnMapping(entriesAt(ctx, i, 'columnMapping').map((entry) => ({ field: textOf(entry.field), heading: textOf(entry.heading) })));
}

export function optionsAt(ctx: IExecuteFunctions, i: number): IDataObject {
	const options = ctx.getNodeParameter('options', i, {});
	return isObject(options) ? options : {};
}

function entriesAt(ctx: IExecuteFunctions, i: number, name: string): IDataObject[] {
	const collection: unknown = ctx.getNodeParameter(name, i, {});
	const entries = isObject(collection) ? collection.entries : undefined;
	return Array.isArray(entries) ? entries.filter(isObject) : [];
}

function dayAt(ctx: IExecuteFunctions, i: number, name: string, label: string): string {
	const day = parseDay(textOf(ctx.getNodeParameter(name, i, '')));
	if (day !== undefined) return day;
	throw new ValidationError(
		'badPeriod',
		`${label}이 비어 있거나 날짜가 아닙니다.`,
		'근무일 예약 실행 노드를 앞에 연결하거나 2026-11-16과 같은 형식으로 입력하시기 바랍니다.',
	);
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
