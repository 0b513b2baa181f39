import type { CitySettings, DocumentState, DraftContent, FactSheet, FieldValues, Finding, Profile, Trace } from '../types';

/** A document and what its form is filled with. */
export interface RenderInput {
	profile: Profile;
	content: DraftContent;
	/** The entered fields; those of the form only (approval line, contact table) are taken from here. */
	values: FieldValues;
	city: CitySettings;
	state: DocumentState;
	/** `YYYY-MM-DD`. */
	today: string;
}

/** What the check sheet tells about a document. */
export interface CheckSheetInput extends RenderInput {
	facts: FactSheet;
	traces: readonly Trace[];
	findings: readonly Finding[];
	model: string;
	draftId: string;
	/** When it was made, as printed. */
	at: string;
}

/** What the page of the form shows beside the draft. */
export interface DraftHtmlInput extends RenderInput {
	findings: readonly Finding[];
	traces: readonly Trace[];
	/** Listed below where they are given. */
	facts?: FactSheet;
}
