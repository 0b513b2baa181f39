import { ValidationError } from '../errors';
import type { CampaignTotals } from '../ledger/types';
import { compareCost, type Prices } from '../sms/cost';
import { dayOrNothing, grouped, unitPrice, won } from './numbers';

/** Cost of the texts of a stretch of time against the postage they spared; won, rounded to 0.001 won. */
export interface CostSpan {
	/** 이번 회차, 월 누계, 연 누계. */
	name: string;
	/** Days it covers, as printed; empty for the run itself. */
	days: string;
	/** Messages submitted: short, long and AlimTalks. */
	texts: number;
	messages: number;
	/** Statutory forms that a delivered text settled on recorded request: letters really spared. */
	formsByText: number;
	/** At the price of plain letters, and beside it of registered ones. */
	postageSaved: number;
	registeredPostageSaved: number;
	/** Plain postage saved less the texts; negative where texting cost more than it spared. */
	net: number;
}

/** Cost of a run's messages, as lines a clerk can recalculate, and what the campaign cost so far. */
export interface CostReport {
	lines: Array<{ name: string; count: number; price: number; amount: number; text: string }>;
	/** Won, rounded to 0.001 won. */
	total: number;
	postageSaved: number;
	/** Run, month to date, year to date. */
	spans: CostSpan[];
	notes: string[];
}

/** What is counted for the run, and for its month and year up to `day`. */
export interface CostFigures {
	day: string;
	run: CampaignTotals;
	month: CampaignTotals;
	year: CampaignTotals;
}

/** First day of month and year of a day. */
export const startsOf = (day: string) => ({ month: `${day.slice(0, 7)}-01`, year: `${day.slice(0, 4)}-01-01` });

/**
 * Messages × unit price against the postage spared. A letter is spared only where the applicant's request for electronic
 * guidance is recorded and the text was delivered (지방세특례제한법 시행규칙 제2조제2항).
 * Throws `invalidPrice` on a price that is not a number of won from 0 up.
 */
export function costReport(figures: CostFigures, prices: Prices): CostReport {
	for (const price of Object.values(prices)) {
		if (Number.isFinite(price) && price >= 0) continue;
		throw new ValidationError(
			'invalidPrice',
			'문자 또는 우편 단가가 올바른 금액이 아닙니다.',
			'단가를 0 이상의 숫자(원)로 입력하시기 바랍니다.',
		);
	}
	const { day, run, month, year } = figures;
	const starts = startsOf(day);
	const upTo = (from: string) => (from === day ? dayOrNothing(day) : `${dayOrNothing(from)} ~ ${dayOrNothing(day).replace(/^\d{4}\. /, '')}`);
	const spans = [
		spanOf('이번 회차', '', run, prices),
		spanOf('월 누계', upTo(starts.month), month, prices),
		spanOf('연 누계', upTo(starts.year), year, prices),
	];
	const line = (name: string, count: number, price: number) => {
		const amount = count * price;
		return { name, count, price, amount, text: `${name} ${grouped(count)}건 × ${unitPrice(price)} = ${won(amount)}` };
	};
	const compared = compareCost({ ...run, lettersSaved: run.formsByText }, prices);
	return {
		lines: [
			line('장문(LMS)', run.lms, prices.lms),
			line('단문(SMS)', run.sms, prices.sms),
			...(run.kakao > 0 ? [line('알림톡', run.kakao, prices.kakao)] : []),
		],
		total: compared.messages,
		postageSaved: compared.postageSaved,
		spans,
		notes: [
			'중계사에 접수된 문자(전송 실패·결과 미확인 포함)에 계약 단가를 곱한 금액이며, 원 미만은 반올림하여 표시합니다. 실제 청구액은 중계사 정산 내역으로 확인하시기 바랍니다.',
			...(run.kakao > 0 ? ['알림톡은 전송 결과에서 카카오톡으로 도착한 것이 확인된 건입니다. 결과를 기다리는 알림톡과 문자로 대신 나간 건은 문자로 셉니다.'] : []),
			savingNote(run, year, prices),
		],
	};
}

function spanOf(name: string, days: string, totals: CampaignTotals, prices: Prices): CostSpan {
	const compared = compareCost({ ...totals, lettersSaved: totals.formsByText }, prices);
	return { name, days, texts: totals.sms + totals.lms + totals.kakao, formsByText: totals.formsByText, ...compared };
}

function savingNote(run: CampaignTotals, year: CampaignTotals, prices: Prices): string {
	if (run.formsByText === 0 && year.formsByText === 0) {
		return '전자적 안내 요청이 기록된 건이 없으므로 우편요금 절감액은 0원으로 계산하였습니다. 요청이 없는 경우 문자는 보조 안내이며, 감면 안내 서식(별지 제2호서식)은 직접교부 또는 우편으로 따로 안내해야 합니다.';
	}
	return `우편요금 절감액은 전자적 안내 요청이 기록되고 문자가 전송 성공한 서식 안내만 일반우편 ${unitPrice(prices.letter)}(등기우편 ${unitPrice(prices.registeredLetter)}은 참고)으로 계산하였습니다. 요청이 없는 경우 문자는 보조 안내이므로 절감액에 넣지 않았습니다.`;
}
