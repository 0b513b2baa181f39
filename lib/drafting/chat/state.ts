import type { CitySettings, FieldValues } from '../types';

/** Where a conversation stands; plain JSON, so that any store can hold it. */
export interface ChatState {
	/** `choosing`: no type yet; `filling`: asking for facts; `drafted`: a draft has been asked for. */
	phase: 'choosing' | 'filling' | 'drafted';
	/** Empty while choosing. */
	profileId: string;
	values: FieldValues;
	/** Field that the last reply asked for; empty for none. */
	asked: string;
	/** Optional fields that the person passed over. */
	skipped: readonly string[];
}

/** What a reply depends on beside the state. */
export interface ChatContext {
	city: CitySettings;
	/** `YYYY-MM-DD`. */
	today: string;
	/** Whether a draft of this conversation exists that can be revised or downloaded. */
	hasDraft: boolean;
}

/** What the caller must do now; `reply` is what to say where it does nothing. */
export type ChatAction =
	| { kind: 'draft'; profileId: string; values: FieldValues }
	| { kind: 'revise'; instruction: string }
	/** Hand over the files of the last draft. */
	| { kind: 'files' }
	/** Forget the draft, a new conversation begins. */
	| { kind: 'start' };

export interface ChatTurn {
	state: ChatState;
	/** Korean, Markdown. */
	reply: string;
	action: ChatAction | null;
}
