import type { ExemplarStore } from '../exemplars/store';
import { tidy } from '../korean/normalise';
import type { WordLists } from '../lint/words';
import type { ModelPort } from '../model/port';
import type { ScreenMode } from '../screen/screen';
import type { CitySettings, DraftContent, Fact, FactSheet, FieldValues, Finding, HouseStyle, Profile, Trace } from '../types';

/** What a city sets once for its documents. */
export interface DraftSettings {
	city: CitySettings;
	/** `YYYY-MM-DD`, the day in Korea. */
	today: string;
	/** What happens to personal data before the model sees anything. */
	screen: ScreenMode;
	/** Office lines that may be told to anybody. */
	publicPhones: readonly string[];
	/** Whether the model may see what is not public yet (embargo, merit of a person). */
	modelApproved: boolean;
	/** How often failing spans may be written again: 0 to 2. */
	repairRounds: number;
	/** How many past documents are shown to the model. */
	exemplarLimit: number;
	words: WordLists;
	/** Most tokens of an answer. */
	maxTokens: number;
}

/** What a document is checked against. */
export interface CheckRequest {
	profile: Profile;
	values: FieldValues;
	settings: DraftSettings;
	/** What was asked for when the document was changed; facts of their own. */
	instructions?: readonly string[];
}

export interface DraftRequest extends CheckRequest {
	/** Kind within the type, for the choice of past documents; empty where it does not matter. */
	subType: string;
	signal?: AbortSignal;
	/** Told while the model writes: how many characters have come. */
	onProgress?: (progress: { step: 'writing' | 'checking' | 'repairing'; characters: number }) => void;
}

export interface ReviseRequest extends DraftRequest {
	/** The document as it is. */
	content: DraftContent;
	/** What is to be changed, in the official's words. */
	instruction: string;
}

export interface DraftDeps {
	model: ModelPort;
	exemplars: ExemplarStore | null;
	/** Milliseconds of a clock that never goes back. */
	now: () => number;
}

/** A document that has been checked. */
export interface CheckedDocument {
	/** With open slots where something could not be traced. */
	content: DraftContent;
	sheet: FactSheet;
	findings: readonly Finding[];
	traces: readonly Trace[];
}

/** How a document came about, for the audit record; nothing readable of it. */
export interface Making {
	model: string;
	mode: string;
	promptVersion: string;
	profileVersion: string;
	exemplarIds: readonly string[];
	calls: number;
	rounds: number;
	promptTokens: number | null;
	completionTokens: number | null;
	modelMs: number;
	/** Everything but the calls. */
	pipelineMs: number;
}

export interface DraftResult extends CheckedDocument {
	/** What the model said the facts lack. */
	missing: readonly string[];
	/** Of a revision: how many texts the model changed unasked and that are as they were. */
	undone: number;
	making: Making;
}

/** What all checks of one document share. */
export interface CheckContext {
	profile: Profile;
	values: FieldValues;
	settings: DraftSettings;
	sheet: FactSheet;
	houseStyle: HouseStyle | null;
	/** Whether there are facts to trace the text to. */
	traced: boolean;
	/** Whether a person wrote all of it, the sections that our code fills included. */
	byHand: boolean;
}

/** The facts with what was asked for later, numbered on. */
export function withInstructions(sheet: FactSheet, instructions: readonly string[]): FactSheet {
	const last = sheet.facts.at(-1)?.no ?? 0;
	const added: Fact[] = instructions.map((text, index) => ({ no: last + index + 1, fieldId: 'instruction', label: '수정 요청', text: tidy(text).trim() }));
	return { ...sheet, facts: [...sheet.facts, ...added] };
}
