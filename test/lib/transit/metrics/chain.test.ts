import { expected, openBench, type Bench } from './miniature';

let bench: Bench;

beforeAll(async () => {
	bench = await openBench();
});
afterAll(async () => await bench.close());

/** Route 10 runs A–D, route 20 P–R; 0.001 degrees of latitude are 111.19 m. P is 111 m from C; A and R lie together. */
const CITY = {
	route_stop: `
		route_key sequence stop_key direction
		10        1        A        out
		10        2        B        out
		10        3        C        out
		10        4        D        out
		20        1        P        out
		20        2        Q        out
		20        3        R        out`,
	stop: `
		stop_key stop_name latitude longitude
		A        가        37.000   127.000
		B        나        37.010   127.000
		C        다        37.020   127.000
		D        라        37.030   127.000
		P        마        37.021   127.000
		Q        바        37.010   127.010
		R        사        37.001   127.000`,
	// No card is in the hidden sample but multiples of 1000.
	options: { hiddenSampleOneIn: 1000 },
};

const chain = 'missing_alightings chained';

test('a missing alighting is at the stop nearest to the next boarding', async () => {
	// Card 1 boards at P next, 111 m from C: it left at C. D would be 1 km away.
	const day = await bench.analyse({
		...CITY,
		taps: `
			card route vehicle run   board from alight to
			1    10    v1      07:00 07:00 A    -      -
			1    20    v2      08:00 08:00 P    08:30  R
			2    10    v1      07:00 07:00 A    07:30  D`,
	});
	expect(await day.lines('chain', chain)).toEqual(['1 1']);
	expect(await day.lines('profile', 'stop_key alightings_observed alightings_estimated observed_max estimated_max', `route_key LIKE '%:10'`)).toEqual(expected(`
		A 0 0 2 2
		B 0 0 2 2
		C 0 1 2 1
		D 1 1 1 0`));
});

test('the last trip closes to the first boarding of the day', async () => {
	// Card 1 began at A; its last trip on route 20 has R, 111 m from A.
	const day = await bench.analyse({
		...CITY,
		taps: `
			card route vehicle run   board from alight to
			1    10    v1      07:00 07:00 A    07:20  C
			1    20    v2      18:00 18:00 P    -      -`,
	});
	expect(await day.lines('chain', chain)).toEqual(['1 1']);
	expect(await day.lines('profile', 'stop_key alightings_estimated', `route_key LIKE '%:20'`)).toEqual(['P 0', 'Q 0', 'R 1']);
});

test('a card with one trip is not chained', async () => {
	const day = await bench.analyse({
		...CITY,
		taps: `
			card board from alight to
			1    07:00 A    -      -
			2    07:00 A    07:30  D`,
	});
	expect(await day.lines('chain', chain)).toEqual(['1 0']);
});

test('a tap without a card is not chained', async () => {
	const day = await bench.analyse({
		...CITY,
		taps: `
			card board from
			-    07:00 A
			-    08:00 C`,
	});
	expect(await day.lines('chain', chain)).toEqual(['2 0']);
});

test.each([
	// 0.00449 degrees × 111.195 km = 499.3 m; 0.00450 = 500.4 m; from C at 37.020.
	['499 m', '37.02449', '1 1'],
	['more than 500 m', '37.02450', '1 0'],
])('a walk of %s', async (_name, latitude, result) => {
	const day = await bench.analyse({
		...CITY,
		route_stop: CITY.route_stop.replace(/.*D .*\n/, ''),
		stop: CITY.stop.replace('37.021', latitude),
		taps: `
			card route vehicle run   board from alight to
			1    10    v1      07:00 07:00 A    -      -
			1    20    v2      08:00 08:00 P    08:30  R`,
	});
	expect(await day.lines('chain', chain)).toEqual([result]);
});

test('the walk limit is a parameter and is reported', async () => {
	const day = await bench.analyse({
		...CITY,
		options: { ...CITY.options, walkLimitM: 100 },
		taps: `
			card route vehicle run   board from alight to
			1    10    v1      07:00 07:00 A    -      -
			1    20    v2      08:00 08:00 P    08:30  R`,
	});
	expect(await day.lines('chain', `${chain} walk_limit_m`)).toEqual(['1 0 100']);
});

test('only stops behind the boarding are taken', async () => {
	// The next boarding is at R beside A, but the bus has left A.
	const day = await bench.analyse({
		...CITY,
		taps: `
			card route vehicle run   board from alight to
			1    10    v1      07:00 07:05 B    -      -
			1    20    v2      08:00 08:00 R    08:30  R`,
	});
	expect(await day.lines('chain', chain)).toEqual(['1 0']);
});

test('a rail leg says where the rider went and is no boarding of a bus', async () => {
	const day = await bench.analyse({
		...CITY,
		stop: `${CITY.stop}
			M        역        37.0301  127.000`,
		taps: `
			card mode route vehicle run   board from alight to
			1    bus  10    v1      07:00 07:00 A    -      -
			1    rail S1    -       -     07:40 M    08:10  N`,
	});
	expect(await day.lines('chain', chain)).toEqual(['1 1']);
	expect(await day.lines('profile', 'stop_key alightings_estimated')).toEqual(['A 0', 'B 0', 'C 0', 'D 1']);
	expect(await day.lines('day_total', 'boardings')).toEqual(['1']);
});

test('a missing alighting of a rail leg is not counted', async () => {
	const day = await bench.analyse({
		...CITY,
		taps: `
			card mode route vehicle run board from
			1    rail S1    -       -   07:00 A
			1    rail S1    -       -   08:00 C`,
	});
	expect(await day.lines('chain', chain)).toEqual(['0 0']);
});

test('without coordinates a stop of the same name is taken, one of another name is not', async () => {
	const day = await bench.analyse({
		...CITY,
		stop: `
			stop_key stop_name
			C        시청
			P        시청
			Q        시장`,
		taps: `
			card route vehicle run   board from alight to
			1    10    v1      07:00 07:00 A    -      -
			1    20    v2      08:00 08:00 P    08:30  R
			2    10    v1      07:00 07:00 A    -      -
			2    20    v2      08:00 08:00 Q    08:30  R`,
	});
	expect(await day.lines('chain', chain)).toEqual(['2 1']);
});

test('without a stop master the very stop still chains', async () => {
	const day = await bench.analyse({
		route_stop: CITY.route_stop,
		options: CITY.options,
		taps: `
			card board from alight to run   vehicle
			1    07:00 A    -      -  07:00 v1
			1    09:00 C    09:10  D  09:00 v2`,
	});
	expect(await day.lines('chain', chain)).toEqual(['1 1']);
});

test('the stop across the street on the way back of the same list is not taken for the way there', async () => {
	// Out A B C, back c b a across the street. The rider goes A → B and boards at b on the way home: B is 33 m away, b itself 0 m.
	const day = await bench.analyse({
		options: CITY.options,
		route_stop: `
			route_key sequence stop_key direction
			10        1        A        out
			10        2        B        out
			10        3        C        out
			10        4        c        in
			10        5        b        in
			10        6        a        in`,
		stop: `
			stop_key latitude longitude
			A        37.0000  127.0
			B        37.0100  127.0
			C        37.0200  127.0
			a        37.0003  127.0
			b        37.0103  127.0
			c        37.0203  127.0`,
		taps: `
			card vehicle run   board from alight to
			1    v1      07:00 07:00 A    -      -
			1    v2      18:00 18:10 b    -      -`,
	});
	// The way home closes to A, beside a.
	expect(await day.lines('run_day', 'vehicle_key alightings_estimated max_sequence')).toEqual(['v1 1 1', 'v2 1 5']);
	expect(await day.lines('profile', 'stop_key alightings_estimated', 'alightings_estimated > 0')).toEqual(['B 1', 'a 1']);
});

test('below the floor of the tag-off rate, what is wholly chained is still estimated', async () => {
	// No alighting is tapped at all, but both are chained.
	const day = await bench.analyse({
		...CITY,
		taps: `
			card route vehicle run   board from
			1    10    v1      07:00 07:00 A
			1    20    v2      08:00 08:00 P`,
	});
	expect(await day.lines('run_day', 'alightings_observed alightings_estimated')).toEqual(['0 1', '0 1']);
});

test('accuracy: tapped alightings of the sample are hidden and looked for; they count as tapped all the same', async () => {
	// Every card is in the sample. Card 1 leaves at C and boards at P beside it: exact. Card 2 left at B: the chain says C, one stop
	// off. Card 3 boards at Q next, far from route 10: not found. Their last trips are rail, which is not chained. Card 4 has one leg.
	const day = await bench.analyse({
		...CITY,
		options: { hiddenSampleOneIn: 1 },
		taps: `
			card mode route vehicle run   board from alight to
			1    bus  10    v1      07:00 07:00 A    07:20  C
			1    rail S     -       -     08:00 P    08:10  N
			2    bus  10    v1      07:00 07:00 A    07:10  B
			2    rail S     -       -     08:00 P    08:10  N
			3    bus  10    v1      07:00 07:00 A    07:30  D
			3    rail S     -       -     08:00 Q    08:10  N
			4    bus  10    v1      07:00 07:00 A    07:30  D`,
	});
	expect(await day.lines('chain', 'missing_alightings chained tried found exact within_two_stops')).toEqual(['0 0 3 2 1 2']);
	expect(await day.lines('profile', 'stop_key alightings_observed alightings_estimated')).toEqual(['A 0 0', 'B 1 1', 'C 1 1', 'D 2 2']);
});

test('transfers: the leg before in the same transaction, also from rail; the change within rail is left out', async () => {
	const day = await bench.analyse({
		taps: `
			card txn mode route board from alight to transfers riders
			1    71  bus  10    07:00 A    07:20  C  0         2
			1    71  bus  20    07:25 P    07:40  R  1         2
			1    72  bus  30    09:00 R    09:10  S  0         2
			2    73  rail S1    07:00 M    07:20  N  0         1
			2    73  rail S2    07:25 N    07:40  O  1         1
			2    73  bus  20    07:50 P    08:00  R  2         1
			3    74  bus  10    07:00 A    07:20  C  0         1
			3    75  bus  20    07:25 P    07:40  R  1         1`,
	});
	// Card 3's second leg claims a transfer but belongs to another transaction.
	expect(await day.lines('transfer_pair', 'from_route to_route persons')).toEqual(['10 20 2', 'S2 20 1']);
});

test('without transaction ids the leg before counts within 30 minutes of its alighting', async () => {
	const day = await bench.analyse({
		taps: `
			card route board from alight to transfers
			1    10    07:00 A    07:20  C  0
			1    20    07:50 P    08:00  R  1
			2    10    07:00 A    07:20  C  0
			2    20    07:51 P    08:00  R  1`,
	});
	expect(await day.lines('transfer_pair', 'from_route to_route persons')).toEqual(['10 20 1']);
});

test('linked trips: legs of one card and transaction are one journey', async () => {
	// Card 1: 71 (two legs) and 72; card 2: rail and bus are one; card 3 rides rail alone: no bus journey.
	const day = await bench.analyse({
		taps: `
			card txn mode route board from transfers riders
			1    71  bus  10    07:00 A    0         2
			1    71  bus  20    07:25 P    1         2
			1    72  bus  30    09:00 R    0         1
			2    73  rail S1    07:00 M    0         1
			2    73  bus  20    07:50 P    1         1
			3    74  rail S1    07:00 M    0         1`,
	});
	expect(await day.lines('linked_trip', 'trips persons legs trips_with_transfer')).toEqual(['3 4 5 2']);
});
