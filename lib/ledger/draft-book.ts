import type { Write } from './desk';
import * as drafts from './drafts';
import type { Origin } from './types';

/**
 * The audit record of drafted documents: versions, keyed hashes, findings and times, nothing readable of a document. Each
 * method is one transaction with one event a change.
 */
export class DraftBook {
	constructor(private readonly write: Write) {}

	async recordDraft(draft: drafts.DraftToRecord): Promise<drafts.DraftRecordView> {
		return await this.write((context) => drafts.recordDraft(context, draft));
	}

	async recordRevision(revision: drafts.RevisionToRecord): Promise<drafts.DraftRecordView> {
		return await this.write((context) => drafts.recordRevision(context, revision));
	}

	async approveDraft(approval: drafts.DraftApproval): Promise<drafts.DraftRecordView> {
		return await this.write((context) => drafts.approveDraft(context, approval));
	}

	/** Records that folders were destroyed; returns how many were not on record as such. */
	async recordDestroyed(draftIds: readonly string[], origin: Origin): Promise<number> {
		return await this.write((context) => drafts.recordDestroyed(context, draftIds, origin));
	}

	/** Records begun from one day to another, both included, by number after `after`. */
	async draftsBetween(fromDay: string, toDay: string, limit: number, after = ''): Promise<drafts.DraftRecordView[]> {
		return await this.write(() => drafts.draftsBetween(fromDay, toDay, limit, after));
	}

	async draft(draftId: string): Promise<drafts.DraftRecordView | null> {
		return await this.write(() => drafts.findDraft(draftId));
	}
}
