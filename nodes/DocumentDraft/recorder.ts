import type { IExecuteFunctions } from 'n8n-workflow';

import type { StoredDocument } from '../../lib/drafting/store/document';
import type { DraftRecorder } from '../../lib/drafting/store/desk';
import type { DraftMaking } from '../../lib/ledger/drafts';
import type { Ledger } from '../../lib/ledger/ledger';
import { originOf, withLedger } from '../shared/ledger';

/**
 * Records documents in the ledger of the credential; null where 대장에 기록 is off. A ledger that cannot be opened is told before
 * the model has worked for minutes.
 */
export async function recorderAt(ctx: IExecuteFunctions, i: number): Promise<DraftRecorder | null> {
	if (ctx.getNodeParameter('audit', i, true) !== true) return null;
	const inLedger = async (work: (ledger: Ledger) => Promise<unknown>) => await withLedger(ctx, async ({ ledger }) => await work(ledger));
	await inLedger(async (ledger) => await ledger.drafts.draft(''));
	const origin = originOf(ctx);
	return {
		drafted: async (document) =>
			await inLedger(async ({ drafts }) => {
				const { draftId, profileId, values, createdAt } = document;
				await drafts.recordDraft({ draftId, type: profileId, input: JSON.stringify(values), startedAt: createdAt, origin, ...makingOf(document) });
			}),
		revised: async (document) => await inLedger(async ({ drafts }) => await drafts.recordRevision({ draftId: document.draftId, origin, ...makingOf(document) })),
		approved: async ({ draftId, createdAt, updatedAt, content }, by) =>
			await inLedger(async ({ drafts }) => await drafts.approveDraft({ draftId, by, personSeconds: Math.max(0, Date.parse(updatedAt) - Date.parse(createdAt)) / 1000, output: JSON.stringify(content), origin })),
		destroyed: async (draftIds) => await inLedger(async ({ drafts }) => await drafts.recordDestroyed(draftIds, origin)),
	};
}

function makingOf({ making, findings, traces, content }: StoredDocument): DraftMaking {
	const { profileVersion, promptVersion, model, mode, exemplarIds, rounds, calls, promptTokens, completionTokens, pipelineMs, modelMs } = making;
	const count = (severity: 'error' | 'warning' | 'info') => findings.filter((finding) => !finding.fixed && finding.severity === severity).length;
	return {
		profileVersion,
		promptVersion,
		model,
		modelMode: mode,
		exemplarIds,
		findings: { error: count('error'), warning: count('warning'), info: count('info') },
		untraced: traces.filter(({ verdict }) => verdict !== 'traced').length,
		rounds,
		calls,
		promptTokens,
		completionTokens,
		draftedMs: pipelineMs + modelMs,
		modelMs,
		output: JSON.stringify(content),
	};
}
