import type { DraftContent, DocumentState, FieldValues, Finding, Trace } from '../types';
import type { Making } from '../pipeline/request';

/** The office's words for the states. */
export const STATE_NAMES: Readonly<Record<DocumentState, string>> = { draft: '초안', reviewed: '검토', approved: '확정' };

/** How many open slots a document has. */
export const openSlotsIn = (content: DraftContent): number => (JSON.stringify(content).match(/\[(?:확인 필요|인용 필요)/g) ?? []).length;

/** A document in the works, as its folder holds it. */
export interface StoredDocument {
	format: 1;
	/** `D-20261123-4f7a21c0`. */
	draftId: string;
	profileId: string;
	subType: string;
	values: FieldValues;
	/** What was asked for when it was changed, oldest first. */
	instructions: readonly string[];
	content: DraftContent;
	findings: readonly Finding[];
	traces: readonly Trace[];
	/** What the model said the facts lack. */
	missing: readonly string[];
	state: DocumentState;
	/** 1 for the first draft, one more with each change. */
	edition: number;
	making: Making;
	/** ISO text in Korean time. */
	createdAt: string;
	updatedAt: string;
	approvedBy: string;
}

/** A finished file of a document. */
export interface DocumentFile {
	kind: 'text' | 'hwpx' | 'docx' | 'checkSheet';
	name: string;
	path: string;
	bytes: number;
	/** Lower-case hex. */
	sha256: string;
}
