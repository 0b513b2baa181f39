import type { MessageType } from './types';

/** Prices in won; fractions of a won are allowed. Contracts differ, so every price is a parameter. */
export interface Prices {
	sms: number;
	lms: number;
	/** One AlimTalk (알림톡) that Kakao delivered. */
	kakao: number;
	/** One letter (일반우편) and one registered letter (등기우편). */
	letter: number;
	registeredLetter: number;
}

/**
 * Starting values for the settings: the central government's message service of 2021 (SMS 8.063, LMS 26.763, AlimTalk 5 at most) and postage
 * from 2025-06-01. To be replaced by the city's own contract.
 */
export const REFERENCE_PRICES: Prices = { sms: 8.063, lms: 26.763, kakao: 5, letter: 430, registeredLetter: 2830 };

/** Price of one message in won. */
export function messagePrice(type: MessageType, prices: Prices): number {
	return type === 'SMS' ? prices.sms : prices.lms;
}

export interface CostInput {
	sms: number;
	lms: number;
	kakao: number;
	/** Letters that really need not be posted: only recipients whose statutory form was settled electronically on request. */
	lettersSaved: number;
}

export interface CostComparison {
	/** Won, rounded to 0.001 won. */
	messages: number;
	postageSaved: number;
	registeredPostageSaved: number;
	/** Plain postage saved less the messages; negative where texting cost more than it saved. */
	net: number;
}

/** Cost of the messages against the postage they spare, in won. */
export function compareCost(count: CostInput, prices: Prices): CostComparison {
	const messages = round(count.sms * prices.sms + count.lms * prices.lms + count.kakao * prices.kakao);
	const postageSaved = round(count.lettersSaved * prices.letter);
	return {
		messages,
		postageSaved,
		registeredPostageSaved: round(count.lettersSaved * prices.registeredLetter),
		net: round(postageSaved - messages),
	};
}

function round(won: number): number {
	return Math.round(won * 1000) / 1000;
}
