import { WORD_LIST_NAMES, type WordEntry, type WordListName, type WordLists } from './word-lists';

/** A listed word in a text. */
export interface WordHit {
	list: WordListName;
	entry: WordEntry;
	start: number;
	end: number;
}

type Listed = { list: WordListName; entry: WordEntry };

/** Words by their first letter, longest first. */
const INDEXES = new WeakMap<WordLists, ReadonlyMap<number, readonly Listed[]>>();

function indexOf(lists: WordLists): ReadonlyMap<number, readonly Listed[]> {
	const known = INDEXES.get(lists);
	if (known !== undefined) return known;
	const index = new Map<number, Listed[]>();
	for (const list of WORD_LIST_NAMES)
		for (const entry of lists[list]) {
			const code = entry.find.charCodeAt(0);
			const group = index.get(code) ?? [];
			group.push({ list, entry });
			index.set(code, group);
		}
	for (const group of index.values()) group.sort((a, b) => b.entry.find.length - a.entry.find.length);
	INDEXES.set(lists, index);
	return index;
}

/** Every listed word of a text in order, the longest at each place, none inside another. One pass. */
export function findWords(text: string, lists: WordLists): WordHit[] {
	const index = indexOf(lists);
	const hits: WordHit[] = [];
	for (let at = 0; at < text.length; at++) {
		const group = index.get(text.charCodeAt(at));
		const found = group?.find(({ entry }) => stands(entry, text, at));
		if (found === undefined) continue;
		const end = at + found.entry.find.length;
		hits.push({ ...found, start: at, end });
		at = end - 1;
	}
	return hits;
}

const WORD_PART = /[가-힣\d]/;
const LATIN = /[A-Za-z\d]/;
const LATIN_ONLY = /^[A-Za-z]/;

function stands(entry: WordEntry, text: string, at: number): boolean {
	const { find, start, notBefore, notAfter } = entry;
	if (!text.startsWith(find, at)) return false;
	const end = at + find.length;
	const before = text.charAt(at - 1);
	if (start === true && WORD_PART.test(before)) return false;
	// A Latin abbreviation is a word by itself; letters beside it make another one.
	if (LATIN_ONLY.test(find) && (LATIN.test(before) || LATIN.test(text.charAt(end)))) return false;
	if (notAfter?.some((after) => text.startsWith(after, end)) === true) return false;
	return notBefore?.some((last) => text.endsWith(last, at)) !== true;
}
