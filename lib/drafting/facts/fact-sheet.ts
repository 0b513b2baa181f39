import { ValidationError } from '../../errors';
import { withJosa } from '../korean/josa';
import type { CitySettings, Fact, FactSheet, FieldValues, Finding, Profile, ProfileField, SuppliedQuote } from '../types';
import { cleanValue } from './clean-value';
import { dateFindings } from './date-findings';
import { fieldFindings, quoteFindings } from './field-findings';
import { quoteLines } from './quote-lines';
import { splitValue } from './split-value';
import { foreignFindings, instructionFindings } from './text-findings';

export { quoteLines } from './quote-lines';

/** Most characters of all fields together. */
export const LONGEST_INPUT = 50_000;

export interface FactContext {
	city: CitySettings;
	/** `YYYY-MM-DD`. */
	today: string;
}

/**
 * What was entered, as numbered facts with the findings of the input checks; nothing is mended silently. An empty
 * `department` is the city's own. Throws `ValidationError`: `fieldUnknown`, `fieldTooLong`, `factsTooLong`, `choiceUnknown`,
 * `quoteLine` (with line and cell), `factsEmpty`.
 */
export function factSheet(profile: Profile, values: FieldValues, context: FactContext): FactSheet {
	refuseUnknown(profile, values);
	refuseLong(profile, values);
	const clean = profile.fields.map((field) => ({ field, ...cleanValue(field, values[field.id] ?? defaultOf(field, context)) }));
	const entered: FieldValues = Object.fromEntries(clean.map(({ field, value }) => [field.id, value]));
	for (const { field, value } of clean) refuseValue(field, value);
	const { facts, quotes } = factsOf(profile, entered, context.today);
	if (facts.length === 0 || facts.every(({ fieldId }) => fieldId === 'department')) throw empty(profile);
	const findings: Finding[] = [
		...clean.flatMap((one) => one.findings),
		...instructionFindings(facts),
		...foreignFindings(facts),
		...dateFindings(profile, facts, context.today),
		...quoteFindings(quotes, context.today),
		...fieldFindings(profile, entered, context.today),
	];
	const missing = profile.fields.filter(({ id, required }) => required && entered[id] === '').map(({ id, label }) => ({ fieldId: id, label }));
	return { facts, quotes, findings, missing };
}

function factsOf(profile: Profile, values: FieldValues, today: string): { facts: Fact[]; quotes: SuppliedQuote[] } {
	const facts: Fact[] = [];
	const quotes: SuppliedQuote[] = [];
	for (const field of profile.fields) {
		if (!field.fact) continue;
		for (const { text, quote } of splitValue(field, values[field.id] ?? '', today)) {
			if (text === '') continue;
			const no = facts.length + 1;
			facts.push({ no, fieldId: field.id, label: field.label, text });
			if (quote !== null) quotes.push({ factNo: no, ...quote });
		}
	}
	return { facts, quotes };
}

function defaultOf({ id }: ProfileField, { city }: FactContext): string {
	return id === 'department' ? city.department : '';
}

function refuseUnknown({ fields, name }: Profile, values: FieldValues): void {
	const unknown = Object.keys(values).find((id) => values[id] !== '' && !fields.some((field) => field.id === id));
	if (unknown === undefined) return;
	throw new ValidationError('fieldUnknown', `문서 유형 '${name}'에는 '${unknown.slice(0, 40)}' 항목이 없습니다.`, `다음 항목만 넘기시기 바랍니다: ${fields.map(({ id, label }) => `${id}(${label})`).join(', ')}`);
}

function refuseLong({ fields }: Profile, values: FieldValues): void {
	const sizes = fields.map(({ id, label, max }) => ({ label, max, size: (values[id] ?? '').length })).sort((left, right) => right.size - left.size);
	const total = sizes.reduce((sum, { size }) => sum + size, 0);
	const [longest] = sizes;
	if (longest !== undefined && total > LONGEST_INPUT) {
		throw new ValidationError('factsTooLong', `입력이 모두 ${total.toLocaleString('en')}자로 한도 ${LONGEST_INPUT.toLocaleString('en')}자를 넘습니다. 가장 긴 항목은 '${longest.label}'(${longest.size.toLocaleString('en')}자)입니다.`, '문서에 쓸 사실만 남기거나 여러 문서로 나누시기 바랍니다.');
	}
	const over = sizes.find(({ size, max }) => size > max);
	if (over === undefined) return;
	throw new ValidationError('fieldTooLong', `${withJosa(`'${over.label}'`, '이/가')} ${over.size.toLocaleString('en')}자로 한도 ${over.max.toLocaleString('en')}자를 넘습니다.`, '필요한 내용만 남기시기 바랍니다.');
}

function refuseValue({ kind, label, options = [] }: ProfileField, value: string): void {
	if (kind === 'choice' && value !== '' && !options.includes(value)) {
		throw new ValidationError('choiceUnknown', `'${label}'에 적은 것은 고를 수 있는 값이 아닙니다.`, `다음 중 하나를 고르시기 바랍니다: ${options.join(', ')}`);
	}
	const [fault] = kind === 'quotes' ? quoteLines(value).faults : [];
	if (fault === undefined) return;
	throw new ValidationError('quoteLine', `'${label}' ${fault.line}번째 줄${fault.column === '' ? '' : `의 '${fault.column}' 칸`}에 잘못된 곳이 있습니다.`, `${fault.message} 줄마다 '발언자 | 직위 | 발언 | 승인자 | 승인일' 순서로 적으시기 바랍니다.`);
}

function empty({ fields, name }: Profile): ValidationError {
	const needed = fields.filter(({ required, fact }) => required && fact).map(({ label }) => label);
	return new ValidationError('factsEmpty', `${name}의 바탕이 될 사실이 입력되지 않았습니다.`, `적어도 다음 항목을 적으시기 바랍니다: ${needed.join(', ')}`);
}
