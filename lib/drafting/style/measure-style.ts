import { createHash } from 'node:crypto';
import { endingOf, sentencesOf } from '../korean/sentences';
import type { HouseStyle, Profile } from '../types';
import { findLeads } from './leads';
import { countLoanwords } from './loanword-habit';
import { sharesOf } from './shares';

const QUOTATION = /[“"][^”"\n]{2,600}[”"]/g;
const QUOTE_VERB = /[”"](?:이?라)?고 (?:[가-힣]+ ){0,2}(?<verb>말했다|전했다|밝혔다|강조했다|당부했다|설명했다|덧붙였다|약속했다|소감을 전했다)/g;
const MIDDLE_DOTS = ['·', '‧', 'ㆍ', '・'];
const ITEM_MARKS = ['▲', '△', '□', '○', '◦', '-', 'ㆍ', '▢', '■'];

/**
 * Measures the habits of a city's past documents of one type: sentence endings, lengths (a quotation counts as one letter of
 * its sentence), how leads begin, marks, verbs of quotations, and loanwords written as `쉬운 말(외래어)`. The order of the
 * documents does not matter, neither do empty ones.
 */
export function measureStyle(documents: ReadonlyArray<{ title: string; text: string }>, profile: Profile): HouseStyle {
	const texts = documents.map(({ text }) => text.replace(/\r\n?/g, '\n').trim()).filter((text) => text !== '');
	const bare = texts.map((text) => text.replace(QUOTATION, '”'));
	const sentences = bare.flatMap((text) => sentencesOf(text).map((sentence) => sentence.text.trim()));
	const whole = sentences.filter((sentence) => /[.!?]$/.test(sentence));
	const lengths = whole.map((sentence) => sentence.length);
	const sizes = texts.map((text) => text.length);
	const all = texts.join('\n');
	return {
		profileId: profile.id,
		documents: texts.length,
		sha256: hashOf(documents),
		endings: sharesOf(whole.map(endingOf).filter((ending) => ending !== '')).map(([ending, share]) => ({ ending, share })),
		sentence: { median: quantile(lengths, 0.5), p90: quantile(lengths, 0.9) },
		length: { median: quantile(sizes, 0.5), min: Math.min(...(sizes.length > 0 ? sizes : [0])), max: Math.max(0, ...sizes) },
		leads: findLeads(texts),
		marks: { middleDot: mostUsed(all, MIDDLE_DOTS), ...quoteMarks(all), item: mostUsedMark(texts) },
		quoteVerbs: sharesOf([...all.matchAll(QUOTE_VERB)].map((match) => match.groups?.verb ?? '')).map(([verb, share]) => ({ verb, share })),
		loanwords: countLoanwords(all),
	};
}

function hashOf(documents: ReadonlyArray<{ title: string; text: string }>): string {
	const each = documents.map(({ title, text }) => createHash('sha256').update(`${title}\n${text}`).digest('hex')).sort();
	return createHash('sha256').update(each.join('\n')).digest('hex');
}

function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

const count = (text: string, mark: string): number => text.split(mark).length - 1;

function mostUsed(text: string, marks: readonly string[]): string {
	const [best] = marks.map((mark) => ({ mark, uses: count(text, mark) })).sort((a, b) => b.uses - a.uses);
	return best === undefined || best.uses === 0 ? '' : best.mark;
}

function quoteMarks(text: string): { quoteOpen: string; quoteClose: string } {
	const [curly, straight] = [count(text, '“'), count(text, '"') / 2];
	if (curly === 0 && straight === 0) return { quoteOpen: '', quoteClose: '' };
	return curly >= straight ? { quoteOpen: '“', quoteClose: '”' } : { quoteOpen: '"', quoteClose: '"' };
}

/** The mark that begins most items; `▲` also inside a sentence. */
function mostUsedMark(texts: readonly string[]): string {
	const starts = texts.flatMap((text) => text.match(/(?:^|(?<=\n))[ \t]*[△□○◦▢■ㆍ-](?=[ \t])|[▲]/g) ?? []).map((mark) => mark.trim());
	return mostUsed(starts.join(''), ITEM_MARKS);
}
