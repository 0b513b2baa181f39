import type { IExecuteFunctions } from 'n8n-workflow';

import type { DraftRecorder } from '../../lib/drafting/store/desk';
import { openLedger, originOf } from '../shared/ledger';

/** Records documents in the ledger of the credential; null where 대장에 기록 is off. */
export function recorderAt(ctx: IExecuteFunctions, i: number): DraftRecorder | null {
	if (ctx.getNodeParameter('audit', i, true) !== true) return null;
	throw new Error('not yet');
}
