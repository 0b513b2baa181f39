const PART = /^(.*_)(\d{1,3})(\.[^.]+)$/s;

/**
 * Parts that a numbering leaves out: of `A_01.csv`, `A_03.csv` it is `A_02.csv`. Numbers begin at 1 (or at 0 where there
 * is a part 0). Only what lies before the last part can be known to be missing.
 * @param expected number of parts of each numbering, where it is agreed; 0 where it is not
 */
export function missingParts(names: readonly string[], expected = 0): string[] {
	const series = new Map<string, { head: string; tail: string; width: number; numbers: Set<number> }>();
	for (const name of names) {
		const [, head, digits, tail] = PART.exec(name) ?? [];
		if (head === undefined || digits === undefined || tail === undefined) continue;
		const key = `${head}\0${tail}`.toLowerCase();
		const one = series.get(key) ?? { head, tail, width: digits.length, numbers: new Set<number>() };
		one.numbers.add(Number(digits));
		one.width = Math.min(one.width, digits.length);
		series.set(key, one);
	}
	const missing: string[] = [];
	for (const { head, tail, width, numbers } of series.values()) {
		const first = numbers.has(0) ? 0 : 1;
		const last = Math.max(...numbers, expected > 0 ? first + expected - 1 : 0);
		for (let number = first; number <= last; number += 1) {
			if (!numbers.has(number)) missing.push(`${head}${String(number).padStart(width, '0')}${tail}`);
		}
	}
	return missing.sort();
}
