import { type Claim, claimAt, type Scanner } from './claim';
import data from './names.json';
import { isParticle, stemsOf } from './stem';
import { suffixFinder } from './suffix';

const SURNAMES = new Set(data.surnames);
const COMMON_SURNAMES = new Set(data.common);
const GIVEN = new Set(data.given);
const NOT_BEHIND: ReadonlySet<string> = new Set(data.notBehindNames);
const NAME_ENDINGS = new Set(data.nameEndings);
const GIVEN_NAMES: ReadonlySet<string> = new Set(data.givenNames.split(' '));
const NOT_NAMES: ReadonlySet<string> = new Set(data.notNames);
const NOT_SURNAMES: ReadonlySet<string> = new Set(data.notSurnames);
const ALL_TITLES: ReadonlySet<string> = new Set(data.titles);
const SHORT_TITLES: ReadonlySet<string> = new Set(data.shortTitles);
const titleEnding = suffixFinder(data.titles.filter((title) => !data.wholeTitles.includes(title)));
const NOT_TITLES: ReadonlySet<string> = new Set(data.notTitles);
/** Letters that are more likely a particle at the end of an unknown word. */
const PARTICLE_END = /[은이가도여에의로]$/;
/** Titles that say nothing of an office. */
export const PLAIN_TITLES: ReadonlySet<string> = new Set(data.plainTitles);

/** `저는 사회를 맡은 홍길동입니다`: who says so and how. */
const OWN_NAME = /^([가-힣]{2,4}?)(?:입니다|이라고|라고|이에요|예요)$/;
const INTRODUCES = /(?:저는|제가|맡은|맡게 된|맡고 있는|진행하는|진행할|인사드리는|인사 올리는|드리는)\s$/;

const WORD = /[가-힣]+/g;

/** The title a word ends in, its particle left out; the whole word (`교통정책과장`) is `whole`. */
function titleOf(word: string): { title: string; whole: string } | null {
	const polite = /^([가-힣]+?)님[가-힣]{0,4}$/.exec(word)?.[1];
	for (const stem of [...(polite === undefined ? [] : [polite]), ...stemsOf(word), ...(isParticle(word.slice(1)) ? [word.slice(0, 1)] : [])]) {
		if (NOT_TITLES.has(stem)) return null;
		const title = ALL_TITLES.has(stem) ? stem : titleEnding(stem);
		if (title !== null) return { title, whole: stem };
	}
	return null;
}

/** Surname and syllables of given names: enough where a title stands beside it. */
function canBeName(word: string): boolean {
	if (NOT_NAMES.has(word)) return false;
	if (word.length === 4 && data.doubleSurnames.includes(word.slice(0, 2))) return GIVEN.has(word.charAt(2)) && GIVEN.has(word.charAt(3));
	if (word.length === 3 && data.doubleSurnames.includes(word.slice(0, 2)) && GIVEN.has(word.charAt(2))) return true;
	return word.length === 3 && COMMON_SURNAMES.has(word.charAt(0)) && GIVEN.has(word.charAt(1)) && GIVEN.has(word.charAt(2));
}

/** Surname and a given name that many people bear, or one that ends as hardly any other word does: enough without a title. */
function isCommonName(word: string): boolean {
	if (NOT_NAMES.has(word)) return false;
	if (COMMON_SURNAMES.has(word.charAt(0)) && NAME_ENDINGS.has(word.slice(-1)) && canBeName(word)) return true;
	const surname = word.length === 4 ? word.slice(0, 2) : word.slice(0, 1);
	return (word.length === 4 ? data.doubleSurnames.includes(surname) : COMMON_SURNAMES.has(surname)) && GIVEN_NAMES.has(word.slice(surname.length));
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
			const bare = nameOf(word.text, known, text.trim() === word.text ? canBeName : isCommonName);
			const nameLike = isName(word.text, known);
			if (next && (nameLike || word.text.length === 1)) {
				const title = !nameLike ? null : titleOf(next.text) ?? (words[at + 2] && adjacent(text, next, words[at + 2]) ? titleOf(words[at + 2]?.text ?? '') : null);
				if (title) {
					add(word.start, word.end, word.text, title.title);
					continue;
				}
				const short = word.text.length === 1 && SURNAMES.has(word.text) && !NOT_SURNAMES.has(word.text) ? titleOf(next.text) : null;
				if (short && short.whole === short.title && SHORT_TITLES.has(short.title)) {
					add(word.start, next.start + short.title.length, word.text, short.title);
					continue;
				}
			}
			const leading = before ? titleBefore(before.text) : null;
			const colon = before !== undefined && text[before.end] === ':';
			const introduced = !leading && OWN_NAME.test(word.text) && INTRODUCES.test(text.slice(Math.max(0, word.start - 24), word.start)) ? OWN_NAME.exec(word.text)?.[1] : undefined;
			if (introduced !== undefined && (known.has(introduced) || canBeName(introduced))) {
				add(word.start, word.start + introduced.length, introduced, '');
				continue;
			}
			const named = leading ? nameOf(word.text, known, colon ? (one) => isCommonName(one) || (canBeName(one) && !PARTICLE_END.test(one)) : canBeName) : null;
			if (leading && named !== null) add(word.start, word.start + named.length, named, leading);
			else if (bare !== null) add(word.start, word.start + bare.length, bare, '');
		}
		return found;
	};

const isName = (word: string, known: ReadonlySet<string>): boolean => known.has(word) || isCommonName(word) || (canBeName(word) && !PARTICLE_END.test(word));

/** The name a word begins with, its particle left out. */
function nameOf(word: string, known: ReadonlySet<string>, isNameLike: (word: string) => boolean): string | null {
	if (NOT_NAMES.has(word)) return null;
	for (const stem of stemsOf(word)) if (known.has(stem)) return stem;
	for (const stem of stemsOf(word)) if (isNameLike(stem) && !NOT_BEHIND.has(word.slice(stem.length))) return stem;
	return null;
}

/** A title that stands before a name as it is: `시장 김철수`, `(담당자 김철수)`. */
function titleBefore(word: string): string | null {
	if (NOT_TITLES.has(word)) return null;
	return ALL_TITLES.has(word) && word.length > 1 ? word : titleEnding(word);
}

const adjacent = (text: string, one: Word | undefined, other: Word | undefined): Word | null =>
	one && other && /^(?: |: |\()$/.test(text.slice(one.end, other.start)) ? other : null;
