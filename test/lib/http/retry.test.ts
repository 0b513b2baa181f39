import fc from 'fast-check';

import { RemoteError, ValidationError, type RemoteFailure } from '../../../lib/errors';
import { parseRetryAfter } from '../../../lib/http/retry-after';
import { backoffMs, decideRetry, DEFAULT_RETRY_POLICY, type RetryPolicy } from '../../../lib/http/retry-policy';
import { withRetry } from '../../../lib/http/with-retry';

const policy: RetryPolicy = { attempts: 4, baseDelayMs: 100, maxDelayMs: 1_000, totalMs: 10_000 };
const failed = (failure: Partial<RemoteFailure> = {}) =>
	new RemoteError('serverError', '', '', { outcome: 'unknown', retryable: true, ...failure });

describe('parseRetryAfter', () => {
	const now = Date.parse('2026-11-23T00:00:00Z');
	it.each([
		['0', 0],
		['120', 120_000],
		[' 5 ', 5_000],
		['Mon, 23 Nov 2026 00:01:00 GMT', 60_000],
		['Mon, 23 Nov 2020 00:01:00 GMT', 0],
		['', undefined],
		[undefined, undefined],
		['-1', undefined],
		['1.5', undefined],
		['soon', undefined],
	])('%j → %p', (value, ms) => expect(parseRetryAfter(value, now)).toBe(ms));

	it('never throws and never gives a negative wait', () => {
		fc.assert(
			fc.property(fc.string(), (value) => {
				const ms = parseRetryAfter(value, now);
				expect(ms === undefined || ms >= 0).toBe(true);
			}),
		);
	});
});

describe('decideRetry', () => {
	it.each<[string, unknown, number, number, ReturnType<typeof decideRetry>]>([
		['a retryable failure', failed(), 1, 0, { retry: true, delayMs: 50 }],
		['the wait the other side asks for', failed({ retryAfterMs: 3_000 }), 1, 0, { retry: true, delayMs: 3_000 }],
		['a wait beyond the deadline', failed({ retryAfterMs: 3_000 }), 1, 8_000, { retry: false }],
		['the last attempt', failed(), 4, 0, { retry: false }],
		['a failure that will not go away', failed({ retryable: false }), 1, 0, { retry: false }],
		['an error of another kind', new ValidationError('x', '', ''), 1, 0, { retry: false }],
	])('%s', (_name, error, attempt, elapsed, decision) => {
		expect(decideRetry(error, attempt, elapsed, policy, 0)).toEqual(decision);
	});

	it('waits between half and all of a doubling, capped ceiling', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (attempt, random) => {
				const ceiling = Math.min(1_000, 100 * 2 ** (attempt - 1));
				const wait = backoffMs(attempt, policy, random);
				expect(wait).toBeGreaterThanOrEqual(Math.floor(ceiling / 2));
				expect(wait).toBeLessThanOrEqual(ceiling);
			}),
		);
	});

	it('ends within its own deadline by default', () => {
		const waits = [1, 2, 3].map((attempt) => backoffMs(attempt, DEFAULT_RETRY_POLICY, 0.999));
		expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeLessThan(DEFAULT_RETRY_POLICY.totalMs);
	});
});

describe('withRetry', () => {
	function ports() {
		let time = 0;
		const slept: number[] = [];
		return {
			slept,
			now: () => time,
			random: () => 0,
			sleep: async (ms: number) => {
				slept.push(ms);
				time += ms;
			},
		};
	}

	it('tries again until it works', async () => {
		const p = ports();
		const result = await withRetry(
			async (attempt) => {
				if (attempt < 3) throw failed();
				return attempt;
			},
			policy,
			p,
		);
		expect(result).toBe(3);
		expect(p.slept).toEqual([50, 100]);
	});

	it('throws the last error when attempts are used up', async () => {
		const p = ports();
		const call = jest.fn(async (attempt: number) => {
			throw failed({ status: 500 + attempt });
		});
		await expect(withRetry(call, policy, p)).rejects.toMatchObject({ failure: { status: 504 } });
		expect(call).toHaveBeenCalledTimes(4);
	});

	it('does not start again after the execution was cancelled', async () => {
		const p = ports();
		const controller = new AbortController();
		const call = jest.fn(async () => {
			throw failed();
		});
		p.sleep = async () => controller.abort();
		await expect(withRetry(call, policy, p, controller.signal)).rejects.toThrow();
		expect(call).toHaveBeenCalledTimes(1);
	});
});
