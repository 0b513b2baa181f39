/** A city's bus network and timetable as riders and writers use it. Times are seconds from 00:00 of the service date. */
export interface TransitCity {
	name: string;
	/** Settlement firms; each has local ids of its own, which repeat across firms. */
	firms: readonly string[];
	region: string;
	dongs: readonly Dong[];
	stops: readonly Stop[];
	routes: readonly Route[];
	vehicles: readonly Vehicle[];
	runs: readonly Run[];
	/** By place: where which routes can be boarded, the near places included. */
	boardable: ReadonlyArray<readonly Boardable[]>;
}

export interface Dong {
	code: string;
	name: string;
	livingZone: string;
	population: number;
}

export interface Stop {
	/** Local ids by firm. */
	ids: readonly string[];
	name: string;
	ars: string;
	longitude: number;
	latitude: number;
	dong: number;
	/** The place; stops on both sides of a street share it. */
	place: number;
}

export interface Vehicle {
	id: string;
	plate: string;
}

export interface Operator {
	id: string;
	name: string;
}

export interface Route {
	id: string;
	name: string;
	type: string;
	/** 교통수단코드. */
	mode: string;
	/** Index of the settlement firm. */
	firm: number;
	operator: Operator;
	authority: string;
	busSize: 'large' | 'medium' | 'small';
	seats: number;
	capacity: number;
	seatedExpress: boolean;
	licensedUnit: 'oneWay' | 'roundTrip';
	licensedRuns: { weekday: number; saturday: number; holiday: number };
	/** Stop by sequence from 0; outbound, turnaround and inbound in one. */
	stops: Int32Array;
	/** Sequence of the turnaround; the last one for loops. */
	turnaround: number;
	loop: boolean;
	/** Metres and undisturbed seconds from the first stop. */
	metres: Float64Array;
	seconds: Float64Array;
	/** Sequence on the other side of the street, -1 where there is none. */
	opposite: Int32Array;
	/** One for round trips, two where each direction is a run. */
	services: readonly Service[];
	/** Share of the city's riders. */
	demand: number;
	/** Running sums over sequences for picking where people board: from home, and from work or town. */
	homeSums: Float64Array;
	townSums: Float64Array;
	/** How much a sequence attracts, 0 to 1. */
	attraction: Float64Array;
}

/** The runs of a route over the sequences `from` to `to`, by departure. */
export interface Service {
	from: number;
	to: number;
	departures: Int32Array;
	/** Driving time over the undisturbed one. */
	pace: Float64Array;
	/** Index of the first one in the city's runs. */
	firstRun: number;
}

export interface Run {
	route: number;
	service: number;
	vehicle: number;
	departure: number;
	arrival: number;
	direction: 'out' | 'in' | 'round';
	number: number;
}

export interface Boardable {
	route: number;
	sequence: number;
	walkSeconds: number;
}

/** When a run leaves a stop. */
export function timeAt(route: Route, service: Service, order: number, sequence: number): number {
	const driven = (route.seconds[sequence] ?? 0) - (route.seconds[service.from] ?? 0);
	return Math.round((service.departures[order] ?? 0) + driven * (service.pace[order] ?? 1));
}
