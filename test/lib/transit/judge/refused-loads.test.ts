import { buildModel } from '../../../../lib/transit/judge/build-model';
import { buildPeriod } from '../../../../lib/transit/judge/period';
import { buildWeeklyCrowding } from '../../../../lib/transit/judge/weekly-crowding';
import type { BusReportModel } from '../../../../lib/transit/model';
import { DAY, openBench, type Analysed, type Bench } from '../metrics/miniature';
import { SETTINGS } from './small-city';

/** Route 10 is tapped off throughout; on route 50 nobody taps off, so that what is observed aboard only grows. */
const TAPS = `
	card route vehicle run   board from alight to user  riders metres
	1    10    v1      07:00 07:01 A    07:10  B  adult 2      900
	2    10    v1      07:00 07:05 B    07:20  C  adult 1      800
	3    10    v2      07:30 07:31 A    07:40  B  adult 1      900
	4    50    v5      07:00 07:01 A    -      -  adult 50     -
	5    50    v5      07:00 07:05 B    -      -  adult 50     -
	6    30    v6      07:10 07:11 A    07:40  D  adult 3      2400
	7    30    v6      07:10 07:20 B    07:30  C  adult 1      800`;

describe('loads that the judgement does not go by, and seats on a round trip', () => {
	let bench: Bench;
	let day: Analysed;
	let model: BusReportModel;

	beforeAll(async () => {
		bench = await openBench();
		day = await bench.analyse({
			taps: TAPS,
			route: `
				route_key route_name route_type licensing_authority bus_size seats capacity seated_express turnaround_sequence
				10        10번       일반형     시                  large    26    55       false          -
				50        50번       일반형     시                  large    26    55       false          -
				30        30번       직행좌석   도                  large    2     2        true           2`,
			stop: `
				stop_key stop_name longitude latitude
				A        가역      127.050   37.740
				B        나동      127.055   37.742
				C        다리      127.060   37.745
				D        라산      127.065   37.747`,
			route_stop: `
				route_key sequence stop_key direction distance_m
				10        1        A        out       0
				10        2        B        out       900
				10        3        C        out       1700
				50        1        A        out       0
				50        2        B        out       900
				50        3        C        out       1700
				30        1        A        out       0
				30        2        B        out       900
				30        3        C        in        1700
				30        4        D        in        2400`,
		});
		model = await buildModel({ lake: day.lake, engine: bench.engine, serviceDate: DAY, settings: SETTINGS });
	});
	afterAll(async () => await bench.close());

	test('a route whose estimate is refused has no level and no highest load, however much seems to be aboard', async () => {
		const rows = model.crowding.filter((row) => row.routeName === '50번');
		expect(rows.length).toBeGreaterThan(0);
		for (const row of rows) {
			expect(row).toMatchObject({ gyeonggi: '판정 불가', seoul: '판정 불가', ratio: null, maxLoad: { observed: null, estimated: null }, meanLoad: { observed: null, estimated: null } });
			expect(row.note).toContain('하차 자료가 부족');
		}
		expect(model.routes.find((row) => row.routeName === '50번')).toMatchObject({ maxLoad: { observed: null, estimated: null }, maxLoadAt: null });
		expect(model.routes.find((row) => row.routeName === '10번')?.maxLoad.estimated).toBe(2);
		const week = await buildWeeklyCrowding({ lake: day.lake, engine: bench.engine, weekOf: DAY, settings: SETTINGS });
		for (const row of week.rows.filter(({ routeName }) => routeName === '50번')) expect(row).toMatchObject({ meanLoad: null, maxLoad: null, level: '판정 불가' });
		const period = await buildPeriod({ lake: day.lake, engine: bench.engine, from: DAY, to: DAY, dayType: 'all', routeName: '50번', settings: SETTINGS });
		expect(period.routes).toMatchObject([{ boardings: 100, maxLoad: null }]);
	});

	test('runs over the seats of a round trip are counted in the direction in which they were fullest', async () => {
		const week = await buildWeeklyCrowding({ lake: day.lake, engine: bench.engine, weekOf: DAY, settings: SETTINGS });
		const seated = week.rows.filter(({ routeName, hour }) => routeName === '30번' && hour === 7);
		expect(seated.map(({ direction, maxLoad, runsOverSeats }) => [direction, maxLoad, runsOverSeats]).sort()).toEqual([['in', 3, 0], ['out', 4, 1]]);
	});
});
