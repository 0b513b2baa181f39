import { buildModel } from '../../../../lib/transit/judge/build-model';
import { buildPeriod } from '../../../../lib/transit/judge/period';
import { buildWeeklyCrowding } from '../../../../lib/transit/judge/weekly-crowding';
import type { BusReportModel } from '../../../../lib/transit/model';
import { DAY, openBench, type Analysed, type Bench } from '../metrics/miniature';
import { SETTINGS } from './small-city';

const TAPS = `
	card route vehicle run   board from alight to user     riders metres
	1    10    v1      07:00 07:01 A    07:10  B  adult    2      900
	2    10    v1      07:00 07:05 B    07:20  C  child    1      800
	3    10    v1      07:00 07:06 B    -      -  disabled 1      -
	3    10    v2      18:00 18:05 C    18:15  D  disabled 1      700
	4    10    v2      18:00 18:06 C    -      -  adult    1      -
	5    20    v3      08:00 08:00 A    08:30  C  senior   1      1500
	6    -     v9      -     09:00 A    -      -  adult    1      -
	7    10    v2      24:05 24:10 -    -      -  adult    1      -`;

describe('the judgement over what the metrics write', () => {
	let bench: Bench;
	let day: Analysed;
	let model: BusReportModel;

	beforeAll(async () => {
		bench = await openBench();
		day = await bench.analyse({
			taps: TAPS,
			route: `
				route_key route_name route_type licensing_authority licensed_holiday licensed_unit bus_size seats capacity seated_express turnaround_sequence
				10        10번       일반형     시                  2                roundTrip     large    26    55       false          2
				20        20번       직행좌석   도                  -                -             large    45    45       true           -`,
			stop: `
				stop_key stop_name longitude latitude dong_code  dong_name
				A        가역      127.050   37.740   4199051000 중앙1동
				B        나동      127.055   37.742   4199051000 중앙1동
				C        다리      127.060   37.745   4199052000 중앙2동
				D        라산      127.065   37.747   4199052000 중앙2동`,
			route_stop: `
				route_key sequence stop_key direction distance_m
				10        1        A        out       0
				10        2        B        out       900
				10        3        C        in        1700
				10        4        D        in        2400
				20        1        A        out       0
				20        2        C        out       1500`,
			run_log: `
				route_key vehicle_key run_no direction departed_at
				10        v1          1      round     07:00
				10        v1          2      round     12:00
				10        v2          3      round     18:00`,
			area: `
				dong_code  dong_name living_zone population
				4199051000 중앙1동   중앙권      1000
				4199052000 중앙2동   중앙권      500
				4199053000 호수1동   호수권      700`,
		});
		model = await buildModel({ lake: day.lake, engine: bench.engine, serviceDate: DAY, settings: { ...SETTINGS, hideSmallCells: false } });
	});
	afterAll(async () => await bench.close());

	test('the sums agree', () => {
		expect(model.totals).toMatchObject({ boardings: 9, alightings: 5, taps: 8, routes: 2, peakHour: 7 });
		expect(model.routes.map((route) => [route.routeName, route.boardings]).sort()).toEqual([['10번', 7], ['20번', 1], ['노선 미상', 1]]);
		expect(model.routeHours.reduce((sum, row) => sum + row.boardings, 0)).toBe(9);
		expect(model.hours.find((row) => row.hour === 24)?.boardings).toBe(1);
		expect(model.userTypes.find((row) => row.userType === 'disabled')?.boardings).toBe(2);
	});

	test('loads, profile and crowding are of one kind', () => {
		const at = model.loads.find((row) => row.routeName === '10번' && row.sequence === 2);
		expect(at).toMatchObject({ stopName: '나동', dayMax: { observed: 2 } });
		expect([at?.boardings[3], at?.max.observed[3], at?.max.observed[0]]).toEqual([2, 2, null]);
		expect(model.profiles.filter((row) => row.routeName === '10번').map((row) => row.sequence)).toEqual(expect.arrayContaining([1, 2, 3, 4]));
		expect(model.crowding.find((row) => row.routeName === '10번' && row.hour === 7)).toMatchObject({ gyeonggi: '여유', seoul: '여유' });
		expect(model.crowding.find((row) => row.routeName === '20번')).toMatchObject({ gyeonggi: '판정 불가', overSeats: 0, runsOverSeats: 0 });
	});

	test('every check of the metrics that is known by name is judged, and a holiday has its own licence', () => {
		expect(model.dayName).toBe('월요일(3·1절 대체공휴일)');
		expect(model.dataState.checks.find((check) => check.id === 'tagOffRate')).toMatchObject({ numerator: 4, denominator: 8, verdict: 'warn' });
		expect(model.dataState.checks.find((check) => check.id === 'unlistedStops')?.verdict).not.toBe('unknown');
		expect(model.dataState.checks.find((check) => check.id === 'lateRows')?.verdict).toBe('good');
		const route = model.routes.find((row) => row.routeName === '10번');
		expect(route).toMatchObject({ licensedRuns: 2, licensedUnit: 'roundTrip', compliance: 1.5, complianceNote: '' });
		expect(model.dataState.chain).toMatchObject({ walkLimitM: 500 });
	});

	test('areas count a dong without a stop', () => {
		expect(model.areas.dongs.map((dong) => [dong.dongName, dong.boardings])).toEqual([['중앙1동', 6], ['중앙2동', 2], ['호수1동', 0]]);
		expect(model.areas.zones).toHaveLength(2);
	});

	test('week and period read the same tables', async () => {
		const week = await buildWeeklyCrowding({ lake: day.lake, engine: bench.engine, weekOf: DAY, settings: SETTINGS });
		expect(week.rows.length).toBeGreaterThan(0);
		const period = await buildPeriod({ lake: day.lake, engine: bench.engine, from: '2026-03-01', to: '2026-03-31', dayType: 'all', routeName: '10번', settings: SETTINGS });
		expect(period.days).toMatchObject([{ date: DAY, boardings: 7 }]);
		expect(period.missingDays).toHaveLength(30);
	});
});
