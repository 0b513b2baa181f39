import elections from './elections.json';
import latin from './latin.json';
import loanSpelling from './loan-spelling.json';
import loanwords from './loanwords.json';
import plain from './plain.json';
import redundant from './redundant.json';
import respect from './respect.json';
import spelling from './spelling.json';
import traces from './traces.json';

/** A word that should not stand in a text, and what to write instead. */
export interface WordEntry {
	find: string;
	/** What to write; several choices are separated by ` / `; empty where the word is to be left out. */
	use: string;
	/** Only where a word begins: behind neither Hangul nor a digit. */
	start?: boolean;
	/** Not where the text before it ends like this. */
	notBefore?: readonly string[];
	/** Not where the text behind it begins like this. */
	notAfter?: readonly string[];
	/** Mended without asking. */
	safe?: boolean;
}

/** An election and how sure its day is. */
export interface Election {
	name: string;
	/** `YYYY-MM-DD`. */
	date: string;
	/** `local`: of the head of the city; before a `national` one fewer acts are restricted. */
	kind: 'local' | 'national';
	/** False where the day is worked out from the law (공직선거법 제34조) and not yet announced. */
	verified: boolean;
}

/** Names of the word lists. */
export const WORD_LIST_NAMES = ['spelling', 'loanSpelling', 'loanwords', 'latin', 'plain', 'respect', 'redundant', 'traces'] as const;
export type WordListName = (typeof WORD_LIST_NAMES)[number];

/**
 * Editable word lists of the linter: misspelt words, misspelt loanwords, hard loanwords and their easy words, Latin
 * abbreviations and their Korean words, hard words of old office style, words that hurt people, things said twice, what a
 * chat model leaves behind; and the days of elections.
 */
export interface WordLists extends Readonly<Record<WordListName, readonly WordEntry[]>> {
	readonly elections: readonly Election[];
}

const SHIPPED: WordLists = {
	spelling,
	loanSpelling,
	loanwords,
	latin,
	plain,
	respect,
	redundant,
	traces,
	elections: elections.map(({ kind, ...election }) => ({ ...election, kind: kind === 'local' ? 'local' : 'national' })),
};

/** The lists of the package. */
export function shippedWords(): WordLists {
	return SHIPPED;
}

