import type { Comparison } from '../model';

/** Fewest days whose median may be called 평소. */
export const LEAST_USUAL_DAYS = 2;

/** Median; null of nothing. */
export function median(values: readonly number[]): number | null {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = Math.floor(sorted.length / 2);
	const upper = sorted[middle];
	if (upper === undefined) return null;
	const lower = sorted.length % 2 === 0 ? sorted[middle - 1] : upper;
	return lower === undefined ? null : (lower + upper) / 2;
}

/** Change against a base as a share; null where the base is null or 0. */
export function changeFrom(base: number | null, value: number): number | null {
	return base === null || base === 0 ? null : value / base - 1;
}

/**
 * A figure against the median of the compared days and against the same weekday a week before.
 * @param running the day is still under way: its sum stands against nothing yet, so no change is given.
 */
export function compare(value: number, usualMedian: number | null, days: number, lastWeek: number | null, running = false): Comparison {
	const usual = days < LEAST_USUAL_DAYS ? null : usualMedian;
	return {
		usual,
		days,
		lastWeek,
		change: running ? null : changeFrom(usual, value),
		lastWeekChange: running ? null : changeFrom(lastWeek, value),
	};
}
