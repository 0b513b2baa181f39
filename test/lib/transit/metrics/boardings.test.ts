import { expected, openBench, type Bench } from './miniature';

let bench: Bench;

beforeAll(async () => {
	bench = await openBench();
});
afterAll(async () => await bench.close());

test('a tap for three persons counts three on and three off, as one tap', async () => {
	const day = await bench.analyse({
		taps: `
			card board from alight to riders
			1    07:05 A    07:20  C  3
			2    07:06 A    07:20  C  1`,
	});
	expect(await day.lines('day_total', 'boardings alightings taps taps_with_alighting')).toEqual(['4 4 2 2']);
	expect(await day.lines('stop_hour', 'stop_key hour boardings alightings')).toEqual(expected(`
		A 7 4 0
		C 7 0 4`));
});

test('boardings stand in the hour of boarding, alightings in the hour of alighting', async () => {
	const day = await bench.analyse({
		taps: `
			board    from alight   to
			07:59:59 A    08:00:00 B
			08:00:00 A    08:59:59 B`,
	});
	expect(await day.lines('route_hour', 'hour boardings alightings taps taps_with_alighting')).toEqual(expected(`
		7 1 0 1 1
		8 1 2 1 1`));
});

test('a run over midnight belongs to the operating day: ten past midnight is hour 24, 03:59 is hour 27', async () => {
	const day = await bench.analyse({
		taps: `
			run   board    from alight   to
			23:30 23:50    A    24:10    B
			23:30 24:10    A    24:20    C
			23:30 27:59:59 A    28:05    C`,
	});
	expect(await day.lines('route_hour', 'hour boardings alightings')).toEqual(expected(`
		23 1 0
		24 1 2
		27 1 1`));
	expect(await day.lines('day_total', 'runs')).toEqual(['1']);
});

test('a tap of another operating day is left out', async () => {
	const day = await bench.analyse({
		taps: `
			board    from alight to
			03:59:59 A    04:10  B
			04:00:00 A    04:10  B
			28:00:00 A    28:10  B`,
	});
	expect(await day.lines('day_total', 'taps boardings peak_hour')).toEqual(['1 1 4']);
});

test('the same local ids of two settlement firms are two routes and two stops', async () => {
	const day = await bench.analyse({
		taps: `
			route board from  alight to
			10    07:00 5     07:10  6
			F2:10 07:00 F2:5  07:10  F2:6`,
	});
	expect(await day.lines('route_day', 'route_key boardings')).toEqual(['10 1', 'F2:10 1']);
	expect(await day.lines('stop_hour', 'stop_key boardings alightings')).toEqual(['5 1 0', '6 0 1', 'F2:5 1 0', 'F2:6 0 1']);
});

test('leading zeros keep stops apart', async () => {
	const day = await bench.analyse({ taps: `
		board from
		07:00 007
		07:00 7` });
	expect(await day.lines('stop_hour', 'stop_key boardings')).toEqual(['007 1', '7 1']);
});

test('an alighting that is not after boarding, or much too late, counts as not tapped', async () => {
	const day = await bench.analyse({
		taps: `
			board from alight to issue
			07:10 A    07:05  B  notAfterBoarding
			07:10 A    14:10  B  tooLong
			07:10 A    -      -  none
			07:10 A    07:20  B  -`,
	});
	expect(await day.lines('day_total', 'boardings alightings taps taps_with_alighting')).toEqual(['4 1 4 1']);
});

test('kinds of rider are counted apart, an unknown one too', async () => {
	const day = await bench.analyse({
		taps: `
			board user  riders alight to from
			07:00 adult 2      08:00  B  A
			07:00 child 1      -      -  A
			07:30 -     1      07:40  B  A`,
	});
	expect(await day.lines('user_hour', 'user_type hour boardings alightings')).toEqual(expected(`
		adult 7 2 0
		adult 8 0 2
		child 7 1 0
		unknown 7 1 1`));
});

test('rail taps are in no bus figure', async () => {
	const day = await bench.analyse({
		taps: `
			mode    route board from alight to
			bus     10    07:00 A    07:10  B
			rail    S1    07:20 M    07:40  N
			unknown 11    07:00 A    07:10  B`,
	});
	expect(await day.lines('route_day', 'route_key boardings')).toEqual(['10 1', '11 1']);
	expect(await day.lines('day_total', 'boardings routes stops')).toEqual(['2 2 2']);
});

test('transfer taps are rows with an earlier leg, transfers at a stop are persons', async () => {
	const day = await bench.analyse({
		taps: `
			board from transfers riders
			07:00 A    0         1
			07:10 A    1         2
			07:20 A    3         1`,
	});
	expect(await day.lines('route_day', 'taps transfer_taps')).toEqual(['3 2']);
	expect(await day.lines('stop_hour', 'boardings transfers')).toEqual(['4 3']);
});

test('distance: persons with an alighting and a distance above 0 and within the route', async () => {
	// 2 × 1000 + 4000 + 3000 = 9000 m of 4 persons; in order 1000 1000 3000 4000: median 2000.
	const day = await bench.analyse({
		route: `
			route_key length_m
			10        5000`,
		taps: `
			board from alight to metres riders
			07:00 A    07:10  B  1000   2
			07:00 A    07:10  B  4000   1
			07:00 A    07:10  B  3000   1
			07:00 A    07:10  B  0      1
			07:00 A    07:10  B  5001   1
			07:00 A    -      -  2000   1`,
	});
	expect(await day.lines('route_day', 'distance_persons passenger_m mean_distance_m median_distance_m')).toEqual(['4 9000 2250 2000']);
});

test('the rolling peak crosses the hour and starts at the earliest minute on a tie', async () => {
	// 07:40–08:39 holds 2 + 3 + 1 = 6; no clock hour holds more than 4.
	const day = await bench.analyse({
		taps: `
			board    from riders
			07:40:59 A    2
			08:10    A    3
			08:39:59 A    1
			08:40    A    0
			09:30    A    4`,
	});
	expect(await day.lines('route_day', 'peak_hour peak_boardings rolling_peak_at rolling_peak_boardings')).toEqual(['8 4 2026-03-02T07:40:00 6']);
});

test('vehicles and runs: one vehicle with two departures is one vehicle and two runs', async () => {
	const day = await bench.analyse({
		taps: `
			vehicle run   board from
			v1      07:00 07:05 A
			v1      07:00 07:06 B
			v1      09:00 09:05 A
			v2      07:00 07:05 A`,
	});
	expect(await day.lines('route_day', 'vehicles runs')).toEqual(['2 3']);
	expect(await day.lines('vehicle_hour', 'vehicle_key hour taps')).toEqual(['v1 7 2', 'v1 9 1', 'v2 7 1']);
});

test('taps without departure or vehicle have no run, and none is made up', async () => {
	const day = await bench.analyse({
		taps: `
			vehicle run board from
			v1      -   07:05 A
			-       -   07:06 B`,
	});
	expect(await day.lines('day_total', 'boardings vehicles runs')).toEqual(['2 1 -']);
});

test('a tap that two deliveries hold counts once, with the alighting that one of them knows', async () => {
	const day = await bench.analyse({
		taps: [
			{ feedDay: '2026-03-02', taps: `
				card board from alight to
				1    07:00 A    07:10  B
				2    07:00 A    -      -
				3    07:00 A    07:10  B` },
			{ feedDay: '2026-03-03', taps: `
				card board from alight to
				1    07:00 A    -      -
				2    07:00 A    07:20  C` },
		],
	});
	expect(await day.lines('day_total', 'boardings alightings taps')).toEqual(['3 3 3']);
	expect(await day.lines('stop_hour', 'stop_key boardings alightings')).toEqual(['A 3 0', 'B 0 2', 'C 0 1']);
});

test('the same card twice in one second on one bus is one tap sent twice; without a card rows are never repeats', async () => {
	const day = await bench.analyse({
		taps: [
			{ feedDay: '2026-03-02', taps: `
				card board from
				1    07:00 A
				1    07:00 A
				-    07:00 A` },
			{ feedDay: '2026-03-03', taps: `
				card board from
				9    07:00 A
				-    07:00 A` },
		],
	});
	expect(await day.lines('day_total', 'boardings')).toEqual(['4']);
});

test('a day without taps is refused', async () => {
	const day = await bench.analyse({ taps: `
		board from
		07:00 A` });
	const { runMetrics } = await import('../../../../lib/transit/metrics/run-metrics');
	await expect(runMetrics({ lake: day.lake, engine: bench.engine, serviceDate: '2026-03-05' })).rejects.toMatchObject({ code: 'noTaps' });
});

test('the manifest names the summary, and a second analysis leaves the first folder alone', async () => {
	const day = await bench.analyse({ taps: `
		board from
		07:00 A` });
	const { runMetrics, METRICS_VERSION } = await import('../../../../lib/transit/metrics/run-metrics');
	const first = day.lake.manifest.days['2026-03-02']?.summary;
	const second = await runMetrics({ lake: day.lake, engine: bench.engine, serviceDate: '2026-03-02' });
	expect(first).toMatchObject({ tapsGeneration: 1, metricsVersion: METRICS_VERSION });
	expect(second.folder).not.toBe(first?.folder);
	expect(day.lake.manifest.days['2026-03-02']?.summary?.folder).toBe(second.folder);
	expect(await day.lines('day_total', 'boardings')).toEqual(['1']);
	expect(day.lake.isStale('2026-03-02', METRICS_VERSION)).toBe(false);
});
