import type { DecidedRow } from '../exemption/decision';
import type { LedgerContext } from './runs';
import type { Steps } from './steps';
import { all } from './steps';
import type { RunView } from './types';

export function* openForm(_context: LedgerContext, row: DecidedRow, run: RunView): Steps<void> {
	yield* all(
		`INSERT INTO form (receipt_key, campaign, run_id, category, received_on, name_masked, requested_method, requested_on, status, details, sealed)
		 VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?) ON CONFLICT (receipt_key) DO NOTHING`,
		row.receiptKey, run.campaign, run.runId, row.category, row.receivedOn, row.name?.masked ?? null, row.noticeMethod, row.electronicRequestedOn,
		JSON.stringify({ receiptNo: row.receiptNo, receivingOffice: row.receivingOffice, legalBasis: row.legalBasis, acquiredOn: row.acquiredOn, registeredOn: row.registeredOn, duty: row.notify?.duty ?? null, keepUntil: row.notify?.keepUntil ?? null, cautionUntil: row.notify?.cautionUntil ?? null, taxpayerType: row.taxpayerType }),
		JSON.stringify({ name: row.name?.sealed ?? null, address: row.address?.sealed ?? null, plate: row.plate?.sealed ?? null }),
	);
}
