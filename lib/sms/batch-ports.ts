import type { RetryPolicy, RetryPorts } from '../http/retry-policy';
import { withRetry } from '../http/with-retry';
import type { BatchView } from '../ledger/batches';
import type { Ledger } from '../ledger/ledger';
import type { NoticeToSend } from '../ledger/types';
import type { GroupGateway, OutgoingMessage } from './gateway';

/** A notice's text as composed for sending, or why it cannot be. */
export type Composed =
	| { ok: true; message: OutgoingMessage; bytes: number; textHash: string }
	| { ok: false; reasonCode: string; reason: string };

/** What driving a batch needs from outside. */
export interface BatchPorts {
	ledger: Ledger;
	gateway: GroupGateway;
	/** Opens the sealed values of the notices and fills their texts; the opening is on record before it returns. */
	compose: (notices: readonly NoticeToSend[]) => Promise<Map<string, Composed>>;
	/** Whether texts may go out at this moment. */
	maySend: () => boolean;
	retry: RetryPolicy;
	retryPorts: RetryPorts;
	signal?: AbortSignal;
}

export const groupOf = (batch: BatchView) => batch.groupId ?? '';

/** For calls that may be repeated: reads, and those of which the gateway carries out one only. */
export async function again<T>(ports: BatchPorts, call: () => Promise<T>): Promise<T> {
	return await withRetry(call, ports.retry, ports.retryPorts, ports.signal);
}
