import { expected, openBench, type Bench, type Miniature } from './miniature';

let bench: Bench;

beforeAll(async () => {
	bench = await openBench();
});
afterAll(async () => await bench.close());

const LINE = `
	route_key sequence stop_key direction
	10        1        A        out
	10        2        B        out
	10        3        C        out
	10        4        D        out`;

/** Out A B C, in D E: the turnaround is C. */
const ROUND = `
	route_key sequence stop_key direction
	10        1        A        out
	10        2        B        out
	10        3        C        out
	10        4        D        in
	10        5        E        in`;

interface Case {
	name: string;
	day: Miniature;
	/** Rows of `profile`: stop_key runs boardings alightings_observed observed_mean observed_max estimated_max. */
	profile: string;
}

const CASES: Case[] = [
	{
		// A +3 = 3; B +1 = 4; C -3 +2 = 3; D -3 = 0.
		name: 'the load leaving a stop is the load before plus on minus off, in persons',
		day: {
			route_stop: LINE,
			taps: `
				board from alight to riders
				07:00 A    07:10  C  3
				07:05 B    07:15  D  1
				07:10 C    07:15  D  2`,
		},
		profile: `
			A 1 3 0 3 3 3
			B 1 1 0 4 4 4
			C 1 2 3 3 3 3
			D 1 0 3 0 0 0`,
	},
	{
		name: 'a stop without taps carries the load on',
		day: { route_stop: LINE, taps: `
			board from alight to
			07:00 A    07:15  D` },
		profile: `
			A 1 1 0 1 1 1
			B 1 0 0 1 1 1
			C 1 0 0 1 1 1
			D 1 0 1 0 0 0`,
	},
	{
		// Three are aboard over the turnaround C; not reset to 0.
		name: 'riders stay aboard at the turnaround',
		day: {
			route_stop: ROUND,
			taps: `
				board from alight to riders
				07:05 B    07:20  D  3
				07:00 A    07:10  C  1
				07:12 C    07:30  E  1`,
		},
		profile: `
			A 1 1 0 1 1 1
			B 1 3 0 4 4 4
			C 1 1 1 4 4 4
			D 1 0 3 1 1 1
			E 1 0 1 0 0 0`,
	},
	{
		// Most runs show riders on one side only: v1 drives A–C, v2 C–E, and neither stands in the mean of the other side.
		name: 'one-way runs on a round-trip list count only where they drive',
		day: {
			route_stop: ROUND,
			taps: `
				vehicle run   board from alight to riders
				v1      07:00 07:00 A    07:10  C  2
				v2      07:20 07:20 C    07:30  E  4`,
		},
		profile: `
			A 1 2 0 2 2 2
			B 1 0 0 2 2 2
			C 2 4 2 2 4 4
			D 1 0 0 4 4 4
			E 1 0 4 0 0 0`,
	},
	{
		// A stands at 1 and 4. Boarding at 07:00 is the first A, alighting at 07:30 the last.
		name: 'a loop that lists its first stop again at the end: time tells which is meant',
		day: {
			route_stop: `
				route_key sequence stop_key direction
				10        1        A        -
				10        2        B        -
				10        3        C        -
				10        4        A        -`,
			taps: `
				run   ended board from alight to
				07:00 07:30 07:00 A    07:10  B
				07:00 07:30 07:10 B    07:30  A
				07:00 07:30 07:20 C    07:30  A
				07:00 07:30 07:01 A    07:20  C`,
		},
		profile: `
			A 1 2 0 2 2 2
			B 1 1 1 2 2 2
			C 1 1 1 2 2 2
			A 1 0 2 0 0 0`,
	},
	{
		name: 'a loop ridden once round, from its first stop to the same stop, by a run whose end is not known',
		day: {
			route_stop: `
				route_key sequence stop_key direction
				10        1        A        -
				10        2        B        -
				10        3        A        -`,
			taps: `
				board from alight to
				07:00 A    07:30  A`,
		},
		profile: `
			A 1 1 0 1 1 1
			B 1 0 0 1 1 1
			A 1 0 1 0 0 0`,
	},
	{
		// Six alight as tapped: 3 at C, 1 at D (those of the missing rider's later stops). The missing one: 3/4 at C, 1/4 at D.
		// B: 1 + 4 = 5 aboard. C observed 5 - 3 = 2, estimated 1.25. D observed 1 (never seen off), estimated 0.
		name: 'a missing alighting is spread over the later stops as the tapped ones are',
		day: {
			route_stop: LINE,
			taps: `
				board from alight to riders
				07:00 A    -      -  1
				07:05 B    07:10  C  3
				07:05 B    07:15  D  1`,
		},
		profile: `
			A 1 1 0 1 1 1
			B 1 4 0 5 5 5
			C 1 0 3 2 2 1.25
			D 1 0 1 1 1 0`,
	},
	{
		// Of the missing rider's later stops B had 1 alighting and C 1: halves. The alighting at B stands before the second boarding.
		name: 'who boards behind a stop is not spread onto it',
		day: {
			route_stop: LINE,
			taps: `
				board from alight to riders
				07:00 A    07:05  B  1
				07:00 A    07:10  C  1
				07:05 B    -      -  1`,
		},
		profile: `
			A 1 2 0 2 2 2
			B 1 1 1 2 2 2
			C 1 0 1 1 1 0
			D 1 0 0 1 1 0`,
	},
	{
		name: 'with no tapped alighting behind it, a missing one leaves at the last stop',
		day: {
			route_stop: LINE,
			taps: `
				board from alight to
				07:00 A    07:05  B
				07:05 B    -      -`,
		},
		profile: `
			A 1 1 0 1 1 1
			B 1 1 1 1 1 1
			C 1 0 0 1 1 1
			D 1 0 0 1 1 0`,
	},
	{
		// 1 of 3 taps has an alighting: 33 % is below the floor of 50 %.
		name: 'below the floor of the tag-off rate nothing is spread and estimates are null',
		day: {
			route_stop: LINE,
			taps: `
				board from alight to
				07:00 A    07:05  B
				07:05 B    -      -
				07:05 B    -      -`,
		},
		profile: `
			A 1 1 0 1 1 -
			B 1 2 1 2 2 -
			C 1 0 0 2 2 -
			D 1 0 0 2 2 -`,
	},
	{
		name: 'the floor is a parameter',
		day: {
			options: { tagOffFloor: 0.3 },
			route_stop: LINE,
			taps: `
				board from alight to
				07:00 A    07:05  B
				07:05 B    -      -
				07:05 B    -      -`,
		},
		profile: `
			A 1 1 0 1 1 1
			B 1 2 1 2 2 2
			C 1 0 0 2 2 2
			D 1 0 0 2 2 0`,
	},
	{
		// D → B runs against the list: B -1, C -1, D 0.
		name: 'a load below zero stays below zero',
		day: { route_stop: LINE, taps: `
			board from alight to
			07:00 D    07:05  B` },
		profile: `
			A 1 0 0 0 0 0
			B 1 0 1 -1 -1 -1
			C 1 0 0 -1 -1 -1
			D 1 1 0 0 0 0`,
	},
	{
		name: 'a boarding at a stop that is not on the list is left out of loads, its alighting with it',
		day: {
			route_stop: LINE,
			taps: `
				board from alight to
				07:00 A    07:10  C
				07:05 X    07:10  C`,
		},
		profile: `
			A 1 1 0 1 1 1
			B 1 0 0 1 1 1
			C 1 0 1 0 0 0
			D 1 0 0 0 0 0`,
	},
	{
		// The rider who left at X is treated as one whose alighting is not known: the tapped ones behind A are all at C.
		name: 'an alighting at a stop that is not on the list is spread like a missing one',
		day: {
			route_stop: LINE,
			taps: `
				board from alight to
				07:00 A    07:10  C
				07:00 A    07:12  X`,
		},
		profile: `
			A 1 2 0 2 2 2
			B 1 0 0 2 2 2
			C 1 0 1 1 1 0
			D 1 0 0 1 1 0`,
	},
	{
		// Median minutes since departure: Q 2, P 9, R 20.
		name: 'a route on no master gets its order from the time since departure',
		day: {
			route_stop: LINE,
			taps: `
				route vehicle run   board from alight to
				77    v1      07:00 07:02 Q    07:20  R
				77    v1      07:00 07:08 P    07:20  R
				77    v2      08:00 08:10 P    08:20  R`,
		},
		profile: `
			Q 2 1 0 0.5 1 1
			P 2 2 0 1.5 2 2
			R 2 0 3 0 0 0`,
	},
	{
		name: 'the same stop ids of another firm do not mix into the load',
		day: {
			route_stop: `${LINE}
				F2:10     1        F2:A     out
				F2:10     2        F2:B     out`,
			taps: `
				route vehicle board from alight to
				10    v1      07:00 A    07:05  B
				F2:10 F2:v1   07:00 F2:A 07:05  F2:B`,
		},
		profile: `
			A 1 1 0 1 1 1
			B 1 0 1 0 0 0
			C 1 0 0 0 0 0
			D 1 0 0 0 0 0
			F2:A 1 1 0 1 1 1
			F2:B 1 0 1 0 0 0`,
	},
];

test.each(CASES)('$name', async ({ day, profile }) => {
	const analysed = await bench.analyse(day);
	const columns = 'stop_key runs boardings alightings_observed observed_mean observed_max estimated_max';
	expect(await analysed.lines('profile', columns)).toEqual(expected(profile));
});

test('p90 is a load that occurred: of ten runs the ninth, of nine the highest', async () => {
	const run = (route: string, n: number) => `${route} ${route}v${n} 07:0${n % 10} 07:10 A 07:20 B ${n}`;
	const runs = [...Array.from({ length: 10 }, (_, i) => run('10', i + 1)), ...Array.from({ length: 9 }, (_, i) => run('11', i + 1))];
	const day = await bench.analyse({
		route_stop: `
			route_key sequence stop_key direction
			10        1        A        out
			10        2        B        out
			11        1        A        out
			11        2        B        out`,
		taps: `
			route vehicle run board from alight to riders
			${runs.join('\n')}`,
	});
	expect(await day.lines('profile', 'route_key runs observed_mean observed_max observed_p90 estimated_p90 section_observed', 'sequence = 1')).toEqual(expected(`
		10 10 5.5 10 9 9 55
		11 9  5   9  9 9 45`));
});

test('a run stands at each stop in the hour of its last tap there or before', async () => {
	// 07:50 at A, 07:58 at B, no tap at C, 08:20 at D: C is still hour 7.
	const day = await bench.analyse({
		route_stop: LINE,
		taps: `
			run   board from alight to
			07:50 07:50 A    08:20  D
			07:50 07:50 A    07:58  B`,
	});
	expect(await day.lines('load', 'stop_key hour runs observed_max')).toEqual(expected(`
		A 7 1 2
		B 7 1 1
		C 7 1 1
		D 8 1 0`));
});

test('loads over midnight are of hour 24', async () => {
	const day = await bench.analyse({
		route_stop: LINE,
		taps: `
			run   board from alight to
			23:50 23:55 A    24:20  D`,
	});
	expect(await day.lines('load', 'stop_key hour', 'sequence IN (1, 4)')).toEqual(['A 23', 'D 24']);
});

test('mean, highest and section sum are over the runs of the hour, also the empty ones', async () => {
	// Two runs of hour 7 with 3 and 1 aboard behind A; the second boards first at B.
	const day = await bench.analyse({
		route_stop: LINE,
		taps: `
			vehicle run   board from alight to riders
			v1      07:00 07:00 A    07:15  D  3
			v2      07:30 07:35 B    07:45  D  1`,
	});
	expect(await day.lines('load', 'stop_key hour runs observed_mean observed_max section_observed')).toEqual(expected(`
		A 7 2 1.5 3 3
		B 7 2 2   3 4
		C 7 2 2   3 4
		D 7 2 0   0 0`));
});

test('without runs there are no loads, and the boardings stand', async () => {
	const day = await bench.analyse({
		route_stop: LINE,
		taps: `
			run board from alight to
			-   07:00 A    07:05  B`,
	});
	expect(await day.table('load')).toEqual([]);
	expect(await day.table('profile')).toEqual([]);
	expect(await day.table('run_day')).toEqual([]);
	expect(await day.lines('route_stop_hour', 'direction sequence stop_key boardings alightings')).toEqual(['out 1 A 1 0', 'out 2 B 0 1']);
});

test('the direction of a tap follows its stop; where nothing tells it is `all`', async () => {
	const day = await bench.analyse({
		route_stop: ROUND,
		taps: `
			board from alight to
			07:00 A    07:30  E
			07:00 X    -      -`,
	});
	expect(await day.lines('route_hour', 'direction boardings alightings')).toEqual(['all 1 0', 'in 0 1', 'out 1 0']);
});

test('without directions in the list the route master’s turnaround gives them', async () => {
	const day = await bench.analyse({
		route: `
			route_key turnaround_sequence
			10        2`,
		route_stop: `
			route_key sequence stop_key direction
			10        1        A        -
			10        2        B        -
			10        3        C        -`,
		taps: `
			board from alight to
			07:00 A    07:30  C
			07:10 B    07:30  C`,
	});
	expect(await day.lines('profile', 'direction sequence')).toEqual(['out 1', 'out 2', 'in 3']);
});

test('each run has its figures', async () => {
	// v1: A +2, B +1 = 3 (highest, at 2), C -2, D -1. v2 runs against the list: two places below zero.
	const day = await bench.analyse({
		route_stop: LINE,
		taps: `
			vehicle run   ended board from alight to riders
			v1      07:00 07:20 07:00 A    07:10  C  2
			v1      07:00 07:20 07:05 B    07:15  D  1
			v2      08:00 08:20 08:00 D    08:05  B  1`,
	});
	expect(
		await day.lines('run_day', 'vehicle_key operator direction departed_at ended_at boardings alightings_observed alightings_estimated max_load_observed max_load_estimated max_sequence negative_cells'),
	).toEqual(expected(`
		v1 op out 2026-03-02T07:00:00 2026-03-02T07:20:00 3 3 3 3 3 2 0
		v2 op out 2026-03-02T08:00:00 2026-03-02T08:20:00 1 1 1 0 0 1 2`));
});

test('a run’s boardings are all its taps, also those that have no place on the list', async () => {
	const day = await bench.analyse({
		route_stop: LINE,
		taps: `
			board from alight to
			07:00 A    07:10  C
			07:00 X    07:10  C`,
	});
	expect(await day.lines('run_day', 'boardings alightings_observed alightings_estimated max_load_observed')).toEqual(['2 2 2 1']);
});

test('a run is `round` where riders are seen on both sides of the turnaround, else the side it drives', async () => {
	const day = await bench.analyse({
		route_stop: `${ROUND}
			20        1        A        out
			20        2        B        out
			20        3        C        in
			20        4        D        in`,
		taps: `
			route vehicle run   board from alight to
			10    v1      07:00 07:00 A    07:30  E
			20    v2      07:00 07:00 A    07:10  B
			20    v3      08:00 08:00 C    08:10  D`,
	});
	expect(await day.lines('run_day', 'route_key direction')).toEqual(['10 round', '20 out', '20 in']);
});
