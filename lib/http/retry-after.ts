const DELAY_SECONDS = /^\d{1,9}$/;

/**
 * Milliseconds asked for by a `Retry-After` header (seconds or an HTTP date, RFC 9110 §10.2.3).
 * Total: anything unreadable gives `undefined`; a date already past gives 0.
 */
export function parseRetryAfter(value: string | undefined, nowMs: number): number | undefined {
	const text = value?.trim() ?? '';
	if (DELAY_SECONDS.test(text)) return Number(text) * 1000;
	if (!/[A-Za-z]{3}/.test(text)) return undefined;
	const at = Date.parse(text);
	return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
