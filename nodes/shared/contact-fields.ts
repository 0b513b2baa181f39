import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { requiredTextAt } from './parameters';

const FIELDS = {
	organisation: { displayName: '기관명', placeholder: '예: 의정부시', description: '문안과 인쇄물에 들어가는 기관 이름' },
	head: { displayName: '기관장', placeholder: '예: 의정부시장', description: '서식에 인쇄됩니다' },
	department: { displayName: '담당부서', placeholder: '예: 세정과', description: '문의를 받는 부서' },
	person: { displayName: '담당자', placeholder: '예: 주무관 홍길동', description: '보고서에 인쇄됩니다' },
	phone: { displayName: '담당전화', placeholder: '예: 031-000-0000', description: '문의 전화. 비어 있으면 안내할 수 없습니다.' },
	hours: { displayName: '문의시간', placeholder: '예: 평일 09:00~18:00', description: '전화를 받는 시간' },
} as const;

export type ContactField = keyof typeof FIELDS;

/** The fields of the office in charge, in the order asked for; the same names and words on every node. */
export const contactFields = (...names: ContactField[]): INodeProperties[] =>
	names.map((name) => ({ name, type: 'string', default: '', required: true, ...FIELDS[name] }));

/** Their values, none empty. @throws ValidationError `parameterEmpty` */
export function contactAt<N extends ContactField>(ctx: Pick<IExecuteFunctions, 'getNodeParameter'>, i: number, ...names: N[]): Record<N, string> {
	return Object.fromEntries(names.map((name) => [name, requiredTextAt(ctx, name, i, FIELDS[name].displayName)])) as Record<N, string>;
}
