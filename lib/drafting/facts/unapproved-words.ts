import { sentencesOf } from '../korean/sentences';
import type { SuppliedQuote } from '../types';

/** Letters of a sentence from which it is known as somebody's words where no marks are around it. */
const SHORTEST = 12;

export interface UnapprovedWords {
	start: number;
	end: number;
	quote: SuppliedQuote;
}

export const isApproved = ({ approvedBy, approvedOn }: SuppliedQuote): boolean => approvedBy !== '' && approvedOn !== '';

/**
 * Where a text repeats whole sentences of quotations that nobody has approved, marks and blanks apart: also without quotation
 * marks they are somebody's words. Words that an approved quotation has too are free.
 */
export function unapprovedWords(text: string, quotes: readonly SuppliedQuote[]): UnapprovedWords[] {
	const free = quotes.filter(isApproved).map((quote) => bare(quote.text));
	const found: UnapprovedWords[] = [];
	for (const quote of quotes) {
		if (isApproved(quote)) continue;
		for (const sentence of new Set([quote.text, ...sentencesOf(quote.text).map((one) => one.text)])) {
			const letters = bare(sentence);
			if (letters.length < SHORTEST || free.some((words) => words.includes(letters))) continue;
			for (const { index: start, 0: words } of text.matchAll(patternOf(letters))) {
				const end = start + words.length;
				if (found.every((one) => end <= one.start || start >= one.end)) found.push({ start, end, quote });
			}
		}
	}
	return found.sort((a, b) => a.start - b.start);
}

/** The text with an open slot in place of such words. */
export function withoutUnapproved(text: string, quotes: readonly SuppliedQuote[]): string {
	return unapprovedWords(text, quotes).reduceRight((kept, { start, end }) => `${kept.slice(0, start)}[인용 필요]${kept.slice(end)}`, text);
}

const bare = (text: string): string => text.replaceAll(/[^\p{L}\p{N}]/gu, '');

const patternOf = (letters: string): RegExp => new RegExp([...letters].join('[^\\p{L}\\p{N}]{0,3}'), 'gu');
