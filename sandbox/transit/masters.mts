import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Route, TransitCity } from './city.mts';
import { clockTime, compact, dayAfter } from './days.mts';
import { encode, type Encoding } from './encoding.mts';

const SIZES = { large: '대형', medium: '중형', small: '소형' } as const;
const DIRECTIONS = { out: '상행', in: '하행', round: '왕복' } as const;
/** One stop in so many has its coordinates the wrong way round, as in the national file. */
const SWAPPED_EVERY = 331;

type Cell = string | number;

/** Writes the masters that come beside a day's taps; returns their names. Bus stop numbers begin at 1. */
export function writeMasters(folder: string, cities: readonly TransitCity[], day: string, encoding: Encoding): string[] {
	const date = compact(day);
	const files: Array<[name: string, header: string, rows: Cell[][]]> = [
		[`TB_KTS_STTN_${date}.csv`, '운행일자,정산사코드,지역코드,교통수단구분,정류장ID,정류장명칭,법정동코드,정류장ARS번호,정류장GPSY좌표,정류장GPSX좌표', cities.flatMap((city) => stopRows(city, date))],
		[`TB_KTS_ROUTESTTN_${date}.csv`, '운행일자,정산사ID,정산지역코드,노선ID,노선명칭,교통수단구분,정류장순번,정류장ID,정류장명칭,정류장Y좌표,정류장X좌표,정류장ARS번호,노선누적거리,정류장거리', cities.flatMap((city) => routeStopRows(city, date))],
		[`TB_KTS_ROUTE_${date}.csv`, '운행일자,정산사ID,정산지역코드,노선ID,노선명칭,노선약칭,교통수단유형,총운행거리(m),정류장수', cities.flatMap((city) => routeRows(city, date))],
		[`노선정보_${date}.csv`, '정산사ID,정산지역코드,노선ID,노선명,노선유형,운수사ID,운수사명,인가권자,평일인가운행횟수,토요일인가운행횟수,공휴일인가운행횟수,인가운행횟수단위,차량크기,좌석수,정원,좌석제여부,회차지순번,총운행거리(m)', cities.flatMap(routeInfoRows)],
		[`정류장정보_${date}.csv`, '정산사ID,정산지역코드,정류장ID,정류장명,ARS번호,경도,위도,행정동코드,행정동', cities.flatMap(stopInfoRows)],
		['행정동정보.csv', '행정동코드,행정동명,생활권,인구수', cities.flatMap(({ dongs }) => dongs.map(({ code, name, livingZone, population }) => [code, name, livingZone, population]))],
		[`운행기록_${date}.csv`, '운행일자,정산사ID,정산지역코드,노선ID,노선명,차량ID,차량등록번호,운행순번,방향,운행출발일시,운행종료일시', cities.flatMap((city) => runRows(city, day))],
	];
	for (const [name, header, rows] of files) {
		writeFileSync(join(folder, name), encode(`${header}\n${rows.map((row) => `${row.join(',')}\n`).join('')}`, encoding));
	}
	return files.map(([name]) => name);
}

/** Stops by firm: each firm lists those its routes serve, under ids of its own. */
function* served(city: TransitCity): Generator<{ firm: number; stop: number }> {
	for (const firm of city.firms.keys()) {
		const known = new Set(city.routes.filter((route) => route.firm === firm).flatMap(({ stops }) => [...stops]));
		for (const stop of [...known].sort((a, b) => a - b)) yield { firm, stop };
	}
}

function stopRows(city: TransitCity, date: string): Cell[][] {
	return [...served(city)].flatMap(({ firm, stop: index }) => {
		const stop = city.stops[index];
		if (!stop) return [];
		const position = index % SWAPPED_EVERY === SWAPPED_EVERY - 1 ? [stop.longitude, stop.latitude] : [stop.latitude, stop.longitude];
		return [[date, city.firms[firm] ?? '', city.region, 'B', stop.ids[firm] ?? '', stop.name, city.dongs[stop.dong]?.code ?? '', stop.ars, ...position]];
	});
}

function stopInfoRows(city: TransitCity): Cell[][] {
	return [...served(city)].flatMap(({ firm, stop: index }) => {
		const stop = city.stops[index];
		const dong = stop && city.dongs[stop.dong];
		return stop ? [[city.firms[firm] ?? '', city.region, stop.ids[firm] ?? '', stop.name, stop.ars, stop.longitude, stop.latitude, dong?.code ?? '', dong?.name ?? '']] : [];
	});
}

function routeStopRows(city: TransitCity, date: string): Cell[][] {
	return city.routes.flatMap((route) =>
		Array.from(route.stops, (index, sequence) => {
			const stop = city.stops[index];
			const metres = route.metres[sequence] ?? 0;
			return [
				...[date, city.firms[route.firm] ?? '', city.region, route.id, route.name, 'B', sequence + 1, stop?.ids[route.firm] ?? '', stop?.name ?? '', stop?.latitude ?? '', stop?.longitude ?? ''],
				...[stop?.ars ?? '', metres, sequence === 0 ? 0 : metres - (route.metres[sequence - 1] ?? 0)],
			];
		}),
	);
}

function routeRows(city: TransitCity, date: string): Cell[][] {
	return city.routes.map((route) => [date, city.firms[route.firm] ?? '', city.region, route.id, longName(city, route), route.name, 'B', route.metres.at(-1) ?? 0, route.stops.length]);
}

/** As in the national file: number and termini. A comma in it would break the file, so there is none. */
function longName(city: TransitCity, route: Route): string {
	const end = (sequence: number) => city.stops[route.stops[sequence] ?? 0]?.name ?? '';
	return `${route.name}번(${end(0)}~${end(route.loop ? Math.floor(route.stops.length / 2) : route.turnaround)})`;
}

function routeInfoRows(city: TransitCity): Cell[][] {
	return city.routes.map((route) => [
		...[city.firms[route.firm] ?? '', city.region, route.id, route.name, route.type, route.operator.id, route.operator.name, route.authority],
		...[route.licensedRuns.weekday, route.licensedRuns.saturday, route.licensedRuns.holiday, route.licensedUnit === 'oneWay' ? '편도' : '왕복'],
		...[SIZES[route.busSize], route.seats, route.capacity, route.seatedExpress ? 'Y' : 'N', route.turnaround + 1, route.metres.at(-1) ?? 0],
	]);
}

function runRows(city: TransitCity, day: string): Cell[][] {
	const digits = (seconds: number) => clockTime(day, seconds).replace(/\D/g, '');
	return city.runs.map((run) => {
		const route = city.routes[run.route];
		const vehicle = city.vehicles[run.vehicle];
		return [
			...[compact(dayAfter(day, 0)), city.firms[route?.firm ?? 0] ?? '', city.region, route?.id ?? '', route?.name ?? '', vehicle?.id ?? '', vehicle?.plate ?? '', run.number],
			...[DIRECTIONS[run.direction], digits(run.departure), digits(run.arrival)],
		];
	});
}
