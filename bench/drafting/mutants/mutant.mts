import type { Random } from '../../../sandbox/shared/random.mts';
import type { PlainDocument, PlainText } from '../plain-document.mts';

/** A clean document with all that mutators may look at. */
export interface Clean {
	id: string;
	profileId: string;
	document: PlainDocument;
	texts: readonly PlainText[];
	/** Everything that was entered, as one text. */
	entered: string;
	named: { persons: readonly string[]; organisations: readonly string[]; laws: readonly string[] };
}

/** A document with one flaw in it. */
export interface Mutant {
	/** `number.changed`, `quote.joined`, `date.notation` … */
	kind: string;
	document: PlainDocument;
	/** Places whose text differs; empty where the flaw is one of the whole document. */
	places: readonly string[];
	/** What was put in without a fact and must not stand unmarked; empty where nothing of that kind was. */
	invented: readonly string[];
}

/** New texts by place, and what in them is invented. */
export interface Change {
	texts: ReadonlyMap<string, string>;
	invented?: readonly string[];
}

/** Makes flaws of one kind: all that it finds, in reading order. */
export interface Mutator {
	kind: string;
	make(clean: Clean, random: Random): Change[];
}

export function changeAt({ place, text }: PlainText, start: number, end: number, words: string, invented: readonly string[] = []): Change {
	return { texts: new Map([[place, text.slice(0, start) + words + text.slice(end)]]), invented };
}
