import { ValidationError } from '../errors';
import { compareCost, type Prices } from '../sms/cost';
import { grouped, unitPrice, won } from './numbers';

/** Cost of a run's messages, as lines a clerk can recalculate. */
export interface CostReport {
	lines: Array<{ name: string; count: number; price: number; amount: number; text: string }>;
	/** Won, rounded to 0.001 won. */
	total: number;
	postageSaved: number;
	notes: string[];
}

/**
 * Messages × unit price. No postage counts as saved: that needs a recorded request for electronic guidance
 * (지방세특례제한법 시행규칙 제2조제2항), and the ledger holds none.
 * Throws `invalidPrice` on a price that is not a number of won from 0 up.
 */
export function costReport(messages: { sms: number; lms: number }, prices: Prices): CostReport {
	for (const price of Object.values(prices)) {
		if (Number.isFinite(price) && price >= 0) continue;
		throw new ValidationError(
			'invalidPrice',
			'문자 또는 우편 단가가 올바른 금액이 아닙니다.',
			'단가를 0 이상의 숫자(원)로 입력하시기 바랍니다.',
		);
	}
	const compared = compareCost({ ...messages, lettersSaved: 0 }, prices);
	const line = (name: string, count: number, price: number) => {
		const amount = count * price;
		return { name, count, price, amount, text: `${name} ${grouped(count)}건 × ${unitPrice(price)} = ${won(amount)}` };
	};
	return {
		lines: [line('장문(LMS)', messages.lms, prices.lms), line('단문(SMS)', messages.sms, prices.sms)],
		total: compared.messages,
		postageSaved: compared.postageSaved,
		notes: [
			'중계사에 접수된 문자(전송 실패·결과 미확인 포함)에 계약 단가를 곱한 금액이며, 원 미만은 반올림하여 표시합니다. 실제 청구액은 중계사 정산 내역으로 확인하시기 바랍니다.',
			'전자적 안내 요청이 기록된 건이 없으므로 우편요금 절감액은 0원으로 계산하였습니다. 요청이 없는 경우 문자는 보조 안내이며, 감면 안내 서식(별지 제2호서식)은 직접교부 또는 우편으로 따로 안내해야 합니다.',
		],
	};
}
