/**
 * Splits `total` into whole numbers proportional to the weights (largest remainders; ties to the earlier place). The
 * parts add up to `total` exactly; with no weight at all, everything goes to the first place.
 */
export function apportion(weights: readonly number[], total: number): number[] {
	if (!Number.isInteger(total) || total < 0) throw new RangeError(`not a whole number of persons: ${total}`);
	if (weights.some((weight) => !Number.isFinite(weight) || weight < 0)) throw new RangeError('weights must be finite and not negative');
	const sum = weights.reduce((all, weight) => all + weight, 0);
	if (weights.length === 0) return [];
	if (sum === 0) return weights.map((_, index) => (index === 0 ? total : 0));
	const exact = weights.map((weight) => (weight / sum) * total);
	const parts = exact.map(Math.floor);
	let rest = total - parts.reduce((all, part) => all + part, 0);
	const order = exact.map((value, index) => ({ index, remainder: value - Math.floor(value) }));
	order.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
	for (const { index } of order) {
		if (rest <= 0) break;
		parts[index] = (parts[index] ?? 0) + 1;
		rest -= 1;
	}
	return parts;
}
