import type { FieldValues, Profile, ProfileField } from '../types';
import { wordKey } from './choose';

/** What a message brought. */
export interface Taken {
	values: FieldValues;
	/** Labels of the fields that now have a (new) value. */
	labels: string[];
	/** Korean, what could not be taken and why. */
	problems: string[];
}

const LABELLED = /^\s*(?:[-*·ㆍ□○]\s*)?([^:：|]{1,30}?)\s*[:：]\s*(.*)$/;
const SEVERAL_LINES: ReadonlySet<ProfileField['kind']> = new Set(['lines', 'rows', 'quotes']);

/** Whether a field takes several lines. */
export const takesLines = ({ kind }: ProfileField): boolean => SEVERAL_LINES.has(kind);

/**
 * Takes the values out of a message: lines `항목: 값` go to the fields of that name, lines after one to the same field if it
 * takes several; what stands without a name is the answer to the question that was asked. Values that do not fit are told
 * and not taken.
 * @param asked field that was asked for; empty for none
 */
export function takeValues(message: string, profile: Profile, before: FieldValues, asked: string): Taken {
	const byKey = fieldsByWord(profile);
	const lines = new Map<ProfileField, string[]>();
	const problems: string[] = [];
	const question = profile.fields.find(({ id }) => id === asked);
	let open = question;
	for (const line of message.split(/\r\n?|\n/)) {
		const [, name = '', rest = ''] = LABELLED.exec(line) ?? [];
		const field = byKey.get(wordKey(name));
		if (field) {
			lines.set(field, rest.trim() === '' ? [] : [rest.trim()]);
			open = takesLines(field) || rest.trim() === '' ? field : question;
		} else if (line.trim() !== '') {
			if (open === undefined) problems.push(`"${shortened(line)}": 어느 항목인지 알 수 없어 넣지 않았습니다. \`항목: 값\`으로 적어 주시기 바랍니다.`);
			else lines.set(open, [...(lines.get(open) ?? []), line.trim()]);
		}
	}
	const values: Record<string, string> = { ...before };
	const labels: string[] = [];
	for (const [field, entered] of lines) {
		const read = valueOf(field, entered);
		if ('problem' in read) problems.push(`${field.label}: ${read.problem}`);
		else {
			values[field.id] = read.value;
			labels.push(field.label);
		}
	}
	return { values, labels, problems };
}

/** Fields by label, by either reading of a label with brackets (`사업(행사)명`) where that is no other's, and by id. */
function fieldsByWord({ fields }: Profile): Map<string, ProfileField> {
	const readings = fields.flatMap((field) => [field.label.replace(/\([^)]*\)/g, ''), field.label.replace(/[가-힣]+\(([^)]*)\)/g, '$1')].map((label) => [wordKey(label), field] as const));
	return new Map([
		...readings.filter(([word, field]) => word !== '' && readings.every(([other, owner]) => other !== word || owner === field)),
		...fields.flatMap((field) => [[wordKey(field.id), field] as const, [wordKey(field.label), field] as const]),
	]);
}

function valueOf(field: ProfileField, lines: readonly string[]): { value: string } | { problem: string } {
	const text = lines.join('\n');
	if (text === '' || wordKey(text) === '없음') return field.required ? { problem: '필수 항목이므로 내용을 적어 주시기 바랍니다.' } : { value: '' };
	if (text.length > field.max) return { problem: `${text.length.toLocaleString('ko-KR')}자로, 최대 ${field.max.toLocaleString('ko-KR')}자를 넘어 넣지 않았습니다. 줄여서 적어 주시기 바랍니다.` };
	if (field.kind === 'choice') return chosen(field, text);
	if (!takesLines(field) && lines.length > 1) return { problem: `한 줄로 적는 항목인데 ${lines.length}줄이 들어와 넣지 않았습니다. 한 줄로 적거나 \`항목: 값\`으로 나누어 적어 주시기 바랍니다.` };
	return { value: text };
}

function chosen({ options = [] }: ProfileField, text: string): { value: string } | { problem: string } {
	const number = /^(\d{1,2})\s*번?$/.exec(text.trim())?.[1];
	const value = options.find((option) => wordKey(option) === wordKey(text)) ?? (number === undefined ? undefined : options[Number(number) - 1]);
	return value === undefined ? { problem: `${options.join(', ')} 가운데 하나를 적어 주시기 바랍니다.` } : { value };
}

const shortened = (line: string): string => {
	const text = line.trim().replace(/["`*_<>[\]|]/g, ' ');
	return text.length > 20 ? `${text.slice(0, 20)}…` : text;
};
