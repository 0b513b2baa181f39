import type { Day } from '../day';
import type { Finding } from './finding';
import type { RouteDays } from './route-days';

interface ShapeDay {
	service_date: string;
	route_key: string;
	length_m: number | null;
	circuity: number | null;
	most_shared_route: string | null;
	most_shared_share: number | null;
}

/** 노선 경로 검토, of routes that ran: those that share most stops with one other, and long ones far from the straight line. */
export async function routeShapeFindings(day: Day, dates: readonly string[], routeDays: RouteDays): Promise<Finding[]> {
	const rows = await day.summaries.query<ShapeDay>('shape_days', { shape: dates });
	const routes = [...new Set(rows.map((row) => row.route_key))].filter((routeKey) => routeDays.has(routeKey));
	return routes.flatMap((routeKey) => {
		const observed = rows.filter((row) => row.route_key === routeKey);
		return [...sharedFinding(day, routeKey, observed), ...circuityFinding(day, routeKey, observed)];
	});
}

function sharedFinding(day: Day, routeKey: string, observed: readonly ShapeDay[]): Finding[] {
	const met = observed.filter((row) => (row.most_shared_share ?? 0) >= day.thresholds.share('routeReview.sharedStops'));
	const latest = met[0];
	if (latest === undefined || latest.most_shared_route === null) return [];
	return [
		{
			...common(day, routeKey, observed, met, (row) => percentOf(row.most_shared_share)),
			ruleId: 'routeReview.duplication',
			part: 'duplication',
			where: `${day.names.routeName(latest.most_shared_route)} 노선과 함께 서는 구간`,
			numbers: [{ name: '함께 서는 정류장', value: percentOf(latest.most_shared_share), unit: '%' }],
		},
	];
}

function circuityFinding(day: Day, routeKey: string, observed: readonly ShapeDay[]): Finding[] {
	const { thresholds } = day;
	const met = observed.filter((row) => (row.circuity ?? 0) >= thresholds.value('routeReview.circuity') && (row.length_m ?? 0) >= thresholds.value('routeReview.leastLengthKm') * 1000);
	const latest = met[0];
	if (latest === undefined) return [];
	return [
		{
			...common(day, routeKey, observed, met, (row) => hundredth(row.circuity ?? 0)),
			ruleId: 'routeReview.circuity',
			part: 'circuity',
			where: '노선 전체',
			numbers: [
				{ name: '굴곡도', value: hundredth(latest.circuity ?? 0), unit: '' },
				{ name: '노선 길이', value: Math.round((latest.length_m ?? 0) / 100) / 10, unit: 'km' },
			],
		},
	];
}

function common(day: Day, routeKey: string, observed: readonly ShapeDay[], met: readonly ShapeDay[], valueOf: (row: ShapeDay) => number): Omit<Finding, 'ruleId' | 'part' | 'where' | 'numbers'> {
	return {
		routeKey,
		metDays: met.map((row) => row.service_date),
		observedDays: observed.length,
		dayType: day.dayType,
		evidence: met.map((row) => ({ table: 'shape', key: routeKey, date: row.service_date, value: valueOf(row) })),
	};
}

function percentOf(share: number | null): number {
	return Math.round((share ?? 0) * 1000) / 10;
}

function hundredth(value: number): number {
	return Math.round(value * 100) / 100;
}
