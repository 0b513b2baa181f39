import { createRandom } from '../shared/random.mts';
import { timeAt, type TransitCity } from './city.mts';
import type { DirtSettings } from './rates.mts';
import { FLAW, type Taps } from './taps.mts';

/** Spoils recorded taps at the given rates, each kind from a random stream of its own. What really happened stays in `trueOff`. */
export function spoil(city: TransitCity, taps: Taps, rates: DirtSettings, seed: number | string): void {
	const stream = (kind: string) => createRandom(`${seed}:dirt:${kind}`);
	tagOffEarly(city, taps, rates.earlyTagOff, stream('early').next);
	for (const [kind, rate, flaw] of [
		['missing', rates.missingAlighting, FLAW.missing],
		['before', rates.alightingBeforeBoarding, FLAW.beforeBoarding],
		['stop', rates.unmatchedStop, FLAW.unmatchedStop],
		['duplicate', rates.duplicates, FLAW.duplicate],
		['resent', rates.retransmissions, FLAW.resent],
	] as const) {
		const { next } = stream(kind);
		if (rate <= 0) continue;
		for (let tap = 0; tap < taps.count; tap += 1) {
			if (next() < rate) taps.flaws[tap] = (taps.flaws[tap] ?? 0) | flaw;
		}
	}
	deliverLate(taps, rates.otherDay, stream('late').next);
	const { next } = stream('times');
	for (let tap = 0; tap < taps.count; tap += 1) {
		const flaws = taps.flaws[tap] ?? 0;
		// a tap without alighting has no alighting time that could be wrong
		if ((flaws & FLAW.missing) !== 0) taps.flaws[tap] = flaws & ~FLAW.beforeBoarding;
		else if ((flaws & FLAW.beforeBoarding) !== 0) taps.offAt[tap] = (taps.onAt[tap] ?? 0) - Math.floor(next() * 600);
	}
}

/** The device shows the stop before, as long as the bus has not left it far behind. */
function tagOffEarly(city: TransitCity, taps: Taps, rate: number, next: () => number): void {
	if (rate <= 0) return;
	for (let tap = 0; tap < taps.count; tap += 1) {
		if (next() >= rate) continue;
		const off = (taps.trueOff[tap] ?? 0) - 1;
		const run = city.runs[taps.run[tap] ?? 0];
		const route = city.routes[taps.route[tap] ?? 0];
		const service = run && route?.services[run.service];
		if (!run || !route || !service || off <= (taps.on[tap] ?? 0)) continue;
		const leaves = timeAt(route, service, (taps.run[tap] ?? 0) - service.firstRun, off);
		taps.off[tap] = off;
		taps.offAt[tap] = Math.max((taps.onAt[tap] ?? 0) + 10, leaves + 2 + Math.floor(next() * 8));
		taps.flaws[tap] = (taps.flaws[tap] ?? 0) | FLAW.early;
	}
}

/** Whole cards: all that a rider did the day before arrives today. */
function deliverLate(taps: Taps, rate: number, next: () => number): void {
	if (rate <= 0) return;
	let card = -1;
	let late = false;
	for (let tap = 0; tap < taps.count; tap += 1) {
		if (taps.card[tap] !== card) {
			card = taps.card[tap] ?? -1;
			late = next() < rate;
		}
		if (late) taps.flaws[tap] = (taps.flaws[tap] ?? 0) | FLAW.otherDay;
	}
}
