/** Highest resident memory of this process so far, MiB. */
export function peakMb(): number {
	return Math.round(process.resourceUsage().maxRSS / 1024);
}

/** Seconds since a `process.hrtime.bigint()`, to the millisecond. */
export function secondsSince(start: bigint): number {
	return Math.round(Number(process.hrtime.bigint() - start) / 1e6) / 1000;
}
