import { isDay, officialDate } from '../calendar/day';
import { ValidationError } from '../errors';

/** The gateway as processor of personal data (수탁자) of the city (위탁자). Days as `YYYY-MM-DD`. */
export interface ProcessorFacts {
	/** 수탁자(업체명). */
	processor: string;
	/** 위탁 계약일. */
	contractedOn: string;
	/** 위탁 사실 공개일: since when the city's privacy policy names the processor. */
	publishedOn: string;
}

/**
 * What keeps a gateway from being active, as Korean phrases; empty when it may be used. Personal data may be handed to
 * a processor only under a written contract (개인정보 보호법 제26조제1항) and with the processor made public (제2항).
 * @param today Korean calendar day; neither date may lie after it
 */
export function processorProblems(facts: ProcessorFacts, today: string): string[] {
	return [
		...(facts.processor.trim() === '' ? ['수탁자(업체명) 없음'] : []),
		...dayProblems('위탁 계약일', facts.contractedOn, today),
		...dayProblems('위탁 사실 공개일', facts.publishedOn, today),
	];
}

function dayProblems(label: string, day: string, today: string): string[] {
	if (day === '') return [`${label} 없음`];
	if (!isDay(day)) return [`${label}의 형식이 연-월-일(예: 2026-03-02)이 아님`];
	return day > today ? [`${label}(${officialDate(day)})이 아직 오지 않음`] : [];
}

/** @throws ValidationError `processorMissing` naming what is missing */
export function requireProcessor(facts: ProcessorFacts, today: string): void {
	const problems = processorProblems(facts, today);
	if (problems.length === 0) return;
	throw new ValidationError(
		'processorMissing',
		`문자중계사업자에 대한 개인정보 처리위탁 정보가 갖추어지지 않아 보내지 않았습니다: ${problems.join(', ')}.`,
		"개인정보 보호법 제26조에 따라 위탁 계약을 문서로 체결하고 수탁자를 공개한 뒤, 문자중계사업자 자격 증명에 수탁자(업체명), 위탁 계약일, 위탁 사실 공개일을 입력하시기 바랍니다.",
	);
}
