import type { BatchView } from '../ledger/batches';
import type { RunLease } from '../ledger/types';
import { adoptForgotten } from './adopt';
import { type BatchPorts, HAND_OVER_MS } from './batch-ports';
import { resolveHandOver } from './direct/resolve';
import { coversAccount, isDirect } from './gateway';
import { lookUpGroup } from './group/drive';
import { collectResults, type ResultPorts, type ResultReport } from './results';

export interface ReconcileReport extends ResultReport {
	/** Messages found at the gateway that the ledger took for unsent; now adopted. */
	adopted: number;
	/** Batches handed over in doubt that came to their end now. */
	settledBatches: number;
	/** Batches whose outcome is still open: looked up again next time, or resumed by the next sending. */
	unfinishedBatches: number;
	/** Of those, the ones that this gateway's account cannot settle; see `leaveGoneGateway`. */
	unfinishedElsewhere: Array<Pick<BatchView, 'gateway' | 'account' | 'step' | 'createdAt'>>;
}

/**
 * Compares the ledger with the gateway's own history over the given days: settles what was handed over in doubt, adopts
 * texts that are out though the ledger does not know, and takes in all reports. Sends nothing.
 */
export async function reconcile(ports: ResultPorts & { nowMs: () => number }, lease: RunLease, campaign: string, days: number): Promise<ReconcileReport> {
	const { ledger, gateway } = ports;
	const looking: BatchPorts = { handOverMs: HAND_OVER_MS, ...ports, compose: nothingComposed, maySend: () => false, scheduledAt: null, witness: null };
	const before = (await ledger.takeOverBatches(lease)).filter(({ step, gateway: id }) => step === 'sending' && id === gateway.id);
	for (const batch of before) {
		if (isDirect(gateway)) await resolveHandOver({ ...looking, gateway }, batch);
		else await lookUpGroup({ ...looking, gateway }, batch);
	}
	const adopted = await adoptForgotten(ports, lease, ports.nowMs() - days * 86_400_000);
	const results = await collectResults(ports, campaign);
	const left = await ledger.takeOverBatches(lease);
	const open = new Set(left.map(({ id }) => id));
	const unfinishedElsewhere = left
		.filter((batch) => batch.gateway !== gateway.id || !coversAccount(gateway, batch.account))
		.map(({ gateway: id, account, step, createdAt }) => ({ gateway: id, account, step, createdAt }));
	const settledBatches = before.filter(({ id }) => !open.has(id)).length;
	return { ...results, adopted, settledBatches, unfinishedBatches: left.length, unfinishedElsewhere };
}

/** Looking up opens nothing; a text's hash that was lost in a crash stays unknown. */
const nothingComposed: BatchPorts['compose'] = async () => new Map();
