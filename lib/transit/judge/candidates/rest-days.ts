import type { DayType } from '../../model';
import { LEAST_USUAL_DAYS, median } from '../compare';
import type { Day } from '../day';
import type { Finding } from './finding';
import { perRun, type RouteDays } from './route-days';

/** Days off school or work, set against ordinary weekdays. */
export interface RestGroup {
	dayType: DayType;
	/** Korean name: 토요일, 일요일·공휴일, 방학 중 평일. */
	name: string;
	id: string;
	dates: readonly string[];
}

/** 방학·휴일 감회: routes whose boardings a run fall far below those of weekdays in term, and are few. */
export function restDayFindings(day: Day, groups: readonly RestGroup[], ordinary: readonly string[], routeDays: RouteDays): Finding[] {
	return groups.flatMap((group) => [...routeDays.keys()].flatMap((routeKey) => findingOf(day, group, routeKey, ordinary, routeDays)));
}

function findingOf({ thresholds }: Day, group: RestGroup, routeKey: string, ordinary: readonly string[], routeDays: RouteDays): Finding[] {
	const on = (dates: readonly string[]): { date: string; perRun: number }[] => {
		const counted = new Set(dates);
		return (routeDays.get(routeKey) ?? []).flatMap((row) => {
			const persons = perRun(row);
			return persons !== null && counted.has(row.service_date) ? [{ date: row.service_date, perRun: persons }] : [];
		});
	};
	const weekdays = on(ordinary);
	const usual = median(weekdays.map((row) => row.perRun));
	if (usual === null || weekdays.length < LEAST_USUAL_DAYS) return [];
	const observed = on(group.dates);
	const met = observed.filter((row) => row.perRun <= usual * thresholds.share('holidayReduction.share') && row.perRun <= thresholds.value('holidayReduction.perRun'));
	if (met.length === 0) return [];
	return [
		{
			ruleId: 'holidayReduction.perRun',
			routeKey,
			part: group.id,
			where: `노선 전체(${group.name})`,
			numbers: [
				{ name: `${group.name} 운행당 승차(중앙값)`, value: tenth(median(met.map((row) => row.perRun)) ?? 0), unit: '명' },
				{ name: '학기 중 평일 운행당 승차(중앙값)', value: tenth(usual), unit: '명' },
			],
			metDays: met.map((row) => row.date),
			observedDays: observed.length,
			dayType: group.dayType,
			evidence: met.map((row) => ({ table: 'route_day', key: routeKey, date: row.date, value: tenth(row.perRun) })),
		},
	];
}

function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}
