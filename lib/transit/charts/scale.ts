/** 1, 2 or 5 times a power of ten: the smallest such number that is not below `value` (above zero). */
export function niceCeiling(value: number): number {
	const power = 10 ** Math.floor(Math.log10(value));
	const step = [1, 2, 5].find((one) => one * power >= value * (1 - 1e-9)) ?? 10;
	return step * power;
}

export interface Axis {
	/** Top of the axis, not below the largest figure. */
	top: number;
	/** Round figures from 0 to `top`. */
	ticks: number[];
}

/** An axis from zero for figures up to `most`, with about `wanted` round steps, of whole persons where `whole`. */
export function axisFor(most: number, wanted = 4, whole = true): Axis {
	const largest = Number.isFinite(most) && most > 0 ? most : 1;
	const step = Math.max(niceCeiling(largest / wanted), whole ? 1 : 0);
	const count = Math.ceil(largest / step - 1e-9);
	return { top: step * count, ticks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}

/**
 * Upper limits of `classes` heat classes for figures up to `most`, closer together where figures are small, because a few
 * routes carry most people. Rounded, rising, the last one not below `most`; fewer where `most` is small.
 */
export function classLimits(most: number, classes: number): number[] {
	const limits: number[] = [];
	for (let index = 1; index <= classes; index++) {
		const raw = most * (index / classes) ** 2;
		const power = 10 ** Math.floor(Math.log10(Math.max(raw, 1)));
		const unit = Math.max(1, (power / 10) * (raw / power < 5 ? 1 : 5));
		const limit = Math.ceil(raw / unit) * unit;
		if (limit > (limits.at(-1) ?? 0)) limits.push(limit);
	}
	return limits;
}

/** Which class a figure belongs to: the first limit that is not below it. */
export function classOf(value: number, limits: readonly number[]): number {
	const found = limits.findIndex((limit) => value <= limit);
	return found === -1 ? limits.length - 1 : found;
}
