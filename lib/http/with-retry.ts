import { decideRetry, type RetryPolicy, type RetryPorts } from './retry-policy';

/**
 * Repeats a call by the policy. Only for reads, or for requests that the other side deduplicates.
 * Throws the last error; a cancelled signal ends it after the running wait.
 */
export async function withRetry<T>(
	call: (attempt: number) => Promise<T>,
	policy: RetryPolicy,
	ports: RetryPorts,
	signal?: AbortSignal,
): Promise<T> {
	const startedAt = ports.now();
	for (let attempt = 1; ; attempt++) {
		try {
			return await call(attempt);
		} catch (error) {
			const decision = decideRetry(error, attempt, ports.now() - startedAt, policy, ports.random());
			if (!decision.retry || signal?.aborted) throw error;
			await ports.sleep(decision.delayMs, signal);
			if (signal?.aborted) throw error;
		}
	}
}
