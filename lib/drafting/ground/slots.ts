import { type Claim, claimAt } from './claim';

const SLOT = /\[(인용 필요|확인 필요(?::\s?([^\]\n]*))?)\]/g;

/** Open slots of a text: `[인용 필요]`, `[확인 필요: 120명]`. */
export function openSlots(text: string): Array<Claim & { said: string }> {
	return [...text.matchAll(SLOT)].map((match) => ({
		...claimAt(text, 'quote', match.index, match.index + match[0].length, { type: 'quote', words: '' }),
		said: match[2] ?? '',
	}));
}
