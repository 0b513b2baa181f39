import { openBench, type Bench, type Miniature } from './miniature';

let bench: Bench;

beforeAll(async () => {
	bench = await openBench();
});
afterAll(async () => await bench.close());

const MASTERS = {
	route: `
		route_key
		10`,
	stop: `
		stop_key
		A
		B
		C`,
	route_stop: `
		route_key sequence stop_key direction
		10        1        A        out
		10        2        B        out
		10        3        C        out`,
};

interface Case {
	name: string;
	day: Miniature;
	/** check_id numerator denominator */
	checks: string[];
}

const CASES: Case[] = [
	{
		name: 'tag-off rate in taps, not persons',
		day: { taps: `
			board from alight to riders
			07:00 A    07:10  B  5
			07:00 A    -      -  1
			07:00 A    -      -  1` },
		checks: ['tagOffRate 1 3'],
	},
	{
		// Ends: A, B of the first; X of the second; A and no stop of the third.
		name: 'stops that the master lacks, and taps without a stop',
		day: { ...MASTERS, taps: `
			board from alight to
			07:00 A    07:10  B
			07:00 X    -      -
			07:00 A    07:10  -` },
		checks: ['unmatchedStops 2 5', 'unlistedStops 1 3'],
	},
	{
		name: 'routes that the master lacks',
		day: { ...MASTERS, taps: `
			route board from
			10    07:00 A
			99    07:00 A
			-     07:00 A` },
		checks: ['unmatchedRoutes 2 3'],
	},
	{
		name: 'without masters nothing is said about them',
		day: { taps: `
			board from
			07:00 A` },
		checks: ['unmatchedStops - 1', 'unmatchedRoutes - 1'],
	},
	{
		name: 'repeats across deliveries and late rows',
		day: {
			taps: [
				{ feedDay: '2026-03-02', taps: `
					card board from
					1    07:00 A
					2    07:00 A` },
				{ feedDay: '2026-03-03', taps: `
					card board from
					1    07:00 A
					3    27:00 A` },
			],
		},
		checks: ['duplicates 1 4', 'lateRows 2 4'],
	},
	{
		name: 'impossible times and rows of another day',
		day: { taps: `
			board from alight to issue
			07:10 A    07:05  B  notAfterBoarding
			07:10 A    15:10  B  tooLong
			07:10 A    -      -  none
			03:00 A    -      -  none` },
		checks: ['impossibleTimes 2 4', 'wrongDayRows 1 4'],
	},
	{
		name: 'more riders than the limit are reported',
		day: { taps: `
			board from riders
			07:00 A    100
			07:00 A    101` },
		checks: ['ridersOverLimit 1 2'],
	},
	{
		// Both runs: on = off, yet v1 lets off at B whom it takes up at C: B is -2. Load ends at 0.
		name: 'loads below zero are reported although on and off agree',
		day: { ...MASTERS, taps: `
			vehicle board from alight to riders
			v1      07:10 C    07:05  B  2
			v2      07:00 A    07:10  C  1` },
		checks: ['negativeLoads 1 6', 'loadMismatch 0 2'],
	},
	{
		// One rider of v2 has no known alighting and nothing can be spread (tag-off 1 of 3): its load does not end at 0.
		name: 'runs that do not end empty',
		day: { ...MASTERS, taps: `
			vehicle board from alight to
			v1      07:00 A    07:10  C
			v2      07:00 A    -      -
			v2      07:00 A    -      -` },
		checks: ['loadMismatch 1 2'],
	},
	{
		// Leaving A 8, B 0, C 8: a dip at B.
		name: 'a zero between full neighbours is a dip',
		day: {
			...MASTERS,
			route_stop: `${MASTERS.route_stop}
				10        4        D        out`,
			taps: `
				board from alight to riders
				07:00 A    07:05  B  8
				07:10 C    07:15  D  8`,
		},
		checks: ['zeroDips 1 4'],
	},
	{
		name: 'a zero beside seven riders is none',
		day: {
			...MASTERS,
			route_stop: `${MASTERS.route_stop}
				10        4        D        out`,
			taps: `
				board from alight to riders
				07:00 A    07:05  B  8
				07:10 C    07:15  D  7`,
		},
		checks: ['zeroDips 0 4'],
	},
	{
		name: 'without runs loads cannot be checked',
		day: { ...MASTERS, taps: `
			run board from
			-   07:00 A` },
		checks: ['zeroDips - 0', 'negativeLoads - 0', 'loadMismatch - 0', 'unlistedStops - 0'],
	},
	{
		name: 'hours, vehicles and routes seen',
		day: { taps: `
			vehicle route board from
			v1      10    07:00 A
			v1      11    07:30 A
			v2      11    25:00 A` },
		checks: ['hoursSeen 2 24', 'vehiclesSeen 2 -', 'routesSeen 2 -'],
	},
];

test.each(CASES)('$name', async ({ day, checks }) => {
	const analysed = await bench.analyse(day);
	expect(await analysed.lines('quality', 'check_id numerator denominator')).toEqual(expect.arrayContaining(checks));
});

test('rejected rows are those of the day’s own delivery, not of the one that brought its late rows', async () => {
	const day = await bench.analyse({
		taps: [
			{ feedDay: '2026-03-02', rejected: 1, taps: `
				card board from
				1    07:00 A
				2    07:10 A
				3    07:20 A` },
			{ feedDay: '2026-03-03', rejected: 90, taps: `
				card board from
				4    23:50 A` },
		],
	});
	expect(await day.lines('quality', 'numerator denominator', "check_id = 'rejectedRows'")).toEqual(['1 4']);
});
