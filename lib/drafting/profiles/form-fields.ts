import type { FieldValues, Profile, ProfileField } from '../types';

/** A field as n8n's form node takes it from JSON. */
export interface FormField {
	fieldLabel: string;
	fieldName: string;
	fieldType: 'text' | 'textarea' | 'dropdown' | 'html';
	requiredField?: boolean;
	placeholder?: string;
	defaultValue?: string;
	fieldOptions?: { values: Array<{ option: string }> };
	elementName?: string;
	html?: string;
}

const NONE = '(선택 안 함)';

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * The fields of a type for n8n's form, required ones first. A message stands on top; values fill the fields.
 * Lists are entered a line each, their cells separated by `|`; the label says so.
 */
export function formFieldsOf(profile: Profile, values: FieldValues, message: string): FormField[] {
	const told: FormField[] = message === '' ? [] : [{ fieldLabel: '알림', fieldName: 'message', fieldType: 'html', elementName: 'message', html: `<p><strong>${escaped(message)}</strong></p>` }];
	const ordered = [...profile.fields.filter(({ required }) => required), ...profile.fields.filter(({ required }) => !required)];
	return [...told, ...ordered.map((field) => formField(field, values[field.id] ?? ''))];
}

function formField(field: ProfileField, value: string): FormField {
	const base = {
		fieldLabel: labelOf(field),
		fieldName: field.id,
		requiredField: field.required,
		...(field.example === '' ? {} : { placeholder: `예: ${field.kind === 'lines' || field.kind === 'rows' || field.kind === 'quotes' ? field.example : (field.example.split('\n')[0] ?? '')}` }),
		...(value === '' ? {} : { defaultValue: value }),
	};
	if (field.kind === 'choice') {
		const options = [...(field.required ? [] : [NONE]), ...(field.options ?? [])];
		const chosen = options.includes(value) ? [value, ...options.filter((option) => option !== value)] : options;
		return { ...base, fieldType: 'dropdown', fieldOptions: { values: chosen.map((option) => ({ option })) } };
	}
	return { ...base, fieldType: field.kind === 'lines' || field.kind === 'rows' || field.kind === 'quotes' ? 'textarea' : 'text' };
}

function labelOf({ label, kind, columns = [] }: ProfileField): string {
	if (kind === 'quotes') return `${label} (한 줄에 하나: 발언자 | 직위 | 발언 | 승인자 | 승인일)`;
	return kind === 'rows' ? `${label} (한 줄에 하나: ${columns.join(' | ')})` : label;
}
