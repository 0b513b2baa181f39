import { withRetry } from '../http/with-retry';
import type { Ledger } from '../ledger/ledger';
import type { RunLease } from '../ledger/types';
import { adoptGroups } from './adopt';
import { collectResults, type ResultPorts, type ResultReport } from './results';

export interface ReconcileReport extends ResultReport {
	/** Messages found at the gateway that the ledger took for unsent; now adopted. */
	adopted: number;
	/** Batches whose outcome is still open; the next sending resumes them. */
	unfinishedBatches: number;
}

/**
 * Compares the ledger with the gateway's own history over the given days: adopts texts that are out though the ledger
 * does not know, and takes in all reports. Sends nothing.
 */
export async function reconcile(ports: ResultPorts & { nowMs: () => number }, lease: RunLease, campaign: string, days: number): Promise<ReconcileReport> {
	const { ledger, gateway, signal } = ports;
	const from = ports.nowMs() - days * 86_400_000;
	const listed = await withRetry(() => gateway.messagesSince(from, signal), ports.retry, ports.retryPorts, signal);
	const adopted = await adoptGroups(ports, lease, listed);
	const results = await collectResults(ports, campaign);
	return { ...results, adopted, unfinishedBatches: await unfinished(ledger, lease) };
}

async function unfinished(ledger: Ledger, lease: RunLease): Promise<number> {
	return (await ledger.takeOverBatches(lease)).length;
}
