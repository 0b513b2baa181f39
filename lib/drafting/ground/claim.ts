import type { ClaimKind } from '../types';

/** A calendar day or a part of one; what is not said is null. */
export interface DayValue {
	type: 'date';
	year: number | null;
	month: number | null;
	day: number | null;
	/** 0 Sunday to 6 Saturday. */
	weekday: number | null;
	/** `초`, `중순`, `말`, `1분기`, `상반기`, `매주`, or a word such as `내년`; empty for none. */
	part: string;
}

/** What a claim says, in a form that does not depend on how it is written. */
export type ClaimValue =
	| {
			type: 'measure';
			value: number;
			/** Id of units.json; empty where the unit is not known. */
			unit: string;
			/** `이상`, `이하`, `미만`, `초과`, `이내`; empty for none. */
			bound: string;
			/** `수백`: any number of this magnitude. */
			vague: boolean;
	  }
	/** Digits that are a name, not a quantity: telephone, document number, house number. */
	| { type: 'code'; digits: string }
	| DayValue
	/** Minutes of the day; `either`: morning and afternoon are both possible. */
	| { type: 'time'; minutes: number; either: boolean }
	| { type: 'law'; name: string; article: string }
	| { type: 'name'; key: string }
	| { type: 'person'; name: string; title: string }
	| { type: 'latin'; key: string }
	| { type: 'quote'; words: string };

/** One checkable statement found in a text. */
export interface Claim {
	kind: ClaimKind;
	start: number;
	end: number;
	text: string;
	value: ClaimValue;
}

/** Finds claims of one kind; `free` says whether a stretch is not yet part of another claim. */
export type Scanner = (text: string, free: (start: number, end: number) => boolean) => Claim[];

/** The claim that stands at a place of a text. */
export const claimAt = (text: string, kind: ClaimKind, start: number, end: number, value: ClaimValue): Claim => ({ kind, start, end, text: text.slice(start, end), value });
