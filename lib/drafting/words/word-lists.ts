/** A word that should not stand in a text, and what to write instead. */
export interface WordEntry {
	find: string;
	/** What to write; several choices are separated by ` / `; empty where the word is to be left out. */
	use: string;
	/** Only where a word begins. */
	start?: boolean;
	/** Only where the word before it does not end, or the word after it does not begin, like this. */
	notBefore?: readonly string[];
	notAfter?: readonly string[];
	/** Mended without asking. */
	safe?: boolean;
}

/** An election and how sure its day is. */
export interface Election {
	name: string;
	/** `YYYY-MM-DD`. */
	date: string;
	/** `local`: of the head of the city; the others bind the office in fewer ways. */
	kind: 'local' | 'national';
	/** False where the day is worked out from the law and not yet announced. */
	verified: boolean;
}

/** Editable word lists of the linter. */
export interface WordLists {
	spelling: readonly WordEntry[];
	loanSpelling: readonly WordEntry[];
	/** Hard loanwords and their easy words. */
	loanwords: readonly WordEntry[];
	/** Latin abbreviations and their Korean words. */
	latin: readonly WordEntry[];
	/** Hard Sino-Korean words of old office style. */
	plain: readonly WordEntry[];
	/** Words that hurt people. */
	respect: readonly WordEntry[];
	/** Said twice. */
	redundant: readonly WordEntry[];
	/** What a chat model leaves behind. */
	traces: readonly WordEntry[];
	elections: readonly Election[];
}

/** The lists of the package. */
export function shippedWords(): WordLists {
	return { spelling: [], loanSpelling: [], loanwords: [], latin: [], plain: [], respect: [], redundant: [], traces: [], elections: [] };
}

export { readWords } from './read-words';
