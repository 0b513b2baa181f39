import { createRandom, type Random } from '../shared/random.mts';
import type { Boardable, Dong, Operator, Route, Stop, TransitCity } from './city.mts';
import { CITY_ROUTE_NAMES, EXPRESS_ROUTE_NAMES, LANDMARKS, OPERATORS, QUARTERS, UIJEONGBU_DONGS, VILLAGE_ROUTE_NAMES } from './places.mts';
import { cumulative } from './rates.mts';
import { StreetMap } from './streets.mts';
import { addTimetable } from './timetable.mts';

export interface CityOptions {
	seed: number | string;
	/** 0 is Uijeongbu; others are further towns of the province of the same make, far enough away not to meet. */
	number?: number;
	/** 2 by default; 1 for layouts that do not name the firm. */
	firms?: 1 | 2;
}

/** Without the timetable's parts. */
export type BareRoute = Omit<Route, 'services' | 'licensedRuns'>;

const FIRMS = ['04', '02'] as const;
const REGION = '31';
const WALK_METRES_A_SECOND = 1.2;

/** A city of the size of Uijeongbu: about 80 routes, 1,500 to 2,500 stops, a timetable. The same seed gives the same city. */
export function buildCity({ seed, number = 0, firms = 2 }: CityOptions): TransitCity {
	const random = createRandom(`${seed}:city:${number}`);
	const map = new StreetMap(random, { longitude: 127.05 + (number % 5) * 0.2, latitude: 37.74 - Math.floor(number / 5) * 0.2 });
	const network = new Network(map, random, number, firms);
	network.addRoutes('city', CITY_ROUTE_NAMES);
	network.addRoutes('express', EXPRESS_ROUTE_NAMES);
	network.addRoutes('village', VILLAGE_ROUTE_NAMES);
	const { routes, vehicles, runs } = addTimetable(network.routes, createRandom(`${seed}:timetable:${number}`), number);
	return {
		name: number === 0 ? '의정부시' : `모의${number}시`,
		firms: FIRMS.slice(0, firms),
		region: REGION,
		dongs: dongsOf(number),
		stops: network.stops,
		routes,
		vehicles,
		runs,
		boardable: boardableAt(map, routes, network.stops),
	};
}

type Kind = 'city' | 'village' | 'express';

class Network {
	readonly stops: Stop[] = [];
	readonly routes: BareRoute[] = [];
	private readonly map: StreetMap;
	private readonly random: Random;
	private readonly number: number;
	private readonly firms: number;
	private readonly stopAt = new Map<number, number>();
	private readonly names = new Map<number, string>();
	private readonly named = new Map<number, number>();
	private readonly visits: Uint16Array;
	private readonly operators: Operator[];

	constructor(map: StreetMap, random: Random, number: number, firms: number) {
		this.map = map;
		this.random = random;
		this.number = number;
		this.firms = firms;
		this.visits = new Uint16Array(map.count);
		this.operators = OPERATORS.map((name, index) => ({ id: `41${String(number).padStart(2, '0')}${String(index + 1).padStart(5, '0')}`, name: number === 0 ? name : `${name}${number}` }));
	}

	addRoutes(kind: Kind, names: readonly string[]): void {
		for (const name of names) {
			const loop = kind === 'village' ? this.random.chance(0.3) : kind === 'city' && this.random.chance(0.06);
			const places = this.path(kind, loop);
			for (const place of places) this.visits[place] = (this.visits[place] ?? 0) + 1;
			this.routes.push(this.route(kind, name, places, loop));
		}
	}

	/** Places from end to end (or around), by way of one to three others. */
	private path(kind: Kind, loop: boolean): number[] {
		const wanted = kind === 'village' ? [15, 40] : kind === 'city' ? [28, 66] : [14, 40];
		for (;;) {
			const corners = Array.from({ length: loop || kind !== 'village' ? 3 : 2 }, () => this.corner(kind));
			if (kind === 'express' || this.random.chance(kind === 'city' ? 0.7 : 0.35)) corners[1] = this.map.centre(this.random);
			const places = this.map.path(loop ? [...corners, corners[0] ?? 0] : corners, loop);
			const every = kind === 'express' ? 2 : 1;
			const kept = places.filter((_, index) => index % every === 0 || index === places.length - 1);
			if (kept.length >= (wanted[0] ?? 0) && kept.length <= (wanted[1] ?? 0) * (loop ? 1.4 : 1)) return kept;
		}
	}

	/** Village buses go where no bus goes yet. */
	private corner(kind: Kind): number {
		const candidates = Array.from({ length: kind === 'village' ? 80 : 6 }, () => this.random.integer(0, this.map.count - 1));
		return candidates.reduce((best, place) => ((this.visits[place] ?? 0) < (this.visits[best] ?? 0) ? place : best));
	}

	private route(kind: Kind, name: string, places: readonly number[], loop: boolean): BareRoute {
		const { random, number } = this;
		const index = this.routes.length;
		const other = random.chance(kind === 'village' ? 0.5 : kind === 'city' ? 0.15 : 0);
		const turnaround = places.length - 1;
		const around = loop ? [...places] : [...places, ...places.slice(0, -1).reverse()];
		const stops = Int32Array.from(around, (place, sequence) => this.stop(place, loop || sequence <= turnaround ? this.side(places, Math.min(sequence, turnaround)) : 1 - this.side(places, 2 * turnaround - sequence)));
		const metres = new Float64Array(stops.length);
		for (let sequence = 1; sequence < stops.length; sequence += 1) {
			metres[sequence] = Math.round((metres[sequence - 1] ?? 0) + this.map.metres(around[sequence - 1] ?? 0, around[sequence] ?? 0) * 1.15);
		}
		const metresPerSecond = kind === 'express' ? 9.5 : kind === 'city' ? 6.2 : 5.4;
		const homes = around.map((place) => this.map.homes[place] ?? 0);
		const pull = around.map((place) => this.map.pull[place] ?? 0);
		const strongest = Math.max(...pull);
		const size = kind === 'village' ? (random.chance(0.3) ? 'small' : 'medium') : 'large';
		return {
			id: `${41150 + number}${String(index + 1).padStart(3, '0')}`,
			name,
			type: kind === 'city' ? '일반형시내버스' : kind === 'village' ? '마을버스' : '직행좌석형시내버스',
			mode: kind === 'city' ? '500' : kind === 'village' ? '580' : name.startsWith('M') ? '570' : '530',
			firm: other && this.firms > 1 ? 1 : 0,
			operator: this.operators[kind === 'village' ? 5 + (index % 3) : index % 5] ?? { id: '', name: '' },
			authority: kind === 'express' ? (name.startsWith('M') ? '대광위' : '경기도') : kind === 'city' && random.chance(0.2) ? '타 시·군 협의' : '의정부시',
			busSize: size,
			seats: kind === 'express' ? 45 : size === 'large' ? 26 : size === 'medium' ? 21 : 14,
			capacity: kind === 'express' ? 45 : size === 'large' ? 55 : size === 'medium' ? 39 : 24,
			seatedExpress: kind === 'express',
			licensedUnit: random.chance(0.7) || loop ? 'roundTrip' : 'oneWay',
			stops,
			turnaround: loop ? stops.length - 1 : turnaround,
			loop,
			metres,
			seconds: metres.map((value, sequence) => value / metresPerSecond + sequence * 9),
			opposite: Int32Array.from(stops, (_, sequence) => (loop ? -1 : 2 * turnaround - sequence)),
			demand: (kind === 'city' ? 1.6 : kind === 'village' ? 0.55 : 0.7) * Math.exp(random.next() * 1.6 - 0.8),
			homeSums: cumulative(homes.slice(0, -1)),
			townSums: cumulative(pull.slice(0, -1)),
			attraction: Float64Array.from(pull, (value) => value / strongest),
		};
	}

	/** Which side of the street the stop stands on, by the way the bus comes. */
	private side(places: readonly number[], index: number): 0 | 1 {
		const from = index === 0 ? 0 : index - 1;
		return this.map.heading(places[from] ?? 0, places[from + 1] ?? 0);
	}

	/** One name a place, both sides of the street; each name once in a dong until its words are used up. */
	private placeName(place: number, dong: number): string {
		const known = this.names.get(place);
		if (known !== undefined) return known;
		const quarters = QUARTERS[dong] ?? [];
		const count = this.named.get(dong) ?? 0;
		const word = Math.floor(count / quarters.length);
		const again = Math.floor(word / LANDMARKS.length);
		const name = `${quarters[count % quarters.length] ?? ''}${LANDMARKS[word % LANDMARKS.length] ?? ''}${again === 0 ? '' : `${again + 1}`}`;
		this.named.set(dong, count + 1);
		this.names.set(place, name);
		return name;
	}

	private stop(place: number, side: number): number {
		const known = this.stopAt.get(place * 2 + side);
		if (known !== undefined) return known;
		const index = this.stops.length;
		const { longitude, latitude } = this.map.position(place);
		const prefix = String(this.number).padStart(2, '0');
		const dong = nearestDong(longitude - (this.number % 5) * 0.2, latitude + Math.floor(this.number / 5) * 0.2);
		this.stops.push({
			// the second firm numbers from elsewhere: the same id means another stop there
			ids: [`${prefix}${String(index + 10).padStart(5, '0')}`, `${prefix}${String(((index * 7) % 4001) + 10).padStart(5, '0')}`],
			name: this.placeName(place, dong),
			ars: `${String(7 + (this.number % 90)).padStart(2, '0')}${String(index + 1).padStart(3, '0')}`,
			longitude: round(longitude + (side === 0 ? 0.00012 : -0.00012)),
			latitude: round(latitude + (side === 0 ? -0.00008 : 0.00008)),
			dong,
			place,
		});
		this.stopAt.set(place * 2 + side, index);
		return index;
	}
}

function dongsOf(number: number): Dong[] {
	return UIJEONGBU_DONGS.map(({ code, name, livingZone, population }) => ({ code: number === 0 ? code : `${41150 + number}${code.slice(5)}`, name, livingZone, population }));
}

function nearestDong(longitude: number, latitude: number): number {
	let best = 0;
	let nearest = Number.POSITIVE_INFINITY;
	for (const [index, dong] of UIJEONGBU_DONGS.entries()) {
		const distance = ((dong.longitude - longitude) * 0.79) ** 2 + (dong.latitude - latitude) ** 2;
		if (distance < nearest) [best, nearest] = [index, distance];
	}
	return best;
}

function boardableAt(map: StreetMap, routes: readonly Route[], stops: readonly Stop[]): Boardable[][] {
	const here: Boardable[][] = Array.from({ length: map.count }, () => []);
	for (const [route, { stops: sequence }] of routes.entries()) {
		for (let index = 0; index < sequence.length - 1; index += 1) here[stops[sequence[index] ?? 0]?.place ?? 0]?.push({ route, sequence: index, walkSeconds: 40 });
	}
	return here.map((own, place) => [
		...own,
		...map.neighbours(place).flatMap((near) => (here[near] ?? []).map((entry) => ({ ...entry, walkSeconds: Math.round(map.metres(place, near) / WALK_METRES_A_SECOND) }))),
	]);
}

function round(degrees: number): number {
	return Math.round(degrees * 1e6) / 1e6;
}
