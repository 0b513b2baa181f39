import { createRandom } from '../shared/random.mts';
import type { TransitCity } from './city.mts';
import { cumulative, pickIndex, USERS } from './rates.mts';
import { FLAW, Taps } from './taps.mts';
import type { Ride } from './seoul-rides.mts';

const TRANSFER_LIMIT_SECONDS = 1_800;
const TRANSFER_SHARE = 0.3;
const RETURN_SHARE = 0.45;

/** Puts rides of all routes on cards: transfers at stops of the same name, ways back from where somebody got off. One person a tap. */
export function onCards(city: TransitCity, rides: ReadonlyArray<readonly Ride[]>, seed: number | string): { taps: Taps; cards: number } {
	const random = createRandom(`${seed}:seoul-cards`);
	const all = rides.flatMap((ofRoute, route) => ofRoute.map((ride) => ({ ...ride, route }))).sort((a, b) => a.onAt - b.onAt || a.route - b.route || a.on - b.on || a.order - b.order);
	const nameAt = (route: number, place: number) => city.stops[city.routes[route]?.stops[place] ?? 0]?.name ?? '';
	const byStop = Map.groupBy(all.keys(), (index) => nameAt(all[index]?.route ?? 0, all[index]?.on ?? 0));
	const used = new Uint8Array(all.length);
	const taps = new Taps(all.length);
	const users = cumulative(USERS.map(({ share }) => share));
	const next = (after: number, before: number, stop: string, not: number): number => {
		const here = byStop.get(stop) ?? [];
		for (let at = firstAfter(here, (index) => all[index]?.onAt ?? 0, after); at < here.length; at += 1) {
			const index = here[at] ?? 0;
			const ride = all[index];
			if (!ride || ride.onAt > before) return -1;
			if (used[index] === 0 && ride.route !== not) return index;
		}
		return -1;
	};
	let cards = 0;
	for (let first = 0; first < all.length; first += 1) {
		if (used[first] !== 0) continue;
		const user = pickIndex(users, random.next());
		let [journey, transfers] = [1, 0];
		for (let index = first; index >= 0; ) {
			const ride = all[index];
			if (!ride) break;
			used[index] = 1;
			const tap = taps.count++;
			taps.card[tap] = cards;
			taps.journey[tap] = journey;
			taps.transfers[tap] = transfers;
			taps.user[tap] = user;
			taps.riders[tap] = 1;
			taps.route[tap] = ride.route;
			taps.run[tap] = (city.routes[ride.route]?.services[0]?.firstRun ?? 0) + ride.order;
			taps.on[tap] = ride.on;
			taps.onAt[tap] = ride.onAt;
			taps.off[tap] = taps.trueOff[tap] = ride.off;
			taps.offAt[tap] = taps.trueOffAt[tap] = ride.offAt;
			taps.flaws[tap] = ride.tapped ? 0 : FLAW.missing;
			const stop = nameAt(ride.route, ride.off);
			const changed = transfers < 4 && random.chance(TRANSFER_SHARE) ? next(ride.offAt + 30, ride.offAt + TRANSFER_LIMIT_SECONDS, stop, ride.route) : -1;
			const back = changed < 0 && random.chance(RETURN_SHARE) ? next(ride.offAt + TRANSFER_LIMIT_SECONDS, Number.POSITIVE_INFINITY, stop, -1) : -1;
			if (changed >= 0) transfers += 1;
			else [journey, transfers] = [journey + 1, 0];
			index = changed >= 0 ? changed : back;
		}
		cards += 1;
	}
	return { taps, cards };
}

function firstAfter(sorted: readonly number[], at: (index: number) => number, after: number): number {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (at(sorted[middle] ?? 0) < after) low = middle + 1;
		else high = middle;
	}
	return low;
}
