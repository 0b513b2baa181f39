import type { RetryPolicy, RetryPorts } from '../http/retry-policy';
import { withRetry } from '../http/with-retry';
import type { BatchView } from '../ledger/batches';
import type { Ledger } from '../ledger/ledger';
import type { Witness } from '../ledger/witness';
import { RemoteError } from '../errors';
import type { NoticeOutcome } from '../ledger/settle';
import type { NoticeToSend } from '../ledger/types';
import type { DirectGateway, Gateway, GroupGateway, OutgoingMessage } from './gateway';

/** A notice's text as composed for sending, or why it cannot be. */
export type Composed =
	| { ok: true; message: OutgoingMessage; bytes: number; textHash: string }
	| { ok: false; reasonCode: string; reason: string };

/** What driving a batch needs from outside. */
export interface BatchPorts {
	ledger: Ledger;
	gateway: Gateway;
	/** Opens the sealed values of the notices and fills their texts; the opening is on record before it returns. */
	compose: (notices: readonly NoticeToSend[]) => Promise<Map<string, Composed>>;
	/** Whether texts may go out at this moment (or at the time they are scheduled for). */
	maySend: () => boolean;
	/** When texts of new batches shall go out (예약), as ISO text in Korean time; null at once. */
	scheduledAt: string | null;
	/** Kept outside the ledger; only for a gateway that cannot be searched by our key. */
	witness: Witness | null;
	/** How long a worker may begin calls of one hand-over, in ms; recovery waits this long before it looks. */
	handOverMs: number;
	/** After how long a text that a gateway without our key does not list is left to a person, in ms. */
	personAfterMs?: number;
	retry: RetryPolicy;
	retryPorts: RetryPorts;
	signal?: AbortSignal;
}

export type GroupPorts = BatchPorts & { gateway: GroupGateway };
export type DirectPorts = BatchPorts & { gateway: DirectGateway };

/**
 * `waiting`: to be sent when the hours allow it; `settling`: handed over in doubt, the gateway will be asked again.
 */
export type BatchEnd = 'sent' | 'void' | 'waiting' | 'settling';

/** Calls of one hand-over begin within this time, or not at all. */
export const HAND_OVER_MS = 60_000;

/** What the ledger keeps of a text besides its state; written with the state that sending brings, in one go. */
export type Told = Pick<NoticeOutcome, 'messageId' | 'messageType' | 'bytes' | 'textHash'>;

export const toldOf = ({ message, bytes, textHash }: Extract<Composed, { ok: true }>): Told => ({ messageType: message.type, bytes, textHash });

export const NOT_COMPOSED: Composed = { ok: false, reasonCode: 'notComposed', reason: '문안을 만들지 못하였습니다.' };

export const provenNotSent = (error: unknown) => error instanceof RemoteError && error.failure.outcome === 'notSent';

export const backToReserved = (noticeKey: string): NoticeOutcome => ({ noticeKey, state: 'reserved' });

export const groupOf = (batch: BatchView) => batch.groupId ?? '';

/** For calls that may be repeated: reads, and those of which the gateway carries out one only. */
export async function again<T>(ports: BatchPorts, call: () => Promise<T>): Promise<T> {
	return await withRetry(call, ports.retry, ports.retryPorts, ports.signal);
}
