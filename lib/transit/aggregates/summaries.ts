import type { Engine } from '../engine';
import { readSql } from './read-sql';

/** What the workbook shows of a table of sums. */
export interface AggregateSummary {
	/** Part of the file names: months, or routes. */
	label: string;
	totals: Record<string, number>;
	warnings: string[];
	routes: RouteLine[];
	/** Seoul: boardings and alightings by hour; empty for loads. */
	hours: { hour: number; boardings: number; alightings: number }[];
	/** STCIS: each dip; empty for boardings. */
	dips: { route: string; sequence: number; stop_name: string; hour: number; before: number; after: number }[];
}

export interface RouteLine {
	route: string;
	name: string;
	stops: number;
	boardings: number | null;
	alightings: number | null;
	peak_hour: number | null;
	/** Persons of the peak hour (boardings), or the highest load. */
	peak: number | null;
	peak_stop: string | null;
}

/** Adds repeated keys up into `aggregate_result` and sums. Reads: seoul_row. */
export async function summariseSeoul(engine: Engine): Promise<AggregateSummary> {
	await engine.run(readSql('seoul-hours'));
	const [totals = {}] = await engine.rows<Record<string, number>>(`SELECT
		CAST(sum(boardings) AS BIGINT) AS boardings, CAST(sum(alightings) AS BIGINT) AS alightings, count(DISTINCT month) AS months, count(DISTINCT (route_no, route_name)) AS routes,
		count(DISTINCT (ars_no, stop_name)) AS stops, CAST(sum(rows) AS BIGINT) - count(*) AS "repeatedRows", CAST(coalesce(sum(rows) FILTER (ars_no = '~'), 0) AS BIGINT) AS "virtualStopRows"
		FROM (SELECT *, list_sum(persons[1:48:2]) AS boardings, list_sum(persons[2:48:2]) AS alightings FROM seoul_sum)`);
	const [months] = await engine.rows<{ first: string; last: string }>('SELECT min(month) AS first, max(month) AS last FROM seoul_sum');
	const routes = await engine.rows<RouteLine>(`WITH hourly AS (SELECT route_no, route_name, hour, sum(boardings) AS b, sum(alightings) AS a FROM aggregate_result GROUP BY ALL),
			stops AS (SELECT route_no, route_name, count(DISTINCT (ars_no, stop_name)) AS stops FROM seoul_sum GROUP BY ALL)
		SELECT route_no AS route, route_name AS name, any_value(stops) AS stops, CAST(sum(b) AS BIGINT) AS boardings, CAST(sum(a) AS BIGINT) AS alightings, arg_min(hour, (-b, hour)) AS peak_hour, CAST(max(b) AS BIGINT) AS peak, NULL AS peak_stop
		FROM hourly JOIN stops USING (route_no, route_name) GROUP BY route_no, route_name ORDER BY boardings DESC, route, name`);
	const hours = await engine.rows<AggregateSummary['hours'][number]>('SELECT hour, CAST(sum(boardings) AS BIGINT) AS boardings, CAST(sum(alightings) AS BIGINT) AS alightings FROM aggregate_result GROUP BY hour ORDER BY hour');
	const { first = '', last = '' } = months ?? {};
	const repeated = totals.repeatedRows ?? 0;
	const virtual = totals.virtualStopRows ?? 0;
	return {
		label: first === last ? first : `${first}-${last}`,
		totals,
		warnings: [
			...(repeated > 0 ? [`노선과 정류장이 같은 ${repeated.toLocaleString('ko-KR')}행은 앞의 행에 더하였습니다.`] : []),
			...(virtual > 0 ? [`정류장 번호가 없는(~) 가상 정류장이 ${virtual.toLocaleString('ko-KR')}행 있습니다.`] : []),
			'한 달의 합계이며 하루 평균이 아닙니다. 0~3시는 그 달의 달력 날짜로 집계된 값입니다.',
		],
		routes,
		hours,
		dips: [],
	};
}

/** Flags the dips into `aggregate_result` and sums. Reads: stcis_cell. */
export async function summariseStcis(engine: Engine): Promise<AggregateSummary> {
	await engine.run(readSql('stcis-dips'));
	const dips = await engine.rows<AggregateSummary['dips'][number]>('SELECT * FROM stcis_dip');
	const routes = await engine.rows<RouteLine>(`SELECT route, termini AS name, count(DISTINCT sequence) AS stops, NULL AS boardings, NULL AS alightings,
		arg_min(hour, (-load, hour, sequence)) AS peak_hour, max(load) AS peak, arg_min(stop_name, (-load, hour, sequence)) AS peak_stop FROM aggregate_result GROUP BY route, termini ORDER BY peak DESC, route`);
	const [totals = {}] = await engine.rows<Record<string, number>>(`SELECT count(DISTINCT (route, termini)) AS routes, count(DISTINCT (route, termini, sequence)) AS stops, max(load) AS "maxLoad", count(*) FILTER (zero_dip) AS "zeroDips" FROM aggregate_result`);
	const names = routes.map(({ route }) => route).sort();
	return {
		label: names.length > 3 ? `${names[0] ?? ''}_외${names.length - 1}개노선` : names.join('_'),
		totals,
		warnings: [
			...(dips.length > 0 ? [`앞뒤 정류장이 모두 8명 이상인데 0명인 곳이 ${dips.length.toLocaleString('ko-KR')}곳 있습니다. 실제로 빈 차였다고 보지 마시기 바랍니다.`] : []),
			'차량 한 대의 재차인원이며, 평균인지 최대인지와 정류장 도착·출발 가운데 어느 때인지는 공개되어 있지 않습니다.',
		],
		routes,
		hours: [],
		dips,
	};
}
