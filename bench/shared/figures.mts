/** One measured figure; without a target it is only reported. */
export interface Figure {
	name: string;
	value: number;
	unit: string;
	target: number | null;
	/** Whether the value must not exceed the target or not fall below it. */
	sense?: 'atMost' | 'atLeast';
}

/** Prints figures as one JSON line each and remembers whether all targets were met. */
export class Report {
	private missed = 0;
	private readonly common: Readonly<Record<string, string | number>>;

	/** @param common fields that stand in every line besides the figure, such as the set it was measured with */
	constructor(common: Readonly<Record<string, string | number>> = {}) {
		this.common = common;
	}

	add({ name, value, unit, target, sense = 'atMost' }: Figure): void {
		const rounded = Number(value.toPrecision(4));
		const met = target === null ? null : sense === 'atMost' ? value <= target : value >= target;
		if (met === false) this.missed += 1;
		console.log(JSON.stringify({ name, value: rounded, unit, target, met, ...this.common }));
	}

	/** 0, or 1 where a target was missed. */
	get exitCode(): number {
		return this.missed > 0 ? 1 : 0;
	}
}

/** The middle value; of an even number of values the lower middle one. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted[Math.floor((sorted.length - 1) / 2)];
	if (middle === undefined) throw new Error('no values');
	return middle;
}
