import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { NOTHING_CHOSEN } from '../../lib/drafting/profiles/form-fields';
import { builtInProfiles } from '../../lib/drafting/profiles/profiles';
import type { FieldValues, Profile, ProfileField } from '../../lib/drafting/types';
import { ValidationError } from '../../lib/errors';
import { textAt } from '../shared/parameters';

const OTHER = 'other';
/** Value of the choice that nothing is chosen; what n8n stores must be plain and not empty. */
const NOT_CHOSEN = 'notChosen';
const TEXT_ROWS = 4;

/** Of an entry in a list of cells, so that a cell never looks like two. */
const inCell = (text: string): string => text.replaceAll('|', '｜').replaceAll(/\s*\n\s*/g, ' ').trim();

const QUOTE_COLUMNS = ['발언자', '직위', '발언', '승인자', '승인일'] as const;

/** Choice of the document type; a form hands over its Korean name. */
export const typeField: INodeProperties = {
	displayName: '문서 유형',
	name: 'documentType',
	type: 'options',
	options: [
		...builtInProfiles().map(({ id, name, description }) => ({ name, value: id, description })),
		{ name: '우리 시에서 정한 유형', value: OTHER, description: "'문서 유형 폴더'에 둔 유형 파일의 이름을 씁니다" },
	],
	// eslint-disable-next-line n8n-nodes-base/node-param-default-wrong-for-options -- the options are read from the document types
	default: 'press-release',
	description: '유형마다 입력 항목, 구성, 문장, 점검 규칙이 다릅니다',
};

export const otherTypeField: INodeProperties = {
	displayName: '유형 이름',
	name: 'otherType',
	type: 'string',
	default: '',
	displayOptions: { show: { documentType: [OTHER] } },
	placeholder: '예: 주간업무보고',
	description: "'선택 사항'의 '문서 유형 폴더'에 있는 유형의 이름이나 ID",
};

/** The type that a person or an earlier node chose, by ID or Korean name. @throws ValidationError `profileUnknown` */
export function profileAt(ctx: IExecuteFunctions, i: number, profiles: readonly Profile[]): Profile {
	const chosen = textAt(ctx, 'documentType', i);
	return profileNamed(chosen === OTHER ? textAt(ctx, 'otherType', i) : chosen, profiles);
}

/** @throws ValidationError `profileUnknown` */
export function profileNamed(wanted: string, profiles: readonly Profile[]): Profile {
	const plain = (text: string) => text.normalize('NFC').replaceAll(/[\s·‧ㆍ]+/g, '');
	const found = profiles.find(({ id, name }) => id === wanted || plain(name) === plain(wanted));
	if (found) return found;
	throw new ValidationError('profileUnknown', "고른 문서 유형을 찾을 수 없습니다.", `${profiles.map(({ name }) => name).join(', ')} 가운데 하나를 고르거나, '문서 유형 폴더'에 그 유형의 파일이 있는지 확인하시기 바랍니다.`);
}

/** Name of a field's parameter. */
const parameterOf = (profile: Pick<Profile, 'id'>, field: Pick<ProfileField, 'id'>): string => `${profile.id.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}_${field.id}`;

/** The fields of every type, each shown where its type is chosen. */
export function panelFields(): INodeProperties[] {
	return builtInProfiles().flatMap((profile) => [
		...profile.fields.filter(({ required }) => required).map((field) => ({ ...property(profile, field), displayOptions: { show: { documentType: [profile.id], source: ['panel'] } } })),
		{
			displayName: '더 입력할 항목',
			name: parameterOf(profile, { id: 'more' }),
			type: 'collection' as const,
			placeholder: '항목 추가',
			default: {},
			displayOptions: { show: { documentType: [profile.id], source: ['panel'] } },
			options: profile.fields.filter(({ required }) => !required).map((field) => property(profile, field)),
		},
	]);
}

/** Fields of a type that the city made itself, by name. */
export const otherValuesField: INodeProperties = {
	displayName: '입력 항목',
	name: 'otherValues',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: '항목 추가',
	default: {},
	displayOptions: { show: { documentType: [OTHER], source: ['panel'] } },
	options: [
		{
			displayName: '항목',
			name: 'entries',
			values: [
				{ displayName: '항목 이름', name: 'label', type: 'string', default: '', description: '유형 파일에 정한 항목의 이름' },
				{ displayName: '내용', name: 'value', type: 'string', typeOptions: { rows: TEXT_ROWS }, default: '' },
			],
		},
	],
};

function property(profile: Profile, field: ProfileField): INodeProperties {
	const base = { displayName: field.label, name: parameterOf(profile, field), ...(field.help === '' ? {} : { description: field.help.replace(/\.$/, '') }), ...(field.example === '' ? {} : { placeholder: `예: ${field.example.split('\n')[0] ?? ''}` }) };
	switch (field.kind) {
		case 'choice':
			return { ...base, type: 'options', options: [{ name: NOTHING_CHOSEN, value: NOT_CHOSEN }, ...(field.options ?? []).map((option) => ({ name: option, value: option }))], default: NOT_CHOSEN };
		case 'quotes':
		case 'rows':
			return {
				...base,
				type: 'fixedCollection',
				typeOptions: { multipleValues: true, sortable: true },
				placeholder: `${field.label} 추가`,
				default: {},
				options: [{ displayName: field.label, name: 'entries', values: cellsOf(field).map((column, index) => ({ displayName: column, name: `c${index}`, type: 'string' as const, default: '' })) }],
			};
		case 'lines':
			return { ...base, type: 'string', typeOptions: { rows: TEXT_ROWS }, default: '' };
		default:
			return { ...base, type: 'string', default: '' };
	}
}

const cellsOf = (field: ProfileField): readonly string[] => (field.kind === 'quotes' ? QUOTE_COLUMNS : (field.columns ?? []));

/** What stands on the panel for the type. */
export function panelValues(ctx: IExecuteFunctions, i: number, profile: Profile): FieldValues {
	if (!builtInProfiles().some(({ id }) => id === profile.id) || textAt(ctx, 'documentType', i) === OTHER) return namedValues(ctx, i, profile);
	const more = ctx.getNodeParameter(parameterOf(profile, { id: 'more' }), i, {}) as IDataObject;
	return Object.fromEntries(
		profile.fields.map((field) => {
			const name = parameterOf(profile, field);
			// A city's own file of the type may ask for what the panel offers as optional, and the other way round.
			return [field.id, textOf(field, ctx.getNodeParameter(name, i, '')) || textOf(field, more[name])];
		}),
	);
}

function namedValues(ctx: IExecuteFunctions, i: number, profile: Profile): FieldValues {
	const { entries } = ctx.getNodeParameter('otherValues', i, {}) as { entries?: Array<{ label?: string; value?: string }> };
	const { values, unknown } = valuesOf(profile, Object.fromEntries((entries ?? []).map(({ label = '', value = '' }) => [label, value])));
	if (unknown.length === 0) return values;
	throw new ValidationError('fieldUnknown', `문서 유형 '${profile.name}'에 없는 항목입니다: ${unknown.join(', ')}`, `항목 이름을 다음과 같게 고치시기 바랍니다: ${profile.fields.map(({ label }) => label).join(', ')}`);
}

/** Values by field ID from values by ID or label; `unknown` are names that no field has. */
export function valuesOf(profile: Profile, given: Readonly<Record<string, unknown>>): { values: FieldValues; unknown: string[] } {
	const plain = (text: string) => text.normalize('NFC').replaceAll(/[\s*:：]+/g, '');
	const values: Record<string, string> = {};
	const unknown: string[] = [];
	for (const [name, value] of Object.entries(given)) {
		const field = profile.fields.find(({ id, label }) => id === name || plain(label) === plain(name));
		if (field) values[field.id] = textOf(field, value);
		else unknown.push(name);
	}
	return { values, unknown };
}

function textOf(field: ProfileField, value: unknown): string {
	if (typeof value === 'string') return [NOTHING_CHOSEN, NOT_CHOSEN].includes(value.trim()) ? '' : value.trim();
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	if (Array.isArray(value)) return value.map((one: unknown) => textOf(field, one)).filter(Boolean).join('\n');
	if (typeof value !== 'object' || value === null) return '';
	if ('entries' in value) return textOf(field, value.entries);
	const cells = cellsOf(field).map((column, index) => {
		const found: unknown = Object.entries(value).find(([name]) => name === `c${index}` || name === column)?.[1];
		return typeof found === 'string' || typeof found === 'number' ? inCell(String(found)) : '';
	});
	return cells.every((cell) => cell === '') ? '' : cells.join(' | ');
}
