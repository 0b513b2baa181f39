import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TransitCity } from './city.mts';
import { keyOf, type Layout, namesOnly } from './layouts.mts';
import { USERS } from './rates.mts';
import { UNKNOWN_STOPS } from './row-writer.mts';
import { FLAW, type Taps } from './taps.mts';

export interface Sums {
	boardings: number;
	alightings: number;
	taps: number;
	tapsWithAlighting: number;
	transferTaps: number;
}

/** What a right reader of the files must find for the service date: each tap once, rows of other days and garbage left out. Persons unless named taps, rows or lines. */
export interface Truth {
	day: string;
	seed: string;
	layout: string;
	encoding: string;
	/** What stands in the keys here where the layout does not name it in the rows: the reader's setting for this feed. */
	defaults: { firm: string; region: string };
	files: Array<{ name: string; lines: number; bytes: number }>;
	lines: {
		/** All lines written, headers not counted. */
		written: number;
		duplicates: number;
		retransmissions: number;
		otherDay: number;
		garbage: Record<string, number>;
	};
	/** Of the taps counted in `totals`. */
	flaws: { missingAlighting: number; alightingBeforeBoarding: number; unmatchedStop: number; earlyTagOff: number };
	riders: { cards: number; travellers: number; chainBreakers: number; journeys: number };
	totals: Sums & { routes: number; vehicles: number; runs: number };
	/** Persons who got off without tapping; each one with its stop is in truth-hidden.csv. */
	hiddenAlightings: number;
	/** Taps by number of transfers, from 0. */
	transfers: number[];
	users: Record<string, number>;
	byRoute: Record<string, Sums>;
	/** Hours 4 to 27. */
	byHour: Record<string, { boardings: number; alightings: number }>;
	byRouteHour: Record<string, Record<string, [boardings: number, alightings: number]>>;
	/** Persons aboard behind each sequence over the whole day as it really was (통과인원), by route. */
	through: Record<string, number[]>;
	/** Taps of other service dates. */
	otherDays: Record<string, Sums>;
	/** `rows` holds route, stop, hour, boardings, alightings, one after the other; see `cellsOf`. */
	cells: { routes: string[]; stops: string[]; rows: number[] };
}

export interface Cell {
	route: string;
	stop: string;
	hour: number;
	boardings: number;
	alightings: number;
}

export function readTruth(folder: string): Truth {
	return JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth;
}

/** Route × stop × hour, unpacked. */
export function* cellsOf({ cells }: Truth): Generator<Cell> {
	const { routes, stops, rows } = cells;
	for (let at = 0; at < rows.length; at += 5) {
		yield { route: routes[rows[at] ?? 0] ?? '', stop: stops[rows[at + 1] ?? 0] ?? '', hour: rows[at + 2] ?? 0, boardings: rows[at + 3] ?? 0, alightings: rows[at + 4] ?? 0 };
	}
}

const HOURS = 24;
const noSums = (): Sums => ({ boardings: 0, alightings: 0, taps: 0, tapsWithAlighting: 0, transferTaps: 0 });

export function emptyTruth(head: Pick<Truth, 'day' | 'seed' | 'layout' | 'encoding' | 'defaults'>): Truth {
	return {
		...head,
		files: [],
		lines: { written: 0, duplicates: 0, retransmissions: 0, otherDay: 0, garbage: {} },
		flaws: { missingAlighting: 0, alightingBeforeBoarding: 0, unmatchedStop: 0, earlyTagOff: 0 },
		riders: { cards: 0, travellers: 0, chainBreakers: 0, journeys: 0 },
		totals: { ...noSums(), routes: 0, vehicles: 0, runs: 0 },
		hiddenAlightings: 0,
		transfers: [0, 0, 0, 0, 0],
		users: {},
		byRoute: {},
		byHour: {},
		byRouteHour: {},
		through: {},
		otherDays: {},
		cells: { routes: [], stops: [], rows: [] },
	};
}

/** Adds up the taps of one city. */
export function addToTruth(truth: Truth, city: TransitCity, layout: Layout, taps: Taps, dayBefore: string): void {
	const stopSpan = city.stops.length + UNKNOWN_STOPS.length;
	const on = new Int32Array(city.routes.length * stopSpan * HOURS);
	const off = new Int32Array(on.length);
	const sums = city.routes.map(noSums);
	const late = noSums();
	const users = new Float64Array(USERS.length);
	const vehicles = new Set<number>();
	const runs = new Set<number>();
	const aboard = city.routes.map(({ stops }) => new Float64Array(stops.length));
	let journeys = 0;
	for (let tap = 0; tap < taps.count; tap += 1) {
		const flaws = taps.flaws[tap] ?? 0;
		const route = taps.route[tap] ?? 0;
		const persons = taps.riders[tap] ?? 0;
		const tapped = (flaws & (FLAW.missing | FLAW.beforeBoarding)) === 0;
		const target = (flaws & FLAW.otherDay) !== 0 ? late : sums[route];
		if (!target) continue;
		target.boardings += persons;
		target.taps += 1;
		if ((taps.transfers[tap] ?? 0) > 0) target.transferTaps += 1;
		if (tapped) {
			target.alightings += persons;
			target.tapsWithAlighting += 1;
		}
		if (target === late) {
			truth.lines.otherDay += 1;
			continue;
		}
		if (taps.transfers[tap] === 0) journeys += 1;
		truth.transfers[taps.transfers[tap] ?? 0] = (truth.transfers[taps.transfers[tap] ?? 0] ?? 0) + 1;
		users[taps.user[tap] ?? 0] = (users[taps.user[tap] ?? 0] ?? 0) + persons;
		runs.add(taps.run[tap] ?? 0);
		vehicles.add(city.runs[taps.run[tap] ?? 0]?.vehicle ?? 0);
		if ((flaws & FLAW.missing) !== 0) truth.flaws.missingAlighting += 1;
		if ((flaws & FLAW.beforeBoarding) !== 0) truth.flaws.alightingBeforeBoarding += 1;
		if ((flaws & FLAW.unmatchedStop) !== 0) truth.flaws.unmatchedStop += 1;
		if ((flaws & FLAW.early) !== 0) truth.flaws.earlyTagOff += 1;
		if (!tapped) truth.hiddenAlightings += persons;
		const bus = city.routes[route];
		const boarded = (flaws & FLAW.unmatchedStop) !== 0 ? city.stops.length + ((taps.card[tap] ?? 0) % UNKNOWN_STOPS.length) : (bus?.stops[taps.on[tap] ?? 0] ?? 0);
		const cell = (route * stopSpan + boarded) * HOURS + Math.floor((taps.onAt[tap] ?? 0) / 3600) - 4;
		on[cell] = (on[cell] ?? 0) + persons;
		if (tapped) {
			const left = (route * stopSpan + (bus?.stops[taps.off[tap] ?? 0] ?? 0)) * HOURS + Math.floor((taps.offAt[tap] ?? 0) / 3600) - 4;
			off[left] = (off[left] ?? 0) + persons;
		}
		const steps = aboard[route];
		if (steps) {
			steps[taps.on[tap] ?? 0] = (steps[taps.on[tap] ?? 0] ?? 0) + persons;
			steps[taps.trueOff[tap] ?? 0] = (steps[taps.trueOff[tap] ?? 0] ?? 0) - persons;
		}
	}
	truth.riders.journeys += journeys;
	truth.totals.vehicles += vehicles.size;
	truth.totals.runs += runs.size;
	USERS.forEach(({ name }, index) => (truth.users[name] = (truth.users[name] ?? 0) + (users[index] ?? 0)));
	addSums((truth.otherDays[dayBefore] ??= noSums()), late);
	const named = namesOnly(layout);
	const routeKeys = city.routes.map(({ firm, id, name }) => keyOf(city.firms[firm] ?? '', city.region, named ? name : id));
	for (const [route, key] of routeKeys.entries()) {
		const own = sums[route];
		if (!own || own.taps === 0) continue;
		truth.byRoute[key] = own;
		addSums(truth.totals, own);
		truth.totals.routes += 1;
		let load = 0;
		truth.through[key] = Array.from(aboard[route] ?? [], (change) => (load += change));
	}
	addCells(truth, city, named, routeKeys, on, off);
}

function addCells(truth: Truth, city: TransitCity, named: boolean, routeKeys: readonly string[], on: Int32Array, off: Int32Array): void {
	const stopSpan = city.stops.length + UNKNOWN_STOPS.length;
	const { cells } = truth;
	const firstRoute = cells.routes.length;
	cells.routes.push(...routeKeys);
	const firstStop = cells.stops.length;
	for (const [firm, firmId] of city.firms.entries()) {
		for (const { ids, name } of city.stops) cells.stops.push(keyOf(firmId, city.region, named ? name : (ids[firm] ?? '')));
		for (const id of UNKNOWN_STOPS) cells.stops.push(keyOf(firmId, city.region, named ? '' : id));
	}
	for (let cell = 0; cell < on.length; cell += 1) {
		const boardings = on[cell] ?? 0;
		const alightings = off[cell] ?? 0;
		if (boardings === 0 && alightings === 0) continue;
		const route = Math.floor(cell / (stopSpan * HOURS));
		const stop = Math.floor(cell / HOURS) % stopSpan;
		const hour = (cell % HOURS) + 4;
		cells.rows.push(firstRoute + route, firstStop + (city.routes[route]?.firm ?? 0) * stopSpan + stop, hour, boardings, alightings);
		const whole = (truth.byHour[hour] ??= { boardings: 0, alightings: 0 });
		whole.boardings += boardings;
		whole.alightings += alightings;
		const hours = (truth.byRouteHour[routeKeys[route] ?? ''] ??= {});
		const pair = (hours[hour] ??= [0, 0]);
		pair[0] += boardings;
		pair[1] += alightings;
	}
}

function addSums(to: Sums, more: Sums): void {
	to.boardings += more.boardings;
	to.alightings += more.alightings;
	to.taps += more.taps;
	to.tapsWithAlighting += more.tapsWithAlighting;
	to.transferTaps += more.transferTaps;
}
