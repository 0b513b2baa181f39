/** Gini coefficient of non-negative figures: 0 = all equal, towards 1 = all with one; null of nothing or of zeros only. */
export function gini(values: readonly number[]): number | null {
	const sorted = [...values].sort((a, b) => a - b);
	const total = sorted.reduce((sum, value) => sum + value, 0);
	if (total <= 0) return null;
	const ranked = sorted.reduce((sum, value, index) => sum + value * (index + 1), 0);
	return Math.max(0, (2 * ranked) / (sorted.length * total) - (sorted.length + 1) / sorted.length);
}
