import type { IExecuteFunctions } from 'n8n-workflow';

import { ConflictError } from '../../lib/errors';
import type { Ledger } from '../../lib/ledger/ledger';
import type { RunLease } from '../../lib/ledger/types';
import { ownerOf } from './ledger';

/** Takes a run for this execution; `undone` is what is left undone otherwise, e.g. `마감하지 않았습니다`. @throws ConflictError `runBusy` */
export async function leaseRun(ctx: IExecuteFunctions, ledger: Ledger, runId: string, undone: string, remedy?: string): Promise<RunLease> {
	const lease = await ledger.lease(runId, ownerOf(ctx));
	if (!lease) throw runBusy(runId, undone, remedy);
	return lease;
}

/** Another execution works on the run. */
export const runBusy = (runId: string, undone: string, remedy = '다른 실행이 끝난 뒤 다시 실행하시기 바랍니다.') =>
	new ConflictError('runBusy', `회차 '${runId}'을(를) 다른 실행이 처리하고 있어 ${undone}.`, remedy);
