import { type Claim, claimAt, type Scanner } from './claim';
import data from './latin.json';
import { unitAt } from './units';

/** × and ÷ stand among the letters of Latin-1. */
const WORD = /(?:https?:\/\/|www\.)[^\s)\]」”’'"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[A-Za-zＡ-Ｚａ-ｚ\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f][A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]*(?:[&+./'’_-][A-Za-z0-9\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]+)*(?:[A-Za-z]\+)?/g;

const EQUIVALENTS: ReadonlyMap<string, readonly string[]> = new Map(data.equivalents.map(({ latin, korean }) => [latin.toLowerCase(), korean]));

/** Korean words that say the same as a Latin abbreviation. */
export const koreanOf = (latin: string): readonly string[] => EQUIVALENTS.get(latin.toLowerCase()) ?? [];

/** Words in Latin letters, addresses of the network included; units of measure belong to their numbers. */
export const scanLatin: Scanner = (text, free) => {
	const found: Claim[] = [];
	for (const match of text.matchAll(WORD)) {
		const word = match[0].replace(/[./]+$/, '');
		const end = match.index + word.length;
		if (/\d\s?$/.test(text.slice(0, match.index)) && unitAt(text, match.index)?.word.startsWith(word)) continue;
		if (word !== '' && free(match.index, end)) found.push(claimAt(text, 'latin', match.index, end, { type: 'latin', key: latinKey(word) }));
	}
	return found;
};

/** One spelling for `https://www.example.kr/` and `example.kr`. */
export const latinKey = (word: string): string => word.normalize('NFKC').toLowerCase().replace(/^https?:\/\//, '').replace(/^www\./, '').replace(/\/+$/, '');
