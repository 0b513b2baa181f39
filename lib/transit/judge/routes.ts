import type { Direction, RouteRow } from '../model';
import { compare } from './compare';
import { complianceOf } from './compliance';
import type { Day } from './day';
import { operatingTime } from './operating-time';

interface RouteDayRow {
	route_key: string;
	boardings: number;
	alightings: number;
	taps: number;
	taps_with_alighting: number;
	transfer_taps: number;
	mean_distance_m: number | null;
	median_distance_m: number | null;
	vehicles: number | null;
	runs: number | null;
	peak_hour: number | null;
	peak_boardings: number | null;
	rolling_peak_at: string | null;
	rolling_peak_boardings: number | null;
	length_m: number | null;
	circuity: number | null;
	duplication: number | null;
	most_shared_route: string | null;
	most_shared_share: number | null;
	actual_one_way: number | null;
	actual_round: number | null;
	compliance_source: string | null;
}

interface MaxLoadRow {
	route_key: string;
	direction: Direction;
	sequence: number;
	stop_key: string;
	hour: number;
	observed: number | null;
	estimated: number | null;
	next_stop: string | null;
}

interface HeadwayRow {
	route_key: string;
	mean_s: number;
	p90_s: number;
	cv: number;
	expected_wait_s: number;
}

/** One row a route, most boardings first. */
export async function routeRows(day: Day): Promise<RouteRow[]> {
	const { summaries, serviceDate, lastWeek, comparedWith } = day;
	const today = [serviceDate];
	const rows = await summaries.query<RouteDayRow>('route_day', { route_day: today, shape: today, compliance: today });
	const maxLoads = byRoute(await summaries.query<MaxLoadRow>('route_max_load', { load: today, profile: today }));
	const headways = byRoute(await summaries.query<HeadwayRow>('route_headway', { headway: today }));
	const usual = byRoute(await summaries.query<{ route_key: string; usual: number; days: number }>('route_usual', { route_day: comparedWith }));
	const weekBefore = byRoute(await summaries.query<{ route_key: string; boardings: number }>('route_boardings', { route_day: lastWeek === null ? [] : [lastWeek] }));
	return rows.map((row) => {
		const known = usual.get(row.route_key);
		const comparison = compare(row.boardings, known?.usual ?? null, known?.days ?? 0, weekBefore.get(row.route_key)?.boardings ?? null, day.running);
		return { ...figures(row, day), ...maxLoadOf(maxLoads.get(row.route_key), day), headway: headwayOf(headways.get(row.route_key)), comparison };
	});
}

function figures(row: RouteDayRow, day: Day): Omit<RouteRow, 'maxLoad' | 'maxLoadAt' | 'headway' | 'comparison'> {
	const { names } = day;
	const key = row.route_key;
	const lengthM = row.length_m ?? names.route(key)?.length_m ?? null;
	const per = (by: number | null): number | null => (by === null || by <= 0 ? null : row.boardings / by);
	const actual = row.compliance_source === null ? undefined : { actual_one_way: row.actual_one_way, actual_round: row.actual_round, source: row.compliance_source };
	return {
		routeKey: key,
		routeName: names.routeName(key),
		routeType: names.route(key)?.route_type ?? '',
		operator: names.operator(key),
		licensingAuthority: names.authority(key),
		boardings: row.boardings,
		alightings: row.alightings,
		taps: row.taps,
		tagOffRate: share(row.taps_with_alighting, row.taps),
		transferRate: share(row.transfer_taps, row.taps),
		meanDistanceM: row.mean_distance_m,
		medianDistanceM: row.median_distance_m,
		vehicles: row.vehicles,
		runs: row.runs,
		boardingsPerRun: per(row.runs),
		boardingsPerVehicle: per(row.vehicles),
		boardingsPerKm: row.runs === null || lengthM === null ? null : per((row.runs * lengthM) / 1000),
		peakHour: day.peakHolds ? row.peak_hour : null,
		peakBoardings: row.peak_boardings ?? 0,
		peakShare: day.peakHolds ? share(row.peak_boardings, row.boardings) : null,
		rollingPeakStart: day.peakHolds ? operatingTime(row.rolling_peak_at, day.serviceDate) : null,
		rollingPeakBoardings: row.rolling_peak_boardings ?? 0,
		...complianceOf(names.route(key), actual, day.dayType, day.running),
		circuity: row.circuity,
		duplication: row.duplication,
		duplicatedMostBy: row.most_shared_route === null || row.most_shared_share === null ? null : { routeName: names.routeName(row.most_shared_route), share: row.most_shared_share },
	};
}

function maxLoadOf(row: MaxLoadRow | undefined, { names }: Day): Pick<RouteRow, 'maxLoad' | 'maxLoadAt'> {
	if (row === undefined || (row.observed === null && row.estimated === null)) return { maxLoad: { observed: null, estimated: null }, maxLoadAt: null };
	return {
		maxLoad: { observed: row.observed, estimated: row.estimated },
		maxLoadAt: {
			direction: row.direction,
			sequence: row.sequence,
			stopName: names.stopName(row.stop_key),
			nextStopName: row.next_stop === null ? null : names.stopName(row.next_stop),
			hour: row.hour,
		},
	};
}

function headwayOf(row: HeadwayRow | undefined): RouteRow['headway'] {
	if (row === undefined) return null;
	return { meanMinutes: row.mean_s / 60, p90Minutes: row.p90_s / 60, cv: row.cv, expectedWaitMinutes: row.expected_wait_s / 60 };
}

function share(part: number | null, whole: number): number | null {
	return part === null || whole === 0 ? null : part / whole;
}

function byRoute<T extends { route_key: string }>(rows: readonly T[]): Map<string, T> {
	return new Map(rows.map((row) => [row.route_key, row]));
}
