import { RemoteError } from '../errors';

/** Attempts, waits and total time of a repeated call; all durations in milliseconds. */
export interface RetryPolicy {
	/** Calls in all, the first included. */
	attempts: number;
	/** Upper bound of the first wait; doubled for each further one. */
	baseDelayMs: number;
	/** No computed wait is longer. */
	maxDelayMs: number;
	/** From the first call on; no wait is begun that would end after it. */
	totalMs: number;
}

/** Four calls within two minutes: rides out a restart of the other side without holding a run up. */
export const DEFAULT_RETRY_POLICY: RetryPolicy = {
	attempts: 4,
	baseDelayMs: 500,
	maxDelayMs: 15_000,
	totalMs: 120_000,
};

export interface RetryPorts {
	/** Milliseconds of a monotonic or wall clock. */
	now: () => number;
	/** Resolves after the time, rejects or resolves early when the signal is aborted. */
	sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
	/** In [0, 1). */
	random: () => number;
}

export type RetryDecision = { retry: false } | { retry: true; delayMs: number };

/**
 * Whether a failed call that is safe to repeat is worth repeating, and after how long. Only RemoteErrors marked
 * `retryable` are. The other side's `Retry-After` is waited out in full (or, beyond the deadline, the call is given
 * up); without one the wait is half fixed, half random, so that clients spread out.
 * @param attempt number of the call that failed, from 1
 * @param elapsedMs since the first call began
 * @param random in [0, 1)
 */
export function decideRetry(
	error: unknown,
	attempt: number,
	elapsedMs: number,
	policy: RetryPolicy,
	random: number,
): RetryDecision {
	if (!(error instanceof RemoteError) || !error.failure.retryable || attempt >= policy.attempts) return { retry: false };
	const delayMs = error.failure.retryAfterMs ?? backoffMs(attempt, policy, random);
	return elapsedMs + delayMs > policy.totalMs ? { retry: false } : { retry: true, delayMs };
}

/** Capped exponential wait with half jitter after the given failed call (from 1). */
export function backoffMs(attempt: number, policy: RetryPolicy, random: number): number {
	const ceiling = Math.min(policy.maxDelayMs, policy.baseDelayMs * 2 ** (attempt - 1));
	return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
