import type { Day } from '../day';
import type { Finding } from './finding';
import type { RouteDays } from './route-days';

interface QuietStop {
	stop_key: string;
	route_key: string;
	/** Keys of the routes that call there. */
	routes: string[];
	busy_days: number;
	persons: number;
	used: { date: string; persons: number }[] | null;
}

/**
 * 정류장 검토: stops where hardly anybody boards or alights. A day without anybody counts as such a day where one of the
 * stop's routes ran; days on which none did (a new route or firm) are not observed.
 */
export async function quietStopFindings(day: Day, dates: readonly string[], routeDays: RouteDays): Promise<Finding[]> {
	if (!day.areasHold || dates.length === 0) return [];
	const { thresholds, names } = day;
	const rows = await day.summaries.query<QuietStop>('quiet_stops', { stop_hour: dates, route_day: [day.serviceDate] }, {
		users: thresholds.value('stopReview.users'),
		most_busy_days: Math.floor((1 - thresholds.share('stopReview.dayShare')) * dates.length + 1e-9),
	});
	return rows.map((row) => {
		const persons = new Map((row.used ?? []).map((used) => [used.date, used.persons]));
		const served = new Set(row.routes.flatMap((route) => (routeDays.get(route) ?? []).map((one) => one.service_date)));
		const observed = dates.filter((date) => served.has(date));
		const met = observed.filter((date) => (persons.get(date) ?? 0) <= thresholds.value('stopReview.users'));
		return {
			ruleId: 'stopReview.fewUsers',
			routeKey: row.route_key,
			part: row.stop_key,
			where: `${names.stopName(row.stop_key)} 정류장(경유 노선 ${row.routes.length}개)`,
			numbers: [
				{ name: '하루 평균 승하차', value: Math.round((row.persons / Math.max(1, observed.length)) * 10) / 10, unit: '명' },
				{ name: '경유 노선', value: row.routes.length, unit: '개' },
			],
			metDays: met,
			observedDays: observed.length,
			dayType: day.dayType,
			evidence: met.map((date) => ({ table: 'stop_hour', key: row.stop_key, date, value: persons.get(date) ?? 0 })),
		};
	});
}
