import { type Claim, claimAt, type Scanner } from './claim';
import data from './names.json';
import { stemsOf } from './stem';

const SURNAMES = new Set(data.surnames);
const COMMON_SURNAMES = new Set(data.common);
const GIVEN = new Set(data.given);
const GIVEN_STRICT = new Set(data.givenStrict);
const NOT_NAMES: ReadonlySet<string> = new Set(data.notNames);
const NOT_SURNAMES: ReadonlySet<string> = new Set(data.notSurnames);
const TITLES = [...data.titles].sort((one, other) => other.length - one.length);
const SHORT_TITLES = [...data.shortTitles].sort((one, other) => other.length - one.length);
/** Titles that say nothing of an office. */
export const PLAIN_TITLES: ReadonlySet<string> = new Set(data.plainTitles);

const WORD = /[가-힣]+/g;

/** The title a word ends in, its particle left out; the whole word (`교통정책과장`) is `whole`. */
function titleOf(word: string, titles: readonly string[] = TITLES): { title: string; whole: string } | null {
	for (const stem of [...stemsOf(word), ...(word.length === 2 ? [word.slice(0, 1)] : [])]) {
		const title = titles.find((one) => (one.length === 1 ? stem === one : stem.endsWith(one)));
		if (title !== undefined) return { title, whole: stem };
	}
	return null;
}

function looksLikeName(word: string, given: ReadonlySet<string>, surnames: ReadonlySet<string>): boolean {
	if (NOT_NAMES.has(word)) return false;
	if (word.length === 4 && data.doubleSurnames.includes(word.slice(0, 2))) return given.has(word.charAt(2)) && given.has(word.charAt(3));
	return word.length === 3 && surnames.has(word.charAt(0)) && given.has(word.charAt(1)) && given.has(word.charAt(2));
}

interface Word {
	text: string;
	start: number;
	end: number;
}

/** Persons: a name with a title beside it (`김철수 과장`, `시장 김철수`, `김 과장`, `김철수 씨`), or a bare name. `known` are names that are certainly names. */
export const personScanner =
	(known: ReadonlySet<string>): Scanner =>
	(text, free) => {
		const found: Claim[] = [];
		const add = (start: number, end: number, name: string, title: string) => {
			if (free(start, end) && !found.some((claim) => start < claim.end && end > claim.start)) found.push(claimAt(text, 'person', start, end, { type: 'person', name, title }));
		};
		const words: Word[] = [...text.matchAll(WORD)].map((match) => ({ text: match[0], start: match.index, end: match.index + match[0].length }));
		for (const [at, word] of words.entries()) {
			const next = adjacent(text, word, words[at + 1]);
			const before = adjacent(text, words[at - 1], word) ? words[at - 1] : undefined;
			const bare = nameOf(word.text, known, GIVEN_STRICT, COMMON_SURNAMES);
			if (next) {
				const title = titleOf(next.text) ?? (words[at + 2] && adjacent(text, next, words[at + 2]) && isName(word.text, known) ? titleOf(words[at + 2]?.text ?? '') : null);
				if (title && isName(word.text, known)) {
					add(word.start, word.end, word.text, title.title);
					continue;
				}
				const short = word.text.length === 1 && SURNAMES.has(word.text) && !NOT_SURNAMES.has(word.text) ? titleOf(next.text, SHORT_TITLES) : null;
				if (short && short.whole === short.title) {
					add(word.start, next.start + short.title.length, word.text, short.title);
					continue;
				}
			}
			const leading = before ? titleBefore(before.text) : null;
			const named = nameOf(word.text, known, leading ? GIVEN : GIVEN_STRICT, SURNAMES) ?? null;
			if (leading && named !== null) add(word.start, word.start + named.length, named, leading);
			else if (bare !== null) add(word.start, word.start + bare.length, bare, '');
		}
		return found;
	};

const isName = (word: string, known: ReadonlySet<string>): boolean => known.has(word) || looksLikeName(word, GIVEN, SURNAMES);

/** The name a word begins with, its particle left out. */
function nameOf(word: string, known: ReadonlySet<string>, given: ReadonlySet<string>, surnames: ReadonlySet<string>): string | null {
	if (NOT_NAMES.has(word)) return null;
	for (const stem of stemsOf(word)) if (known.has(stem)) return stem;
	for (const stem of stemsOf(word)) if (looksLikeName(stem, given, surnames)) return stem;
	return null;
}

/** A title that stands before a name as it is: `시장 김철수`, `(담당자 김철수)`. */
function titleBefore(word: string): string | null {
	const title = TITLES.find((one) => one.length > 1 && word.endsWith(one));
	return title ?? null;
}

const adjacent = (text: string, one: Word | undefined, other: Word | undefined): Word | null =>
	one && other && /^(?: |: |\()$/.test(text.slice(one.end, other.start)) ? other : null;
