/** A pair of positions that belong together; null on one side where something was added or removed. */
export type Pair = readonly [before: number | null, after: number | null];

/** Cells of the table that is filled at most; longer lists are paired by their order alone. */
const MOST_CELLS = 250_000;
/** Least likeness of two texts that are one text changed. */
const LEAST_LIKENESS = 0.3;

/** Pairs two lists in order so that equal entries, then alike ones, stand together. */
export function align(before: readonly string[], after: readonly string[]): Pair[] {
	const ahead = commonStart(before, after);
	const behind = commonStart([...before].reverse().slice(0, before.length - ahead), [...after].reverse().slice(0, after.length - ahead));
	const [oldRest, newRest] = [before.slice(ahead, before.length - behind), after.slice(ahead, after.length - behind)];
	const middle = oldRest.length * newRest.length > MOST_CELLS ? byOrder(oldRest.length, newRest.length) : byLikeness(oldRest, newRest);
	return [
		...Array.from({ length: ahead }, (_, index): Pair => [index, index]),
		...middle.map(([from, to]): Pair => [from === null ? null : from + ahead, to === null ? null : to + ahead]),
		...Array.from({ length: behind }, (_, index): Pair => [before.length - behind + index, after.length - behind + index]),
	];
}

function commonStart(before: readonly string[], after: readonly string[]): number {
	const shorter = Math.min(before.length, after.length);
	for (let at = 0; at < shorter; at += 1) if (before[at] !== after[at]) return at;
	return shorter;
}

const byOrder = (before: number, after: number): Pair[] => Array.from({ length: Math.max(before, after) }, (_, at): Pair => [at < before ? at : null, at < after ? at : null]);

function byLikeness(before: readonly string[], after: readonly string[]): Pair[] {
	const [oldPairs, newPairs] = [before.map(bigrams), after.map(bigrams)];
	const likeness = (from: number, to: number): number => {
		if (before[from] === after[to]) return 2;
		const value = dice(oldPairs[from] ?? new Map(), newPairs[to] ?? new Map());
		return value < LEAST_LIKENESS ? 0 : value;
	};
	const width = after.length + 1;
	const best = new Float64Array((before.length + 1) * width);
	const alike = new Float64Array((before.length + 1) * width);
	for (let from = before.length - 1; from >= 0; from -= 1) {
		for (let to = after.length - 1; to >= 0; to -= 1) {
			const value = likeness(from, to);
			alike[from * width + to] = value;
			best[from * width + to] = Math.max(best[(from + 1) * width + to] ?? 0, best[from * width + to + 1] ?? 0, value > 0 ? value + (best[(from + 1) * width + to + 1] ?? 0) : 0);
		}
	}
	const pairs: Pair[] = [];
	let [from, to] = [0, 0];
	while (from < before.length || to < after.length) {
		const value = alike[from * width + to] ?? 0;
		const here = best[from * width + to] ?? 0;
		if (from < before.length && to < after.length && value > 0 && here === value + (best[(from + 1) * width + to + 1] ?? 0)) pairs.push([from++, to++]);
		else if (from < before.length && (to === after.length || here === (best[(from + 1) * width + to] ?? 0))) pairs.push([from++, null]);
		else pairs.push([null, to++]);
	}
	return pairs;
}

function bigrams(text: string): Map<string, number> {
	const letters = text.replace(/\s/g, '');
	const counts = new Map<string, number>();
	for (let at = 0; at + 1 < letters.length; at += 1) counts.set(letters.slice(at, at + 2), (counts.get(letters.slice(at, at + 2)) ?? 0) + 1);
	return counts;
}

function dice(one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>): number {
	let [common, total] = [0, 0];
	for (const [pair, count] of one) {
		common += Math.min(count, other.get(pair) ?? 0);
		total += count;
	}
	for (const count of other.values()) total += count;
	return total === 0 ? 0 : (2 * common) / total;
}
