import { buildModel } from '../../../../lib/transit/judge/build-model';
import type { BusReportModel } from '../../../../lib/transit/model';
import { addCityMasters, BUSY, cityDay, EXPRESS, NAMELESS, SETTINGS, VILLAGE } from './small-city';
import { makeTestLake, type TestLake } from './summary-lake';

const SERVICE_DATE = '2026-11-19';

describe('the report model of a Thursday with two weeks of history', () => {
	let city: TestLake;
	let model: BusReportModel;

	beforeAll(async () => {
		city = await makeTestLake();
		await addCityMasters(city);
		for (const date of ['2026-11-12', '2026-11-13', '2026-11-16', '2026-11-17', '2026-11-18']) {
			await city.addDay(date, cityDay(date, { routes: [{ route: BUSY }, { route: VILLAGE, boardings: () => 20 }, { route: EXPRESS, boardings: () => 30 }] }));
		}
		await city.addDay('2026-11-14', cityDay('2026-11-14'));
		await city.addDay('2026-11-15', cityDay('2026-11-15'));
		await city.addDay(
			SERVICE_DATE,
			cityDay(SERVICE_DATE, {
				routes: [
					{ route: BUSY, boardings: (hour) => (hour === 8 ? 360 : 120), max: (hour) => (hour === 8 ? 56 : 40) },
					{ route: VILLAGE, boardings: () => 20 },
					{ route: EXPRESS, boardings: () => 30, max: (hour) => (hour === 7 ? 51 : 20), mean: () => 15 },
					{ route: NAMELESS, boardings: () => 1 },
				],
				userTypes: { adult: 3000, child: 3, disabled: 100, senior: 400 },
			}),
		);
		model = await buildModel({ lake: city.lake, engine: city.engine, serviceDate: SERVICE_DATE, settings: SETTINGS });
	});
	afterAll(async () => await city.close());

	test('compares with days of the same type only, and with the same weekday a week before', () => {
		expect(model.dataState.comparedWith).toEqual(['2026-11-18', '2026-11-17', '2026-11-16', '2026-11-13', '2026-11-12']);
		expect(model.totals.comparison).toMatchObject({ usual: 2750, days: 5, lastWeek: 2750 });
		expect(model.totals.comparison.change).toBeCloseTo(2280 / 2750 + (340 + 510 + 17) / 2750 - 1, 9);
	});

	test('names the day and the state of the data', () => {
		expect(model).toMatchObject({ dayType: 'weekday', dayName: '목요일', state: 'final', edition: 1, dataAsOf: '2026-11-19T23:00:00.000Z' });
		expect(model.dataState.grade).toBe('A');
		expect(model.dataState.caution).toBe('자료 상태 때문에 피해야 할 해석은 없음. 해석상 유의사항은 함께 보아야 함.');
		expect(model.dataState.chain).toMatchObject({ tried: 100, exact: 50, walkLimitM: 500 });
	});

	test('says where the highest load of a route is', () => {
		const busy = model.routes.find((route) => route.routeKey === BUSY);
		expect(busy).toMatchObject({
			routeName: '1',
			operator: '가온운수',
			boardings: 2280,
			peakHour: 8,
			rollingPeakStart: '07:35',
			maxLoad: { observed: 56, estimated: 56 },
			maxLoadAt: { direction: 'out', sequence: 1, stopName: '중앙역', nextStopName: '시청', hour: 8 },
			headway: { meanMinutes: 15, p90Minutes: 20 },
			duplicatedMostBy: { routeName: '1205', share: 0.3 },
		});
		expect(busy?.boardingsPerKm).toBeCloseTo(2280 / (68 * 10), 9);
	});

	test('compares runs with the licence in its own unit', () => {
		const of = (key: string) => model.routes.find((route) => route.routeKey === key);
		expect(of(BUSY)).toMatchObject({ licensedRuns: 34, licensedUnit: 'roundTrip', compliance: 1 });
		expect(of(EXPRESS)).toMatchObject({ licensedRuns: 68, licensedUnit: 'oneWay', compliance: 1 });
		expect(of(VILLAGE)).toMatchObject({ licensedRuns: 68, licensedUnit: null, compliance: null, complianceNote: '판단 불가: 인가운행횟수의 단위(편도·왕복)가 등록되지 않음' });
	});

	test('names what is not registered, and asks for the licensing authority', () => {
		const nameless = model.routes.find((route) => route.routeKey === NAMELESS);
		expect(nameless).toMatchObject({ routeName: '노선명 미등록(900)', operator: '운수사 미등록', licensingAuthority: '인가권자 확인 필요', licensedRuns: null });
		expect(nameless?.comparison).toEqual({ usual: null, days: 0, lastWeek: null, change: null, lastWeekChange: null });
	});

	test('judges crowding by each rule and leaves open what is not known', () => {
		const at = (key: string, hour: number) => model.crowding.find((row) => row.routeKey === key && row.hour === hour);
		expect(at(BUSY, 8)).toMatchObject({ gyeonggi: '매우혼잡', seoul: '혼잡', overSeats: null, note: '' });
		expect(at(BUSY, 10)).toMatchObject({ gyeonggi: '보통', seoul: '혼잡' });
		expect(at(VILLAGE, 8)).toMatchObject({ gyeonggi: '판정 불가', seoul: '판정 불가', ratio: null, note: '차량 크기 미등록으로 인원만 표시함' });
		expect(at(EXPRESS, 7)).toMatchObject({ gyeonggi: '판정 불가', seoul: '판정 불가', overSeats: 6, runsOverSeats: 1 });
		expect(at(EXPRESS, 8)).toMatchObject({ overSeats: 0, runsOverSeats: 0 });
	});

	test('sets use beside supply by 행정동 and counts a dong without a bus', () => {
		expect(model.areas.dongs.map((dong) => [dong.dongName, dong.boardings, dong.runs])).toEqual([['중앙1동', 3147, 100], ['중앙2동', 787, 100], ['솔뫼동', 0, null]]);
		expect(model.areas.dongs[1]?.lastBoarding).toBe('24:10');
		expect(model.areas.zones.map((zone) => [zone.livingZone, zone.population, zone.routes])).toEqual([['북부권', 2000, 0], ['중앙권', 15_000, 4]]);
		expect(model.areas.bestToWorst).toBeNull();
		expect(model.areas.gini).toBeGreaterThan(0.4);
	});

	test('hides a small cell and what would give it away', () => {
		const shown = Object.fromEntries(model.userTypes.map((row) => [row.userType, row.boardings]));
		expect(shown).toMatchObject({ adult: null, child: null, disabled: 100, senior: 400, veteran: 0 });
		expect(model.cautions).toContain('장애인·유공자·어린이 인원이 5명 미만인 칸과, 빼서 알 수 있는 칸은 가림.');
	});

	test('has one row an hour, beside the usual one', () => {
		expect(model.hours).toHaveLength(24);
		expect(model.hours.find((row) => row.hour === 8)).toEqual({ hour: 8, boardings: 411, alightings: 398, usualBoardings: 350 });
		expect(model.stops[0]).toMatchObject({ stopName: '중앙역', dongName: '중앙1동', routes: 4, totalBoardings: 3147 });
		expect(model.stops[0]?.boardings).toHaveLength(24);
	});

	test('says the main numbers in at most four sentences', () => {
		expect(model.headline).toEqual([
			'총 승차는 3,147명으로 평소(평일 5일 중앙값 2,750명) 대비 14.4% 많음, 전주 같은 요일보다 14.4% 많음.',
			'첨두시간은 8시대로 하루 승차의 13.1%가 집중됨.',
			'평소와 다른 노선: 1 노선(20.0% 많음). 원인 확인 필요.',
			'노선조정 검토 대상은 1건, 관찰은 2건임.',
		]);
	});
});
