import type { Random } from '../shared/random.mts';
import { type Route, type Service, timeAt } from './city.mts';
import type { DayCells } from './seoul-cells.mts';

/** One person's ride on a route; `tapped` says whether the alighting is in the table's sums. */
export interface Ride {
	order: number;
	on: number;
	onAt: number;
	off: number;
	offAt: number;
	tapped: boolean;
}

interface Aboard {
	order: number;
	on: number;
	onAt: number;
}

const HOUR = 3600;

/**
 * Rides of which the boardings by place and hour, and the tapped alightings, are exactly those of the cells. Persons stay
 * on their bus and get off further on wherever that is possible; where the table does not allow it, on another one.
 */
export function ridesOf(route: Route, service: Service, cells: DayCells, random: Random): Ride[] {
	const rides: Ride[] = [];
	const places = route.stops.length;
	const at = (order: number, place: number) => timeAt(route, service, order, place);
	const aboard: Aboard[][] = Array.from(service.departures, () => []);
	for (let hour = 4; hour < 28; hour += 1) {
		for (let place = 0; place < places; place += 1) {
			const orders = ordersIn(service, (order) => at(order, place), hour);
			for (let person = cells.on[place]?.[hour - 4] ?? 0; person > 0; person -= 1) {
				const order = orders[Math.floor(random.next() * orders.length)] ?? 0;
				// some time is left for a short ride within the hour
				const onAt = within(at(order, place) - Math.floor(random.next() * 15), hour * HOUR, hour * HOUR + 3_420);
				aboard[order]?.push({ order, on: place, onAt });
			}
		}
		for (let place = 0; place < places; place += 1) {
			const orders = ordersIn(service, (order) => at(order, place), hour);
			for (let person = cells.off[place]?.[hour - 4] ?? 0; person > 0; person -= 1) {
				const rider = leaving(aboard, orders, place, random);
				const arrival = at(rider.order, place) - 12 - Math.floor(random.next() * 20);
				rides.push({ ...rider, off: place, offAt: within(arrival, Math.max(hour * HOUR, rider.onAt + 30), hour * HOUR + 3_599), tapped: true });
			}
		}
	}
	for (const rider of aboard.flat()) {
		const off = Math.min(places - 1, rider.on + 1 + Math.floor(random.next() * 18));
		rides.push({ ...rider, off, offAt: Math.min(28 * HOUR - 1, Math.max(rider.onAt + 30, at(rider.order, off))), tapped: false });
	}
	return rides;
}

/** Buses that are at a place within the hour; else the one nearest to it. */
function ordersIn(service: Service, at: (order: number) => number, hour: number): number[] {
	const found: number[] = [];
	let nearest = 0;
	for (let order = 0; order < service.departures.length; order += 1) {
		const time = at(order);
		if (Math.floor(time / HOUR) === hour) found.push(order);
		if (Math.abs(time - (hour + 0.5) * HOUR) < Math.abs(at(nearest) - (hour + 0.5) * HOUR)) nearest = order;
	}
	return found.length > 0 ? found : [nearest];
}

/** Takes somebody off a bus that is there, else off any bus; who boarded before this place, if there is anybody. */
function leaving(aboard: Aboard[][], orders: readonly number[], place: number, random: Random): Aboard {
	const here = take(aboard, orders, random, ({ on }) => on < place);
	if (here) return here;
	const all = aboard.map((_, order) => order);
	const found = take(aboard, all, random, ({ on }) => on < place) ?? take(aboard, all, random, ({ on }) => on !== place) ?? take(aboard, all, random, () => true);
	if (!found) throw new Error('more alightings than boardings');
	return found;
}

function take(aboard: Aboard[][], orders: readonly number[], random: Random, fits: (rider: Aboard) => boolean): Aboard | null {
	const start = Math.floor(random.next() * orders.length);
	for (let step = 0; step < orders.length; step += 1) {
		const riders = aboard[orders[(start + step) % orders.length] ?? 0] ?? [];
		const first = Math.floor(random.next() * riders.length);
		for (let index = 0; index < riders.length; index += 1) {
			const chosen = (first + index) % riders.length;
			const rider = riders[chosen];
			if (!rider || !fits(rider)) continue;
			riders[chosen] = riders[riders.length - 1] ?? rider;
			riders.pop();
			return rider;
		}
	}
	return null;
}

function within(value: number, low: number, high: number): number {
	return Math.min(high, Math.max(low, value));
}
