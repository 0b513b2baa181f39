import type { BusReportModel, RouteRow } from '../model';
import type { Thresholds } from './thresholds';

/** Routes that differ most from the usual, by persons; those below the thresholds' share or usual size are passed over. */
export function unusualRoutes(routes: readonly RouteRow[], thresholds: Thresholds, most: number): BusReportModel['unusualRoutes'] {
	const apart = (route: RouteRow): number => Math.abs(route.boardings - (route.comparison.usual ?? route.boardings));
	return routes
		.filter(({ comparison }) => (comparison.usual ?? 0) >= thresholds.value('unusualRoutes.leastUsual') && Math.abs(comparison.change ?? 0) >= thresholds.share('unusualRoutes.change'))
		.sort((a, b) => apart(b) - apart(a) || a.routeKey.localeCompare(b.routeKey))
		.slice(0, most)
		.map(({ routeKey, routeName, boardings, comparison }) => ({ routeKey, routeName, boardings, comparison }));
}
