import { median } from '../compare';
import type { Day } from '../day';
import type { Finding } from './finding';
import { perRun, type RouteDay, type RouteDays } from './route-days';

/** 감회: routes with few boardings a run and a low highest load. Days without runs or loads are not observed. */
export function fewRiderFindings(day: Day, dates: readonly string[], routeDays: RouteDays): Finding[] {
	if (!day.loadsHold) return [];
	const { thresholds } = day;
	const counted = new Set(dates);
	const few = (row: RouteDay): boolean => (perRun(row) ?? Infinity) <= thresholds.value('fewerRuns.perRun') && (row.max_load ?? Infinity) <= thresholds.value('fewerRuns.maxLoad');
	return [...routeDays].flatMap(([routeKey, rows]): Finding[] => {
		const observed = rows.filter((row) => counted.has(row.service_date) && perRun(row) !== null && row.max_load !== null);
		const met = observed.filter(few);
		if (met.length === 0) return [];
		return [
			{
				ruleId: 'fewerRuns.perRun',
				routeKey,
				part: day.dayType,
				where: '노선 전체, 하루 전체',
				numbers: [
					{ name: '운행당 승차(중앙값)', value: tenth(median(met.flatMap((row) => perRun(row) ?? [])) ?? 0), unit: '명' },
					{ name: '하루 최대 재차인원', value: Math.round(Math.max(...met.map((row) => row.max_load ?? 0))), unit: '명' },
					{ name: '하루 운행(중앙값)', value: median(met.flatMap((row) => row.runs ?? [])) ?? 0, unit: '회' },
				],
				metDays: met.map((row) => row.service_date),
				observedDays: observed.length,
				dayType: day.dayType,
				evidence: met.map((row) => ({ table: 'route_day', key: routeKey, date: row.service_date, value: tenth(perRun(row) ?? 0) })),
			},
		];
	});
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}
