import type { FieldValues, Profile, ProfileField } from '../types';

/** A field as n8n's form node takes it from JSON. */
export interface FormField {
	fieldLabel: string;
	fieldName: string;
	fieldType: 'text' | 'textarea' | 'dropdown' | 'radio' | 'html';
	requiredField?: boolean;
	placeholder?: string;
	defaultValue?: string;
	fieldOptions?: { values: Array<{ option: string }> };
	html?: string;
}

/** What a form shows for no choice. */
export const NOTHING_CHOSEN = '(선택 안 함)';

/** n8n writes `<` and `>` of a value as entities that the field then shows; their full-width forms come through, and back as they were. */
const forForm = (text: string): string => text.replaceAll('<', '＜').replaceAll('>', '＞');

/** A value as it was typed, from what n8n's form hands over. */
export const fromForm = (text: string): string => text.replaceAll('＜', '<').replaceAll('＞', '>').replaceAll('\r\n', '\n');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * The fields of a type for n8n's form, required ones first. A message stands on top; values fill the fields.
 * Lists are entered a line each, their cells separated by `|`; the label says so.
 */
export function formFieldsOf(profile: Profile, values: FieldValues, message: string): FormField[] {
	const ordered = [...profile.fields.filter(({ required }) => required), ...profile.fields.filter(({ required }) => !required)];
	return [...noteFields(message), ...ordered.map((field) => formField(field, values[field.id] ?? ''))];
}

const noteFields = (message: string): FormField[] => (message === '' ? [] : [{ fieldLabel: '알림', fieldName: 'message', fieldType: 'html', html: `<p><strong>${escaped(message)}</strong></p>` }]);

/** What the page after the draft asks: what to do next, with what. */
export const NEXT_STEPS = { files: '파일 내려받기', revise: '수정 요청하기', approve: '확정하고 내려받기' } as const;

/** The page that shows a draft (`html`) and asks what to do next. */
export function reviewFieldsOf(html: string, message: string): FormField[] {
	return [
		...noteFields(message),
		{ fieldLabel: '초안', fieldName: 'draft', fieldType: 'html', html },
		{ fieldLabel: '다음 일', fieldName: 'next', fieldType: 'radio', requiredField: true, fieldOptions: { values: Object.values(NEXT_STEPS).map((option) => ({ option })) } },
		{ fieldLabel: '수정 요청 (수정을 요청할 때)', fieldName: 'instruction', fieldType: 'textarea', placeholder: '예: 둘째 문단에 주차 안내를 넣고, 적지 않은 곳은 그대로 두세요.' },
		{ fieldLabel: '확정한 사람 (확정할 때, 직위와 성명)', fieldName: 'approvedBy', fieldType: 'text' },
	];
}

function formField(field: ProfileField, value: string): FormField {
	const { kind, required, example } = field;
	const long = kind === 'lines' || kind === 'rows' || kind === 'quotes';
	const base = { fieldLabel: labelOf(field), fieldName: field.id, requiredField: required };
	if (kind === 'choice') {
		const options = [...(required ? [] : [NOTHING_CHOSEN]), ...(field.options ?? [])];
		const chosen = options.includes(value) ? value : required ? '' : NOTHING_CHOSEN;
		return { ...base, fieldType: required ? 'radio' : 'dropdown', fieldOptions: { values: options.map((option) => ({ option })) }, ...(chosen === '' ? {} : { defaultValue: chosen }) };
	}
	return {
		...base,
		fieldType: long ? 'textarea' : 'text',
		...(example === '' ? {} : { placeholder: `예: ${long ? example : (example.split('\n')[0] ?? '')}` }),
		...(value === '' ? {} : { defaultValue: forForm(value) }),
	};
}

function labelOf({ label, kind, help, columns = [] }: ProfileField): string {
	if (kind === 'quotes') return `${label} (한 줄에 하나: 발언자 | 직위 | 발언 | 승인자 | 승인일)`;
	if (kind === 'rows') return `${label} (한 줄에 하나: ${columns.join(' | ')})`;
	return help === '' ? label : `${label} (${help.replace(/\.$/, '')})`;
}
