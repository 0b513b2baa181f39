import type { BatchView } from '../../ledger/batches';
import type { Ledger } from '../../ledger/ledger';
import type { GatewayId } from '../gateway';
import type { NamedMessages } from './call';
import { Coalescer } from './coalesce';

/** What became of one call. */
export interface TakenIn {
	/** Batches of ours that the call was about; of other senders' messages the ledger knows nothing. */
	batches: number;
	/** Notices whose state this call changed. */
	changed: number;
	/** Batches that the gateway does not know (any more). */
	missing: number;
	/** Runs with a changed notice, each once. */
	runIds: string[];
}

type Collected = { changed: number; missing: boolean };

/** The lookups under way in this process, by ledger and batch. */
const lookups = new Coalescer<Collected>();

export interface TakeInPorts {
	ledger: Pick<Ledger, 'batchesOfMessages' | 'batchesOfRequests'>;
	gateway: GatewayId;
	/** Tells ledgers of one process apart. */
	ledgerName: string;
	/** Asks the gateway for the reports of a batch and commits them to the ledger. May be answered by a later caller's lookup. */
	collect: (batch: BatchView) => Promise<Collected>;
}

/**
 * Takes in what a call of a vendor's webhook tells. Of the call only the ids count: the gateway itself is asked for the
 * state of the batches that hold them, so that a forged, repeated or late call changes nothing. When this returns, the
 * reports are committed.
 * @throws RemoteError, ConflictError where the lookup or the commit is impossible now: the vendor should call again
 */
export async function takeIn(named: NamedMessages, { ledger, gateway, ledgerName, collect }: TakeInPorts): Promise<TakenIn> {
	const found = [
		...(named.requests.length > 0 ? await ledger.batchesOfRequests(gateway, named.requests) : []),
		...(named.messages.length > 0 ? await ledger.batchesOfMessages(gateway, named.messages) : []),
	];
	const batches = [...new Map(found.map((batch) => [batch.id, batch])).values()];
	const taken: TakenIn = { batches: batches.length, changed: 0, missing: 0, runIds: [] };
	for (const batch of batches) {
		const { result, shared } = await lookups.run(`${ledgerName}\n${batch.id}`, async () => await collect(batch));
		if (shared) continue;
		taken.changed += result.changed;
		if (result.missing) taken.missing += 1;
		if (result.changed > 0 && !taken.runIds.includes(batch.runId)) taken.runIds.push(batch.runId);
	}
	return taken;
}
