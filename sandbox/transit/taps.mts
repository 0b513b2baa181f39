/** What is wrong with a tap; several may hold at once. */
export const FLAW = { missing: 1, beforeBoarding: 2, unmatchedStop: 4, otherDay: 8, duplicate: 16, resent: 32, early: 64 } as const;

/** Taps of one city and day, a column each. `on`, `off` and `trueOff` are sequences on the route; times are seconds from 00:00. */
export class Taps {
	count = 0;
	readonly card: Int32Array;
	readonly journey: Uint8Array;
	readonly transfers: Uint8Array;
	readonly user: Uint8Array;
	readonly riders: Uint8Array;
	readonly route: Uint16Array;
	readonly run: Int32Array;
	readonly on: Uint16Array;
	readonly onAt: Int32Array;
	/** As recorded, and as it was; they differ where somebody tagged off early. */
	readonly off: Uint16Array;
	readonly offAt: Int32Array;
	readonly trueOff: Uint16Array;
	readonly trueOffAt: Int32Array;
	readonly flaws: Uint8Array;

	constructor(capacity: number) {
		this.card = new Int32Array(capacity);
		this.journey = new Uint8Array(capacity);
		this.transfers = new Uint8Array(capacity);
		this.user = new Uint8Array(capacity);
		this.riders = new Uint8Array(capacity);
		this.route = new Uint16Array(capacity);
		this.run = new Int32Array(capacity);
		this.on = new Uint16Array(capacity);
		this.onAt = new Int32Array(capacity);
		this.off = new Uint16Array(capacity);
		this.offAt = new Int32Array(capacity);
		this.trueOff = new Uint16Array(capacity);
		this.trueOffAt = new Int32Array(capacity);
		this.flaws = new Uint8Array(capacity);
	}

	get capacity(): number {
		return this.card.length;
	}

	/** Indexes by boarding time. */
	byBoarding(): Int32Array {
		const first = new Int32Array(32 * 3600 + 1);
		for (let tap = 0; tap < this.count; tap += 1) first[(this.onAt[tap] ?? 0) + 1] = (first[(this.onAt[tap] ?? 0) + 1] ?? 0) + 1;
		for (let second = 1; second < first.length; second += 1) first[second] = (first[second] ?? 0) + (first[second - 1] ?? 0);
		const order = new Int32Array(this.count);
		for (let tap = 0; tap < this.count; tap += 1) {
			const second = this.onAt[tap] ?? 0;
			const place = first[second] ?? 0;
			order[place] = tap;
			first[second] = place + 1;
		}
		return order;
	}
}
