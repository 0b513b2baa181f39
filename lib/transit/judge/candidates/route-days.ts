import type { Day } from '../day';

/** One route on one day. */
export interface RouteDay {
	service_date: string;
	route_key: string;
	boardings: number;
	/** Null where no run can be told. */
	runs: number | null;
	/** Highest load of the day; null where no load was computed. */
	max_load: number | null;
}

/** Route by route what happened on some days, newest first. */
export type RouteDays = ReadonlyMap<string, readonly RouteDay[]>;

export async function readRouteDays(day: Day, dates: readonly string[]): Promise<RouteDays> {
	const rows = await day.summaries.query<RouteDay>('route_days', { route_day: dates, profile: dates });
	const byRoute = new Map<string, RouteDay[]>();
	for (const row of rows) {
		const known = byRoute.get(row.route_key);
		if (known === undefined) byRoute.set(row.route_key, [row]);
		else known.push(row);
	}
	return byRoute;
}

/** Boardings per run; null without runs. */
export function perRun(day: RouteDay): number | null {
	return day.runs === null || day.runs <= 0 ? null : day.boardings / day.runs;
}
