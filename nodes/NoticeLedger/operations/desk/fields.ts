import { updateDisplayOptions, type IExecuteFunctions, type INodeProperties } from 'n8n-workflow';

import { dayAt, textAt } from '../../../shared/parameters';

/** Parameters of one operation of this resource. */
export const shownFor = (operation: string, properties: INodeProperties[]) =>
	updateDisplayOptions({ show: { resource: ['desk'], operation: [operation] } }, properties);

const filter = (displayName: string, name: string, description: string, placeholder?: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	description,
	...(placeholder === undefined ? {} : { placeholder }),
});

export const runFilter = filter('회차 번호', 'runId', '이 회차의 건만 고릅니다. 비우면 모든 회차입니다.', '예: vehicle-exemption-weekly/2026-W47');
export const campaignFilter = filter('안내 업무', 'campaign', '이 안내 업무의 건만 고릅니다. 비우면 모든 업무입니다.', '예: vehicle-exemption-weekly');
export const receiptFilter = filter('접수 식별 번호', 'receiptKey', '이 접수의 건만 고릅니다', '예: 4115000-2026-000123');

export const maxItemsField: INodeProperties = {
	displayName: '최대 건수',
	name: 'maxItems',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 10000 },
	default: 500,
	description: '이 수까지만 처리합니다',
};

/** The receipt that an entry is about, as the lists give it out. */
export const receiptField: INodeProperties = {
	displayName: '접수 식별 번호',
	name: 'receiptKey',
	type: 'string',
	default: '={{ $json.receiptKey }}',
	required: true,
	placeholder: '예: 4115000-2026-000123',
	description: '기관 코드, 연도, 접수번호를 붙임표로 이은 값. 목록에 나온 그대로 씁니다.',
};

export const dayField = (displayName: string, name: string, description = '비우면 오늘입니다'): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder: '예: 2026-11-25',
	description,
});

/** Why sealed values are opened; required wherever they are. */
export const purposeField: INodeProperties = {
	displayName: '열람 사유',
	name: 'purpose',
	type: 'string',
	default: '',
	required: true,
	placeholder: '예: 2026-W47 회차 우편 발송',
	description: '성명과 주소를 여는 사유. 대장에 남습니다.',
};

export const destroyAfterField: INodeProperties = {
	displayName: '파기까지 일수',
	name: 'destroyAfterDays',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 365 },
	default: 30,
	description: '파일을 만든 날부터 이 일수가 지나면 파기 대상이 됩니다',
};

/** An optional text: absent where it is empty. */
export const optionalAt = (ctx: IExecuteFunctions, name: string, i: number) => textAt(ctx, name, i) || undefined;

/** The filters that an operation has on its panel. */
export function filtersAt<N extends string>(ctx: IExecuteFunctions, i: number, ...names: N[]): Record<N, string | undefined> {
	return Object.fromEntries(names.map((name) => [name, optionalAt(ctx, name, i)])) as Record<N, string | undefined>;
}

/** A day, or the ledger's today where it is left empty. @throws ValidationError `parameterDay` */
export const dayOrTodayAt = (ctx: IExecuteFunctions, name: string, i: number, label: string, now: string) =>
	textAt(ctx, name, i) === '' ? now.slice(0, 10) : dayAt(ctx, name, i, label);

/** A whole number of a parameter. */
export const numberAt = (ctx: IExecuteFunctions, name: string, i: number) => Number(ctx.getNodeParameter(name, i));

/** The code of a Korean word or of the code itself; other words stay, for the ledger to refuse. */
export function codeOf(words: Readonly<Record<string, string>>, text: string): string {
	return Object.hasOwn(words, text) ? (words[text] ?? text) : text;
}
