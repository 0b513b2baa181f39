import { expected, openBench, type Bench } from './miniature';

let bench: Bench;

beforeAll(async () => {
	bench = await openBench();
});
afterAll(async () => await bench.close());

const LINE = `
	route_key sequence stop_key direction
	10        1        A        out
	10        2        B        out`;

const ROUND = `
	route_key sequence stop_key direction
	10        1        A        out
	10        2        B        out
	10        3        C        in
	10        4        D        in`;

test('headways: mean, p90, cv and wait from the runs seen in taps', async () => {
	// Departures 07:00, 07:10, 07:30, 08:00: headways 600, 1200, 1800 s. Mean 1200, deviation √240000 = 489.898, cv 0.408,
	// wait 600 × (1 + 1/6) = 700. Hour 7: 600 and 1200, mean 900, deviation 300, cv 1/3, wait 450 × 10/9 = 500. Hour 8: 1800 alone.
	const day = await bench.analyse({
		route_stop: LINE,
		taps: `
			vehicle run   board from alight to
			v1      07:00 07:01 A    07:05  B
			v2      07:10 07:11 A    07:15  B
			v3      07:30 07:31 A    07:35  B
			v1      08:00 08:01 A    08:05  B
			v1      08:00 08:02 A    08:05  B`,
	});
	expect(await day.lines('headway', 'route_key direction stop_key hour departures mean_s p90_s cv expected_wait_s')).toEqual(expected(`
		10 out A - 4 1200 1800 0.408 700
		10 out A 7 3 900  1200 0.333 500
		10 out A 8 1 1800 1800 0     900`));
});

test('one departure has no headway', async () => {
	const day = await bench.analyse({ route_stop: LINE, taps: `
		board from alight to
		07:00 A    07:05  B` });
	expect(await day.lines('headway', 'hour departures mean_s cv expected_wait_s')).toEqual(['- 1 - - -', '7 1 - - -']);
});

test('where the run log has the route, its departures count, also those that carried nobody', async () => {
	const day = await bench.analyse({
		route_stop: ROUND,
		run_log: `
			route_key vehicle_key direction departed_at
			10        v1          out       07:00
			10        v2          out       07:20
			10        v1          in        07:40`,
		taps: `
			vehicle run   board from alight to
			v1      07:05 07:05 A    07:10  B`,
	});
	expect(await day.lines('headway', 'direction stop_key departures mean_s', 'hour IS NULL')).toEqual(['in C 1 -', 'out A 2 1200']);
	expect(await day.lines('compliance', 'route_key actual_one_way actual_round source')).toEqual(['10 3 1.5 run_log']);
});

test('licensed round trips: a round run in the log is two one-way runs', async () => {
	const day = await bench.analyse({
		run_log: `
			route_key vehicle_key direction departed_at
			10        v1          round     07:00
			10        v2          round     08:00`,
		taps: `
			board from
			07:05 A`,
	});
	expect(await day.lines('compliance', 'actual_one_way actual_round source')).toEqual(['4 2 run_log']);
});

test('runs seen in taps with riders on both sides of the turnaround are round trips', async () => {
	const day = await bench.analyse({
		route_stop: ROUND,
		taps: `
			run   board from alight to
			07:00 07:05 A    07:30  D
			09:00 09:05 A    09:30  C
			11:00 11:05 A    11:10  B`,
	});
	// Two of three show both sides: the third is taken for a round trip as well.
	expect(await day.lines('compliance', 'actual_one_way actual_round source')).toEqual(['6 3 taps']);
});

test('runs seen in taps on one side only are one-way', async () => {
	const day = await bench.analyse({
		route_stop: ROUND,
		taps: `
			run   board from alight to
			07:00 07:05 A    07:10  B
			07:30 07:35 C    07:40  D
			08:00 08:05 A    08:10  B`,
	});
	expect(await day.lines('compliance', 'actual_one_way actual_round')).toEqual(['3 1.5']);
});

test('where nothing tells whether the list is a round trip, the count is null', async () => {
	const day = await bench.analyse({
		route_stop: `
			route_key sequence stop_key direction
			10        1        A        -
			10        2        B        -`,
		taps: `
			board from alight to
			07:05 A    07:10  B`,
	});
	expect(await day.lines('compliance', 'actual_one_way actual_round source')).toEqual(['- - taps']);
});

test('a list without directions that ends where it began is a round trip', async () => {
	const day = await bench.analyse({
		route_stop: `
			route_key sequence stop_key direction
			10        1        A        -
			10        2        B        -
			10        3        C        -
			10        4        D        -`,
		stop: `
			stop_key stop_name latitude longitude
			A        종점      37.00    127.00
			B        나        37.01    127.00
			C        다        37.02    127.00
			D        종점      37.00    127.0004`,
		taps: `
			board from alight to
			07:05 A    07:30  D`,
	});
	// The turnaround is C, the farthest; boarding before it, alighting behind it.
	expect(await day.lines('compliance', 'actual_one_way actual_round')).toEqual(['2 1']);
});

test('no run, no headway and no compliance', async () => {
	const day = await bench.analyse({ route_stop: LINE, taps: `
		run board from
		-   07:00 A` });
	expect([await day.table('headway'), await day.table('compliance')]).toEqual([[], []]);
});

test('circuity and duplication', async () => {
	// 0.01 degrees of latitude are 1111.95 m. Route 10: listed 2223.9 m over 1111.95 straight: 2. Route 20 is a round trip of 4000 m:
	// there and back 2 × 1111.95, circuity 1.799. Shared: route 10 has A and B of A, B, C with 20; route 20 has A, B of its two.
	const day = await bench.analyse({
		route: `
			route_key length_m
			20        4000`,
		route_stop: `
			route_key sequence stop_key direction distance_m
			10        1        A        out       0
			10        2        C        out       1500
			10        3        B        out       2223.9
			20        1        A        out       0
			20        2        B        out       2000
			20        3        A        in        4000
			30        1        D        out       0
			30        2        E        out       500`,
		stop: `
			stop_key latitude longitude
			A        37.00    127.00
			B        37.01    127.00
			C        37.01    127.01`,
		taps: `
			board from
			07:00 A`,
	});
	expect(await day.lines('shape', 'route_key length_m circuity duplication most_shared_route most_shared_share')).toEqual(expected(`
		10 2223.9 2     0.667 20 0.667
		20 4000   1.799 1     10 1
		30 500    -     0     -  -`));
});

test('areas: stops, routes, persons, passing runs and first and last boarding of each dong', async () => {
	const day = await bench.analyse({
		route_stop: `${ROUND}
			20        1        C        out
			20        2        B        out`,
		stop: `
			stop_key dong_code dong_name
			A        41150510  의정부1동
			B        41150510  의정부1동
			C        41150520  호원1동
			D        -         -`,
		area: `
			dong_code dong_name
			41150510  의정부1동
			41150520  호원1동
			41150530  신곡1동`,
		taps: `
			route vehicle run   board from alight to riders
			10    v1      07:00 07:05 A    07:20  C  2
			10    v1      07:00 07:25 C    07:30  D  1
			20    v2      23:50 24:10 B    -      -  1
			30    v3      09:00 09:10 A    09:20  B  1`,
	});
	// 의정부1동: runs of 10, 20 and 30 (order of stops from taps); 호원1동: 10 and 20.
	expect(await day.lines('area', 'dong_code stops routes boardings alightings runs first_boarding_at last_boarding_at')).toEqual(expected(`
		41150510 2 3 4 1 3 2026-03-02T07:05:00 2026-03-03T00:10:00
		41150520 1 2 1 2 2 2026-03-02T07:25:00 2026-03-02T07:25:00
		41150530 0 0 0 0 0 - -`));
});

test('without masters the tables that rest on them are empty', async () => {
	const day = await bench.analyse({ taps: `
		board from
		07:00 A` });
	expect([await day.table('shape'), await day.table('area')]).toEqual([[], []]);
});
