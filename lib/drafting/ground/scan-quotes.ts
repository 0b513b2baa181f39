import { type Claim, claimAt, type Scanner } from './claim';
import { squeezed } from './flat';

const QUOTED = /“([^”\n]{1,1500})”|"([^"\n]{1,1500})"|‘([^’\n]{1,1500})’|(?<![A-Za-z가-힣\d])'([^'\n]{1,1500})'/g;
/** What follows somebody's words. */
const SAID = /^[,.]?\s?(?:이?라(?:고|며|는|면서)|고(?=\s|\p{P})|며|면서|하고)|^\s?(?:는|란)\s(?:말|뜻|소감|입장)/u;
const SENTENCE = /(?:다|요|까|자|네|죠|라|것|길|니다|음)[.!?]?$/;

/** Words in marks that somebody is said to have said: all in “ ”, long ones or such with 라고 or 며 behind them in ‘ ’. */
export const scanQuotes: Scanner = (text, free) => {
	const found: Claim[] = [];
	for (const match of text.matchAll(QUOTED)) {
		const inner = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
		const [start, end] = [match.index, match.index + match[0].length];
		const double = match[1] !== undefined || match[2] !== undefined;
		const words = squeezed(inner);
		const said = SAID.test(text.slice(end, end + 12));
		const sentence = SENTENCE.test(inner.trim());
		const speech = double ? said || sentence || words.length >= 12 : (said && (sentence || words.length >= 10)) || (sentence && words.length >= 15);
		if (speech && words !== '' && free(start, end)) found.push(claimAt(text, 'quote', start, end, { type: 'quote', words }));
	}
	return found;
};

/** Whether what follows a closing mark says that somebody said the words. */
export const isSaid = (text: string, end: number): boolean => SAID.test(text.slice(end, end + 12));
