import { areaBalanceSvg } from '../../../../lib/transit/charts/area-balance';
import { dayBarsSvg } from '../../../../lib/transit/charts/day-bars';
import { heatMapSvg } from '../../../../lib/transit/charts/heat-map';
import { hourCurveSvg } from '../../../../lib/transit/charts/hour-curve';
import { loadProfileSvg } from '../../../../lib/transit/charts/load-profile';
import { pictures } from '../../../../lib/transit/charts/pictures';
import { profileGroups } from '../../../../lib/transit/charts/profile-groups';
import { stopMapSvg } from '../../../../lib/transit/charts/stop-map';
import type { ProfileRow, StopHourRow } from '../../../../lib/transit/model';
import { busModel } from '../../../support/bus-model';

const model = busModel();
const busiest = model.routes.reduce((best, route) => (route.boardings > best.boardings ? route : best));
const grouped = (value: number) => value.toLocaleString('ko-KR');
const titles = (svg: string) => [...svg.matchAll(/<title>([^<]*)<\/title>/g)].map((match) => match[1] ?? '');

const stop = (change: Partial<StopHourRow>): StopHourRow => ({
	stopKey: '01:31:1', stopName: '시청', arsNo: '07001', dongName: '중앙동', longitude: 127.03, latitude: 37.74, boardings: [], alightings: [], totalBoardings: 10, totalAlightings: 8, routes: 1, ...change,
});
const along = (sequence: number, load: number | null, change: Partial<ProfileRow> = {}): ProfileRow => ({
	routeKey: '01:31:1', routeName: '5', direction: 'out', sequence, stopName: `정류장${sequence}`, boardings: 4, alightings: { observed: 2, estimated: 3 },
	meanLoad: { observed: load, estimated: null }, maxLoad: { observed: load, estimated: null }, ...change,
});

describe('every chart', () => {
	const charts: Array<[string, () => string, () => string]> = [
		['시간대별', () => hourCurveSvg(model), () => hourCurveSvg({ hours: [] })],
		['노선·시간대', () => heatMapSvg(model), () => heatMapSvg({ routes: [], routeHours: [] })],
		['재차인원', () => loadProfileSvg(model, busiest.routeKey, 'out'), () => loadProfileSvg(model, 'unknown', 'out')],
		['정류장', () => stopMapSvg(model), () => stopMapSvg({ stops: [stop({ longitude: null }), stop({ longitude: 0, latitude: 0 })] })],
		['행정동', () => areaBalanceSvg(model), () => areaBalanceSvg({ areas: { dongs: [], zones: [], gini: null, bestToWorst: null } })],
		['일별', () => dayBarsSvg({ days: [{ date: '2026-11-02', dayType: 'weekday', dayName: '월요일', boardings: 5, alightings: 4, tagOffRate: null, state: 'final' }] }), () => dayBarsSvg({ days: [] })],
	];

	it.each(charts)('%s says to everybody what it shows', (_, draw) => {
		const svg = draw();
		expect(svg).toMatch(/^<svg [^>]*viewBox="0 0 \d+ \d+"[^>]*role="img" aria-label="[^"]{20,}"/);
		expect(svg).toMatch(/<title>[^<]+<\/title><desc>[^<]+<\/desc>/);
		expect(svg).not.toMatch(/NaN|undefined|Infinity|null/);
	});

	it.each(charts)('%s without data says so in words', (_, __, drawNothing) => {
		expect(drawNothing()).toMatch(/없음|못함/);
		expect(drawNothing()).not.toMatch(/NaN|undefined|Infinity/);
	});

	it.each(['<script>alert(1)</script>', '"><image href=x onload=alert(1)>', '</svg><b>', '&lt;'])('shows a hostile name as text: %s', (hostile) => {
		const svgs = [
			heatMapSvg({ ...model, routes: model.routes.map((route) => ({ ...route, routeName: hostile })) }),
			loadProfileSvg({ profiles: model.profiles.map((row) => ({ ...row, stopName: hostile, routeName: hostile })) }, busiest.routeKey, 'out'),
			stopMapSvg({ stops: model.stops.map((row) => ({ ...row, stopName: hostile, dongName: hostile, arsNo: hostile })) }),
			areaBalanceSvg({ areas: { ...model.areas, dongs: model.areas.dongs.map((row) => ({ ...row, dongName: hostile })) } }),
		];
		for (const svg of svgs) {
			expect(svg).not.toMatch(/<script|<image|<b>/);
			expect(svg.match(/<\/svg>/g)?.length).toBe(svg.match(/<svg /g)?.length);
		}
	});
});

describe('the hourly curve', () => {
	it('names the axes, the busiest hour and each hour’s figures', () => {
		const svg = hourCurveSvg(model);
		const peak = model.hours.reduce((best, row) => (row.boardings > best.boardings ? row : best));
		for (const part of ['(명)', '시간대(시)', '익일', '평소 승차', `첨두 ${peak.hour}시대 ${grouped(peak.boardings)}명`]) expect(svg).toContain(part);
		for (const row of model.hours) expect(titles(svg).some((title) => title.includes(`${String(row.hour % 24).padStart(2, '0')}시 승차 ${grouped(row.boardings)}명, 하차 ${grouped(row.alightings)}명`))).toBe(true);
	});

	it('says that there is nothing to compare with', () => {
		expect(hourCurveSvg({ hours: model.hours.map((row) => ({ ...row, usualBoardings: null })) })).toContain('평소와 비교할 자료가 아직 없음');
	});
});

describe('the heat map', () => {
	it('adds both directions and shows the sum of a route', () => {
		const svg = heatMapSvg(model);
		for (const route of model.routes) {
			for (const hour of [8, 18]) {
				const persons = model.routeHours.filter((row) => row.routeKey === route.routeKey && row.hour === hour).reduce((sum, row) => sum + row.boardings, 0);
				if (persons > 0) expect(titles(svg)).toContain(`${route.routeName} ${String(hour).padStart(2, '0')}시 ${grouped(persons)}명`);
			}
			expect(svg).toContain(`>${grouped(route.boardings)}</text>`);
		}
	});

	it('keeps the busiest routes and says how many are left out', () => {
		const svg = heatMapSvg(model, { routes: 5 });
		expect(svg).toContain(`나머지 ${model.routes.length - 5}개 노선은 생략함`);
		expect(svg).toContain(`>${grouped(busiest.boardings)}</text>`);
	});

	it('for a picture writes figures in the busiest hours only', () => {
		const figures = (svg: string) => svg.match(/<text x="[\d.]+" y="[\d.]+" fill=/g)?.length ?? 0;
		expect(figures(heatMapSvg(model, { figures: 'peak' }))).toBeLessThan(figures(heatMapSvg(model)) / 3);
	});
});

describe('the load profile', () => {
	it('draws observed load solid and estimated load dashed', () => {
		const svg = loadProfileSvg(model, busiest.routeKey, 'out');
		expect(svg).toMatch(/평균 재차\(관측\)/);
		expect(svg).toMatch(/<path d="M[^"]+" stroke="#0f7466"[^>]*stroke-dasharray/);
		expect(svg).toMatch(/<path d="M[^"]+" stroke="#1d4f91" stroke-width="2.6" stroke-linejoin="round"\/>/);
	});

	it('follows the order of the stops whatever the order of the rows', () => {
		const rows = [3, 1, 2].map((sequence) => along(sequence, sequence * 10));
		const svg = loadProfileSvg({ profiles: rows }, '01:31:1', 'out');
		expect(titles(svg).slice(1).map((title) => title.slice(0, 2))).toEqual(['1.', '2.', '3.']);
		expect(svg).toContain('최고 정류장3 30.0명(관측)');
	});

	it('leaves a gap where the load is not known, and marks no highest where none is', () => {
		const gap = loadProfileSvg({ profiles: [along(1, 3), along(2, null), along(3, 5)] }, '01:31:1', 'out');
		expect(gap).toMatch(/<path d="M[\d.]+ [\d.]+M[\d.]+ [\d.]+" stroke="#1d4f91"/);
		const none = loadProfileSvg({ profiles: [along(1, null), along(2, null)] }, '01:31:1', 'out');
		expect(none).toContain('재차인원을 산출하지 못함');
		expect(none).not.toContain('>최고 ');
	});

	it('keeps directions apart, the busiest first', () => {
		const groups = profileGroups({ profiles: [along(1, 1), along(1, 1, { direction: 'in', boardings: 9 }), along(2, 1)] });
		expect(groups.map(({ direction, boardings, rows }) => [direction, boardings, rows.length])).toEqual([['in', 9, 1], ['out', 8, 2]]);
	});

	it('still fits many stops, with the last one named', () => {
		const svg = loadProfileSvg({ profiles: Array.from({ length: 160 }, (_, index) => along(index + 1, index % 40)) }, '01:31:1', 'out');
		const [, width] = /viewBox="0 0 (\d+)/.exec(svg) ?? [];
		expect(Number(width)).toBeGreaterThan(160 * 14);
		expect(svg).toContain('>정류장160</text>');
	});
});

describe('the stop map', () => {
	it('has a scale bar, north, dong names and the busiest stops with their persons', () => {
		const svg = stopMapSvg(model);
		const first = model.stops.reduce((best, row) => (row.totalBoardings > best.totalBoardings ? row : best));
		for (const part of [/>\d+ k?m</, />북</, /개략도/, /점의 넓이/]) expect(svg).toMatch(part);
		expect(svg).toContain(`>${grouped(first.totalBoardings)}명<`);
		expect(svg).toContain(`>${first.dongName}<`);
	});

	it('counts the stops that it cannot place and those it leaves out', () => {
		const near = Array.from({ length: 30 }, (_, index) => stop({ stopKey: `s${index}`, longitude: 127 + index / 1000, totalBoardings: 100 - index }));
		const svg = stopMapSvg({ stops: [...near, stop({ longitude: null, latitude: null }), stop({ longitude: 0, latitude: 0 })] }, { stops: 20 });
		expect(svg).toContain('정류장 2곳은 표시하지 않음');
		expect(svg).toContain('승차가 적은 정류장 10곳은 생략함');
	});

	it('draws area after boardings: four times the persons, twice the radius', () => {
		const svg = stopMapSvg({ stops: [stop({ totalBoardings: 400 }), stop({ stopKey: 'b', latitude: 37.75, totalBoardings: 100 })] });
		const radii = [...svg.matchAll(/r="([\d.]+)"><title>/g)].map((match) => Number(match[1]));
		expect(radii[0]).toBeCloseTo((radii[1] ?? 0) * 2, 5);
	});
});

describe('the balance of dongs', () => {
	it('puts use per 1,000 persons beside supply, highest first', () => {
		const svg = areaBalanceSvg(model);
		const rows = [...model.areas.dongs].sort((one, other) => (other.boardingsPer1000 ?? 0) - (one.boardingsPer1000 ?? 0));
		const places = rows.map((row) => svg.indexOf(`>${row.dongName}</text>`));
		expect(places).toEqual([...places].sort((one, other) => one - other));
		for (const row of rows) expect(svg).toContain(`>${grouped(row.runs ?? 0)}회</text>`);
	});

	it('falls back to boardings where population is not known, and says so', () => {
		const dongs = model.areas.dongs.map((row) => ({ ...row, population: null, boardingsPer1000: null, runs: null }));
		const svg = areaBalanceSvg({ areas: { ...model.areas, dongs } });
		expect(svg).toContain('인구 자료 없음');
		expect(svg).toContain('운행 자료 없음');
	});

	it('of very many shows both ends and counts the middle', () => {
		const dongs = Array.from({ length: 100 }, (_, index) => model.areas.dongs.slice(0, 1).map((row) => ({ ...row, dongName: `동${index}`, boardingsPer1000: index }))).flat();
		const svg = areaBalanceSvg({ areas: { ...model.areas, dongs } }, { areas: 10 });
		expect(svg).toContain('가운데 90개 동은 생략함');
		for (const name of ['동99', '동0']) expect(svg).toContain(`>${name}</text>`);
	});
});

describe('pictures that stand alone', () => {
	it('carry day, state, edition and that they settle no accounts', () => {
		const all = pictures(model);
		expect(all.map(({ id }) => id)).toEqual(['hours', 'heat', 'profile', 'stops', 'areas']);
		for (const { name, svg } of all) for (const part of [name, model.city, '2026. 11. 19.', '확정', '제2판', '정산 근거 아님(참고)']) expect(svg).toContain(part);
	});
});
