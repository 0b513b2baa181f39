import type { IExecuteFunctions } from 'n8n-workflow';

import type { DraftDeps } from '../../lib/drafting/pipeline/request';
import type { DeskPorts } from '../../lib/drafting/store/desk';
import { draftStoreAt, exemplarsAt, nowInKorea, optionsAt, settingsAt } from './fields';
import { modelAt } from './model';
import { recorderAt } from './recorder';
import type { DraftSettings } from '../../lib/drafting/pipeline/request';

/** Store, record and clock of the desk. */
export async function deskPortsAt(ctx: IExecuteFunctions, i: number): Promise<DeskPorts> {
	return { store: await draftStoreAt(ctx, i), recorder: await recorderAt(ctx, i), now: nowInKorea };
}

/** What drafting takes: the model, past documents, and the city's settings. */
export async function draftingAt(ctx: IExecuteFunctions, i: number): Promise<{ deps: DraftDeps; settings: DraftSettings }> {
	const { model, approved } = await modelAt(ctx, i, optionsAt(ctx, i).connectedApproved === true);
	return { deps: { model, exemplars: await exemplarsAt(ctx, i), now: () => performance.now() }, settings: await settingsAt(ctx, i, approved) };
}
