import type { IExecuteFunctions } from 'n8n-workflow';

import { isDay } from '../../lib/calendar/day';
import { ValidationError } from '../../lib/errors';

/** A text parameter without the blanks around it. An expression that finds nothing is empty text, not the word "undefined". */
export function textAt(ctx: Pick<IExecuteFunctions, 'getNodeParameter'>, name: string, i: number): string {
	const value: unknown = ctx.getNodeParameter(name, i, '');
	return typeof value === 'string' ? value.trim() : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The same, not empty; `label` is its Korean name on the panel. @throws ValidationError `parameterEmpty` */
export function requiredTextAt(ctx: Pick<IExecuteFunctions, 'getNodeParameter'>, name: string, i: number, label: string): string {
	const text = textAt(ctx, name, i);
	if (text !== '') return text;
	throw new ValidationError(
		'parameterEmpty',
		`'${label}' 값이 비어 있습니다.`,
		`노드를 열어 '${label}'을(를) 입력하거나, 표현식이 가리키는 앞 노드의 값이 있는지 확인하시기 바랍니다.`,
	);
}

/** A day as `YYYY-MM-DD`, from a day or a point in time that begins with one. @throws ValidationError `parameterDay` */
export function dayAt(ctx: Pick<IExecuteFunctions, 'getNodeParameter'>, name: string, i: number, label: string): string {
	const day = requiredTextAt(ctx, name, i, label).slice(0, 10);
	if (isDay(day)) return day;
	throw new ValidationError(
		'parameterDay',
		`'${label}' 값이 날짜 형식(예: 2026-11-16)이 아닙니다.`,
		`노드를 열어 '${label}'을(를) 연-월-일 형식으로 입력하시기 바랍니다.`,
	);
}
