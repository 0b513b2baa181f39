import { createRandom, type Random } from '../shared/random.mts';
import { type Route, type Service, timeAt, type TransitCity } from './city.mts';
import { cumulative, pickIndex, type RiderSettings, USERS } from './rates.mts';
import { Taps } from './taps.mts';

interface Leg {
	route: number;
	service: number;
	order: number;
	on: number;
	onAt: number;
	off: number;
	offAt: number;
}

export interface Riders {
	taps: Taps;
	cards: number;
	/** Cards with more than one journey, and those among them that broke the chain. */
	travellers: number;
	chainBreakers: number;
}

const HOUR = 3600;
const DAY_START = 4 * HOUR;
const DAY_END = 28 * HOUR;
const TRANSFER_LIMIT_SECONDS = 1_800;
const LONGEST_WAIT_SECONDS = 5_400;
const TRIES = 12;

/** Fills a day with riders: `wanted` taps exactly, of journeys with transfers, return journeys and some that break the chain. */
export function ride(city: TransitCity, wanted: number, settings: RiderSettings, seed: number | string, spare = 0): Riders {
	const day = new RiderDay(city, wanted, settings, createRandom(`${seed}:riders`), new Taps(wanted + spare));
	return day.fill();
}

class RiderDay {
	private readonly city: TransitCity;
	private readonly wanted: number;
	private readonly random: Random;
	private readonly taps: Taps;
	private readonly breakers: number;
	private readonly routeSums: Float64Array;
	private readonly legSums: Float64Array;
	private readonly journeySums: Float64Array;
	private readonly riderSums: Float64Array;
	private readonly userSums = cumulative(USERS.map(({ share }) => share));
	private readonly anyHour: Float64Array;
	private readonly outwardHour: Float64Array;
	private readonly returnHour: Float64Array;
	private cards = 0;
	private travellers = 0;
	private chainBreakers = 0;

	constructor(city: TransitCity, wanted: number, settings: RiderSettings, random: Random, taps: Taps) {
		this.city = city;
		this.wanted = wanted;
		this.random = random;
		this.taps = taps;
		this.breakers = settings.chainBreakers;
		this.routeSums = cumulative(city.routes.map(({ demand }) => demand));
		// taps with n transfers are the journeys of more than n legs
		const byTransfers = settings.transferShares;
		this.legSums = cumulative(byTransfers.map((share, transfers) => Math.max(0, share - (byTransfers[transfers + 1] ?? 0))));
		this.journeySums = cumulative(settings.journeyShares);
		this.riderSums = cumulative(settings.riderShares);
		this.anyHour = cumulative(settings.hours);
		this.outwardHour = cumulative(settings.hours.map((share, index) => share * (index <= 5 ? 1.7 : index <= 11 ? 0.9 : 0.3)));
		this.returnHour = cumulative(settings.hours.map((share, index) => share * (index <= 5 ? 0.05 : index <= 9 ? 0.5 : 1.5)));
	}

	fill(): Riders {
		while (this.taps.count < this.wanted) this.rider();
		this.taps.count = this.wanted;
		return { taps: this.taps, cards: this.cards, travellers: this.travellers, chainBreakers: this.chainBreakers };
	}

	private rider(): void {
		const { random } = this;
		const journeys = pickIndex(this.journeySums, random.next()) + 1;
		const user = pickIndex(this.userSums, random.next());
		const persons = pickIndex(this.riderSums, random.next()) + 1;
		const breaks = journeys > 1 && random.chance(this.breakers);
		const first = this.journey(pickIndex(this.legSums, random.next()) + 1, this.hour(journeys > 1 ? this.outwardHour : this.anyHour));
		if (!first) return;
		const card = this.cards;
		this.cards += 1;
		if (journeys > 1) this.travellers += 1;
		if (breaks) this.chainBreakers += 1;
		this.record(card, 1, user, persons, first);
		let last = first;
		for (let journey = 2; journey <= journeys; journey += 1) {
			const ended = (last.at(-1)?.offAt ?? DAY_END) + 600;
			const at = Math.max(ended, this.hour(this.returnHour));
			const next = breaks ? this.journey(last.length, at) : (this.back(last, at) ?? this.onward(last, at));
			if (!next) return;
			this.record(card, journey, user, persons, next);
			last = next;
		}
	}

	private hour(sums: Float64Array): number {
		return DAY_START + (pickIndex(sums, this.random.next()) + this.random.next()) * HOUR;
	}

	/** From anywhere, with exactly so many legs; null where the city did not let it happen. */
	private journey(legs: number, at: number): Leg[] | null {
		for (let attempt = 0; attempt < TRIES; attempt += 1) {
			const route = pickIndex(this.routeSums, this.random.next());
			const bus = this.city.routes[route];
			if (!bus) continue;
			const morning = at < 14 * HOUR;
			const on = pickIndex(morning ? bus.homeSums : bus.townSums, this.random.next());
			const first = this.leg(route, on, at, LONGEST_WAIT_SECONDS);
			if (first && this.transfer([first], legs)) return this.made;
		}
		return null;
	}

	private made: Leg[] = [];

	private transfer(legs: Leg[], wanted: number): boolean {
		while (legs.length < wanted) {
			const next = this.continued(legs);
			if (!next) return false;
			legs.push(next);
		}
		this.made = legs;
		return true;
	}

	private continued(legs: readonly Leg[]): Leg | null {
		const last = legs[legs.length - 1];
		if (!last) return null;
		const around = this.city.boardable[this.placeOf(last.route, last.off)] ?? [];
		if (around.length === 0) return null;
		for (let attempt = 0; attempt < 6; attempt += 1) {
			const next = around[Math.floor(this.random.next() * around.length)];
			if (!next || legs.some(({ route }) => route === next.route)) continue;
			const leg = this.leg(next.route, next.sequence, last.offAt + next.walkSeconds, TRANSFER_LIMIT_SECONDS);
			if (leg) return leg;
		}
		return null;
	}

	/** The same way home, each leg from the other side of the street. */
	private back(out: readonly Leg[], at: number): Leg[] | null {
		const legs: Leg[] = [];
		let time = at;
		for (let index = out.length - 1; index >= 0; index -= 1) {
			const leg = out[index];
			const route = leg && this.city.routes[leg.route];
			if (!leg || !route) return null;
			const on = route.opposite[leg.off] ?? -1;
			const off = route.opposite[leg.on] ?? -1;
			if (on < 0 || off <= on) return null;
			const found = this.legBetween(leg.route, on, off, time, legs.length === 0 ? LONGEST_WAIT_SECONDS : TRANSFER_LIMIT_SECONDS);
			if (!found) return null;
			legs.push(found);
			time = found.offAt + 60;
		}
		return legs;
	}

	/** Elsewhere, but from where the last journey ended. */
	private onward(before: readonly Leg[], at: number): Leg[] | null {
		const last = before[before.length - 1];
		if (!last) return null;
		const next = this.continued([{ ...last, offAt: at }]);
		return next && [next];
	}

	private leg(routeIndex: number, on: number, at: number, longestWait: number): Leg | null {
		const route = this.city.routes[routeIndex];
		const end = route && endOfRide(route, on);
		if (!route || end === undefined || end <= on) return null;
		const off = this.alighting(route, on, end);
		return this.legBetween(routeIndex, on, off, at, longestWait);
	}

	/** Most ride some stops; of two places in reach the one that attracts more is likelier. */
	private alighting(route: Route, on: number, end: number): number {
		const last = this.random.chance(0.04) ? route.stops.length - 1 : end;
		const mean = route.seatedExpress ? 0.55 * (last - on) : 10;
		const some = () => Math.min(last, on + 1 + Math.floor(-Math.log(1 - this.random.next()) * mean));
		const one = some();
		const other = some();
		const pull = (sequence: number) => (route.attraction[sequence] ?? 0) + 0.05;
		return this.random.next() * (pull(one) + pull(other)) < pull(one) ? one : other;
	}

	private legBetween(routeIndex: number, on: number, wantedOff: number, at: number, longestWait: number): Leg | null {
		const route = this.city.routes[routeIndex];
		if (!route) return null;
		const index = route.services.findIndex(({ from, to }) => on >= from && on < to);
		const service = route.services[index];
		if (!service) return null;
		const off = Math.min(wantedOff, service.to);
		const order = nextRun(route, service, on, at);
		if (order < 0) return null;
		const leaves = timeAt(route, service, order, on);
		if (leaves - at > longestWait) return null;
		// taps happen while the bus stands and shortly before it does
		const onAt = leaves - Math.floor(this.random.next() * 12);
		const offAt = Math.max(onAt + 20, timeAt(route, service, order, off) - 12 - Math.floor(this.random.next() * 25));
		return offAt < DAY_END && onAt >= DAY_START ? { route: routeIndex, service: index, order, on, onAt, off, offAt } : null;
	}

	private placeOf(route: number, sequence: number): number {
		const stop = this.city.routes[route]?.stops[sequence] ?? 0;
		return this.city.stops[stop]?.place ?? 0;
	}

	private record(card: number, journey: number, user: number, persons: number, legs: readonly Leg[]): void {
		const { taps } = this;
		for (let transfers = 0; transfers < legs.length; transfers += 1) {
			const leg = legs[transfers];
			const tap = taps.count;
			if (!leg || tap >= this.wanted) return;
			taps.card[tap] = card;
			taps.journey[tap] = journey;
			taps.transfers[tap] = transfers;
			taps.user[tap] = user;
			taps.riders[tap] = persons;
			taps.route[tap] = leg.route;
			taps.run[tap] = (this.city.routes[leg.route]?.services[leg.service]?.firstRun ?? 0) + leg.order;
			taps.on[tap] = leg.on;
			taps.onAt[tap] = leg.onAt;
			taps.off[tap] = leg.off;
			taps.offAt[tap] = leg.offAt;
			taps.trueOff[tap] = leg.off;
			taps.trueOffAt[tap] = leg.offAt;
			taps.count += 1;
		}
	}
}

/** Few stay aboard through the turnaround, and nobody through the end of a run. */
function endOfRide(route: Route, on: number): number {
	return on < route.turnaround ? route.turnaround : route.stops.length - 1;
}

/** The first run that leaves the stop at or after a time, or -1. */
function nextRun(route: Route, service: Service, sequence: number, at: number): number {
	const driven = (route.seconds[sequence] ?? 0) - (route.seconds[service.from] ?? 0);
	const { departures } = service;
	let low = 0;
	let high = departures.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((departures[middle] ?? 0) + driven * 1.3 < at) low = middle + 1;
		else high = middle;
	}
	for (let order = low; order < departures.length; order += 1) {
		if (timeAt(route, service, order, sequence) >= at) return order;
	}
	return -1;
}
