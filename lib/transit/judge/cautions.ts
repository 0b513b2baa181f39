import texts from './cautions.json';
import { fill } from './words';

export interface CautionFacts {
	state: 'provisional' | 'final';
	running: boolean;
	usualKnown: boolean;
	signedOff: boolean;
	cellsHidden: boolean;
	areasHold: boolean;
	/** Routes in the load table where not all fit, else null. */
	shortenedTo: number | null;
}

/** 해석상 유의사항 of a daily report. */
export function cautionsOf(facts: CautionFacts): string[] {
	return [
		...(facts.running ? [texts.running] : []),
		...(facts.state === 'provisional' ? [texts.provisional] : []),
		...(facts.usualKnown ? [] : [texts.noUsual]),
		...(facts.signedOff ? [] : [texts.unsigned]),
		...(facts.cellsHidden ? [texts.smallCells] : []),
		...(facts.areasHold ? [] : [texts.noAreas]),
		...(facts.shortenedTo === null ? [] : [fill(texts.shortened, { routes: String(facts.shortenedTo) })]),
		...texts.always,
	];
}
