import { createHmac } from 'node:crypto';

import type { LedgerKeys } from './identity';

/** Keyed seal of a line of an export (base64url); the same in the ledger that writes it and in the check without one. */
export const lineSeal = ({ chain }: LedgerKeys, previous: string, line: string): string =>
	createHmac('sha256', chain).update(JSON.stringify(['export', previous, line])).digest('base64url');
