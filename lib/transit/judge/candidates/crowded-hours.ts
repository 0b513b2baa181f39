import { median } from '../compare';
import type { Day } from '../day';
import { directionName, hourNames } from '../words';
import type { Finding } from './finding';
import type { RouteDays } from './route-days';

interface CrowdedHour {
	service_date: string;
	route_key: string;
	direction: string;
	hour: number;
	sequence: number;
	stop_key: string;
	runs: number;
	mean_load: number;
	max_load: number;
	seated_express: boolean;
	/** Seats of a seated express bus, capacity of another. */
	places: number;
	off_peak_mean: number | null;
}

const PEAK_HOURS: ReadonlySet<number> = new Set([7, 8, 17, 18, 19]);

/**
 * 증회 and 출퇴근 시간 한정 증회: hours of a route and direction that were crowded on enough of the observed days. Where all
 * of them lie in the peak and the rest of the day is empty enough, runs in the peak only are looked at.
 */
export async function crowdedHourFindings(day: Day, dates: readonly string[], routeDays: RouteDays): Promise<Finding[]> {
	if (!day.loadsHold) return [];
	const { thresholds } = day;
	const rows = await day.summaries.query<CrowdedHour>('crowded_hours', { load: dates }, {
		mean_share: thresholds.share('crowdedHour.meanShare'),
		least_runs: thresholds.value('crowdedHour.leastRuns'),
	});
	const counted = new Set(dates);
	return [...groupBy(rows, (row) => `${row.route_key}|${row.direction}`).values()].flatMap((group) => {
		const routeKey = group[0]?.route_key ?? '';
		const observed = (routeDays.get(routeKey) ?? []).filter((row) => counted.has(row.service_date)).length;
		const hours = [...groupBy(group, (row) => String(row.hour)).values()].filter((hour) => observed > 0 && hour.length / observed >= thresholds.share('crowdedHour.dayShare'));
		const strongest = hours.sort((a, b) => b.length - a.length || (meanOf(b) ?? 0) - (meanOf(a) ?? 0))[0];
		return strongest === undefined ? [] : [findingOf(day, strongest, hours.flatMap((hour) => hour[0]?.hour ?? []), observed)];
	});
}

function findingOf(day: Day, strongest: readonly CrowdedHour[], hours: readonly number[], observedDays: number): Finding {
	const { names, thresholds } = day;
	const latest = strongest[0];
	if (latest === undefined) throw new TypeError('no crowded hour');
	const offPeak = latest.off_peak_mean ?? 0;
	const peakOnly = hours.every((hour) => PEAK_HOURS.has(hour)) && offPeak <= thresholds.share('peakOnlyRuns.offPeakShare') * latest.places;
	const kind = peakOnly ? 'peakOnlyRuns' : 'moreRuns';
	const highest = Math.max(...strongest.map((row) => row.max_load));
	return {
		ruleId: `${kind}.${latest.seated_express ? 'overSeats' : 'meanLoad'}`,
		routeKey: latest.route_key,
		part: latest.direction,
		where: `${directionName(latest.direction)} ${hourNames(hours)}, ${names.stopName(latest.stop_key)} 출발 구간`,
		numbers: [
			{ name: '가장 붐비는 구간의 평균 재차인원(중앙값)', value: tenth(meanOf(strongest) ?? 0), unit: '명' },
			{ name: '최대 재차인원', value: Math.round(highest), unit: '명' },
			...(latest.seated_express ? [{ name: '좌석 초과 인원(최대)', value: Math.round(highest) - latest.places, unit: '명' }] : []),
			{ name: latest.seated_express ? '좌석' : '정원', value: latest.places, unit: latest.seated_express ? '석' : '명' },
			{ name: '해당 시간대 운행(최근일)', value: latest.runs, unit: '회' },
			{ name: '그 밖의 시간 평균 재차인원', value: tenth(offPeak), unit: '명' },
		],
		metDays: strongest.map((row) => row.service_date),
		observedDays,
		dayType: day.dayType,
		evidence: strongest.map((row) => ({ table: 'load', key: [row.route_key, row.direction, row.sequence, row.hour].join('|'), date: row.service_date, value: tenth(row.seated_express ? row.max_load : row.mean_load) })),
	};
}

function meanOf(rows: readonly CrowdedHour[]): number | null {
	return median(rows.map((row) => row.mean_load));
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}

function groupBy<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const row of rows) {
		const known = groups.get(keyOf(row));
		if (known === undefined) groups.set(keyOf(row), [row]);
		else known.push(row);
	}
	return groups;
}
