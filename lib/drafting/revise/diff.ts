import type { DraftContent } from '../types';

export interface TextPart {
	kind: 'same' | 'out' | 'in';
	text: string;
}

export interface TextChange {
	/** Place in the later document; of the earlier one where it is removed. */
	place: string;
	kind: 'kept' | 'changed' | 'added' | 'removed';
	before: string;
	after: string;
	/** Of a changed text: what stayed, went and came, in order. */
	parts?: readonly TextPart[];
}

/** What differs between two states of a document, in the order of the later one. */
export function diffTexts(_before: DraftContent, _after: DraftContent): TextChange[] {
	return [];
}
