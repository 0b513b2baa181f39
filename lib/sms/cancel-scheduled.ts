import { RemoteError } from '../errors';
import { withRetry } from '../http/with-retry';
import type { BatchView } from '../ledger/batches';
import type { HandedNotice } from '../ledger/hand-over';
import type { Origin, RunLease } from '../ledger/types';
import { HAND_OVER_MS } from './batch-ports';
import { atGateway, listBatch } from './direct/identify';
import { type CancelOutcome, coversAccount, type Gateway, type GroupGateway, isDirect } from './gateway';
import type { ResultPorts } from './results';

export interface CancelReport {
	/** Texts that will not go out. */
	cancelled: number;
	/** Batches that the gateway sends or has sent. */
	tooLateBatches: number;
	/** Batches that the gateway does not know. */
	missingBatches: number;
	/** Scheduled batches of another gateway or account, left alone. */
	otherBatches: number;
	/** Batches whose hand-over is not settled: they may hold scheduled texts that were not cancelled. */
	unsettledBatches: number;
}

/** Cancels what the gateway holds back of the leased run (예약 취소). @throws RemoteError */
export async function cancelScheduled(ports: ResultPorts, lease: RunLease, by: string, origin: Origin): Promise<CancelReport> {
	const { ledger, gateway, retry, retryPorts, signal } = ports;
	const report: CancelReport = { cancelled: 0, tooLateBatches: 0, missingBatches: 0, otherBatches: 0, unsettledBatches: 0 };
	for (const batch of await ledger.scheduledBatches(lease.runId)) {
		if (batch.gateway !== gateway.id || (isDirect(gateway) && !coversAccount(gateway, batch.account))) {
			report.otherBatches += 1;
			continue;
		}
		const notices = await ledger.handedNotices(batch.id);
		const requests = await withRetry(async () => await requestsOf(ports, batch, notices), retry, retryPorts, signal);
		const handed = atGateway({ handOverMs: HAND_OVER_MS }, batch, notices, requests);
		const outcome = await withRetry(async () => await cancelAt(gateway, batch.groupId ?? '', handed, signal), retry, retryPorts, signal);
		if (outcome === 'cancelled') report.cancelled += await ledger.cancelScheduled(lease, batch, by, origin);
		else if (outcome === 'tooLate') report.tooLateBatches += 1;
		else report.missingBatches += 1;
	}
	report.unsettledBatches = (await ledger.takeOverBatches(lease)).length;
	return report;
}

/** The calls that hold the batch's texts; where only they can be cancelled, those too whose answer was lost. */
async function requestsOf({ ledger, gateway, signal }: ResultPorts, batch: BatchView, handed: readonly HandedNotice[]): Promise<readonly string[]> {
	if (!isDirect(gateway) || gateway.capabilities.clientKey) return batch.requests;
	const listed = await listBatch({ ledger, gateway, handOverMs: HAND_OVER_MS, signal }, batch, handed);
	return [...new Set([...batch.requests, ...listed.map(({ groupId }) => groupId)])];
}

async function cancelAt(gateway: Gateway, groupId: string, handed: ReturnType<typeof atGateway>, signal?: AbortSignal): Promise<CancelOutcome> {
	return isDirect(gateway) ? await gateway.cancel(handed, signal) : await cancelGroup(gateway, groupId, signal);
}

/**
 * A group whose time is cancelled waits again and could still be sent by hand, so it is deleted. One cancelled before (the
 * answer was lost) comes to the same end.
 */
async function cancelGroup(gateway: GroupGateway, groupId: string, signal?: AbortSignal): Promise<CancelOutcome> {
	const outcome = await gateway.cancelGroup(groupId, signal);
	if (outcome === 'missing') return outcome;
	let state = await gateway.groupState(groupId, signal);
	if (state === 'pending' && (await gateway.deleteGroup(groupId, signal)) === 'deleted') state = 'gone';
	if (state === 'gone' || (state === 'failed' && outcome === 'cancelled')) return 'cancelled';
	if (outcome === 'tooLate' && state !== 'pending') return outcome;
	throw new RemoteError(
		'cancelUnclear',
		'중계사가 예약 취소를 받았으나 취소된 상태를 아직 확인하지 못하였습니다.',
		'잠시 뒤 다시 실행하여 취소되었는지 확인하시기 바랍니다.',
		{ outcome: 'unknown', retryable: true },
	);
}
