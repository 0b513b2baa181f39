import { addDays, weekday } from '../../../../lib/calendar/day';
import { buildPeriod, type PeriodRequest } from '../../../../lib/transit/judge/period';
import { addCityMasters, BUSY, cityDay, EXPRESS, SETTINGS, STOPS, VILLAGE } from './small-city';
import { makeTestLake, type TestLake } from './summary-lake';

jest.setTimeout(120_000);

describe('a period of two weeks', () => {
	let city: TestLake;
	const ask = (change: Partial<PeriodRequest> = {}) =>
		buildPeriod({ lake: city.lake, engine: city.engine, from: '2026-11-02', to: '2026-11-15', dayType: 'all', routeName: null, settings: SETTINGS, ...change });

	beforeAll(async () => {
		city = await makeTestLake();
		await addCityMasters(city);
		for (let date = '2026-11-02'; date <= '2026-11-15'; date = addDays(date, 1)) {
			if (date === '2026-11-11') continue;
			const busy = weekday(date) <= 5 ? 100 : 50;
			await city.addDay(
				date,
				cityDay(date, { routes: [{ route: BUSY, boardings: (hour) => (hour === 18 ? 2 * busy : busy) }, { route: VILLAGE, boardings: () => 20, max: () => (date === '2026-11-03' ? 33 : 11) }, { route: EXPRESS, boardings: () => 10 }], ...(date === '2026-11-05' ? { quality: { duplicates: [900, 1000] as [number, number] } } : {}) }),
				date === '2026-11-15' ? { state: 'partial' } : {},
			);
		}
	});
	afterAll(async () => await city.close());

	test('sums the days it has and names those it lacks', async () => {
		const period = await ask();
		expect(period.days).toHaveLength(13);
		expect(period.missingDays).toEqual(['2026-11-11']);
		expect(period.routes.map((route) => [route.routeName, route.boardings])).toEqual([['1', 9 * 1800 + 4 * 900], ['마을 05', 13 * 340], ['1205', 13 * 170]]);
		expect(period.routes[1]).toMatchObject({ dailyMean: 340, maxLoad: 33, meanMaxLoad: (33 + 12 * 11) / 13, runs: 13 * 68 });
		expect(period.routes[0]?.peakHour).toBe(18);
		expect(period.stops[0]).toMatchObject({ stopKey: STOPS[0], stopName: '중앙역', dongName: '중앙1동' });
		expect(period.cautions).toEqual(expect.arrayContaining(['기간 중 1일은 분석한 자료가 없어 13일로 집계함.', '자료 등급 D인 날이 들어 있음: 2026. 11. 5.', '잠정 자료인 날이 들어 있음: 2026. 11. 15.']));
	});

	test('of one day type holds no other day', async () => {
		const period = await ask({ dayType: 'weekday' });
		expect(period.days.map((day) => weekday(day.date)).every((day) => day <= 5)).toBe(true);
		expect(period.days).toHaveLength(9);
		expect(period.hours.find((row) => row.hour === 18)).toEqual({ hour: 18, meanBoardings: 230, meanAlightings: 230 * 0.97 - 0.1 });
	});

	test('of one route holds no other route', async () => {
		const period = await ask({ routeName: '마을 05' });
		expect(period.routeName).toBe('마을 05');
		expect(period.routes.map((route) => route.routeKey)).toEqual([VILLAGE]);
		expect(period.days[0]?.boardings).toBe(340);
		expect(period.stops[0]?.boardings).toBe(13 * 340);
		expect(period.areas.dongs.map((dong) => dong.boardings)).toEqual([13 * 340, 0, 0]);
		expect(period.areas.zones.map((zone) => [zone.livingZone, zone.routes])).toEqual([['북부권', 0], ['중앙권', 1]]);
		expect(period.candidates.every((candidate) => candidate.routeKey === VILLAGE)).toBe(true);
	});

	test.each([
		['a route nobody knows', { routeName: '999' }, 'unknownRoute'],
		['an end before the start', { from: '2026-11-10', to: '2026-11-02' }, 'invalidPeriod'],
		['more than a year', { from: '2025-01-01' }, 'invalidPeriod'],
		['no day analysed', { from: '2026-10-01', to: '2026-10-05' }, 'summaryMissing'],
		['a day that does not exist', { from: '2026-02-30' }, 'invalidDay'],
	])('is refused for %s', async (_, change, code) => {
		await expect(ask(change)).rejects.toMatchObject({ code });
	});
});
