/** A small seeded generator (mulberry32): the same seed gives the same city on every machine. */
export interface Random {
	/** In [0, 1). */
	next(): number;
	/** Whole number in [from, to], both included. */
	integer(from: number, to: number): number;
	pick<T>(values: readonly T[]): T;
	chance(probability: number): boolean;
	/** Picks a key by its weight. */
	weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
}

export function createRandom(seed: number | string): Random {
	let state = typeof seed === 'number' ? seed >>> 0 : hash32(seed);
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
	const integer = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
	return {
		next,
		integer,
		pick<T>(values: readonly T[]): T {
			const value = values[integer(0, values.length - 1)];
			if (value === undefined) throw new Error('pick from an empty list');
			return value;
		},
		chance: (probability) => next() < probability,
		weighted<K extends string>(weights: Readonly<Record<K, number>>): K {
			const entries = Object.entries(weights) as Array<[K, number]>;
			let rest = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
			for (const [key, weight] of entries) {
				rest -= weight;
				if (rest < 0) return key;
			}
			const last = entries.at(-1);
			if (!last) throw new Error('weighted pick from no keys');
			return last[0];
		},
	};
}

/** FNV-1a, to derive a stable number from a text such as a phone number. */
export function hash32(text: string): number {
	let hash = 0x811c9dc5;
	for (let index = 0; index < text.length; index++) {
		hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
	}
	return hash >>> 0;
}
