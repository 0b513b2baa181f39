import hosts from './josa-hosts.json';
import data from './josa-nouns.json';

const setOf = (words: string): ReadonlySet<string> => new Set(words.split(' '));

const NOUNS: ReadonlySet<string> = new Set([...Object.values(data.nouns).flatMap((words) => words.split(' ')), ...hosts.nouns, ...hosts.titles]);
const LONGEST_NOUN = Math.max(...[...NOUNS].map(({ length }) => length));
/** A noun of so many syllables is itself also behind a name nobody knows (`회룡도서관`). */
const LONG = 3;
/** Longest compound that is taken apart. */
const LONGEST_COMPOUND = 14;
const ENDINGS = setOf(data.endings);
const SHORT = setOf(data.short);
const COUNTERS = setOf(data.counters);
const PERSONS = setOf(data.persons);
const NO_ROADS = setOf(data.noRoads);
const WORDS = setOf(data.words);
const LONGEST_WORD = Math.max(...[...WORDS].map(({ length }) => length));
const SURNAMES = setOf(data.surnames);
const GIVEN_NAMES = setOf(data.givenNames);

/** Nouns and nothing else: `지역주민`, `지원금`, `참가자들`. */
function isCompound(stem: string): boolean {
	if (NOUNS.has(stem)) return true;
	if (stem.length < 3 || stem.length > LONGEST_COMPOUND) return false;
	if (ENDINGS.has(stem.slice(-1)) && isCompound(stem.slice(0, -1))) return true;
	for (let length = Math.min(LONGEST_NOUN, stem.length - 2); length >= 2; length--) if (NOUNS.has(stem.slice(-length)) && isCompound(stem.slice(0, -length))) return true;
	return false;
}

function endsIn(stem: string, words: ReadonlySet<string>, shortest: number): boolean {
	for (let length = Math.min(LONGEST_NOUN, stem.length); length >= shortest; length--) if (words.has(stem.slice(-length))) return true;
	return false;
}

/** Whether the stretch is a word as it stands: `사업가`, `지역사업가`. */
function isWord(run: string): boolean {
	for (let length = Math.min(LONGEST_WORD, run.length); length >= 2; length--) {
		if (!WORDS.has(run.slice(-length))) continue;
		if (length === run.length || length >= LONG || isCompound(run.slice(0, -length))) return true;
	}
	return false;
}

const isName = (run: string): boolean => run.length === 3 && SURNAMES.has(run.charAt(0)) && GIVEN_NAMES.has(run.slice(1));

/**
 * Whether the stem is a common noun or made of such, so that the syllables behind it can only be a particle; `before` is the
 * character before it.
 */
export function isNounBefore(particle: string, stem: string, before: string): boolean {
	if (stem.length === 1) return !WORDS.has(stem + particle) && (SHORT.has(stem) || (COUNTERS.has(stem) && /\d/.test(before)));
	if (particle === '과') return endsIn(stem, PERSONS, 2) && isCompound(stem);
	if (particle === '로') return endsIn(stem, NO_ROADS, 2) && isCompound(stem);
	if (NOUNS.has(stem)) return !WORDS.has(stem + particle) && !isName(stem + particle);
	return (isCompound(stem) || endsIn(stem, NOUNS, LONG)) && !isWord(stem + particle);
}
