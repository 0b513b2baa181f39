import type { JudgeSettings } from '../../../../lib/transit/judge/settings';
import type { SummaryTables } from './summary-columns';
import type { Rows, TestLake } from './summary-lake';

/** What one route of the small city did on one day; figures by hour repeat for hours 6 … 22. */
export interface RouteDay {
	route: string;
	/** Boardings of each hour, all at the first stop. */
	boardings?: (hour: number) => number;
	runsPerHour?: number;
	/** Highest mean load of the hour, and highest load of any run; at the first stop. */
	mean?: (hour: number) => number;
	max?: (hour: number) => number;
	duplication?: number;
	circuity?: number;
}

export interface CityDay {
	routes?: RouteDay[];
	/** Share of taps with alighting. */
	tagOff?: number;
	hours?: readonly number[];
	quality?: Record<string, [number, number | null]>;
	userTypes?: Record<string, number>;
	/** Daily boardings of stops that only serve stop review. */
	quietStops?: Record<string, number>;
	vehicles?: number;
	estimated?: boolean;
}

export const HOURS = Array.from({ length: 17 }, (_, index) => index + 6);
export const BUSY = '01:31:100';
export const VILLAGE = '01:31:200';
export const EXPRESS = '01:31:300';
export const NAMELESS = '01:31:900';
export const STOPS = ['01:31:1', '01:31:2', '01:31:3'] as const;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Summary tables of one day of the small city. */
export function cityDay(date: string, day: CityDay = {}): SummaryTables {
	const routes = day.routes ?? [{ route: BUSY }, { route: VILLAGE, boardings: () => 20 }];
	const hours = day.hours ?? HOURS;
	const tagOff = day.tagOff ?? 0.97;
	const perRoute = routes.map((route) => {
		const boardings = route.boardings ?? ((hour: number) => (hour === 8 ? 300 : 100));
		const runsPerHour = route.runsPerHour ?? 4;
		const mean = route.mean ?? ((hour: number) => boardings(hour) / runsPerHour);
		const max = route.max ?? mean;
		const total = sum(hours.map(boardings));
		const peak = hours.reduce((best, hour) => (boardings(hour) > boardings(best) ? hour : best), hours[0] ?? 6);
		return { ...route, boardingsOf: boardings, runsPerHour, meanOf: mean, maxOf: max, total, peak, runs: runsPerHour * hours.length };
	});
	const total = sum(perRoute.map((route) => route.total));
	const taps = total;
	const tapped = Math.round(taps * tagOff);
	const estimatedOf = (value: number): number | null => ((day.estimated ?? true) ? value : null);
	const loadOf = (route: (typeof perRoute)[number], hour: number, index: number): Record<string, unknown> => {
		const factor = index === 0 ? 1 : index === 1 ? 0.5 : 0;
		return {
			observed_mean: route.meanOf(hour) * factor, observed_max: Math.round(route.maxOf(hour) * factor), observed_p90: route.maxOf(hour) * factor,
			estimated_mean: estimatedOf(route.meanOf(hour) * factor), estimated_max: estimatedOf(route.maxOf(hour) * factor), estimated_p90: estimatedOf(route.maxOf(hour) * factor),
			section_observed: Math.round(route.meanOf(hour) * factor * route.runsPerHour), section_estimated: estimatedOf(route.meanOf(hour) * factor * route.runsPerHour),
			negative_cells: 0,
		};
	};
	const stopBoardings = (hour: number): number => sum(perRoute.map((route) => route.boardingsOf(hour)));
	return {
		day_total: [{ boardings: total, alightings: tapped, taps, taps_with_alighting: tapped, transfer_taps: Math.round(taps * 0.2), passenger_m: total * 4000, distance_persons: total, routes: routes.length, stops: 3, vehicles: day.vehicles ?? 10, runs: sum(perRoute.map((route) => route.runs)), peak_hour: perRoute[0]?.peak ?? null, peak_boardings: hours.length === 0 ? 0 : Math.max(...hours.map(stopBoardings)) }],
		linked_trip: [{ trips: Math.round(taps * 0.8), persons: Math.round(taps * 0.8), legs: taps, trips_with_transfer: Math.round(taps * 0.2) }],
		route_day: perRoute.map((route) => ({ route_key: route.route, boardings: route.total, alightings: Math.round(route.total * tagOff), taps: route.total, taps_with_alighting: Math.round(route.total * tagOff), transfer_taps: Math.round(route.total * 0.2), distance_persons: route.total, passenger_m: route.total * 4000, mean_distance_m: 4000, median_distance_m: 3500, vehicles: 5, runs: route.runs, peak_hour: route.peak, peak_boardings: route.boardingsOf(route.peak), rolling_peak_at: `${date} 07:35:00`, rolling_peak_boardings: route.boardingsOf(route.peak) })),
		route_hour: perRoute.flatMap((route) => hours.map((hour) => ({ route_key: route.route, direction: 'out', hour, boardings: route.boardingsOf(hour), alightings: Math.round(route.boardingsOf(hour) * tagOff), taps: route.boardingsOf(hour), taps_with_alighting: 0 }))),
		route_stop_hour: perRoute.flatMap((route) => hours.map((hour) => ({ route_key: route.route, direction: 'out', sequence: 1, stop_key: STOPS[0], hour, boardings: route.boardingsOf(hour), alightings: 0 }))),
		stop_hour: [
			...hours.map((hour) => ({ stop_key: STOPS[0], hour, boardings: stopBoardings(hour), alightings: 0, transfers: 0 })),
			...hours.map((hour) => ({ stop_key: STOPS[2], hour, boardings: 0, alightings: Math.round(stopBoardings(hour) * tagOff), transfers: 0 })),
			...Object.entries(day.quietStops ?? {}).map(([stop_key, boardings]) => ({ stop_key, hour: 10, boardings, alightings: 0, transfers: 0 })),
		],
		user_hour: Object.entries(day.userTypes ?? { adult: total }).map(([user_type, boardings]) => ({ route_key: BUSY, user_type, hour: 8, boardings, alightings: 0 })),
		run_day: perRoute.flatMap((route) => hours.flatMap((hour) => Array.from({ length: route.runsPerHour }, (_, index) => ({ run_id: hour * 100 + index, route_key: route.route, vehicle_key: `01:31:v${index}`, operator: '', direction: 'out', departed_at: `${date} ${String(hour).padStart(2, '0')}:10:00`, ended_at: `${date} ${String(hour).padStart(2, '0')}:50:00`, boardings: 1, alightings_observed: 1, max_load_observed: Math.round(route.maxOf(hour)), max_load_estimated: estimatedOf(index === 0 ? route.maxOf(hour) : route.meanOf(hour)), max_sequence: 1, negative_cells: 0 })))),
		load: perRoute.flatMap((route) => hours.flatMap((hour) => STOPS.map((stop_key, index) => ({ route_key: route.route, direction: 'out', sequence: index + 1, stop_key, hour, runs: route.runsPerHour, boardings: index === 0 ? route.boardingsOf(hour) : 0, alightings_observed: 0, alightings_estimated: 0, ...loadOf(route, hour, index) })))),
		profile: perRoute.flatMap((route) => STOPS.map((stop_key, index) => ({ route_key: route.route, direction: 'out', sequence: index + 1, stop_key, runs: route.runs, boardings: index === 0 ? route.total : 0, alightings_observed: 0, alightings_estimated: 0, ...loadOf(route, 8, index) }))),
		transfer_pair: [{ from_route: BUSY, to_route: VILLAGE, persons: 30 }],
		headway: perRoute.map((route) => ({ route_key: route.route, direction: 'out', stop_key: STOPS[0], hour: null, departures: route.runs, mean_s: 900, p90_s: 1200, cv: 0.4, expected_wait_s: 522 })),
		compliance: perRoute.map((route) => ({ route_key: route.route, actual_one_way: route.runs, actual_round: route.runs / 2, source: 'run_log' })),
		shape: perRoute.map((route) => ({ route_key: route.route, length_m: 10_000, straight_m: 6_000, circuity: route.circuity ?? 1.6, duplication: route.duplication ?? 0.3, most_shared_route: EXPRESS, most_shared_share: route.duplication ?? 0.3 })),
		chain: [{ missing_alightings: taps - tapped, chained: 10, tried: 100, found: 80, exact: 50, within_two_stops: 75, walk_limit_m: 500 }],
		area: [
			{ dong_code: '4199051000', dong_name: '중앙1동', stops: 1, routes: 2, boardings: total, alightings: 0, runs: 100, first_boarding_at: `${date} 06:01:00`, last_boarding_at: `${date} 22:59:00` },
			{ dong_code: '4199052000', dong_name: '중앙2동', stops: 1, routes: 2, boardings: Math.round(total / 4), alightings: tapped, runs: 100, first_boarding_at: `${date} 06:10:00`, last_boarding_at: nextDay(date) },
		],
		quality: Object.entries({ tagOffRate: [tapped, taps], unmatchedStops: [0, taps], unmatchedRoutes: [0, taps], duplicates: [0, taps], negativeLoads: [0, 500], zeroDips: [0, 500], ...day.quality }).map(([check_id, pair]) => ({ check_id, numerator: pair?.[0] ?? 0, denominator: pair?.[1] ?? null })),
		vehicle_hour: Array.from({ length: day.vehicles ?? 10 }, (_, index) => ({ vehicle_key: `01:31:v${index}`, route_key: BUSY, hour: 8, taps: 10 })),
	};
}

function nextDay(date: string): string {
	return `${new Date(Date.parse(`${date}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)} 00:10:00`;
}

/** Masters of the small city: a large bus with a round-trip licence, a village bus of unknown size, a seated express bus. */
export async function addCityMasters(city: TestLake, stops: Rows = []): Promise<void> {
	const route = (route_key: string, route_name: string, rest: Record<string, unknown>): Record<string, unknown> => ({ route_key, route_name, operator_name: '가온운수', ...rest });
	await city.addMaster('route', [
		route(BUSY, '1', { route_type: '일반형시내버스', licensing_authority: '시', licensed_weekday: 34, licensed_saturday: 30, licensed_holiday: 28, licensed_unit: 'roundTrip', bus_size: 'large', seats: 26, capacity: 55, seated_express: false }),
		route(VILLAGE, '마을 05', { route_type: '마을버스', licensed_weekday: 68 }),
		route(EXPRESS, '1205', { route_type: '직행좌석형시내버스', licensing_authority: '도', licensed_weekday: 68, licensed_unit: 'oneWay', bus_size: 'large', seats: 45, capacity: 45, seated_express: true }),
	]);
	await city.addMaster('stop', [
		{ stop_key: STOPS[0], stop_name: '중앙역', ars_no: '07001', longitude: 127.05, latitude: 37.74, dong_code: '4199051000', dong_name: '중앙1동' },
		{ stop_key: STOPS[1], stop_name: '시청', ars_no: '07002', longitude: 127.06, latitude: 37.74, dong_code: '4199051000', dong_name: '중앙1동' },
		{ stop_key: STOPS[2], stop_name: '북산종점', ars_no: '07003', longitude: 127.07, latitude: 37.75, dong_code: '4199052000', dong_name: '중앙2동' },
		...stops,
	]);
	await city.addMaster('area', [
		{ dong_code: '4199051000', dong_name: '중앙1동', living_zone: '중앙권', population: 10_000 },
		{ dong_code: '4199052000', dong_name: '중앙2동', living_zone: '중앙권', population: 5_000 },
		{ dong_code: '4199055000', dong_name: '솔뫼동', living_zone: '북부권', population: 2_000 },
	]);
}

export const SETTINGS: JudgeSettings = {
	city: '가온시',
	department: '교통정책과',
	contact: '버스정책팀 031-000-0000',
	signOff: { name: '교통정책과장', date: '2026-10-01' },
	schoolHolidays: [],
	extraHolidays: [],
	packageVersion: '0.1.0',
	now: '2026-11-20T05:03:00+09:00',
	edition: 1,
	previous: null,
	hideSmallCells: true,
};
