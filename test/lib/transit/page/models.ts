import type { BusReportModel, PeriodReportModel } from '../../../../lib/transit/model';
import { busModel } from '../../../support/bus-model';

/** A day of which nothing could be read: grade D, no route, no stop. */
export function emptyDay(): BusReportModel {
	const model = busModel();
	return {
		...model,
		edition: 1,
		changesSinceLastEdition: [],
		state: 'provisional',
		dataState: { grade: 'D', caution: '승차 자료가 없어 어떤 결론도 내리지 말아야 함.', checks: [], rejects: [], sources: [], comparedWith: [], leftOut: [], chain: null },
		headline: [],
		totals: { boardings: 0, alightings: 0, taps: 0, tagOffRate: null, transferRate: null, linkedTrips: null, meanLegs: null, meanDistanceM: null, routes: 0, stops: 0, vehicles: null, runs: null, peakHour: null, peakShare: null, comparison: { usual: null, days: 0, lastWeek: null, change: null, lastWeekChange: null } },
		hours: model.hours.map((row) => ({ ...row, boardings: 0, alightings: 0, usualBoardings: null })),
		userTypes: [],
		routes: [],
		routeHours: [],
		stops: [],
		loads: [],
		profiles: [],
		crowding: [],
		transfers: [],
		areas: { dongs: [], zones: [], gini: null, bestToWorst: null },
		candidates: [],
		unusualRoutes: [],
		cautions: [],
		thresholds: [],
		thresholdsSignedOffBy: null,
	};
}

/** Three days of a period, one of them missing between, one provisional. */
export function period(change: Partial<PeriodReportModel> = {}): PeriodReportModel {
	const model = busModel();
	return {
		format: 1,
		city: model.city,
		department: model.department,
		contact: model.contact,
		from: '2026-11-06',
		to: '2026-11-09',
		dayType: 'all',
		routeName: null,
		madeAt: model.madeAt,
		days: [
			{ date: '2026-11-06', dayType: 'weekday', dayName: '금요일', boardings: 70_001, alightings: 68_000, tagOffRate: 0.971, state: 'final' },
			{ date: '2026-11-07', dayType: 'saturday', dayName: '토요일', boardings: 52_003, alightings: 50_000, tagOffRate: 0.97, state: 'final' },
			{ date: '2026-11-09', dayType: 'weekday', dayName: '월요일', boardings: 71_004, alightings: 69_000, tagOffRate: null, state: 'provisional' },
		],
		missingDays: ['2026-11-08'],
		hours: model.hours.map((row) => ({ hour: row.hour, meanBoardings: row.boardings + 0.4, meanAlightings: row.alightings })),
		routes: model.routes.map((row) => ({ routeKey: row.routeKey, routeName: row.routeName, operator: row.operator, boardings: row.boardings * 3, dailyMean: row.boardings, peakHour: row.peakHour, meanMaxLoad: 40.25, maxLoad: row.maxLoad.estimated, runs: row.runs })),
		stops: model.stops.map((row) => ({ stopKey: row.stopKey, stopName: row.stopName, dongName: row.dongName, boardings: row.totalBoardings, alightings: row.totalAlightings })),
		areas: model.areas,
		candidates: model.candidates,
		cautions: model.cautions,
		...change,
	};
}

/** The model with every text in it replaced: nothing that is shown may be taken as markup. */
export function hostileTexts<T>(value: T, hostile: string): T {
	const keep = /^(\d{4}-\d{2}-\d{2}.*|out|in|all|weekday|saturday|holiday|good|warn|bad|unknown|[A-D]|final|provisional|partial|review|watch|large|medium|small|oneWay|roundTrip|\d{1,2}:\d{2})$/;
	const copy = (part: unknown): unknown => {
		if (typeof part === 'string') return keep.test(part) ? part : hostile;
		if (Array.isArray(part)) return part.map(copy);
		if (typeof part === 'object' && part !== null) return Object.fromEntries(Object.entries(part).map(([key, inside]) => [key, /Key$/.test(key) ? inside : copy(inside)]));
		return part;
	};
	return copy(value) as T;
}
