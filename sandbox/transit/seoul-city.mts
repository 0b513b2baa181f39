import { createRandom } from '../shared/random.mts';
import type { Dong, Route, Run, Service, Stop, TransitCity, Vehicle } from './city.mts';
import type { DayCells } from './seoul-cells.mts';
import type { SeoulRow } from './seoul-month.mts';
import { sum } from './seoul-order.mts';
import type { StcisRoute } from './stcis-loads.mts';

/** A route of the real table, in order, with the day's sums. */
export interface FittedRoute {
	name: string;
	stops: readonly SeoulRow[];
	loads: StcisRoute;
	cells: DayCells;
}

/** Where a real stop is, by ARS number. */
export interface StopPlace {
	id: string;
	dong: string;
	longitude: number;
	latitude: number;
}

const METRES_BETWEEN_STOPS = 420;
const METRES_A_SECOND = 7;
const DWELL_SECONDS = 14;

/** The city of the fitted routes. So many buses run each hour that their mean load is about the export's. */
export function seoulCity(fitted: readonly FittedRoute[], places: ReadonlyMap<string, StopPlace>, seed: number | string): TransitCity {
	const random = createRandom(`${seed}:seoul`);
	const stops: Stop[] = [];
	const stopAt = new Map<string, number>();
	const dongs: Dong[] = [];
	const dongOf = (name: string): number => {
		const known = dongs.findIndex((dong) => dong.name === name);
		if (known >= 0) return known;
		return dongs.push({ code: `11${String(dongs.length + 1).padStart(8, '0')}`, name, livingZone: '', population: 20_000 }) - 1;
	};
	const stopOf = ({ ars, name }: SeoulRow): number => {
		const key = `${ars}\t${name}`;
		const known = stopAt.get(key);
		if (known !== undefined) return known;
		const place = places.get(ars);
		const index = stops.push({
			ids: [place?.id ?? `9${String(stops.length).padStart(8, '0')}`],
			name: name.replaceAll(',', ' '),
			ars: ars === '~' ? '' : ars,
			longitude: place?.longitude ?? 0,
			latitude: place?.latitude ?? 0,
			dong: dongOf(place?.dong ?? '미상'),
			place: stops.length,
		}) - 1;
		stopAt.set(key, index);
		return index;
	};
	const vehicles: Vehicle[] = [];
	const runs: Run[] = [];
	const routes = fitted.map((entry, index): Route => {
		const sequence = Int32Array.from(entry.stops, stopOf);
		const metres = Float64Array.from(sequence, (_, place) => place * METRES_BETWEEN_STOPS);
		const seconds = metres.map((value, place) => value / METRES_A_SECOND + place * DWELL_SECONDS);
		const departures = departuresOf(entry, (seconds.at(-1) ?? 0) / 2);
		const fleet = Math.max(1, Math.round(departures.length / 4));
		const firstVehicle = vehicles.length;
		for (let bus = 0; bus < fleet; bus += 1) vehicles.push({ id: `1117${String(vehicles.length + 1).padStart(5, '0')}`, plate: `서울70사${String(1_000 + vehicles.length)}` });
		const pace = Float64Array.from(departures, () => 0.97 + random.next() * 0.06);
		const service: Service = { from: 0, to: sequence.length - 1, departures, pace, firstRun: runs.length };
		departures.forEach((departure, order) => {
			const arrival = Math.round(departure + (seconds.at(-1) ?? 0) * (pace[order] ?? 1));
			runs.push({ route: index, service: 0, vehicle: firstVehicle + (order % fleet), departure, arrival, direction: 'round', number: order + 1 });
		});
		const licensed = departures.length;
		return {
			...{ id: `11110${entry.name.padStart(3, '0')}`, name: entry.name, type: '간선버스', mode: '115', firm: 0, operator: { id: '111000001', name: '모의서울운수' } },
			...{ authority: '서울특별시', busSize: 'large' as const, seats: 26, capacity: 55, seatedExpress: false, licensedUnit: 'roundTrip' as const },
			licensedRuns: { weekday: licensed, saturday: licensed, holiday: licensed },
			...{ stops: sequence, turnaround: Math.floor(sequence.length / 2), loop: false, metres, seconds },
			...{ opposite: new Int32Array(sequence.length).fill(-1), services: [service], demand: 0 },
			...{ homeSums: new Float64Array(0), townSums: new Float64Array(0), attraction: new Float64Array(0) },
		};
	});
	return { name: '서울(일부 노선)', firms: ['01'], region: '11', dongs, stops, routes, vehicles, runs, boardable: [] };
}

/** Departures so that half a round later the buses' mean load is that of the export. */
function departuresOf({ cells, loads }: FittedRoute, halfRound: number): Int32Array {
	const times: number[] = [];
	for (let hour = 0; hour < 24; hour += 1) {
		const through = throughOf(cells, hour);
		const aBus = sum(loads.stops.map((stop) => stop.loads[hour] ?? 0));
		const wanted = Math.min(15, Math.max(through > 0 ? 1 : 0, aBus > 0 ? Math.round(through / aBus) : 0));
		for (let run = 0; run < wanted; run += 1) times.push(Math.round((hour + 4 + (run + 0.5) / wanted) * 3600 - halfRound));
	}
	return Int32Array.from(times.map((time) => Math.max(time, 3.8 * 3600 + times.indexOf(time))));
}

/** Persons carried past all stops in an hour, if everybody who gets on in it also gets off in it. */
function throughOf({ on, off }: DayCells, hour: number): number {
	let load = 0;
	let all = 0;
	for (let place = 0; place < on.length; place += 1) {
		load = Math.max(0, load + (on[place]?.[hour] ?? 0) - (off[place]?.[hour] ?? 0));
		all += load;
	}
	return all;
}
