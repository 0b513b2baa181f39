import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { REFERENCE_PRICES } from '../../lib/sms/cost';

/** Prices by contract, in won. */
export const priceFields: INodeProperties[] = [
	{
		displayName: '단문 단가(원)',
		name: 'smsPrice',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 3 },
		default: REFERENCE_PRICES.sms,
		description: '계약 단가. 기본값은 2021년 범정부 모바일 메시지 서비스의 단가입니다.',
	},
	{
		displayName: '장문 단가(원)',
		name: 'lmsPrice',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 3 },
		default: REFERENCE_PRICES.lms,
		description: '계약 단가. 기본값은 2021년 범정부 모바일 메시지 서비스의 단가입니다.',
	},
];

export function pricesAt(ctx: IExecuteFunctions, i: number): { sms: number; lms: number } {
	return { sms: Number(ctx.getNodeParameter('smsPrice', i)), lms: Number(ctx.getNodeParameter('lmsPrice', i)) };
}
