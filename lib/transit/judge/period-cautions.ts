import { officialDate } from '../../calendar/day';
import texts from './cautions.json';

export interface PeriodCautionFacts {
	/** Days counted, and days of the period without a summary. */
	days: number;
	missing: number;
	provisional: readonly string[];
	/** Days of grade D. */
	bad: readonly string[];
	lastDay: string;
	signedOff: boolean;
}

/** 해석상 유의사항 of a period report. */
export function periodCautions(facts: PeriodCautionFacts): string[] {
	const listed = (dates: readonly string[]): string => dates.map(officialDate).join(', ');
	return [
		...(facts.missing > 0 ? [`기간 중 ${facts.missing}일은 분석한 자료가 없어 ${facts.days}일로 집계함.`] : []),
		...(facts.bad.length > 0 ? [`자료 등급 D인 날이 들어 있음: ${listed(facts.bad)}`] : []),
		...(facts.provisional.length > 0 ? [`잠정 자료인 날이 들어 있음: ${listed(facts.provisional)}`] : []),
		`노선조정 검토 대상은 ${officialDate(facts.lastDay)}까지의 관찰에 따른 것임.`,
		...(facts.signedOff ? [] : [texts.unsigned]),
		...texts.always,
	];
}
