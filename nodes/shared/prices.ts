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

/** Only where results are known: which AlimTalks Kakao delivered. */
export const kakaoPriceField: INodeProperties = {
	displayName: '알림톡 단가(원)',
	name: 'kakaoPrice',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 3 },
	default: REFERENCE_PRICES.kakao,
	description: '카카오톡으로 도착한 알림톡의 계약 단가. 문자로 대신 나간 건은 문자 단가로 셉니다. 기본값은 2021년 범정부 모바일 메시지 서비스의 상한입니다.',
};

export const kakaoPriceAt = (ctx: IExecuteFunctions, i: number): number => Number(ctx.getNodeParameter('kakaoPrice', i, REFERENCE_PRICES.kakao));

/** Postage, in won. */
export const postagePriceFields: INodeProperties[] = [
	{
		displayName: '일반우편 요금(원)',
		name: 'letterPrice',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: REFERENCE_PRICES.letter,
		description: '문자로 서식 안내를 갈음한 건의 절감액을 계산하는 요금',
	},
	{
		displayName: '등기우편 요금(원)',
		name: 'registeredLetterPrice',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: REFERENCE_PRICES.registeredLetter,
		description: '등기로 보냈을 때와 견주는 요금',
	},
];

export function postageAt(ctx: IExecuteFunctions, i: number): { letter: number; registeredLetter: number } {
	return { letter: Number(ctx.getNodeParameter('letterPrice', i)), registeredLetter: Number(ctx.getNodeParameter('registeredLetterPrice', i)) };
}
