import { setImmediate as nextTurn } from 'node:timers/promises';

import { normaliseReceipt, type NormaliseOptions, type NormalReceipt } from './normalise';
import type { SourceBatch } from './raw';
import type { PrivacyPorts } from './sealed-fields';

/** Receipts normalised before the event loop gets a turn: less than 10 ms. */
const RECEIPTS_A_TURN = 100;

/** A source's lines with everything decided that one line alone can decide. */
export interface NormalBatch {
	batch: SourceBatch;
	receipts: readonly NormalReceipt[];
}

/** Normalises all lines and lets others have the event loop between. */
export async function normaliseBatches(
	batches: readonly SourceBatch[],
	options: NormaliseOptions,
	ports: PrivacyPorts,
): Promise<NormalBatch[]> {
	const normal: NormalBatch[] = [];
	let done = 0;
	for (const batch of batches) {
		const receipts: NormalReceipt[] = [];
		for (const raw of batch.receipts) {
			receipts.push(normaliseReceipt(raw, batch, options, ports));
			if (++done % RECEIPTS_A_TURN === 0) await nextTurn();
		}
		normal.push({ batch, receipts });
	}
	return normal;
}
