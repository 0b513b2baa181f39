import fc from 'fast-check';

import { DAY, clock, key, openBench, type Analysed, type Bench, type Row } from './miniature';

let bench: Bench;

beforeAll(async () => {
	bench = await openBench();
});
afterAll(async () => await bench.close());

const STOPS = ['A', 'B', 'C', 'D', 'E', 'F'];
const MASTERS = {
	route_stop: `
		route_key sequence stop_key direction
		${['10', '20'].flatMap((route) => STOPS.map((stop, i) => `${route} ${i + 1} ${stop} ${i < 3 ? 'out' : 'in'}`)).join('\n')}`,
	stop: `
		stop_key latitude longitude
		${STOPS.map((stop, i) => `${stop} ${37 + i * 0.004} 127`).join('\n')}`,
};

interface Ride {
	route: string;
	run: number;
	from: number;
	stops: number;
	riders: number;
	card: number;
	alights: boolean;
	rail: boolean;
}

const rideOf = (alights: fc.Arbitrary<boolean>): fc.Arbitrary<Ride> =>
	fc.record({
		route: fc.constantFrom('10', '20', '30'),
		run: fc.integer({ min: 0, max: 5 }),
		from: fc.integer({ min: 0, max: 4 }),
		stops: fc.integer({ min: 1, max: 5 }),
		riders: fc.integer({ min: 1, max: 4 }),
		card: fc.integer({ min: 1, max: 12 }),
		alights,
		rail: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
	});

/** A day that could be: each run departs every three hours from 05:00 and takes ten minutes a stop; times follow the places. */
function tapsOf(rides: Ride[]): Row[] {
	return rides.map(({ route, run, from, stops, riders, card, alights, rail }, line): Row => {
		const departure = (5 + run * 3) * 60;
		const to = Math.min(from + stops, STOPS.length - 1);
		const at = (place: number) => clock(`0:${departure + place * 10}`);
		return {
			service_date: DAY, file_no: 0, line, card, transaction: card * 100 + run, user_type: riders > 1 ? 'adult' : 'senior', mode: rail ? 'rail' : 'bus',
			mode_code: null, route_key: key(route), vehicle_key: key(`v${route}${run}`), vehicle_plate: null, operator: 'op',
			run_departed_at: at(0), run_ended_at: at(5), boarded_at: at(from), boarding_stop: key(STOPS[from]),
			alighted_at: alights ? at(to) : null, alighting_stop: alights ? key(STOPS[to]) : null, alighting_issue: alights ? null : 'none',
			transfers: stops > 3 ? 1 : 0, riders, distance_m: stops * 400, ride_seconds: null,
		};
	});
}

const total = async (day: Analysed, table: Parameters<Analysed['table']>[0], column: string) =>
	(await day.table(table)).reduce((sum, row) => sum + Number(row[column] ?? 0), 0);

const days = (alights: fc.Arbitrary<boolean>) => fc.array(rideOf(alights), { minLength: 1, maxLength: 40 });

test('every table holds the same persons', async () => {
	await fc.assert(
		fc.asyncProperty(days(fc.boolean()), async (rides) => {
			const day = await bench.analyse({ ...MASTERS, taps: '', rows: tapsOf(rides) });
			const bus = rides.filter(({ rail }) => !rail);
			const boardings = bus.reduce((sum, { riders }) => sum + riders, 0);
			const alightings = bus.reduce((sum, { riders, alights }) => sum + (alights ? riders : 0), 0);
			for (const table of ['day_total', 'route_day', 'route_hour', 'route_stop_hour', 'stop_hour', 'user_hour'] as const) {
				expect([table, await total(day, table, 'boardings'), await total(day, table, 'alightings')]).toEqual([table, boardings, alightings]);
			}
			expect(await total(day, 'run_day', 'boardings')).toBe(boardings);
			expect(await total(day, 'run_day', 'alightings_observed')).toBe(alightings);
			for (const table of ['load', 'profile'] as const) {
				expect([table, await total(day, table, 'boardings'), await total(day, table, 'alightings_observed')]).toEqual([table, boardings, alightings]);
			}
		}),
		{ numRuns: 12 },
	);
});

test('with complete taps every run ends empty, nothing is below zero, and estimated is observed', async () => {
	await fc.assert(
		fc.asyncProperty(days(fc.constant(true)), async (rides) => {
			const day = await bench.analyse({ ...MASTERS, taps: '', rows: tapsOf(rides) });
			const checks = new Map((await day.table('quality')).map((row) => [row.check_id, row.numerator]));
			expect([checks.get('negativeLoads') ?? 0, checks.get('loadMismatch') ?? 0]).toEqual([0, 0]);
			for (const row of await day.table('load')) {
				expect([row.estimated_mean, row.estimated_max, row.section_estimated]).toEqual([Number(Number(row.observed_mean).toFixed(2)), row.observed_max, row.section_observed]);
			}
			for (const row of await day.table('run_day')) expect(row.alightings_estimated).toBe(row.boardings);
		}),
		{ numRuns: 12 },
	);
});

test('estimates only add: alightings are never fewer, loads never more than observed, and all who board leave', async () => {
	await fc.assert(
		fc.asyncProperty(days(fc.integer({ min: 0, max: 3 }).map((n) => n > 0)), async (rides) => {
			const day = await bench.analyse({ ...MASTERS, taps: '', rows: tapsOf(rides), options: { tagOffFloor: 0 } });
			for (const row of await day.table('load')) {
				expect(Number(row.alightings_estimated)).toBeGreaterThanOrEqual(Number(row.alightings_observed) - 0.01);
				expect(Number(row.estimated_max)).toBeLessThanOrEqual(Number(row.observed_max) + 0.01);
				expect(Number(row.estimated_max)).toBeGreaterThanOrEqual(-0.01);
			}
			for (const row of await day.table('run_day')) expect(Number(row.alightings_estimated)).toBeCloseTo(Number(row.boardings), 1);
		}),
		{ numRuns: 12 },
	);
});

test('the order of the rows changes nothing', async () => {
	await fc.assert(
		fc.asyncProperty(days(fc.boolean()), async (rides) => {
			const rows = tapsOf(rides);
			const there = await bench.analyse({ ...MASTERS, taps: '', rows });
			const back = await bench.analyse({ ...MASTERS, taps: '', rows: rows.toReversed() });
			for (const table of ['route_day', 'load', 'run_day', 'chain', 'transfer_pair', 'linked_trip', 'quality'] as const) {
				expect(await back.table(table)).toEqual(await there.table(table));
			}
		}),
		{ numRuns: 6 },
	);
});
