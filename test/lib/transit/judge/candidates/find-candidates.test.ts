import { addDays, weekday } from '../../../../../lib/calendar/day';
import { buildModel } from '../../../../../lib/transit/judge/build-model';
import type { JudgeSettings } from '../../../../../lib/transit/judge/settings';
import type { Candidate } from '../../../../../lib/transit/model';
import { addCityMasters, BUSY, cityDay, EXPRESS, SETTINGS, VILLAGE, type CityDay } from '../small-city';
import { makeTestLake, type TestLake } from '../summary-lake';

/** Lakes of twenty days take a while on a busy machine. */
jest.setTimeout(120_000);

const LAST = '2026-11-19';
const QUIET = '01:31:7';

/** Working days up to and with the last one. */
function weekdays(count: number, last = LAST): string[] {
	const days: string[] = [];
	for (let date = last; days.length < count; date = addDays(date, -1)) if (weekday(date) <= 5 && !['2026-10-05', '2026-10-09'].includes(date)) days.push(date);
	return days.reverse();
}

async function candidatesOf(dates: readonly string[], dayOf: (date: string) => CityDay, change: Partial<JudgeSettings> = {}): Promise<Candidate[]> {
	const city: TestLake = await makeTestLake();
	try {
		await addCityMasters(city, [{ stop_key: QUIET, stop_name: '약수터입구', dong_code: '4199052000', dong_name: '중앙2동' }]);
		await city.addMaster('route_stop', [{ route_key: VILLAGE, sequence: 4, stop_key: QUIET }, { route_key: BUSY, sequence: 1, stop_key: '01:31:1' }]);
		for (const date of dates) await city.addDay(date, cityDay(date, { quietStops: { [QUIET]: 50 }, ...dayOf(date) }));
		return (await buildModel({ lake: city.lake, engine: city.engine, serviceDate: dates.at(-1) ?? LAST, settings: { ...SETTINGS, ...change } })).candidates;
	} finally {
		await city.close();
	}
}

const only = (candidates: readonly Candidate[], kind: Candidate['kind']): Candidate[] => candidates.filter((candidate) => candidate.kind === kind);
const village = { route: VILLAGE, boardings: () => 60, mean: () => 15, max: () => 20 };

describe('more runs', () => {
	const crowdedAt = (hours: readonly number[], others = 20): CityDay => ({
		routes: [{ route: BUSY, boardings: () => 200, mean: (hour) => (hours.includes(hour) ? 46 : others), max: (hour) => (hours.includes(hour) ? 61 : others + 5) }, village],
	});

	test('are reviewed where the busiest section is full on most days, with its numbers and evidence', async () => {
		const [found, ...rest] = only(await candidatesOf(weekdays(5), () => crowdedAt([8, 12, 13])), 'moreRuns');
		expect(rest).toEqual([]);
		expect(found).toMatchObject({
			candidateId: `moreRuns:${BUSY}:out`,
			kindName: '증회 검토',
			stage: 'review',
			routeName: '1',
			operator: '가온운수',
			licensingAuthority: '시',
			where: '가는 방향 8시대, 12~13시대, 중앙역 출발 구간',
			ruleId: 'moreRuns.meanLoad',
			rule: '한 시간대에 가장 붐비는 구간의 평균 재차인원이 정원의 80% 이상이고 운행이 2회 이상인 날이 관찰일의 60% 이상(최소 5일)',
			metDays: 5,
			observedDays: 5,
			dayType: 'weekday',
		});
		expect(found?.numbers).toContainEqual({ name: '최대 재차인원', value: 61, unit: '명' });
		expect(found?.evidence[0]).toEqual({ table: 'load', key: `${BUSY}|out|1|8`, date: LAST, value: 46 });
		expect(found?.trend).toHaveLength(5);
		expect(found?.trend.at(-1)).toEqual({ date: LAST, dayType: 'weekday', boardings: 3400, maxLoad: 61, runs: 68 });
	});

	test('are for the peak only where the rest of the day is empty enough', async () => {
		const candidates = await candidatesOf(weekdays(5), () => crowdedAt([7, 8, 18]));
		expect(only(candidates, 'moreRuns')).toEqual([]);
		expect(only(candidates, 'peakOnlyRuns')).toMatchObject([{ stage: 'review', where: '가는 방향 7~8시대, 18시대, 중앙역 출발 구간', ruleId: 'peakOnlyRuns.meanLoad' }]);
	});

	test('are for the whole day where the rest of it is half full too', async () => {
		expect(only(await candidatesOf(weekdays(5), () => crowdedAt([7, 8], 30)), 'moreRuns')).toHaveLength(1);
	});

	test('are watched before five days', async () => {
		expect(only(await candidatesOf(weekdays(4), () => crowdedAt([8, 12])), 'moreRuns')).toMatchObject([{ stage: 'watch', kindName: '혼잡 관찰', observedDays: 4 }]);
	});

	test('are no matter of one bad day', async () => {
		expect(await candidatesOf(weekdays(6), (date) => crowdedAt(date === LAST ? [8] : []))).toEqual([]);
	});

	test('of a seated express route go by persons over the seats', async () => {
		const candidates = await candidatesOf(weekdays(5), () => ({ routes: [{ route: EXPRESS, boardings: () => 80, mean: () => 20, max: (hour) => (hour === 7 ? 46 : 45) }, village] }));
		expect(only(candidates, 'peakOnlyRuns')).toMatchObject([{ ruleId: 'peakOnlyRuns.overSeats', where: '가는 방향 7시대, 중앙역 출발 구간' }]);
		expect(only(candidates, 'peakOnlyRuns')[0]?.numbers).toContainEqual({ name: '좌석 초과 인원(최대)', value: 1, unit: '명' });
	});

	test('of a route whose size is not registered are not found', async () => {
		expect(await candidatesOf(weekdays(5), () => ({ routes: [{ route: VILLAGE, boardings: () => 300, mean: () => 90, max: () => 120 }] }))).toEqual([]);
	});

	test('are not found where the tag-off rate allows no loads', async () => {
		expect(await candidatesOf(weekdays(5), () => ({ ...crowdedAt([8, 12]), tagOff: 0.3 }))).toEqual([]);
	});
});

describe('fewer runs', () => {
	const empty = (): CityDay => ({ routes: [{ route: BUSY }, { route: VILLAGE, boardings: () => 12, mean: () => 3, max: () => 7 }] });

	test('are only watched, in neutral words, with nineteen days', async () => {
		const found = only(await candidatesOf(weekdays(19), empty), 'fewerRuns');
		expect(found).toMatchObject([{ stage: 'watch', kindName: '이용 수준 관찰', observedDays: 19, metDays: 19 }]);
		expect(JSON.stringify(found)).not.toMatch(/감회|감차|감축|폐선|폐지|단축/);
		expect(found[0]?.caution).toContain('관찰 19일로 판단하기에 일수가 부족함.');
	});

	test('are reviewed with twenty', async () => {
		expect(only(await candidatesOf(weekdays(20), empty), 'fewerRuns')).toMatchObject([{ stage: 'review', kindName: '감회 검토', metDays: 20, observedDays: 20, licensingAuthority: '인가권자 확인 필요' }]);
	});

	test('are not reviewed where full buses occur on too many days', async () => {
		const candidates = await candidatesOf(weekdays(20), (date) => ({ routes: [{ route: BUSY }, { route: VILLAGE, boardings: () => 12, max: () => (date < '2026-11-01' ? 30 : 7) }] }));
		expect(only(candidates, 'fewerRuns')).toEqual([]);
	});
});

describe('reductions on days off', () => {
	const saturdays = Array.from({ length: 20 }, (_, index) => addDays('2026-11-14', -7 * index)).filter((date) => !['2026-09-26', '2026-10-03'].includes(date));
	const quietSaturdays = (date: string): CityDay => ({ routes: [{ route: BUSY, boardings: () => (weekday(date) === 6 ? 40 : 150), mean: () => 20 }] });

	test('are a kind of their own and are watched below twenty days of that type', async () => {
		const found = only(await candidatesOf([...saturdays.slice(0, 6).reverse(), '2026-11-17', '2026-11-18', LAST].sort(), quietSaturdays), 'holidayReduction');
		expect(found).toMatchObject([{ stage: 'watch', dayType: 'saturday', where: '노선 전체(토요일)', kindName: '방학·휴일 이용 수준 관찰' }]);
		expect(found[0]?.rule).not.toContain('감회');
	});

	test('of school holidays are set against weekdays in term', async () => {
		const dates = [...weekdays(5, '2026-07-16'), ...weekdays(5, '2026-08-07')];
		const found = await candidatesOf(dates, (date) => ({ routes: [{ route: BUSY, boardings: () => (date > '2026-07-20' ? 40 : 150), mean: () => 20 }] }), { schoolHolidays: [{ from: '2026-07-20', to: '2026-08-16', name: '여름방학' }] });
		expect(only(found, 'holidayReduction')).toMatchObject([{ stage: 'watch', where: '노선 전체(방학 중 평일)', metDays: 5, observedDays: 5 }]);
	});
});

describe('reviews of stops and paths', () => {
	const usedBy = (persons: number): Record<string, number> => (persons === 0 ? {} : { [QUIET]: persons });

	test('a stop where nobody boards is watched, a day without anybody counting as such a day', async () => {
		const found = only(await candidatesOf(weekdays(5), (date) => ({ routes: [{ route: BUSY }, village], quietStops: usedBy(date === LAST ? 3 : 0) })), 'stopReview');
		expect(found).toMatchObject([{ stage: 'watch', kindName: '정류장 이용 관찰', routeKey: VILLAGE, where: '약수터입구 정류장(경유 노선 1개)', metDays: 5, observedDays: 5 }]);
		expect(found[0]?.evidence.map((row) => row.value)).toEqual([3, 0, 0, 0, 0]);
	});

	test('a stop whose only route ran on few of the days is observed on those alone, and is not reviewed', async () => {
		const dates = weekdays(20);
		const found = only(await candidatesOf(dates, (date) => ({ routes: dates.indexOf(date) >= 16 ? [{ route: BUSY }, village] : [{ route: BUSY }], quietStops: {} })), 'stopReview');
		expect(found.filter((candidate) => candidate.routeKey === VILLAGE)).toMatchObject([{ stage: 'watch', metDays: 4, observedDays: 4 }]);
	});

	test('a stop with one more person on one day of five is none', async () => {
		expect(only(await candidatesOf(weekdays(5), (date) => ({ routes: [{ route: BUSY }, village], quietStops: usedBy(date === LAST ? 4 : 0) })), 'stopReview')).toEqual([]);
	});

	test('a route that shares its stops, and a winding one, are two findings', async () => {
		const found = only(await candidatesOf(weekdays(20), () => ({ routes: [{ route: BUSY, duplication: 0.7, circuity: 2 }, village] })), 'routeReview');
		expect(found.map((candidate) => [candidate.candidateId, candidate.stage, candidate.where])).toEqual([
			[`routeReview:${BUSY}:duplication`, 'review', '1205 노선과 함께 서는 구간'],
			[`routeReview:${BUSY}:circuity`, 'review', '노선 전체'],
		]);
	});
});

describe('what candidates rest on', () => {
	const crowded: CityDay = { routes: [{ route: BUSY, mean: () => 50, max: () => 60 }, village] };

	test('nothing is proposed from a day of grade D', async () => {
		expect(await candidatesOf(weekdays(6), (date) => (date === LAST ? { ...crowded, quality: { duplicates: [900, 1000] } } : crowded))).toEqual([]);
	});

	test('days of grade D are not counted', async () => {
		const found = await candidatesOf(weekdays(6), (date) => (date === '2026-11-17' ? { ...crowded, quality: { duplicates: [900, 1000] } } : crowded));
		expect(only(found, 'moreRuns')).toMatchObject([{ observedDays: 5, metDays: 5 }]);
	});

	test('unsigned thresholds are said so', async () => {
		const found = await candidatesOf(weekdays(5), () => crowded, { signOff: null });
		expect(found.length).toBeGreaterThan(0);
		for (const candidate of found) expect(candidate.caution).toContain('기준 미확정(담당 부서 확인 전)');
	});

	test('the department’s own threshold is used and printed', async () => {
		const found = await candidatesOf(weekdays(5), () => crowded, { thresholds: { 'crowdedHour.meanShare': 95 } });
		expect(only(found, 'moreRuns')).toEqual([]);
	});
});
