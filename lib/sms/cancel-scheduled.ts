import { withRetry } from '../http/with-retry';
import type { Origin, RunLease } from '../ledger/types';
import { HAND_OVER_MS } from './batch-ports';
import { atGateway } from './direct/identify';
import { type CancelOutcome, type Gateway, isDirect } from './gateway';
import type { ResultPorts } from './results';

export interface CancelReport {
	/** Texts that will not go out. */
	cancelled: number;
	/** Batches that the gateway sends or has sent. */
	tooLateBatches: number;
	/** Batches that the gateway does not know. */
	missingBatches: number;
	/** Scheduled batches of another gateway, left alone. */
	otherBatches: number;
}

/** Cancels what the gateway holds back of the leased run (예약 취소). @throws RemoteError */
export async function cancelScheduled(ports: ResultPorts, lease: RunLease, by: string, origin: Origin): Promise<CancelReport> {
	const { ledger, gateway, retry, retryPorts, signal } = ports;
	const report: CancelReport = { cancelled: 0, tooLateBatches: 0, missingBatches: 0, otherBatches: 0 };
	for (const batch of await ledger.scheduledBatches(lease.runId)) {
		if (batch.gateway !== gateway.id) {
			report.otherBatches += 1;
			continue;
		}
		const handed = atGateway({ handOverMs: HAND_OVER_MS }, batch, await ledger.handedNotices(batch.id));
		const outcome = await withRetry(async () => await cancelAt(gateway, batch.groupId ?? '', handed, signal), retry, retryPorts, signal);
		if (outcome === 'cancelled') report.cancelled += await ledger.cancelScheduled(lease, batch, by, origin);
		else if (outcome === 'tooLate') report.tooLateBatches += 1;
		else report.missingBatches += 1;
	}
	return report;
}

async function cancelAt(gateway: Gateway, groupId: string, handed: ReturnType<typeof atGateway>, signal?: AbortSignal): Promise<CancelOutcome> {
	return isDirect(gateway) ? await gateway.cancel(handed, signal) : await gateway.cancelGroup(groupId, signal);
}
