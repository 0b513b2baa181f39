import { buildWeeklyCrowding } from '../../../../lib/transit/judge/weekly-crowding';
import { addCityMasters, BUSY, cityDay, EXPRESS, SETTINGS, VILLAGE } from './small-city';
import { makeTestLake, type TestLake } from './summary-lake';

jest.setTimeout(60_000);

describe('the weekly crowding table', () => {
	let city: TestLake;

	beforeAll(async () => {
		city = await makeTestLake();
		await addCityMasters(city);
		for (const [date, load] of [['2026-11-16', 30], ['2026-11-17', 40], ['2026-11-18', 56]] as const) {
			const routes = [
				{ route: BUSY, runsPerHour: date === '2026-11-18' ? 8 : 4, mean: () => load, max: () => load },
				{ route: VILLAGE, boardings: () => 20 },
				{ route: EXPRESS, boardings: () => 20, mean: () => 20, max: () => load },
			];
			await city.addDay(date, cityDay(date, { routes }));
		}
		await city.addDay('2026-11-19', cityDay('2026-11-19', { tagOff: 0.3 }));
		await city.addDay('2026-11-20', cityDay('2026-11-20', { quality: { duplicates: [900, 1000] } }));
	});
	afterAll(async () => await city.close());

	test('takes the days with usable loads and names the others', async () => {
		const week = await buildWeeklyCrowding({ lake: city.lake, engine: city.engine, weekOf: '2026-11-19', settings: SETTINGS });
		expect(week).toMatchObject({ from: '2026-11-16', to: '2026-11-22', state: 'final', missingDays: ['2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'] });
	});

	test('gives the mean by runs and the highest load of the week', async () => {
		const week = await buildWeeklyCrowding({ lake: city.lake, engine: city.engine, weekOf: '2026-11-16', settings: SETTINGS });
		const at = (name: string) => week.rows.find((row) => row.routeName === name && row.hour === 8);
		expect(at('1')).toMatchObject({ days: 3, runs: 16, meanLoad: (30 * 4 + 40 * 4 + 56 * 8) / 16, maxLoad: 56, level: '매우혼잡', ratio: 56 / 55, runsOverSeats: null });
		expect(at('마을 05')).toMatchObject({ level: '판정 불가', ratio: null, seats: null });
		expect(at('1205')).toMatchObject({ maxLoad: 56, level: '판정 불가', seats: 45, runsOverSeats: 1 });
	});

	test('keeps Saturdays apart from weekdays', async () => {
		await city.addDay('2026-11-21', cityDay('2026-11-21', { routes: [{ route: BUSY, runsPerHour: 2, mean: () => 5, max: () => 8 }, { route: VILLAGE, boardings: () => 20 }] }));
		const week = await buildWeeklyCrowding({ lake: city.lake, engine: city.engine, weekOf: '2026-11-16', settings: SETTINGS });
		const at = (dayType: string) => week.rows.find((row) => row.routeName === '1' && row.hour === 8 && row.dayType === dayType);
		expect(at('weekday')).toMatchObject({ days: 3, runs: 16, maxLoad: 56 });
		expect(at('saturday')).toMatchObject({ days: 1, runs: 2, meanLoad: 5, maxLoad: 8, level: '여유' });
		expect(at('holiday')).toBeUndefined();
	});

	test('refuses a week without any analysed day', async () => {
		await expect(buildWeeklyCrowding({ lake: city.lake, engine: city.engine, weekOf: '2026-10-01', settings: SETTINGS })).rejects.toMatchObject({ code: 'summaryMissing' });
	});
});
