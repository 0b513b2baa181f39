import { mkdirSync } from 'node:fs';
import { buildModel } from '../../../../lib/transit/judge/build-model';
import type { JudgeSettings } from '../../../../lib/transit/judge/settings';
import type { LakeSource } from '../../../../lib/transit/lake/manifest';
import type { BusReportModel } from '../../../../lib/transit/model';
import { addCityMasters, BUSY, cityDay, HOURS, SETTINGS, VILLAGE, type CityDay } from './small-city';
import { makeTestLake, type TestLake } from './summary-lake';

jest.setTimeout(60_000);

const LAST = '2026-11-19';
const BEFORE = ['2026-11-16', '2026-11-17', '2026-11-18'];

async function modelOf(day: CityDay, source: Partial<LakeSource> = {}, change: Partial<JudgeSettings> = {}, prepare: (city: TestLake) => Promise<void> = () => Promise.resolve()): Promise<BusReportModel> {
	const city = await makeTestLake();
	try {
		await addCityMasters(city);
		for (const date of BEFORE) await city.addDay(date, cityDay(date));
		await prepare(city);
		await city.addDay(LAST, cityDay(LAST, day), source);
		return await buildModel({ lake: city.lake, engine: city.engine, serviceDate: LAST, settings: { ...SETTINGS, ...change } });
	} finally {
		await city.close();
	}
}

test('a day with missing hours names no peak hour, and a day with many is of grade D and proposes nothing', async () => {
	const one = await modelOf({ hours: HOURS.filter((hour) => hour !== 12) });
	expect(one.dataState).toMatchObject({ grade: 'B', caution: '빠진 시간대가 있어 첨두시간을 판단해서는 안 됨.' });
	expect(one.totals).toMatchObject({ peakHour: null, peakShare: null });
	expect(one.routes.every((route) => route.peakHour === null && route.rollingPeakStart === null)).toBe(true);
	expect(one.headline).toContain('빠진 시간대가 있거나 자료가 없어 첨두시간은 판단하지 않음.');

	const many = await modelOf({ hours: HOURS.filter((hour) => hour < 12) });
	expect(many.dataState.grade).toBe('D');
	expect(many.candidates).toEqual([]);
	expect(many.headline).toContain('자료 등급이 D이므로 노선조정 검토 대상을 정하지 않음.');
});

test('a day under way is set against nothing yet and misses no hour to come', async () => {
	const running = await modelOf({ hours: HOURS.filter((hour) => hour <= 10) }, { sourceId: `${LAST}.1`, state: 'partial' });
	expect(running.state).toBe('provisional');
	expect(running.dataState.checks.find((check) => check.id === 'missingHours')).toMatchObject({ verdict: 'good', numerator: 0 });
	expect(running.dataState.checks.find((check) => check.id === 'volume')?.verdict).toBe('good');
	expect(running.totals.comparison).toMatchObject({ usual: 2240, change: null });
	expect(running.headline[0]).toBe('총 승차 800명으로, 운행이 끝나지 않은 중간 집계임.');
	expect(running.headline[1]).toBe('지금까지 가장 붐빈 시간대는 8시대임.');
	expect(running.cautions.slice(0, 2)).toEqual(['운행이 끝나지 않은 중간 집계이므로 하루 합계를 평소와 비교하지 않음.', '잠정 자료로, 늦게 도착하는 거래가 반영되면 수치가 달라질 수 있음.']);
});

test('a day with only late rows of its own is provisional', async () => {
	expect((await modelOf({}, { sourceId: '2026-11-20', feedDay: '2026-11-20' })).state).toBe('provisional');
	expect((await modelOf({})).state).toBe('final');
});

test('a low tag-off rate allows no word on loads, many unknown stops none on areas', async () => {
	const model = await modelOf({ tagOff: 0.3, estimated: false, quality: { unmatchedStops: [300, 1000] } });
	expect(model.dataState.grade).toBe('C');
	expect(model.dataState.caution).toBe('하차 태그율이 낮아 재차인원·혼잡도와 하차 인원으로 결론을 내려서는 안 됨. 정류장 미연결이 많아 행정동·생활권 균형과 정류장별 순위를 논해서는 안 됨.');
	expect(model.areas).toEqual({ dongs: [], zones: [], gini: null, bestToWorst: null });
	expect(model.cautions).toContain('정류장 미연결이 많아 행정동·생활권 균형을 싣지 않음.');
	expect(model.routes[0]?.maxLoad.estimated).toBeNull();
});

test('rejected rows are counted by reason with their first place', async () => {
	const model = await modelOf({}, { rejected: 3, rejectsFile: 'rejects/today.parquet' }, {}, async (city) => {
		mkdirSync(city.lake.path('rejects'), { recursive: true });
		await city.engine.run(
			`COPY (SELECT * FROM (VALUES (0, 77, 'boardingTime'), (0, 9, 'boardingTime'), (0, 5, 'tooFewColumns')) t(file_no, line, reason)) TO '${city.lake.path('rejects/today.parquet')}'`,
		);
	});
	expect(model.dataState.rejects).toEqual([
		{ reason: '승차일시를 읽을 수 없음', count: 2, firstPlace: 'TB_KTS_DWTCD_20261119_01.csv 9행' },
		{ reason: '열이 모자람', count: 1, firstPlace: 'TB_KTS_DWTCD_20261119_01.csv 5행' },
	]);
});

test('thresholds that nobody signed are said to be unsettled', async () => {
	const model = await modelOf({}, {}, { signOff: null });
	expect(model.thresholdsSignedOffBy).toBeNull();
	expect(model.cautions.some((caution) => caution.startsWith('기준 미확정(담당 부서 확인 전)'))).toBe(true);
	expect(model.thresholds.length).toBeGreaterThan(20);
});

test('a second edition says what changed since the first', async () => {
	const first = await modelOf({});
	const second = await modelOf({ routes: [{ route: BUSY, boardings: (hour) => (hour === 8 ? 310 : 100) }, { route: VILLAGE, boardings: () => 20 }] }, {}, { edition: 2, previous: first });
	expect(first.changesSinceLastEdition).toEqual([]);
	expect(second.changesSinceLastEdition).toEqual(['총 승차 인원이 2,240명에서 2,250명으로 10명 늘어남.', '총 하차 인원이 2,173명에서 2,183명으로 10명 늘어남.', '승차 인원이 바뀐 노선: 1 노선 +10명.']);
});

test('a city without any master still gets a report, with what is not known named', async () => {
	const city = await makeTestLake();
	await city.addDay(LAST, cityDay(LAST));
	const model = await buildModel({ lake: city.lake, engine: city.engine, serviceDate: LAST, settings: SETTINGS });
	await city.close();
	expect(model.routes[0]).toMatchObject({ routeName: '노선명 미등록(100)', licensingAuthority: '인가권자 확인 필요', compliance: null });
	expect(model.crowding.every((row) => row.gyeonggi === '판정 불가' && row.maxLoad.observed !== null)).toBe(true);
	expect(model.cautions).toContain('같은 요일 유형의 비교일이 2일 미만이어서 평소 대비 증감을 표시하지 않음.');
	expect(model.areas.gini).toBeNull();
});

test('a day that was never analysed is refused', async () => {
	const city = await makeTestLake();
	await expect(buildModel({ lake: city.lake, engine: city.engine, serviceDate: LAST, settings: SETTINGS })).rejects.toMatchObject({ code: 'summaryMissing' });
	await city.close();
});
